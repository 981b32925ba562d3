"""Kept conversations as pages of their own: a list, one of them whole, a shared answer. Values in, safe HTML out.

They need no script, and hold all that they show: the same page is what a reader takes away as HTML.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files

from qa.values import Answer, Citation, Sentence
from qa.web.conversation import Turn
from qa.web.dates import spelled
from qa.web.escape import escaped
from qa.web.notebook import texts
from qa.web.notebook.kept import Entry, Kept
from qa.web.notebook.shared import Shared
from qa.web.passages import from_first, marked, publisher

# Nothing may be loaded by a page, whatever an article has in it.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def list_page(entries: Sequence[Entry], words: str, nav: str) -> str:
    """A reader's conversations; with `words`, those that mention them. `nav` is HTML."""
    items = "".join(
        f'<li><a href="{entry.id}">{escaped(entry.title)}</a> <time>{spelled(entry.changed)}</time></li>'
        for entry in entries
    )
    none = texts.NOTHING_FOUND if words else texts.NOTHING_KEPT
    body = (
        f'{nav}<h1>{texts.CONVERSATIONS}</h1><form role="search"><label>{texts.SEARCH}'
        f'<input type="search" name="words" value="{escaped(words)}"></label><button>{texts.FIND}</button></form>'
        f'<p role="status">{texts.count(len(entries)) if entries else none}</p><ul class="entries">{items}</ul>'
    )
    return _page(texts.CONVERSATIONS, body)


def conversation_page(kept: Kept, nav: str) -> str:
    """A conversation with its evidence, and what can be done with it."""
    saves = "".join(
        f'<a href="{kept.id}.{ending}" download>{kind}</a>'
        for kind, ending in (("HTML", "html"), ("Markdown", "md"), ("JSON", "json"))
    )
    tools = (
        f'<div class="tools"><p><a class="go-on" href="../?conversation={kept.id}">{texts.GO_ON}</a></p>'
        f'<form method="post" action="{kept.id}/rename"><label>{texts.NAME}'
        f'<input name="name" value="{escaped(kept.title)}" maxlength="80" required></label>'
        f"<button>{texts.RENAME}</button></form>"
        f'<p class="saves"><span>{texts.SAVE_AS}</span>{saves}</p>'
        f"<details><summary>{texts.DELETE}</summary>"
        f'<form method="post" action="{kept.id}/delete"><p>{texts.DELETE_WARNING}</p>'
        f'<button class="grave">{texts.DELETE_NOW}</button></form></details></div>'
    )
    return _page(kept.title, f"{nav}<h1>{escaped(kept.title)}</h1>{tools}{_turns(kept.turns)}")


def exported_page(kept: Kept) -> str:
    """A conversation to take away."""
    day = f'<p class="when">{texts.kept(spelled(kept.started), spelled(kept.changed))}</p>'
    return _page(kept.title, f"<h1>{escaped(kept.title)}</h1>{day}{_turns(kept.turns)}")


def answer_page(shared: Shared) -> str:
    """A shared answer, with its evidence as it was."""
    day = f'<p class="when">{texts.shared(spelled(shared.at))}</p>'
    return _page(shared.turn.question, f"{day}{_turn(shared.turn, 'h1')}")


def problem_page(problem: str, nav: str) -> str:
    """What went wrong, in one line."""
    return _page(texts.CONVERSATIONS, f'{nav}<h1>{texts.CONVERSATIONS}</h1><p role="alert">{escaped(problem)}</p>')


def _page(title: str, body: str) -> str:
    css = "".join(
        files("qa.web").joinpath("assets", f"{name}.css").read_text("utf-8") for name in ("alone", "notebook")
    )
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="referrer" content="no-referrer">'
        f"<title>{escaped(title)}</title><style>{css}</style></head><body><main>{body}</main></body></html>\n"
    )


def _turns(turns: Sequence[Turn]) -> str:
    return "".join(_turn(turn, "h2") for turn in turns)


def _turn(turn: Turn, heading: str) -> str:
    day = f'<p class="when">{texts.as_of(spelled(turn.as_of))}</p>' if turn.as_of else ""
    return f'<article><{heading} dir="auto">{escaped(turn.question)}</{heading}>{day}{_said(turn)}</article>'


def _said(turn: Turn) -> str:
    if turn.answer is None:
        return f"<p>{escaped(turn.problem) or texts.NO_ANSWER}</p>"
    if turn.answer.refusal:
        return f'<p class="refusal">{escaped(turn.answer.refusal.message)}</p>'
    cited = {citation.number for citation in turn.answer.citations}
    sentences = " ".join(_sentence(one, turn.number, cited) for one in turn.answer.sentences)
    notes = "".join(f'<p class="note">{escaped(note)}</p>' for note in turn.answer.notes)
    return f'<p class="answer" dir="auto">{sentences}</p>{notes}{_sources(turn.answer, turn.number)}'


def _sentence(sentence: Sentence, turn: int, cited: set[int]) -> str:
    marks = "".join(
        f'<a class="mark" href="#{_place(turn, number)}" aria-label="{texts.source(number)}">[{number}]</a>'
        for number in sentence.citations
        if number in cited
    )
    verdict = texts.VERDICTS.get(sentence.verdict)
    why = "; ".join(filter(None, (verdict, *sentence.problems)))
    doubt = f' <em class="doubt">({escaped(why)})</em>' if verdict else ""
    return f"<span>{escaped(sentence.text)} {marks}{doubt}</span>"


def _sources(answer: Answer, turn: int) -> str:
    items = "".join(_source(citation, turn) for citation in answer.citations)
    return f'<ol class="sources">{items}</ol>' if items else ""


def _source(citation: Citation, turn: int) -> str:
    day = spelled(citation.published) if citation.published else texts.NO_DATE
    quoted = from_first(citation.passage, citation.spans, citation.passage_start)
    link = publisher(citation.url, texts.READ_AT, quoted)
    return (
        f'<li id="{_place(turn, citation.number)}" value="{citation.number}"><p class="byline">'
        f'<b>{escaped(citation.source or texts.NO_OUTLET)}</b> {day}</p><h3 dir="auto">{escaped(citation.title)}</h3>'
        f'<blockquote dir="auto">{marked(citation.passage, citation.spans, citation.passage_start)}</blockquote>'
        f"{link}</li>"
    )


def _place(turn: int, number: int) -> str:
    return f"source-{turn}-{number}"
