"""Who is described by a question, and so is not the answer: "Who met China's defence minister?"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.names import Names
from qa.text import stems

_OFFICE = (
    "minister|president|secretary|chancellor|governor|mayor|ambassador|senator|chief|director|king|queen|pope|prince|"
    "princess|general|judge|leader|chairman|chairwoman|coach|manager|speaker"
)
# "Who is China's defence minister?" and "Who resigned as mayor?" ask for whoever holds the office.
_WHO_DOES_WITH_OFFICE = re.compile(
    r"\bwho\s+(?:(?:was|is|were) the (?:first|last|only)\b|(?!(?:is|was|are|were|will|became|becomes|has|had)\b)\w+).*?"
    rf"(?<!\bas )(?<!\bas the )\b(?P<described>(?:[\w’'-]+\s+){{1,3}}(?:{_OFFICE}))\b",
    re.IGNORECASE,
)
_TITLED = re.compile(rf"(.*\b(?:{_OFFICE}))\s+\S", re.IGNORECASE)
_COUNTERPART = re.compile(r"\b(?P<of>[A-Z]\w+)(?:['’]s)? counterpart,?\s+\Z")
_DESCRIPTION = 2
"""Words of a description that must be before a name, the office among them."""


def described(question: str, names: Names, texts: Sequence[str]) -> frozenset[str]:
    """Return the last words of the names that the texts give to whom a question describes by an office."""
    match = _WHO_DOES_WITH_OFFICE.search(question)
    if not match or re.search(r"\bas\b", match["described"], re.IGNORECASE):
        return frozenset()
    asked = frozenset(stems(match["described"]))
    return frozenset(
        text[span.start : span.end].split()[-1]
        for text in texts
        for span in names.find(text)
        if _is_described(text[span.start : span.end], text[: span.start], asked)
    )


def _is_described(name: str, before: str, asked: frozenset[str]) -> bool:
    """Whether a name has a description that the question has: "Chinese Defence Minister Wei Fenghe".

    Where two of an office meet, one may be the other's counterpart: "her Chinese counterpart Wei Fenghe".
    """
    counterpart = _COUNTERPART.search(before[-40:])
    if counterpart and asked.intersection(stems(counterpart["of"])):
        return True
    office = _TITLED.match(name)
    said = frozenset(stems(office[1])) if office else frozenset()
    return len(said) >= _DESCRIPTION and said <= asked
