"""Citation marks in a text, in the brackets that models use: [1] [1, 2] [1][2] [1-3] 【1】 ［1］."""

from __future__ import annotations

import re
from collections.abc import Collection

_OPEN, _CLOSE = r"[\[【［]", r"[\]】］]"
_LIST = r"\d{1,3}(?:\s*[,;、–-]\s*\d{1,3})*"
_NOTE = r"†[^\]】］]{0,80}"
_ONE = rf"{_OPEN}\s*{_LIST}\s*(?:{_NOTE})?{_CLOSE}"
MARKS = re.compile(rf"{_ONE}(?:[\s,]*{_ONE})*")
"""A run of marks. Four digits are a year, not a mark."""

_ROUND = str.maketrans("[【［]】］", "((()))")
_BEGINNING = re.compile(rf"{_OPEN}\s*(?:{_LIST}\s*(?:[,;、–-]\s*|{_NOTE})?)?\Z")


def mark_numbers(run: str) -> list[int]:
    """Return the numbers of a run of marks, each once, in order; a range is written out."""
    found: list[int] = []
    for first, last in re.findall(r"(\d{1,3})(?:\s*[–-]\s*(\d{1,3}))?", run):
        low, high = sorted((int(first), int(last or first)))
        found += range(low, high + 1)
    return list(dict.fromkeys(found))


def without_marks(text: str) -> str:
    """Return a text without its marks: those of an earlier turn mean nothing in this one."""
    return re.sub(rf"(?<!\s)\s*{MARKS.pattern}", "", text)


def disarm(text: str) -> str:
    """Return a text of the same length in which nothing reads as a mark: what an article has as "[1]" is "(1)"."""
    return MARKS.sub(lambda run: run[0].translate(_ROUND), text)


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
