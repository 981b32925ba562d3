"""Who says what in a sentence: its quotations, and the names beside its verbs of saying."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from qa.checks.proper_names import find_names, spelling

_QUOTATION = re.compile(r"[“\"„«](?P<words>[^“”\"„«»]{2,}?)(?:[”\"“»]|$)|(?<!\w)‘(?P<more>[^‘’]+(?:’\w[^‘’]*)*)’(?!\w)")
SAYS = (
    r"(?:sa(?:y|ys|id|ying)|told|tells|wr(?:ite|ites|ote)|add(?:s|ed)|tweet(?:s|ed)|repl(?:y|ies|ied)|state[sd]?|declare[sd]?"
    r"|warn(?:s|ed)|argue[sd]?|insist(?:s|ed)|explain(?:s|ed)|note[sd]|testif(?:y|ies|ied)|claim(?:s|ed)|announce[sd]?"
    r"|acknowledge[sd]?|admit(?:s|ted)|call(?:s|ed)|describe[sd]|ask(?:s|ed))"
)
_BEFORE_VERB = re.compile(rf"^(?:,[^,]{{1,60}},)?\s(?:\w+ly\s|also\s|has\s|had\s)?{SAYS}\b|^:\s*[“\"]")
_AFTER_VERB = re.compile(rf"(?:(?!told|tells|call|ask|describe)\b{SAYS}|\b[Aa]ccording to)\s(?:[a-z][\w-]*\s){{0,3}}$")


@dataclass(frozen=True, slots=True)
class Quotation:
    """Quoted words, without their marks, at [start, end) of the sentence."""

    words: str
    start: int
    end: int


@lru_cache(maxsize=8192)
def find_quotations(sentence: str) -> tuple[Quotation, ...]:
    """Return what a sentence quotes, in order; an apostrophe quotes nothing."""
    return tuple(
        Quotation(match["words"] or match["more"], match.start(), match.end())
        for match in _QUOTATION.finditer(sentence)
    )


@lru_cache(maxsize=8192)
def find_speakers(sentence: str) -> frozenset[str]:
    """Return the spellings of the words in the names of those whom a sentence has say something."""
    quoted = find_quotations(sentence)
    return frozenset(
        spelling(word.text)
        for name in find_names(sentence)
        if not any(one.start <= name.words[0].start < one.end for one in quoted)
        if _BEFORE_VERB.match(sentence[name.words[-1].end :]) or _AFTER_VERB.search(sentence[: name.words[0].start])
        for word in name.words
    )
