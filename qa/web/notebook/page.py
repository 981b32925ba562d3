"""Kept conversations as pages of their own: a list, one of them whole, a shared answer. Values in, safe HTML out.

They need no script, and hold all that they show: the same page is what a reader takes away as HTML.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files

from qa.values import Answer, Citation, Sentence
from qa.web.conversation import Turn
from qa.web.dates import spelled
from qa.web.escape import escaped, in_english
from qa.web.notebook.kept import Entry, Kept
from qa.web.notebook.shared import Shared
from qa.web.passages import from_first, marked, publisher
from qa.web.remarks import notes as remarks
from qa.web.remarks import refusal_text
from qa.web.texts import counted, spoken, text

# Nothing may be loaded by a page, whatever an article has in it.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def list_page(entries: Sequence[Entry], words: str, nav: str) -> str:
    """A reader's conversations; with `words`, those that mention them. `nav` is HTML."""
    items = "".join(
        f'<li><a href="{entry.id}">{escaped(entry.title)}</a> <time>{spelled(entry.changed)}</time></li>'
        for entry in entries
    )
    none = text("kept.none.found") if words else text("kept.none")
    said = counted("kept.conversations", len(entries)) if entries else none
    body = (
        f'{nav}<h1>{text("page.conversations")}</h1><form role="search"><label>{text("kept.search")}'
        f'<input type="search" name="words" value="{escaped(words)}"></label>'
        f'<button>{text("kept.find")}</button></form><p role="status">{said}</p><ul class="entries">{items}</ul>'
    )
    return _page(text("page.conversations"), body)


def conversation_page(kept: Kept, nav: str) -> str:
    """A conversation with its evidence, and what can be done with it."""
    saves = "".join(
        f'<a href="{kept.id}.{ending}" download>{kind}</a>'
        for kind, ending in (("HTML", "html"), ("Markdown", "md"), ("JSON", "json"))
    )
    tools = (
        f'<div class="tools"><p><a class="go-on" href="../?conversation={kept.id}">{text("kept.go.on")}</a></p>'
        f'<form method="post" action="{kept.id}/rename"><label>{text("kept.name")}'
        f'<input name="name" value="{escaped(kept.title)}" maxlength="80" required></label>'
        f"<button>{text('kept.rename')}</button></form>"
        f'<p class="saves"><span>{text("save.as")}</span>{saves}</p>'
        f"<details><summary>{text('kept.delete')}</summary>"
        f'<form method="post" action="{kept.id}/delete"><p>{text("kept.delete.about")}</p>'
        f'<button class="grave">{text("kept.delete.really")}</button></form></details></div>'
    )
    return _page(kept.title, f"{nav}<h1>{escaped(kept.title)}</h1>{tools}{_turns(kept.turns)}")


def exported_page(kept: Kept) -> str:
    """A conversation to take away."""
    first, last = spelled(kept.started), spelled(kept.changed)
    asked = text("kept.day", day=first) if first == last else text("kept.days", first=first, last=last)
    when = f'<p class="when">{asked}</p>'
    return _page(kept.title, f"<h1>{escaped(kept.title)}</h1>{when}{_turns(kept.turns)}")


def answer_page(shared: Shared) -> str:
    """A shared answer, with its evidence as it was."""
    day = f'<p class="when">{text("kept.shared", day=spelled(shared.at))}</p>'
    return _page(shared.turn.question, f"{day}{_turn(shared.turn, 'h1')}")


def problem_page(problem: str, nav: str) -> str:
    """What went wrong, in one line."""
    return _page(
        text("page.conversations"), f'{nav}<h1>{text("page.conversations")}</h1><p role="alert">{escaped(problem)}</p>'
    )


def _page(title: str, body: str) -> str:
    css = "".join(
        files("qa.web").joinpath("assets", f"{name}.css").read_text("utf-8") for name in ("alone", "notebook")
    )
    return (
        f'<!doctype html>\n<html lang="{spoken()}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="referrer" content="no-referrer">'
        f"<title>{escaped(title)}</title><style>{css}</style></head><body><main>{body}</main></body></html>\n"
    )


def _turns(turns: Sequence[Turn]) -> str:
    return "".join(_turn(turn, "h2") for turn in turns)


def _turn(turn: Turn, heading: str) -> str:
    day = f'<p class="when">{text("as.of", day=spelled(turn.as_of))}</p>' if turn.as_of else ""
    return f'<article><{heading} dir="auto">{escaped(turn.question)}</{heading}>{day}{_said(turn)}</article>'


def _said(turn: Turn) -> str:
    if turn.answer is None:
        return f"<p>{escaped(turn.problem) or text('kept.no.answer')}</p>"
    if turn.answer.refusal:
        return f'<p class="refusal">{escaped(refusal_text(turn.answer.refusal, turn.answer.query))}</p>'
    cited = {citation.number for citation in turn.answer.citations}
    sentences = " ".join(_sentence(one, turn.number, cited) for one in turn.answer.sentences)
    notes = "".join(f'<p class="note">{note}</p>' for note in remarks(turn.answer))
    return f'<p class="answer" dir="auto">{sentences}</p>{notes}{_sources(turn.answer, turn.number)}'


def _sentence(sentence: Sentence, turn: int, cited: set[int]) -> str:
    marks = "".join(
        f'<a class="mark" href="#{_place(turn, number)}"'
        f' aria-label="{text("kept.source", number=number)}">[{number}]</a>'
        for number in sentence.citations
        if number in cited
    )
    doubt = "" if sentence.verdict == "supported" else f' <em class="doubt">({_why(sentence)})</em>'
    return f"<span>{escaped(sentence.text)} {marks}{doubt}</span>"


def _why(sentence: Sentence) -> str:
    verdict = text(f"problem.{sentence.verdict}")
    return f"{verdict}: {in_english('; '.join(sentence.problems))}" if sentence.problems else verdict


def _sources(answer: Answer, turn: int) -> str:
    items = "".join(_source(citation, turn) for citation in answer.citations)
    return f'<ol class="sources">{items}</ol>' if items else ""


def _source(citation: Citation, turn: int) -> str:
    day = spelled(citation.published) if citation.published else text("age.unknown")
    quoted = from_first(citation.passage, citation.spans, citation.passage_start)
    link = publisher(citation.url, quoted)
    return (
        f'<li id="{_place(turn, citation.number)}" value="{citation.number}"><p class="byline">'
        f"<b>{escaped(citation.source or text('outlet.unknown'))}</b> {day}</p>"
        f'<h3 dir="auto">{escaped(citation.title)}</h3>'
        f'<blockquote dir="auto">{marked(citation.passage, citation.spans, citation.passage_start)}</blockquote>'
        f"{link}</li>"
    )


def _place(turn: int, number: int) -> str:
    return f"source-{turn}-{number}"
