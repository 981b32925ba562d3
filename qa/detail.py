"""Whether the evidence comes down to the very detail that is asked for, or only to the subject."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index import sentences
from qa.answer_kinds import answer_kind, put_in, questions_in
from qa.answer_spans import Asked, subject
from qa.figure_said import figure_said
from qa.kinds_said import kind_said
from qa.names import Names
from qa.text import specifics, stems
from qa.values import Evidence, Query

LITTLE = 1 / 3
"""Share of the question's words, names and figures apart, up to which hardly anything of it is said."""
NEAREST = 5
"""Sentences in which an answer of the kind asked for is looked for."""


@dataclass(frozen=True, slots=True)
class Detail:
    """What speaks against the answer being there though the subject is.

    `unheard`: no passage has the thing asked for ("which boatyard"), and hardly anything else that is asked is said of
    what the question names. `no_answer`: none of the sentences nearest to the question holds a phrase of the kind
    asked for. `nothing_said`: nothing at all of what is asked is said of what it names. `no_kind`: no passage on the
    subject says anything of the kind asked for, of those that are not said by chance ("how heavy"). `no_figure`: no
    sentence has a figure of the very thing ("how many cars").
    """

    unheard: bool
    no_answer: bool
    nothing_said: bool
    no_kind: bool = False
    no_figure: bool = False


@dataclass(frozen=True, slots=True)
class _Place:
    """A sentence, and the stems of it, of the one before it and of the headline."""

    sentence: str
    said: frozenset[str]


def detail(query: Query, evidence: Sequence[Evidence]) -> Detail:
    """Return what of the question's detail is lacking in the evidence."""
    question = put_in(questions_in(query)[-1])
    places = [place for item in evidence for place in _places(item)]
    named = frozenset(stems(" ".join(specifics(query.topic))))
    asked = frozenset(stems(query.topic))
    rest = frozenset(stem for stem in asked - named if not stem.isdigit())
    said = _most(rest, [place for place in places if len(named & place.said) >= len(named) / 2])
    thing = subject(question)
    return Detail(
        unheard=bool(thing) and said <= LITTLE and not thing & frozenset().union(*(one.said for one in places)),
        no_answer=not _answered(question, asked, places, evidence),
        nothing_said=bool(named and rest) and not said,
        no_kind=not kind_said(question, asked, evidence),
        no_figure=not figure_said(question, evidence),
    )


def _places(item: Evidence) -> list[_Place]:
    texts = [item.hit.text[span.start : span.end] for span in sentences(item.hit.text)]
    own = [frozenset(stems(text)) for text in texts]
    title = frozenset(stems(item.hit.title))
    before = [frozenset[str](), *own]
    return [_Place(text, title | one | last) for text, one, last in zip(texts, own, before, strict=False)]


def _most(rest: frozenset[str], places: Sequence[_Place]) -> float:
    """The largest share of the words that is said in one place."""
    return max((len(rest & place.said) / len(rest) for place in places), default=0.0) if rest else 1.0


def _answered(question: str, asked: frozenset[str], places: Sequence[_Place], evidence: Sequence[Evidence]) -> bool:
    if answer_kind(question) is None:
        return True
    nearest = sorted(places, key=lambda place: -len(asked & place.said))[:NEAREST]
    answers = Asked(question, Names(item.hit.text for item in evidence))
    return any(answers.span(place.sentence) for place in nearest)
