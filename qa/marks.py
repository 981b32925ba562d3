"""Citation marks in a text, as models write them: [1] [1, 2] [1-3] 【1】 ［1］ [[1]] [^1] [Passage 1] 【1†source】."""

from __future__ import annotations

import re
from collections.abc import Collection

_OPEN, _CLOSE = r"[\[【［]", r"[\]】］]"
_SPACE = r"[^\S\n]{0,3}"
_WORD = rf"(?i:(?:passage|source|citation|reference)s?{_SPACE}[:#]?{_SPACE})"
_NUMBER = rf"{_WORD}?\^?\d{{1,3}}\^?"
_LIST = rf"{_NUMBER}(?:{_SPACE}(?:[,;、&–-]|and\b){_SPACE}{_NUMBER}){{0,15}}"
_NOTE = r"(?:†|:[^\S\n])[^\[【［\]】］\n]{0,80}"
_IN = rf"{_SPACE}{_LIST}{_SPACE}(?:{_NOTE})?"
_ONE = rf"(?:{_OPEN}{_OPEN}{_IN}{_CLOSE}{_CLOSE}|{_OPEN}{_IN}{_CLOSE})"
MARKS = re.compile(rf"{_ONE}(?:[\s,]*{_ONE})*")
"""A run of marks. Four digits are a year, not a mark."""

_ROUND = str.maketrans("[【［]】］", "((()))")
# An open bracket, and whatever is in it up to the length of the longest mark: held back for nothing, it does no harm.
_BEGINNING = re.compile(
    rf"{_OPEN}{{1,2}}[^\[【［\]】］\n]{{0,800}}\Z|{_OPEN}{_OPEN}[^\[【［\]】］\n]{{0,800}}{_CLOSE}\Z"
)
# A range of more is a slip of the pen.
_MOST_IN_RANGE = 20

_WORDED = re.compile(
    rf"\({_SPACE}(?i:source:{_SPACE})?{_WORD}(?P<round>{_LIST}){_SPACE}\)"
    rf"|(?:^|(?<=[.!?…\"”’)])){_SPACE}{_WORD}(?P<alone>{_LIST})\.?(?=\s*$)",
    re.MULTILINE,
)
_ROUND_MARK = re.compile(rf"\({_SPACE}({_LIST}){_SPACE}\)")


def mark_numbers(run: str) -> list[int]:
    """Return the numbers of a run of marks, each once, in order; a range is written out."""
    found: list[int] = []
    for first, last in re.findall(r"(\d{1,3})(?:\s*[–-]\s*(\d{1,3}))?", re.sub(rf"(\d\^?{_SPACE}){_NOTE}", r"\1", run)):
        low, high = sorted((int(first), int(last or first)))
        found += range(low, high + 1) if high - low <= _MOST_IN_RANGE else (low, high)
    return list(dict.fromkeys(found))


def bracketed(text: str) -> str:
    """Return a text in which marks written otherwise are in brackets: "(passage 1)", or a line "Source: 1".

    "(1)" counts as a mark only in a text that has no others: it may be an article's own.
    """
    text = _WORDED.sub(lambda mark: f" [{mark['round'] or mark['alone']}]", text)
    return text if MARKS.search(text) else _ROUND_MARK.sub(r"[\1]", text)


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
