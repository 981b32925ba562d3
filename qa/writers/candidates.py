"""Sentences of the evidence that may be quoted, with their exact places in the article."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index import Span, sentences
from qa.datelines import without_dateline
from qa.instructions import without_instructions
from qa.values import Evidence
from qa.writers.furniture import is_furniture, is_gallery

_READABLE = re.compile(r"[^\W\d_].*\s.*[^\W\d_]", re.DOTALL)
_CORRECTION = re.compile(r"(?:correction|clarification)\b\s*[:.–—-]", re.IGNORECASE)
_END = re.compile(r"[.!…][\"'”’)\]]*$|[\"”’]$|[.!…]\s*$")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence of a passage: `text == article.text[start:end]`. `order` counts the passage's sentences from 0."""

    number: int
    order: int
    text: str
    start: int
    end: int

    @property
    def is_correction(self) -> bool:
        """Whether it puts right what was reported before."""
        return bool(_CORRECTION.match(self.text))


def candidates(evidence: Sequence[Evidence]) -> list[Candidate]:
    """Return the sentences that can stand as an answer, in order of the evidence.

    Questions, and what has no end mark (headlines, captions), are left out, unless a passage has nothing else. What
    belongs to the page and not to the story, and what reads like instructions to a machine, is left out in any case; so
    is a dateline before a report's first sentence.
    """
    found: list[Candidate] = []
    for item in evidence:
        text, offset = item.hit.text, item.hit.start
        news = without_instructions(text)
        spans = [
            span
            for span in _units(without_dateline(news))
            if news[span.start : span.end] == text[span.start : span.end]
            and _READABLE.search(text[span.start : span.end])
            and not is_furniture(text[span.start : span.end])
            and not is_gallery(_line(text, span))
        ]
        whole = [span for span in spans if _stands(text[span.start : span.end])]
        found += [
            Candidate(item.number, order, text[span.start : span.end], offset + span.start, offset + span.end)
            for order, span in enumerate(whole or spans)
        ]
    return found


def _units(text: str) -> list[Span]:
    """Sentences; a correction whole, to the end of its paragraph, since its first sentence states what was wrong."""
    units: list[Span] = []
    for span in sentences(text):
        last = units[-1] if units else None
        if last and _CORRECTION.match(text, last.start) and "\n" not in text[last.end : span.start]:
            units[-1] = Span(last.start, span.end)
        else:
            units.append(span)
    return units


def _stands(sentence: str) -> bool:
    return bool(_END.search(sentence)) and not sentence.endswith("?")


def _line(text: str, span: Span) -> str:
    """The lines of a text that a sentence stands in, whole."""
    end = text.find("\n", span.end)
    return text[text.rfind("\n", 0, span.start) + 1 : end if end >= 0 else None]
