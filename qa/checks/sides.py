"""Pairs of opposites, and the side of each pair that a word is on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from qa.text import stem

_UN = "un-"
_BOTH = "# one after the other"
"""Beginning of the heading in the list from which on one of a pair does not exclude the other."""


@dataclass(frozen=True, slots=True)
class Side:
    """Which side of a pair of opposites a word is on.

    `telling` where the article must have a word of that side, `excludes` where one cannot have happened if the
    other did ("accepted" and "refused", but not "opened" and "closed", nor "bought" and "sold").
    """

    pair: str
    right: bool
    telling: bool = False
    excludes: bool = False

    @property
    def listed(self) -> bool:
        """Whether the pair is one of the list, and not made with "un-" or "non-"."""
        return not self.pair.startswith(_UN)


@lru_cache(maxsize=65536)
def sides_of(word: str) -> tuple[Side, ...]:
    """The sides that a word is on, or a phrasal verb ("turn-down"). Any word has an opposite in "un-" or "non-"."""
    verb, _, particle = word.partition("-")
    if particle:  # a phrasal verb: its own meaning alone
        return _lexicon().get(word) or _lexicon().get(f"={stem(verb)}-{particle}", ())
    found = _lexicon().get(word) or _lexicon().get(f"={stem(word)}", ())
    for prefix in ("un", "non"):
        if word.startswith(prefix) and len(word) > len(prefix) + 3:
            found = (*found, Side(f"{_UN}{stem(word[len(prefix) :])}", right=True))
    return (*found, Side(f"{_UN}{stem(word)}", right=False))


@cache
def _lexicon() -> Mapping[str, tuple[Side, ...]]:
    """Words as written, and stems after "=", with their sides."""
    lines = resources.files("qa.checks").joinpath("opposites.txt").read_text(encoding="utf-8").splitlines()
    found: dict[str, dict[Side, None]] = defaultdict(dict)
    excludes = True
    for number, line in enumerate(lines):
        excludes = excludes and not line.startswith(_BOTH)
        if line.startswith("#") or "|" not in line:
            continue
        for right, words in enumerate(line.removeprefix("*").split("|")):
            for written in words.split():
                word = written.lstrip("=~")
                telling = line.startswith("*") and not written.startswith("~")
                side = Side(str(number), bool(right), telling, excludes)
                found[word][side] = None
                if not written.startswith("="):
                    verb, dash, particle = word.partition("-")
                    found[f"={stem(verb)}{dash}{particle}"][side] = None
    return {word: tuple(sides) for word, sides in found.items()}
