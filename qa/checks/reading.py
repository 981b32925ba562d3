"""A text as sentences of words: what every check compares."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from index import STOP_WORDS
from index import sentences as sentence_spans
from qa.text import stem

_WORD = re.compile(r"(?:[A-Za-z]\.){2,}|[^\W_][\w\u0300-\u036f]*(?:['’](?!s\b)[^\W_]+)*")
_CLAUSE_ENDS = re.compile(r"[;:.?!()\[\]–—”,]")
_CLAUSE_BEGINS = frozenset(
    "but although though because while whereas who which whether if as since after before when".split()
)
REACH = 6
"""Words of meaning to either side that tell what a word is about."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word as written at [start, end); `stem` is empty for a word of grammar."""

    text: str
    lower: str
    start: int
    end: int
    stem: str


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence, read."""

    text: str
    words: tuple[Word, ...]
    stems: frozenset[str]


@lru_cache(maxsize=4096)
def read(text: str) -> Statement:
    """Return a sentence's words."""
    words = tuple(_word(match[0], match.start()) for match in _WORD.finditer(text))
    return Statement(text, words, frozenset(word.stem for word in words if word.stem))


@lru_cache(maxsize=512)
def read_all(text: str) -> tuple[Statement, ...]:
    """Return the sentences of a text, read."""
    return tuple(read(text[span.start : span.end]) for span in sentence_spans(text))


@lru_cache(maxsize=16384)
def near(sentence: str, start: int, end: int) -> dict[str, float]:
    """Stems around the characters [start, end), each with a weight from 1 for the nearest down to 0 at REACH."""
    statement = read(sentence)
    before = [word.stem for word in statement.words if word.stem and word.end <= start]
    after = [word.stem for word in statement.words if word.stem and word.start >= end]
    found: dict[str, float] = {}
    for side in (before[::-1][:REACH], after[:REACH]):
        for distance, one in enumerate(side):
            found[one] = max(found.get(one, 0.0), 1 - distance / REACH)
    return found


@dataclass(frozen=True, slots=True)
class Beside:
    """The two stems before a place and the two after it, nearest first."""

    before: tuple[str, ...]
    after: tuple[str, ...]

    def in_place_of(self, other: Beside) -> bool:
        """Whether the words next to two places are the same on the same side."""
        left, right = set(self.before) & set(other.before), set(self.after) & set(other.after)
        nearest = {*self.before[:1], *self.after[:1]} & {*other.before[:1], *other.after[:1]}
        return bool((left or right) and nearest & (left | right)) or bool(left and right)


@lru_cache(maxsize=16384)
def beside(sentence: str, start: int, end: int) -> Beside:
    """Return what is next to the characters [start, end)."""
    words = read(sentence).words
    before = [word.stem for word in words if word.stem and word.end <= start]
    return Beside(tuple(before[:-3:-1]), tuple([word.stem for word in words if word.stem and word.start >= end][:2]))


def likeness(one: dict[str, float], other: dict[str, float]) -> float:
    """Share (0 to 1) of one's surroundings that the other has too."""
    whole = sum(one.values())
    return sum(min(weight, other[word]) for word, weight in one.items() if word in other) / whole if whole else 0.0


def scope(sentence: str, words: Sequence[Word], at: int) -> Iterator[Word]:
    """Yield the words of meaning after words[at] up to the end of its clause: what it may be about, nearest first."""
    for before, word in zip(words[at:], words[at + 1 :], strict=False):
        if _CLAUSE_ENDS.search(sentence, before.end, word.start) or word.lower in _CLAUSE_BEGINS:
            return
        if word.stem:
            yield word


def _word(written: str, start: int) -> Word:
    plain = written.replace(".", "") if "." in written else written
    lower = plain.lower()
    grammar = lower in STOP_WORDS and not (len(plain) > 1 and plain.isupper())
    return Word(written, lower, start, start + len(written), "" if grammar else stem(lower))
