"""Whether a model has run into a loop, as small ones do."""

from __future__ import annotations

import re

TIMES = 3
LENGTH = 120
"""A loop is the same text so many times in a row, and so many characters of it: no row of dashes, no "ha ha ha"."""

LONGEST = 250
"""Characters of the longest text whose repetition is noticed."""

# A stuck model counts on: its lines differ in their numbers at the front and their marks alone.
_COUNTERS = re.compile(r"^\s*\d+[.)]|\[\d+\]", re.MULTILINE)


def is_loop(reply: str) -> bool:
    """Whether the end of the reply is one text over and over, apart from list numbers and citation marks."""
    tail = _COUNTERS.sub("", reply[-2 * TIMES * LONGEST :])
    return any(
        tail.endswith(tail[-length:] * max(TIMES, -(-LENGTH // length)))
        for length in range(1, min(LONGEST, len(tail) // TIMES) + 1)
    )
