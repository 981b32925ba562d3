"""Who has the most, the largest, the only one of something: what one has, another has not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from qa.checks.ground import Ground
from qa.checks.problem import Problem
from qa.checks.proper_names import find_names
from qa.checks.reading import read
from qa.text import stem

_SUPERLATIVE = re.compile(
    r"most|least|fewest|(?!(?:for|inter|t|w|n|gu|ch|qu|requ|prot|b|r|hon|arr|inv|east)est)\w{2,}est"
)
_PARTS = re.compile(r";|,? (?:and|but|while|whereas|with)\s|, (?=who|which)")
_OF_THEM = re.compile(r"\b(?:at|one of|among|some of|second|third|fourth|fifth)\s(?:the\s)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Held:
    """A superlative with the stem behind it, and the names in its part of the sentence and their words' stems."""

    what: tuple[str, str]
    names: frozenset[str]
    who: str
    text: str


def anothers_superlative(ground: Ground) -> Iterator[Problem]:
    """Yield a problem for each superlative of the claim that the cited text gives to somebody or something else."""
    for mine in _superlatives(ground.claim.text):
        same = [
            held
            for source in ground.sources
            for held in _superlatives(source.statement.text)
            if held.what == mine.what and held.names
        ]
        if mine.names and same and all(mine.names.isdisjoint(held.names) for held in same):
            yield Problem(f"the article names {same[0].who} as having “{same[0].text}”, not {mine.who}", grave=True)


def _superlatives(sentence: str) -> Iterator[_Held]:
    start = 0
    for part in (*_PARTS.finditer(sentence), None):
        end = part.start() if part else len(sentence)
        yield from _in(sentence[start:end])
        start = part.end() if part else end


def _in(part: str) -> Iterator[_Held]:
    words = read(part).words
    found = find_names(part)
    names = frozenset(stem(word.lower) for name in found for word in name.words)
    who = " and ".join(name.text for name in found)
    for at, word in enumerate(words[:-1]):
        behind = next((other for other in words[at + 1 : at + 3] if other.stem), None)
        if behind and _SUPERLATIVE.fullmatch(word.lower) and not _OF_THEM.search(part[: word.start]):
            yield _Held((word.lower, behind.stem), names, who, part[word.start : behind.end])
