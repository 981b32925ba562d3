"""What kind of thing a question asks for (who, when, how many), and whether a sentence offers one."""

from __future__ import annotations

import re
from typing import Literal

AnswerKind = Literal["date", "number", "name"]

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
    (
        "name",
        re.compile(
            r"\b(who|whom|whose|where)\b|\b(what|which)( \w+)? "
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


def answer_kind(question: str) -> AnswerKind | None:
    """Return what a question asks for, None where its form does not say."""
    return next((kind for kind, asks in _ASKS if asks.search(question)), None)


def offers(kind: AnswerKind, sentence: str, question: str) -> bool:
    """Return whether a sentence holds something of that kind; a name must be one that the question does not have."""
    if kind == "date":
        return bool(_DATE.search(sentence))
    if kind == "number":
        return bool(_NUMBER.search(sentence))
    asked = question.lower()
    # The first word has a capital whatever it is.
    return any(name.lower() not in asked for name in _NAME.findall(sentence[:1].lower() + sentence[1:]))
