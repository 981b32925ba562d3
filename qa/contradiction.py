"""Whether a sentence of an article bears a clause out that a question takes for granted, or says otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from qa.checks.agreement import agrees
from qa.checks.contests import THEY, outcomes
from qa.checks.figures import Figure, find_figures
from qa.checks.movements import find_movements
from qa.checks.negation import denied, find_negations
from qa.checks.proper_names import find_names
from qa.checks.reading import Word, beside, read
from qa.clause import LIGHT, Clause, Told
from qa.turning import behind, named_object, objects_of, of_another, related

OF_ANOTHER = 0.6
"""What is left of a stance where a verb's object is another."""

_HELPED = re.compile(
    r"\b(?P<help>has|have|had|is|are|was|were|be|been|will|would|may|might|can|could|should|must|not|to)\s+$"
)
_FOLLOWED = re.compile(r"(?: [\w£$€][\w.,’'-]*\w| [\w£$€%]){0,4}")
_PARTLY = re.compile(r"\b(?:some|few|several|many|most|part)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Stance:
    """How a sentence stands to one point of a clause, words of it that begin at `point`.

    `otherwise`: it says something else there, the words `says`, instead of `than`. `sure`: how surely it speaks of the
    same thing, 0 to 1.
    """

    point: int
    otherwise: bool
    sure: float
    says: str
    than: str


def stances(clause: Clause, told: Told) -> Iterator[Stance]:
    """Yield how a sentence stands to each point of a clause of which it speaks."""
    if not clause.may_be_of(told):
        return
    yield from _moved(clause, told)
    yield from _turned(clause, told)
    yield from _counted(clause, told)
    yield from _contested(clause, told)


def _turned(clause: Clause, told: Told) -> Iterator[Stance]:
    """Words that the sentence has too, or has the opposite of, denied or not."""
    said = {word.stem for word in clause.points}
    for word in clause.points:
        for other, opposite in related(told.text, word):
            if word.stem in LIGHT and behind(clause.text, word) != behind(told.text, other):
                continue
            if opposite and (
                other.stem in said or clause.of_one_thing(word) or clause.lacks(named_object(told.text, other))
            ):
                continue
            no = denied(told.text, other) != clause.denies(word)
            if no and _PARTLY.search(clause.text):
                continue
            if no and not opposite and not _is_denied_itself(clause, word, told, other):
                continue
            sure = clause.sure(word, told, other.start, other.end)
            if of_another(objects_of(clause.text, word), objects_of(told.text, other)):
                sure *= OF_ANOTHER
            yield Stance(word.start, no != opposite, sure, _in_words(told.text, other.start, other.end), word.text)


def _moved(clause: Clause, told: Told) -> Iterator[Stance]:
    """Which way something goes."""
    for mine in find_movements(clause.text):
        for other in find_movements(told.text):
            sure = clause.sure(mine, told, other.start, other.end)
            yield Stance(
                mine.start, mine.way != other.way, sure, _in_words(told.text, other.start, other.end), mine.text
            )


def _counted(clause: Clause, told: Told) -> Iterator[Stance]:
    """Figures of the same sort; where another event may be meant, they are its own."""
    for figure in () if clause.another else find_figures(clause.text):
        for other in find_figures(told.text):
            if (figure.kind, figure.unit) == (other.kind, other.unit) and figure.kind == "count":
                if _is_difference(figure, told.text) or not _counts_the_same(clause.text, figure, told.text, other):
                    continue
                sure = clause.sure(figure, _alone(clause, told), other.start, other.end)
                yield Stance(
                    figure.start,
                    not agrees(figure, other),
                    sure,
                    _in_words(told.text, other.start, other.end),
                    figure.text.strip(),
                )


def _contested(clause: Clause, told: Told) -> Iterator[Stance]:
    """Who won and who lost."""
    for mine in outcomes(clause.text, clause.subject):
        for other in outcomes(told.text):
            if mine.who & (read(told.beside).stems if other.who == THEY else other.who):
                sure = clause.sure(mine, told, other.start, other.end)
                yield Stance(
                    mine.start, mine.won != other.won, sure, _in_words(told.text, other.start, other.end), mine.text
                )


def _alone(clause: Clause, told: Told) -> Told:
    """A sentence around which only names are looked for: what a figure counts must be said with it."""
    around = read(told.passage).stems
    names = [name.words[-1] for name in find_names(clause.text)]
    return Told(told.text, " ".join(word.text for word in names if word.stem in around), "")


def _counts_the_same(clause: str, figure: Figure, text: str, other: Figure) -> bool:
    """Whether two figures may count the same: those without a unit stand next to the same words."""
    if figure.unit:
        return True
    return beside(clause, figure.start, figure.end).in_place_of(beside(text, other.start, other.end))


def _is_difference(figure: Figure, text: str) -> bool:
    """Whether a figure is by how much two others of a sentence differ."""
    values = [other.value for other in find_figures(text) if (other.kind, other.unit) == (figure.kind, figure.unit)]
    return any(abs(abs(one - other) - figure.value) < 1e-9 for one, other in combinations(values, 2))


def _is_denied_itself(clause: Clause, word: Word, told: Told, other: Word) -> bool:
    """Whether the nearest that is denied, in the clause or in the sentence, is this word."""
    text, one = (clause.text, word) if denied(clause.text, word) else (told.text, other)
    return clause.denied or any(
        one.start in [about.start for about in negation.about if about.lower != "one"][:1]
        for negation in find_negations(text)
    )


def _in_words(text: str, start: int, end: int) -> str:
    """A part of a sentence with the helping verbs and what denies it before, and a few words of its clause behind."""
    begins = [one.word.start for one in find_negations(text) if any(start <= about.start < end for about in one.about)]
    start = max((at for at in begins if at < start), default=start)
    while helped := _HELPED.search(text, 0, start):
        start = helped.start("help")
    return text[start : max(end, _FOLLOWED.match(text, end).end())]  # type: ignore[union-attr]
