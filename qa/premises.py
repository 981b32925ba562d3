"""An answer to a question that takes for granted what the evidence contradicts: first the sentence that says so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from qa.clause import Clause, Stance, Told
from qa.contradiction import stances
from qa.marks import disarm
from qa.offices import held_by_another
from qa.presupposed import Premise, presupposed
from qa.text import stems
from qa.values import Evidence, Query, Sentence
from qa.writers.candidates import Candidate, candidates

SURE = 0.6
"""How surely a sentence must speak of what is taken for granted to contradict it."""
CLEARLY = 0.2
"""By how much less surely another may bear it out: sources may disagree, and then the answer shows both."""
LONE = 2
"""Words of meaning of a clause ("was killed") below which the others tell of whom it is."""
MOST = 3
"""Sentences of an answer, unless it had more."""

_WITHOUT_SUBJECT = re.compile(r"[a-z]+ing\b")


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A sentence of the evidence that says otherwise than the question takes for granted, and in which words."""

    text: str
    number: int
    stance: Stance

    @property
    def note(self) -> str:
        """For the reader."""
        says, than = self.stance.says, self.stance.than
        instead = "" if than in says else f", not “{than}”"
        return f"The first source says otherwise than the question takes for granted: “{says}”{instead}."


def with_premise(
    query: Query, sentences: tuple[Sentence, ...], evidence: Sequence[Evidence]
) -> tuple[tuple[Sentence, ...], tuple[str, ...]]:
    """Return the sentences and notes of an answer: one that contradicts what is asked comes first, noted.

    Nothing is marked as the answer then: there is none.
    """
    found = contradiction(query, evidence)
    if found is None:
        return sentences, ()
    first = next((one for one in sentences if found.number in one.citations and found.text in one.text), None)
    said = first or Sentence(disarm(found.text), (found.number,), "supported")
    ordered = (said, *(one for one in sentences if one != said))[: max(MOST, len(sentences))]
    return tuple(replace(one, answer=None) for one in ordered), (found.note,)


def contradiction(query: Query, evidence: Sequence[Evidence]) -> Contradiction | None:
    """Return the sentence that most surely contradicts what the question takes for granted, if one does.

    None where another bears it out about as surely.
    """
    told = list(_told(evidence))
    offices = held_by_another(query.text, [around for _, around in told])
    found = [Contradiction(told[at][0].text, told[at][0].number, held) for at, held in offices]
    for clause in _clauses(presupposed(query.text)):
        held = [Contradiction(one.text, one.number, held) for one, around in told for held in stances(clause, around)]
        found += _clear(held)
    return max(found, key=_sure, default=None)


def _clauses(taken: Premise | None) -> Iterator[Clause]:
    if taken is None:
        return
    for at, text in enumerate(taken.clauses):
        lone = len(stems(text)) < LONE or (at and _WITHOUT_SUBJECT.match(text))
        subject = " ".join(other for other in taken.clauses if other != text) if lone else ""
        yield Clause(text, taken.denied and at == 0, taken.another, subject)


def _clear(held: Sequence[Contradiction]) -> Iterator[Contradiction]:
    """Of what is said of one clause, at each of its points the surest that is said otherwise, if clear enough."""
    for point in sorted({one.stance.point for one in held}):
        here = [one for one in held if one.stance.point == point]
        against = max((one for one in here if one.stance.otherwise), key=_sure, default=None)
        borne = max((one.stance.sure for one in here if not one.stance.otherwise), default=0.0)
        if against and against.stance.sure >= max(SURE, borne + CLEARLY):
            yield against


def _sure(one: Contradiction) -> float:
    return one.stance.sure


def _told(evidence: Sequence[Evidence]) -> Iterator[tuple[Candidate, Told]]:
    """The sentences that may be quoted, each with what stands around it."""
    found = candidates(evidence)
    items = {item.number: item.hit for item in evidence}
    for at, one in enumerate(found):
        hit = items[one.number]
        near = [other.text for other in found[max(0, at - 1) : at + 2] if other.number == one.number]
        published = hit.published.date() if hit.published else None
        yield one, Told(one.text, " ".join([hit.title, *near]), hit.text, published)
