"""What the assistant says of an answer, in the reader's language: why there is none, and what else is to be known.

Said anew from what the answer holds, where it holds enough; else as the assistant says it, in English.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from index import Coverage, Hit
from qa.age import age_of
from qa.refuse import NAMED
from qa.unseen import label
from qa.values import Answer, Query, Refusal
from qa.web.dates import day_of, span_text
from qa.web.escape import escaped, in_english
from qa.web.texts import counted, dated, text


def refusal_text(refusal: Refusal, query: Query) -> str:
    """Why there is no answer, and what the archive holds."""
    span = span_text(query.window.after, query.window.before)
    named = _named(refusal.nearest) if refusal.reason == "ambiguous" else ""
    why = text(f"refused.{refusal.reason}", time=f" ({span})" if span else "", named=f": {named}" if named else "")
    return f"{why} {_holds(refusal.holds)}"


def notes(answer: Answer) -> Iterator[str]:
    """The notes of an answer, each as safe HTML."""
    age = age_of(answer.query, [citation.published for citation in answer.citations])
    for note in answer.notes:
        if age and note == str(age):
            yield escaped(counted("note.aged", age.years, day=dated("date.full", age.newest)))
        else:
            yield in_english(note)


def _named(meant: Sequence[Hit]) -> str:
    return ", ".join(f"{text('quoted', text=label(hit.title))}{_origin(hit)}" for hit in meant[:NAMED] if hit.title)


def _origin(hit: Hit) -> str:
    day = dated("date.full", day_of(hit.published)) if hit.published else ""
    told = ", ".join(filter(None, [label(hit.source or ""), day]))
    return f" ({told})" if told else ""


def _holds(holds: Coverage) -> str:
    articles = counted("articles", holds.articles)
    if holds.first is None or holds.last is None:
        return text("refused.holds", articles=articles)
    first, last = (dated("date.full", day_of(day)) for day in (holds.first, holds.last))
    return text("refused.holds.span", articles=articles, first=first, last=last)
