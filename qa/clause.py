"""A clause that a question takes for granted, and how surely a sentence of an article speaks of the same."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from qa.checks.contests import is_contest
from qa.checks.exact import exact_spans
from qa.checks.negation import denied, find_negations
from qa.checks.phrasal import units
from qa.checks.places import Part
from qa.checks.proper_names import find_names
from qa.checks.reading import REACH, Word, read
from qa.checks.times import find_times
from qa.text import stem

BESIDE, AROUND = 0.75, 0.5
"""What a word of the clause counts for that stands only next to the sentence, or only elsewhere in its passage."""
SUBJECT = 3
"""Words of meaning with which a sentence begins that are near to all of it."""

LIGHT = frozenset(
    stem(word)
    for word in """say said tell told decide decided agree plan planned want take took make made get got have go went
        come came put give gave vote voted happen happened become be let own people need""".split()
)
"""Stems of words that say little by themselves."""
_IN_PLACE_OF = frozenset("instead rather".split())
_LEANS = re.compile(
    r"(?:he|she|it|they|the (?:company|firm|agency|board|club|council|committee|union|party|government|court))\b",
    re.IGNORECASE,
)
_HELPED = re.compile(
    r"\b(?P<help>has|have|had|is|are|was|were|be|been|will|would|may|might|can|could|should|must|not|to)\s+$"
)
_FOLLOWED = re.compile(r"(?: [\w£$€][\w.,’'-]*\w| [\w£$€%]){0,4}")
_ENDED = re.compile(r"\b(?:end|ending|loss|lack|absence|removal|withdrawal|shortage) of\b", re.IGNORECASE)
_NOBODY_IN = re.compile(r"\b(?:nobody|no one|none)\b", re.IGNORECASE)
_NOBODY = re.compile(rf"{_NOBODY_IN.pattern}[^,.;:]{{0,30}}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence of an article of that day, its headline with the sentences before and after, and the passage."""

    text: str
    beside: str
    passage: str
    published: date | None = None

    def in_words(self, start: int, end: int) -> str:
        """A part of it with the helping verbs and what denies it before, and a few words of its clause behind."""
        negations = find_negations(self.text)
        begins = [one.word.start for one in negations if any(start <= about.start < end for about in one.about)]
        start = max((at for at in begins if at < start), default=start)
        while helped := _HELPED.search(self.text, 0, start):
            start = helped.start("help")
        return self.text[start : max(end, _FOLLOWED.match(self.text, end).end())]  # type: ignore[union-attr]


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


@dataclass(frozen=True)
class Clause:
    """A clause that is taken for granted, `denied` if all of it is.

    `another`: one may be meant of which another article tells. `subject` is its subject where it has none.
    """

    text: str
    denied: bool = False
    another: bool = False
    subject: str = ""

    @cached_property
    def subjects(self) -> Sequence[Word]:
        """What it speaks of: the last words of its names, and its other words of meaning."""
        starts = {at for _, at in _subjects(self.text)}
        return [word for word in read(self.text).words if word.start in starts]

    def may_be_of(self, told: Told) -> bool:
        """Whether a sentence may speak of the same at all."""
        about = {one for one, _ in (*_subjects(self.text), *_subjects(self.subject))}
        shared = not about.isdisjoint(read(told.text).stems)
        return shared or bool(_NOBODY_IN.search(told.text) or _LEANS.match(told.text))

    @cached_property
    def taken(self) -> Sequence[tuple[int, int]]:
        """Where names, dates and figures stand."""
        names = ((name.words[0].start, name.words[-1].end) for name in find_names(self.text))
        return (*names, *exact_spans(self.text))

    @cached_property
    def excepted(self) -> Sequence[tuple[int, int]]:
        """Where that stands which is not taken for granted: instead of which something else is, or which ended."""
        ended = ((match.end(), len(self.text)) for match in _ENDED.finditer(self.text))
        instead = (
            (word.start, word.end)
            for negation in find_negations(self.text)
            if negation.word.lower in _IN_PLACE_OF
            for word in negation.about
        )
        return (*ended, *instead)

    @cached_property
    def points(self) -> Sequence[Word]:
        """The words that may be denied or have an opposite; who won or lost is told by more than the word."""
        return [
            word
            for word in units(self.text)
            if word.stem and not inside(word, (*self.taken, *self.excepted)) and not is_contest(word.lower)
        ]

    def denies(self, word: Word) -> bool:
        """Whether a word of it is denied."""
        return denied(self.text, word) != self.denied

    def of_one_thing(self, point: Part) -> bool:
        """Whether but for a point it names one thing: what is said of that may be of anything."""
        return len({one for one, at in _subjects(self.text) if not point.start <= at < point.end}) < 2

    def lacks(self, name: str) -> bool:
        """Whether it does not have a name, by its last word."""
        return bool(name) and name not in read(self.text).stems

    def sure(self, point: Part, told: Told, start: int, end: int) -> float:
        """How surely a sentence at [start, end) speaks of the same as the clause at a point."""
        about = {one for one, at in _subjects(self.text) if not point.start <= at < point.end}
        about |= {one for one, _ in _subjects(self.subject)}
        about |= _calendar(self.text) & _calendar(told.text)
        if not about:
            return 0.0
        general = bool(_NOBODY.search(told.text[:start]))
        own, next_to, passage = (read(text).stems for text in (told.text, told.beside, told.passage))
        leans = bool(_LEANS.match(told.text)) and not about.isdisjoint(next_to)
        if not general and not leans and about.isdisjoint(_near(told.text, start, end)):
            return 0.0
        elsewhere = 1.0 if general else BESIDE
        return sum(
            1.0 if one in own else elsewhere if one in next_to else AROUND if one in passage else 0.0 for one in about
        ) / len(about)


@lru_cache(maxsize=4096)
def _subjects(text: str) -> tuple[tuple[str, int], ...]:
    """Stems of what a text speaks of, with their places: names by their last word, and words of meaning."""
    names, exact = find_names(text), exact_spans(text)
    named = [(name.words[0].start, name.words[-1].end) for name in names]
    found = [(name.words[-1].stem or name.words[-1].lower, name.words[-1].start) for name in names]
    return (
        *found,
        *(
            (word.stem, word.start)
            for word in read(text).words
            if word.stem and word.stem not in LIGHT and not inside(word, (*named, *exact))
        ),
    )


def _near(text: str, start: int, end: int) -> frozenset[str]:
    words = [word for word in read(text).words if word.stem]
    before, after = (
        [word.stem for word in words if word.end <= start],
        [word.stem for word in words if word.start >= end],
    )
    return frozenset((*before[:SUBJECT], *before[-REACH:], *after[:REACH]))


def _calendar(text: str) -> frozenset[str]:
    """Stems of the words of its dates."""
    spans = [(time.start, time.end) for time in find_times(text)]
    return frozenset(word.stem for word in read(text).words if word.stem.isalpha() and inside(word, spans))


def inside(word: Word, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether a word stands at one of these places."""
    return any(start <= word.start < end for start, end in spans)
