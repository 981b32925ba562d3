"""Citation marks in a text, in the brackets that models use: [1] [1, 2] [1][2] [1-3] 【1】 ［1］."""

from __future__ import annotations

import re
from collections.abc import Collection

_OPEN, _CLOSE = r"[\[【［]", r"[\]】］]"
_LIST = r"\d{1,3}(?:\s*[,;、–-]\s*\d{1,3})*"
_ONE = rf"{_OPEN}\s*{_LIST}\s*(?:†[^\]】］]*)?{_CLOSE}"
MARKS = re.compile(rf"{_ONE}(?:\s*,?\s*{_ONE})*")
"""A run of marks. Four digits are a year, not a mark."""

_LONGEST = 40
_BEGINNING = re.compile(rf"{_OPEN}[\d\s,;、–†-]{{0,{_LONGEST}}}$")


def mark_numbers(run: str) -> list[int]:
    """Return the numbers of a run of marks, each once, in order; a range is written out."""
    found: list[int] = []
    for first, last in re.findall(r"(\d{1,3})(?:\s*[–-]\s*(\d{1,3}))?", run):
        found += range(int(first), int(last or first) + 1)
    return list(dict.fromkeys(found))


def without_marks(text: str) -> str:
    """Return a text without its marks: those of an earlier turn mean nothing in this one."""
    return re.sub(rf"\s*{MARKS.pattern}", "", text)


class MarkStream:
    """Rewrites the marks of a text that arrives in pieces as [1][2], and leaves out numbers that are not known.

    What might be the beginning of a mark is held back until it is one or is not. Where the text is cut into pieces
    makes no difference to the whole.
    """

    def __init__(self, known: Collection[int]) -> None:
        self._known = known
        self._held = ""

    def feed(self, piece: str) -> str:
        """Return what can be shown now."""
        text = self._held + piece
        beginning = _BEGINNING.search(text)
        cut = beginning.start() if beginning else len(text)
        self._held = text[cut:]
        return self._rewritten(text[:cut])

    def end(self) -> str:
        """Return what was held back at the end of the text."""
        held, self._held = self._held, ""
        return self._rewritten(held)

    def _rewritten(self, text: str) -> str:
        return re.sub(_ONE, self._known_only, text)

    def _known_only(self, match: re.Match[str]) -> str:
        return "".join(f"[{number}]" for number in mark_numbers(match[0]) if number in self._known)
