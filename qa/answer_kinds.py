"""What kind of thing a question asks for (who, when, how many), and whether a sentence offers one."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Literal

AnswerKind = Literal["date", "number", "person", "name"]

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_ASKS: tuple[tuple[AnswerKind, re.Pattern[str]], ...] = (
    ("date", re.compile(r"\b(when|(what|which) (year|date|day|month|time|century))\b", re.IGNORECASE)),
    (
        "number",
        re.compile(
            r"\bhow (many|much|long|far|old|big|large|tall|often|high|fast)\b|"
            r"\b(what|which) (percent|percentage|number|share|age|amount|proportion|price|cost)\b",
            re.IGNORECASE,
        ),
    ),
    ("person", re.compile(r"\b(who|whom|whose)\b", re.IGNORECASE)),
    (
        "name",
        re.compile(
            r"\bwhere\b|\b(what|which)( \w+)? "
            r"(person|man|woman|actor|actress|singer|president|minister|leader|player|country|nation|city|state|"
            r"company|firm|team|club|party|agency|organi[sz]ation)\b",
            re.IGNORECASE,
        ),
    ),
)
_DATE = re.compile(
    rf"\b(?:{_MONTHS}|(?:Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)\.|(?:1[5-9]|20)\d\d|yesterday|century|"
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)"
)
_NUMBER = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?|thousands?|millions?|"
    r"billions?|half|quarter|twice|once)\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"\b[A-Z][\w’'-]+")
_FULL_NAME = re.compile(r"\b[A-Z][a-z-]+(?: (?:[A-Z]\.|al-|de|van|von|bin))?(?: [A-Z][\w-]*[a-z])+")
_NO_PERSON = frozenset(
    """Prime Vice Foreign Minister President Secretary State States United Kingdom House White New York North South West
    East Street Court Supreme City County University Department Defence Defense Ministry National Party Council World
    Cup Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August
    September October November December The""".split()
)


def answer_kind(question: str) -> AnswerKind | None:
    """Return what a question asks for, None where its form does not say."""
    return next((kind for kind, asks in _ASKS if asks.search(question)), None)


def people(text: str) -> frozenset[str]:
    """Return parts of what look like people's full names: {"Wei", "Fenghe"}; a surname alone can then be known."""
    names = ([part for part in name.split() if part not in _NO_PERSON] for name in _FULL_NAME.findall(text))
    # The last two: "Chinese President Xi Jinping" is no Chinese Xi. "China's Communist Party" is nobody.
    return frozenset(part for name in names if len(name) > 1 for part in name[-2:])


def offers(kind: AnswerKind, sentence: str, question: str, known: Collection[str] = ()) -> bool:
    """Return whether a sentence holds something of that kind; a name must be one that the question does not have.

    `known` are the people's names in all of the evidence.
    """
    if kind == "date":
        return bool(_DATE.search(sentence))
    if kind == "number":
        return bool(_NUMBER.search(sentence))
    asked = question.lower()
    # The first word has a capital whatever it is, unless it is known for a name.
    names = _NAME.findall(sentence if kind == "person" else sentence[:1].lower() + sentence[1:])
    new = [name for name in names if name.lower() not in asked]
    return any(name in known for name in new) if kind == "person" else bool(new)
