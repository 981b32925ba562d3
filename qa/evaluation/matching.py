"""When two strings count as the same for scoring."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_NEITHER_LETTER_NOR_DIGIT = re.compile(r"[\W_]+")


def normalise(text: str) -> str:
    """Lower case, everything but letters and digits (of any script) to a space, runs of spaces to one.

    No space is left at the ends. An accented letter is one letter however it is encoded: the text is in NFC first.
    """
    return _NEITHER_LETTER_NOR_DIGIT.sub(" ", unicodedata.normalize("NFC", text.lower())).strip()


def any_occurs(answers: Iterable[str], text: str) -> bool:
    """Whether some answer, normalised, is a substring of the normalised text.

    An answer without a letter or digit occurs nowhere. Word boundaries are not asked for, so that a plural or a
    genitive counts; the price is that "four" is found in "fourteen".
    """
    where = normalise(text)
    return any(answer in where for answer in map(normalise, answers) if answer)
