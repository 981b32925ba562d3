"""Characters that no reader sees, and that a program may act on: taken out of all text from outside."""

from __future__ import annotations

import re

LONGEST_LABEL = 200
"""Characters of a title or an outlet's name that a reader or a model is given: far more than either has."""

_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
# Control characters, halves of surrogate pairs, soft hyphens, fillers, zero-width and bidi controls, invisible
# operators and notes, variation selectors, annotation marks, Unicode tags.
_CHARACTERS = (
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ud800-\udfff\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001d159\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff]"
)
# Some belong to spelling, and stay, once: a joiner after a letter of a script that is spelt with it, or in an emoji;
# the selector that makes an emoji, or a variant of an ideograph.
_SPELLING = (
    "(?<=[\u0590-\u1cff])(?<![\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f])[\u200c\u200d]"
    "|(?<=[\xa9\xae\u203c\u2049\u2139-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff])(?:\ufe0f\u200d?|\u200d)"
    "|(?<=[0-9#*])\ufe0f(?=\u20e3)"
    "|(?<=[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff])[\ufe00-\ufe02\U000e0100-\U000e01ef]"
)
_UNSEEN = re.compile(f"({_SPELLING})|{_CHARACTERS}")
UNSEEN = re.compile(_CHARACTERS)
"""Any one of them, also where it belongs to the spelling, and line ends other than "\n"."""


def without_unseen(text: str) -> str:
    r"""`text` as a reader sees it. Every kind of line end is `\n`; tabs stay."""
    if not UNSEEN.search(text):  # as nearly always, and soon found out
        return text
    return _UNSEEN.sub(lambda match: match[1] or "", _LINE_ENDS.sub("\n", text))


def one_line(text: str) -> str:
    """The same on one line, single spaces: such text begins no line of its own."""
    return " ".join(without_unseen(text).split())


def label(text: str) -> str:
    """A title or an outlet's name on one line, cut where it is longer than any."""
    line = one_line(text)
    return line if len(line) <= LONGEST_LABEL else f"{line[: LONGEST_LABEL - 1]}…"
