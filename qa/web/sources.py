"""The panel of sources: a card for each passage that an answer cites, as safe HTML."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from index import Hit, Span
from qa.values import AlsoIn, Answer, Citation, Evidence
from qa.web.conversation import Turn
from qa.web.dates import age, spelled
from qa.web.escape import address_of_quote, escaped, host, web_address
from qa.web.marks import card_id


def panel(turns: Sequence[Turn]) -> str:
    """Each turn's sources, the last turn's in view; the page's script changes which."""
    if not turns:
        return '<p class="none">The passages that an answer rests on will stand here.</p>'
    return "".join(_sources(turn, hidden=turn is not turns[-1]) for turn in turns)


def labels(turn: Turn) -> dict[int, str]:
    """What each mark of a turn stands for: outlet and date, and the quote or, before there is one, the title."""
    if turn.answer:
        return {c.number: _label(c.source, c.published, f"“{c.quote}”") for c in turn.answer.citations}
    return {item.number: _label(item.hit.source, item.hit.published, item.hit.title) for item in turn.evidence}


def _label(source: str | None, published: datetime | None, text: str) -> str:
    where = ", ".join(part for part in (source, spelled(published) if published else None) if part)
    return f"{where}: {text}" if where else text


def _sources(turn: Turn, *, hidden: bool) -> str:
    return (
        f'<section class="sources" id="sources-{turn.number}" data-turn="{turn.number}"{" hidden" if hidden else ""}>'
        f'<p class="for" dir="auto">{escaped(turn.question)}</p>{_contents(turn)}</section>'
    )


def _contents(turn: Turn) -> str:
    if turn.answer is None:
        if turn.progress == "working" and turn.query is None:
            return '<p class="none">Searching…</p>'
        return _list([_evidence_card(turn, item) for item in turn.evidence], "Found, being read")
    if turn.answer.refusal:
        nearest = turn.answer.refusal.nearest
        return _list([_near_card(turn, hit) for hit in nearest], "The nearest articles, which do not answer it")
    cards = [_citation_card(turn, citation) for citation in turn.answer.citations]
    return _list(cards, "Cited") + _uncited(turn, turn.answer)


def _list(cards: Sequence[str], heading: str) -> str:
    if not cards:
        return '<p class="none">No sources.</p>'
    return f'<h3>{heading}</h3><ol class="cards">{"".join(cards)}</ol>'


def _uncited(turn: Turn, answer: Answer) -> str:
    cited = {(citation.article_id, citation.passage_start) for citation in answer.citations}
    rest = [item for item in turn.evidence if (item.hit.article_id, item.hit.start) not in cited]
    if not rest:
        return ""
    cards = "".join(_near_card(turn, item.hit, item.also_in) for item in rest)
    return (
        f'<details class="spare"><summary>Also found, not cited ({len(rest)})</summary>'
        f'<ol class="cards">{cards}</ol></details>'
    )


def _citation_card(turn: Turn, citation: Citation) -> str:
    first = min((span.start for span in citation.spans), default=citation.start) - citation.passage_start
    return _card(
        turn,
        number=citation.number,
        outlet=citation.source,
        published=citation.published,
        title=citation.title,
        passage=_highlighted(citation.passage, citation.passage_start, citation.spans),
        link=_publisher(citation.url, citation.passage[max(first, 0) :]),
        also_in=citation.also_in,
    )


def _evidence_card(turn: Turn, item: Evidence) -> str:
    return _hit_card(turn, item.hit, item.number, item.also_in)


def _near_card(turn: Turn, hit: Hit, also_in: Sequence[AlsoIn] = ()) -> str:
    return _hit_card(turn, hit, None, also_in)


def _hit_card(turn: Turn, hit: Hit, number: int | None, also_in: Sequence[AlsoIn]) -> str:
    return _card(
        turn,
        number=number,
        outlet=hit.source,
        published=hit.published,
        title=hit.title,
        passage=escaped(hit.text),
        link=_publisher(hit.url, hit.text),
        also_in=also_in,
    )


def _card(
    turn: Turn,
    *,
    number: int | None,
    outlet: str | None,
    published: datetime | None,
    title: str,
    passage: str,
    link: str,
    also_in: Sequence[AlsoIn],
) -> str:
    """`passage` and `link` are HTML already; the rest is text."""
    opening, badge = '<li class="card">', ""
    if number is not None:
        place = f'data-turn="{turn.number}" data-number="{number}"'
        opening = f'<li class="card numbered" id="{card_id(turn.number, number)}" {place} tabindex="-1">'
        badge = (
            f'<a class="number" href="#turn-{turn.number}" {place} title="Show where the answer cites it"'
            f' aria-label="Source {number}: show where the answer cites it">{number}</a>'
        )
    return (
        f'{opening}<div class="byline">{badge}{_byline(turn, outlet, published)}</div>'
        f'<h4 dir="auto">{escaped(title) or "Untitled"}</h4><blockquote dir="auto">{passage}</blockquote>'
        f"{_also(also_in)}{link}</li>"
    )


def _byline(turn: Turn, outlet: str | None, published: datetime | None) -> str:
    name = f'<bdi class="outlet">{escaped(outlet or "Outlet unknown")}</bdi>'
    if published is None:
        return f'{name}<span class="age">date unknown</span>'
    return f'{name}<time datetime="{published.isoformat()}">{spelled(published)}</time>' + (
        f'<span class="age">{age(published, _today(turn), asked=turn.as_of is not None)}</span>'
    )


def _today(turn: Turn) -> date:
    if turn.query:
        return turn.query.today
    return turn.as_of or date.today()


def _highlighted(passage: str, passage_start: int, spans: Sequence[Span]) -> str:
    parts, cursor = [], 0
    for span in sorted(spans, key=lambda span: (span.start, span.end)):
        start = max(span.start - passage_start, cursor)
        end = min(span.end - passage_start, len(passage))
        if start < end:
            parts.append(f"{escaped(passage[cursor:start])}<mark>{escaped(passage[start:end])}</mark>")
            cursor = end
    return "".join([*parts, escaped(passage[cursor:])])


def _also(copies: Sequence[AlsoIn]) -> str:
    if not copies:
        return ""
    names = ", ".join(_copy(copy) for copy in copies)
    return f'<p class="also">Also in {names}</p>'


def _copy(copy: AlsoIn) -> str:
    name = f"<bdi>{escaped(copy.source or copy.title or 'another article')}</bdi>"
    url = web_address(copy.url)
    if url:
        name = f'<a href="{escaped(url)}" target="_blank" rel="noopener noreferrer">{name}</a>'
    return f"{name} ({spelled(copy.published)})" if copy.published else name


def _publisher(url: str | None, quoted: str) -> str:
    url = web_address(url)
    if url is None:
        return ""
    address = escaped(address_of_quote(url, quoted))
    return (
        f'<p class="publisher"><a href="{address}" target="_blank" rel="noopener noreferrer">'
        f"Read at <bdi>{escaped(host(url))}</bdi></a></p>"
    )
