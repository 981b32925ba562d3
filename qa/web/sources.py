"""The panel of sources: a card for each passage that an answer cites, as safe HTML."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from index import Span
from qa.values import AlsoIn, Answer
from qa.web.conversation import Turn
from qa.web.dates import age, spelled
from qa.web.escape import escaped
from qa.web.excerpt import Excerpt, excerpts
from qa.web.marks import card_id
from qa.web.passages import marked
from qa.web.reader import link
from qa.web.texts import number, text
from qa.web_address import web_address

AROUND = 240
"""Characters that a card shows on either side of what is cited; the rest is in the article, which can be opened."""


def panel(turns: Sequence[Turn]) -> str:
    """Each turn's sources, the last turn's in view; the page's script changes which."""
    if not turns:
        return f'<p class="none">{text("sources.none.yet")}</p>'
    return "".join(_sources(turn, hidden=turn is not turns[-1]) for turn in turns)


def differ(turn: Turn, before: Turn) -> bool:
    """Whether a turn's sources are shown otherwise than when it was `before`."""
    return (turn.query, turn.evidence, turn.answer) != (before.query, before.evidence, before.answer)


def labels(turn: Turn) -> dict[int, str]:
    """What each mark of a turn stands for: outlet and date, and the quote or, before there is one, the title."""
    if turn.answer:
        return {c.number: _label(c.source, c.published, text("quoted", text=c.quote)) for c in turn.answer.citations}
    return {item.number: _label(item.hit.source, item.hit.published, item.hit.title) for item in turn.evidence}


def _label(source: str | None, published: datetime | None, said: str) -> str:
    where = ", ".join(part for part in (source, spelled(published) if published else None) if part)
    return f"{where}: {said}" if where else said


def _sources(turn: Turn, *, hidden: bool) -> str:
    return (
        f'<section class="sources" id="sources-{turn.number}" data-turn="{turn.number}"{" hidden" if hidden else ""}>'
        f'<p class="for" dir="auto">{escaped(turn.question)}</p>{_contents(turn)}</section>'
    )


def _contents(turn: Turn) -> str:
    if turn.answer is None:
        if turn.progress == "working" and turn.query is None:
            return f'<p class="none">{text("sources.searching")}</p>'
        return _list(_cards(turn, "e"), text("sources.reading"))
    if turn.answer.refusal:
        return _list(_cards(turn, "n"), text("sources.nearest"))
    return _list(_cards(turn, "c"), text("sources.cited")) + _uncited(turn, turn.answer)


def _list(cards: Sequence[str], heading: str) -> str:
    if not cards:
        return f'<p class="none">{text("sources.none")}</p>'
    return f'<h3>{heading}</h3><ol class="cards">{"".join(cards)}</ol>'


def _cards(turn: Turn, kind: str) -> list[str]:
    """The cards of a kind: "c" cited, "e" found, "n" nearest. Those that marks lead to have their number."""
    return [
        _card(turn, key, excerpt, int(key[1:]) if kind in "ce" else None)
        for key, excerpt in excerpts(turn).items()
        if key.startswith(kind)
    ]


def _uncited(turn: Turn, answer: Answer) -> str:
    cited = {(citation.article_id, citation.passage_start) for citation in answer.citations}
    cards = [
        _card(turn, key, excerpt, None)
        for key, excerpt in excerpts(turn).items()
        if key.startswith("e") and (excerpt.article_id, excerpt.start) not in cited
    ]
    if not cards:
        return ""
    return (
        f'<details class="spare"><summary>{text("sources.spare", n=number(len(cards)))}</summary>'
        f'<ol class="cards">{"".join(cards)}</ol></details>'
    )


def _card(turn: Turn, key: str, excerpt: Excerpt, number: int | None) -> str:
    opening, badge = '<li class="card">', ""
    if number is not None:
        place = f'data-turn="{turn.number}" data-number="{number}"'
        opening = f'<li class="card numbered" id="{card_id(turn.number, number)}" {place} tabindex="-1">'
        badge = (
            f'<a class="number" href="#turn-{turn.number}" {place} title="{text("source.back")}"'
            f' aria-label="{text("source.back.number", number=number)}">{number}</a>'
        )
    title = escaped(excerpt.title) or text("title.unknown")
    return (
        f'{opening}<div class="byline">{badge}{_byline(turn, excerpt.source, excerpt.published)}</div>'
        f'<h4 dir="auto">{title}</h4><blockquote dir="auto">{_passage(excerpt)}</blockquote>'
        f'{_also(excerpt.also_in)}<div class="links"><button type="button" class="link" data-act="read"'
        f' data-turn="{turn.number}" data-card="{key}" aria-label="{text("read.of", title=title)}">'
        f"{text('read')}</button>{link(excerpt)}</div></li>"
    )


def _passage(excerpt: Excerpt) -> str:
    """What is cited of a passage, with some of what stands around it; without a citation, how it begins."""
    first = min((span.start for span in excerpt.spans), default=excerpt.start) - excerpt.start
    last = max((span.end for span in excerpt.spans), default=excerpt.start) - excerpt.start
    passage = excerpt.passage
    start = 0
    if first > AROUND:
        start = passage.rfind(" ", max(0, first - 2 * AROUND), first - AROUND) + 1 or first - AROUND
    end = passage.find(" ", last + AROUND, last + 2 * AROUND)
    end = last + AROUND if end < 0 else end  # in the middle of a word that may be a megabyte long
    end = len(passage) if len(passage) - end < AROUND // 2 else end
    spans = [Span(span.start - excerpt.start - start, span.end - excerpt.start - start) for span in excerpt.spans]
    shown = marked(passage[start:end], spans)
    return f"{'… ' if start else ''}{shown}{' …' if end < len(passage) else ''}"


def _byline(turn: Turn, outlet: str | None, published: datetime | None) -> str:
    name = f'<bdi class="outlet">{escaped(outlet or text("outlet.unknown"))}</bdi>'
    if published is None:
        return f'{name}<span class="age">{text("age.unknown")}</span>'
    return f'{name}<time datetime="{published.isoformat()}">{spelled(published)}</time>' + (
        f'<span class="age">{age(published, _today(turn), asked=turn.as_of is not None)}</span>'
    )


def _today(turn: Turn) -> date:
    if turn.query:
        return turn.query.today
    return turn.as_of or date.today()


def _also(copies: Sequence[AlsoIn]) -> str:
    if not copies:
        return ""
    return f'<p class="also">{text("also.in", names=", ".join(_copy(copy) for copy in copies))}</p>'


def _copy(copy: AlsoIn) -> str:
    name = f"<bdi>{escaped(copy.source or copy.title or text('also.in.unnamed'))}</bdi>"
    url = web_address(copy.url)
    if url:
        name = f'<a href="{escaped(url)}" target="_blank" rel="noopener noreferrer">{name}</a>'
    return f"{name} ({spelled(copy.published)})" if copy.published else name
