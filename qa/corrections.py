"""Corrections in articles: their first sentence says what was wrong, and bears nothing out."""

from __future__ import annotations

import re
from dataclasses import replace

from index import sentences
from qa.text import numbers, stems
from qa.values import Evidence

_CORRECTION = re.compile(
    r"^\W*(?:corrections?|clarifications?)\b[^:.\n]{0,25}[:.–—-]\s*(?P<body>\S.*)", re.IGNORECASE | re.MULTILINE
)
_SAME = 0.6
"""Share of a sentence's words that the correction's first sentence has when it is that which is corrected."""


def without_errors(item: Evidence) -> Evidence:
    """The passage with blanks in the place of what its corrections say was wrong; all else stays where it is."""
    text = blanked(item.hit.text)
    return item if text == item.hit.text else replace(item, hit=replace(item.hit, text=text))


def blanked(text: str) -> str:
    """A text of the same length with blanks in the place of what its corrections say was wrong."""
    for correction in _CORRECTION.finditer(text):
        wrong, *right = sentences(correction["body"])
        if right:
            start, end = correction.start(), correction.start("body") + wrong.end
            text = text[:start] + " " * (end - start) + text[end:]
    return text


def taken_back(text: str, item: Evidence) -> str | None:
    """What a correction in the passage says instead of this sentence, and when; None where none takes it back."""
    for correction in _CORRECTION.finditer(item.hit.text):
        body = correction["body"]
        wrong, *right = [body[span.start : span.end] for span in sentences(body)]
        words, said = set(stems(text)), set(stems(wrong))
        if not right or len(words & said) < _SAME * len(words) or not set(numbers(text)) <= set(numbers(wrong)):
            continue
        day = item.hit.published
        return f"a correction{f', of {day.day} {day:%B %Y},' if day else ''} takes this back: {' '.join(right)}"
    return None
