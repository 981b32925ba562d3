"""Names of a sentence against those of the article."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from qa.checks.ground import Ground
from qa.checks.problem import Problem
from qa.checks.proper_names import (
    TITLES,
    Name,
    abbreviates,
    find_names,
    long_forms,
    may_be_ordinary,
    same_people,
    spelling,
    spellings,
)
from qa.checks.reading import Word, beside
from qa.text import stem

# What follows a sentence's first word where that is a name: a possessive, or a verb after a singular.
_ACTS = re.compile(
    r"['’]s\b|(?<!s)(?<!ly)(?<!ing)\s(?:\w+ed|said|says|has|had|is|was|will|would|won|led|made|took|met)\b"
)
IN_PLACE = 0.45


def wrong_names(ground: Ground) -> Iterator[Problem]:
    """Yield a problem for each name of the claim that the cited text does not have."""
    said = _Said(ground)
    for name in find_names(ground.claim.text):
        yield from _wrong_name(name, said)


@dataclass(frozen=True)
class _Said:
    """The names of the cited text."""

    ground: Ground

    @cached_property
    def sentences(self) -> list[str]:
        return [source.statement.text for source in self.ground.sources]

    @cached_property
    def words(self) -> frozenset[str]:
        return frozenset(word for sentence in self.sentences for word in spellings(sentence))

    @cached_property
    def names(self) -> list[tuple[str, ...]]:
        return [
            tuple(spelling(word.text) for word in name.words)
            for sentence in self.sentences
            for name in find_names(sentence)
        ]

    @cached_property
    def parts(self) -> frozenset[str]:
        return frozenset(word for name in self.names for word in name)

    @cached_property
    def capitals(self) -> frozenset[str]:
        return frozenset(
            spelling(word.text)
            for source in self.ground.sources
            for word in source.statement.words
            if len(word.text) > 1 and word.text.isupper()
        )

    @cached_property
    def initials(self) -> frozenset[str]:
        return frozenset(letters for sentence in self.sentences for letters, _ in long_forms(sentence))

    @cached_property
    def abbreviated(self) -> frozenset[Word]:
        """The words of the claim's names for which the cited text has an abbreviation."""
        return frozenset(
            word
            for letters, words in long_forms(self.ground.claim.text)
            if any(abbreviates(short, letters) for short in self.capitals)
            for word in words
        )

    def has(self, word: Word) -> bool:
        """Whether the cited text has this word of a name, in one form or another."""
        wanted = spelling(word.text)
        if (
            word in self.abbreviated
            or wanted in self.words
            or wanted.removesuffix("s") in self.words
            or f"{wanted}s" in self.words
        ):
            return True
        if word.text.isupper() and any(abbreviates(wanted, whole) for whole in self.initials):
            return True
        return any(same_people(wanted, part) for part in self.parts)

    def together(self, wanted: Sequence[str]) -> bool:
        """Whether these words stand together in the cited text, or are whole names there ("US President Biden")."""
        if not wanted:
            return True
        stems = tuple(map(stem, wanted))
        return any(
            self.together(wanted[size:])
            for size in range(len(wanted), 0, -1)
            if (self._is_name(wanted[0]) if size == 1 else any(_within(stems[:size], one) for one in self.runs))
        )

    @cached_property
    def runs(self) -> list[tuple[str, ...]]:
        return [tuple(map(stem, spellings(sentence))) for sentence in self.sentences]

    def in_place_of(self, name: Name) -> str | None:
        """The name that stands where the claim has this one, if it is not in the claim."""
        mine = frozenset(spellings(self.ground.claim.text))
        span = (name.words[0].start, name.words[-1].end)
        here = beside(self.ground.claim.text, *span)
        found = [
            (self.ground.place(span, source, (other.words[0].start, other.words[-1].end)), other.text)
            for source in self.ground.sources
            for other in find_names(source.statement.text)
            if not mine.intersection(spelling(word.text) for word in other.words)
            and here.in_place_of(beside(source.statement.text, other.words[0].start, other.words[-1].end))
        ]
        place, text = max(found, default=(0.0, ""))
        return text if place > IN_PLACE else None

    def _is_name(self, word: str) -> bool:
        """Whether a word is a name by itself, or a surname; a title goes with any."""
        if word in TITLES or word in self.capitals or any(abbreviates(word, whole) for whole in self.initials):
            return True
        return any(same_people(word, name[-1]) for name in self.names)


def _wrong_name(name: Name, said: _Said) -> Iterator[Problem]:
    wanted = [spelling(word.text) for word in name.words]
    missing = [word for word in name.words if not said.has(word)]
    if missing and name.opens and missing[0] is name.words[0]:
        first, rest = missing[0], missing[1:]
        if len(name.words) == 1 and not _ACTS.match(said.ground.claim.text, first.end):
            return
        if len(name.words) > 1 and not rest and may_be_ordinary(first):
            return
        if not rest:
            yield Problem(f"the cited passage does not name {name.text}")
            return
    if any(word.lower not in TITLES for word in missing) or len(missing) == len(name.words):
        rival = said.in_place_of(name)
        if rival:
            yield Problem(f"the article names {rival}, not {name.text}", grave=True)
        else:
            yield Problem(f"the cited passage does not name {name.text}")
        return
    if said.abbreviated.issuperset(name.words):
        return
    if name.opens and wanted[0] not in said.parts:  # an ordinary word that begins the sentence
        wanted = wanted[1:]
    if len(wanted) > 1 and not said.together(wanted):
        yield Problem(f"the cited passage does not name {name.text}")


def _within(piece: tuple[str, ...], words: tuple[str, ...]) -> bool:
    return any(words[at : at + len(piece)] == piece for at in range(len(words) - len(piece) + 1))
