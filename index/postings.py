"""Postings: which passages hold a term, and how often in the text and in the title. Packed into blocks of bytes.

A posting is 32 bits: 16 for the passage's place in its block of 65,536 passage numbers, 8 for the count in the text, 8
for the count in the title (each at most 255). A block is sorted by place, little-endian.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

BLOCK_BITS = 16
_PLACES = (1 << BLOCK_BITS) - 1
_MOST = 255


@dataclass(frozen=True, slots=True)
class Postings:
    """Of one term, arrays of equal length: passage numbers in order, and counts in text and title."""

    numbers: NDArray[np.int64]
    counts: NDArray[np.int64]
    titles: NDArray[np.int64]


def pack(number: int, text: Sequence[str], title: Sequence[str]) -> Iterator[tuple[str, int]]:
    """Each term of a passage, whose terms are given, with its posting."""
    counts, titles = Counter(text), Counter(title)
    place = (number & _PLACES) << BLOCK_BITS
    for term in counts.keys() | titles.keys():
        count, in_title = counts.get(term, 0), titles.get(term, 0)
        if count > _MOST or in_title > _MOST:
            count, in_title = min(count, _MOST), min(in_title, _MOST)
        yield term, place | count << 8 | in_title


def unpack(blocks: Sequence[tuple[int, bytes]]) -> Postings:
    """The postings in a term's blocks, each with its number, in order."""
    arrays = [np.frombuffer(packed, "<u4").astype(np.int64) for _, packed in blocks]
    starts = [np.full(len(array), block << BLOCK_BITS) for (block, _), array in zip(blocks, arrays, strict=True)]
    packed = np.concatenate(arrays)
    return Postings(np.concatenate(starts) + (packed >> BLOCK_BITS), packed >> 8 & _MOST, packed & _MOST)


def merge(packed: bytes, without: Sequence[int], added: Any) -> bytes:
    """A block without the passages at some places, and with these postings (an array of unsigned 32-bit numbers)."""
    old = np.frombuffer(packed, "<u4")
    if without:
        old = old[~np.isin(old >> BLOCK_BITS, without)]
    return np.sort(np.concatenate([old, np.asarray(added, "<u4")])).astype("<u4").tobytes()
