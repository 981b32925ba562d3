"""Words of a question and words of a sentence, made comparable."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from index.terms import content_words, words

if TYPE_CHECKING:
    from snowballstemmer import Stemmer

_QUOTE_MARKS = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‚": "'"})


def stems(text: str) -> list[str]:
    """Stems of the words that carry meaning, in order (Porter's second English stemmer)."""
    return [_stem(word) for word in content_words(text)]


def comparable(text: str) -> str:
    """One spelling of quotation marks, apostrophes and white space; lower case."""
    return " ".join(text.translate(_QUOTE_MARKS).lower().split())


def shingles(text: str, size: int = 5) -> frozenset[tuple[str, ...]]:
    """All runs of `size` words; a shorter text is one run."""
    found = words(text)
    return frozenset(tuple(found[at : at + size]) for at in range(max(1, len(found) - size + 1)))


def numbers(text: str) -> list[str]:
    """Numbers as written in digits, thousands separators left out."""
    return [match.replace(",", "") for match in re.findall(r"\d+(?:,\d{3})*(?:\.\d+)?", text)]


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    stem: str = _stemmer().stemWord(word)
    return stem


@cache
def _stemmer() -> Stemmer:
    import snowballstemmer

    return snowballstemmer.stemmer("english")
