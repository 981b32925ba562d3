"""Those of whom something is told: the names or nouns that end before a place in a sentence, or begin after it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from qa.checks.exact import exact_spans
from qa.checks.proper_names import TITLES, find_names, spelling
from qa.checks.reading import Word, read
from qa.text import stem

_DETERMINERS = frozenset("the a an his her its their our both all this that these those".split())
_LONGEST = 4
"""Words of a group without a name, its determiner left out."""


@dataclass(frozen=True, slots=True)
class Party:
    """Names or nouns, joined by "and" or in apposition: their stems, titles left out, and whether any is a name."""

    text: str
    stems: frozenset[str]
    named: bool

    def with_(self, other: Party | None) -> Party:
        """Return both as one."""
        return Party(self.text, self.stems | other.stems, self.named or other.named) if other else self

    def is_of(self, other: Party) -> bool:
        """Whether both have somebody in common."""
        return not self.stems.isdisjoint(other.stems)


def ending(sentence: str, last: int) -> Party | None:
    """Return those whose last word is the sentence's word at `last`; None where that is no name and no noun."""
    words, names = read(sentence).words, _names(sentence)
    found: list[Word] = []
    named = False
    at = last
    while at >= 0:
        first = names.get(at)
        if first is not None:
            found = [*words[first : at + 1], *found]
            named, at = True, first - 1
        elif not found and _is_noun(sentence, words[at]):
            found, at = [words[at]], at - 1
        else:
            break
        while at >= 0 and words[at].lower in _DETERMINERS:
            at -= 1
        joined = at >= 0 and sentence[words[at].end : words[at + 1].start].strip() in {"", ","}
        if joined and words[at].lower == "and":
            at -= 1
        elif not (joined and named and sentence[words[at].end] == "," and len(found) > 1 and _listed(sentence, found)):
            break
    return _party(sentence, found, named=named)


def after(sentence: str, first: int) -> Party | None:
    """Return those who begin at the sentence's word at `first`, determiners, adjectives and titles passed over."""
    words, names = read(sentence).words, {start: end for end, start in _names(sentence).items()}
    found: list[Word] = []
    named, nouns = False, 0
    at = first
    while at < len(words):
        gap = sentence[words[at - 1].end : words[at].start].strip() if at > first else ""
        apposed = gap == "," and at in names and not named and bool(found) and words[first].lower in _DETERMINERS
        if (
            gap not in {"", "-"}
            and not apposed
            and not (gap == "," and named and at in names and _continues(sentence, at))
        ):
            break
        word = words[at]
        if at in names:
            if named and not apposed and words[at - 1].lower != "and" and gap != ",":
                break
            found += words[at : names[at] + 1]
            named, at = True, names[at] + 1
            continue
        joins = word.lower == "and" and named and at + 1 in names
        if not (joins or word.lower in _DETERMINERS):
            if named or not _is_noun(sentence, word) or nouns == _LONGEST:
                break
            found.append(word)
            nouns += 1
        at += 1
    return _party(sentence, found, named=named)


def _party(sentence: str, words: Iterable[Word], *, named: bool) -> Party | None:
    found = [word for word in words if word.lower not in TITLES] or list(words)
    if not found:
        return None
    text = sentence[found[0].start : found[-1].end]
    return Party(text, frozenset(stem(spelling(word.text)) for word in found), named)


@lru_cache(maxsize=4096)
def _names(sentence: str) -> dict[int, int]:
    """Place of the last word of each name, and of its first."""
    places = {word.start: at for at, word in enumerate(read(sentence).words)}
    return {places[name.words[-1].start]: places[name.words[0].start] for name in find_names(sentence)}


def _is_noun(sentence: str, word: Word) -> bool:
    """Whether a word may be what a deed is done by or to: one of meaning that is no date and no figure."""
    return bool(word.stem) and not any(start <= word.start < end for start, end in exact_spans(sentence))


def _listed(sentence: str, found: list[Word]) -> bool:
    """Whether "and" stands in what was found, so that commas before it part the names of a list."""
    return " and " in sentence[found[0].start : found[-1].end]


def _continues(sentence: str, at: int) -> bool:
    """Whether a list of names goes on with the name at a place: "and" follows before the clause ends."""
    rest = sentence[read(sentence).words[at].start :]
    return " and " in rest.split(".")[0][:80]
