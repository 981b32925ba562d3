"""Whether a passage has a figure of the very thing that is asked for: how many, for how much, since when."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from index import sentences
from qa.datelines import without_dateline
from qa.phrases import PHRASES
from qa.text import specifics, stems
from qa.values import Evidence

NEAR = 0.5
"""Share of the question's names that are said with a figure, in the headline or the sentences before it."""
BEFORE, JUST_BEFORE = 4, 2
"""Sentences before a figure that may name whose it is, and that may say of what thing it is the price."""
BETWEEN = 3
"""Words that may stand between a figure and what it counts: "3,200 new wooden seats"."""

_ENDS = r"(?:did|does|do|has|have|had|will|would|can|could|is|are|was|were|in|of|at|on|for)"
_HOW_MANY = re.compile(rf"\b[Hh]ow many (?P<words>(?:(?!{_ENDS}\b)[a-z][\w’'-]*\s?)+)")
_IRREGULAR = frozenset("crew staff cattle sheep fish deer geese mice teeth feet".split())
# What may be counted by other words: people as jobs, households or a crowd, houses as homes.
_GOES_BY_OTHERS = frozenset(
    stems(
        """people persons men women children pupils students workers jobs employees homes houses households residents
        times victims patients passengers customers countries nations places points years months weeks days hours
        minutes seconds miles metres meters kilometres kilometers feet inches acres hectares tonnes tons pounds dollars
        euros litres gallons votes cases deaths ways things kinds types states cities towns films movies books"""
    )
)
# "The car park that the hospital will build": rather to be said than refused, if there is to be none.
_TAKEN_FOR_GRANTED = re.compile(r"\b(?:that|which) (?:the|an?|it|he|she|they|[A-Z]\w+)\b")
_THE = r"(?:an?|the|its|their|his|her)"
_PRICED = re.compile(
    rf"\bhow much (?:money )?(?:did|does|do|will|would|has|have|had|is|was) {_THE} (?:[a-z][\w’'-]* ){{0,2}}?"
    r"(?P<head>[a-z][\w’'-]*) (?:(?:for|of|at|on|in|to|from|by) .*)?(?:cost|sell|sold|fetch|worth|go for)\b",
    re.IGNORECASE,
)
_PAID = re.compile(
    rf"\bhow much (?:money )?(?:did|does|do|will|would|has|have|had) .+? (?:pay|paid|spend|spent)(?: on| for)? {_THE} "
    r"(?:[a-z][\w’'-]* ){0,2}?(?P<head>[a-z][\w’'-]*)(?:\W*$| (?:for|of|at|on|in|to|from|by|last|this)\b)",
    re.IGNORECASE,
)
# What is asked for, and the words of which a sentence has one with a figure of that kind.
_WORDS = tuple(
    (re.compile(asks, re.IGNORECASE), re.compile(says, re.IGNORECASE), kind)
    for asks, says, kind in (
        (
            r"\bhow many (?:people|inhabitants|residents) live\b|\bwhat is the population\b",
            r"\b(?:liv(?:e[sd]?|ing)|residents?|inhabitants?|population|households|islanders|villagers|home to|"
            r"people (?:of|in))\b",
            "number",
        ),
        (
            r"\bhow many (?:people|staff|workers|employees) (?:work|are employed|does .* (?:employ|have))\b",
            r"\b(?:employ\w*|staff|work(?:s|ed|ing|ers|force)?|jobs|payroll|books)\b",
            "number",
        ),
        (
            r"\bwhen (?:was|were) .*\b(?:founded|set up|established|formed|created)\b",
            r"\b(?:found(?:ed|ing)|set up|establish\w*|form(?:ed|ation)|creat(?:ed|ion)|since|started|began|born)\b",
            "date",
        ),
        (
            r"\bwhen did .*\b(?:become|join|take over as|start as)\b",
            r"\b(?:bec[oa]mes?|join\w*|appoint\w*|since|took|takes?|elected|succe\w+|sworn|named|won|win\w*)\b",
            "date",
        ),
        (
            r"\bhow long is (?:the )?[A-Z]",
            r"\b(?:long|length|stretch\w*|runs?|span\w*|miles?|metres?|km|lasts?)\b",
            "length",
        ),
    )
)
_KINDS = {"number": ("number",), "date": ("date",), "length": ("duration", "distance")}
_MUCH = frozenset(stems("many much more"))
_WITHIN = 60
"""Characters between such a word and the figure, in one clause."""
_LIKE_A_YEAR = re.compile(r"\b(?:1\d|20)\d\d\b")
_PAUSE = re.compile(r"[,;:.()]")
_CLAUSE = re.compile(r"[;:]| but | while | although ")


@dataclass(frozen=True, slots=True)
class _Told:
    """A sentence, its stems, and those said near it and around it: in the headline and the sentences before."""

    text: str
    own: frozenset[str]
    near: frozenset[str]
    around: frozenset[str]


def figure_said(question: str, evidence: Sequence[Evidence]) -> bool:
    """Whether some sentence has a figure of what is asked for; True where it is not asked for in a form that tells."""
    asked = [] if _TAKEN_FOR_GRANTED.search(question) else list(_asked(question))
    if not asked:
        return True
    named = frozenset(stems(" ".join(specifics(question))))
    told = [one for one in _told(evidence) if len(named & one.around) >= NEAR * len(named)]
    return all(any(says(one) for one in told) for says in asked)


def _told(evidence: Sequence[Evidence]) -> Iterator[_Told]:
    """The sentences; around the first of a passage may be whatever the evidence has of its article."""
    of_articles: dict[str, frozenset[str]] = defaultdict(frozenset)
    for item in evidence:
        of_articles[item.hit.article_id] |= frozenset(stems(item.hit.text))
    for item in evidence:
        text = without_dateline(item.hit.text)
        title = frozenset(stems(item.hit.title))
        before = [of_articles[item.hit.article_id]] if item.hit.start else []
        for span in sentences(text):
            own = frozenset(stems(text[span.start : span.end]))
            near, around = (title.union(own, *before[-most:]) for most in (JUST_BEFORE, BEFORE))
            yield _Told(text[span.start : span.end], own, near, around)
            before.append(own)


def _asked(question: str) -> Iterator[Callable[[_Told], bool]]:
    """What a sentence must have, for each form of such a question."""
    for asks, says, kind in _WORDS:
        if asks.search(question):
            yield partial(_has_beside, says, kind)
    if many := _HOW_MANY.search(question):
        head = next((word for word in many["words"].lower().split() if word.endswith("s") or word in _IRREGULAR), "")
        counted = frozenset(stems(head)) - _GOES_BY_OTHERS
        if counted:
            rest = frozenset(stems(question)) - counted - frozenset(stems(" ".join(specifics(question)))) - _MUCH
            yield partial(_counts, counted, rest)
    for form in (_PRICED, _PAID):
        if (priced := form.search(question)) and (head := frozenset(stems(priced["head"]))):
            yield partial(_prices, head)


def _has_beside(says: re.Pattern[str], kind: str, told: _Told) -> bool:
    """Whether it has one of the words, and within reach a figure of the kind."""
    found = [match.span() for match in says.finditer(told.text)]
    figures = [match.span() for one in _KINDS[kind] for match in PHRASES[one].finditer(told.text)]
    return any(_beside(told.text, word, figure) for word in found for figure in figures)


def _beside(text: str, one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether two places are within reach of each other in one clause, or overlap."""
    end, start = min(one[1], other[1]), max(one[0], other[0])
    return start - end <= _WITHIN and not _CLAUSE.search(text[end:start])


def _counts(counted: frozenset[str], rest: frozenset[str], told: _Told) -> bool:
    """Whether a figure counts the things, or stands in a sentence on them that says what else is asked."""
    behind = [
        frozenset(stems(" ".join(_PAUSE.split(told.text[match.end() :])[0].split()[: BETWEEN + 1])))
        for match in (*PHRASES["number"].finditer(told.text), *_LIKE_A_YEAR.finditer(told.text))
    ]
    return any(counted & words for words in behind) or (
        bool(behind) and bool(counted & told.own) and bool(rest & told.own)
    )


def _prices(head: frozenset[str], told: _Told) -> bool:
    """Whether a sum stands in a sentence on the thing, or behind one that is."""
    return bool(head & told.near) and bool(PHRASES["money"].search(told.text))
