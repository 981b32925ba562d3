"""Phrases of a sentence that could answer: its dates, figures and sums, by form."""

from __future__ import annotations

import re
from collections.abc import Mapping

_MONTH = (
    "(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"(?:Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
_WEEKDAY = "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_YEAR = r"(?:1\d|20)\d\d"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_UNIT = "(?:second|minute|hour|day|night|week|weekend|month|season|year|decade|centur(?:y|ie))s?"
_ONES = "one|two|three|four|five|six|seven|eight|nine"
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_TEENS = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_SCALE = "hundred|thousand|million|billion|trillion|dozen"
_WORDS = rf"(?:(?:{_TENS})(?:-(?:{_ONES}))?|{_TEENS}|{_ONES})(?: (?:{_SCALE}))?|(?:{_SCALE})s|an? (?:{_SCALE})"
_DIGITS = r"\d+(?:[,.]\d+)*(?:(?:[ -](?:hundred|thousand|million|billion|trillion)|[mbk]n?)\b)?"
_FIGURE = rf"(?:{_DIGITS}|\b(?:{_WORDS})\b)"
_RANGE = rf"{_FIGURE}(?:(?: to | and |[–-]){_FIGURE})?"
_ABOUT = r"(?:(?:about|around|approximately|nearly|almost|more than|less than|fewer than|at least|up to|over|under) )?"
_PARTS = (
    r"(?:a|one|two|three)[ -](?:half|third|quarter|fifth|tenth)s?|(?:more than |over |about )?half|"
    rf"(?:{_ONES}|ten) (?:in|out of) (?:\d+|{_ONES}|ten)|the majority|a majority|most"
)
_SHARE = rf"{_RANGE} ?(?:%|per ?cent\b|percentage points?\b)|\b(?:{_PARTS})\b"
_MONEY = (
    rf"(?:US|A|C|NZ)?[$£€¥₹] ?{_DIGITS}(?: (?:to|and) [$£€]?{_DIGITS})?"
    r"(?: (?:an?|per) (?:hour|day|week|month|year|gallon))?|"
    rf"{_FIGURE} (?:dollars|pounds|euros|cents|pence|yen|yuan|roubles|rubles|rupees|francs)\b"
)
_LENGTH = "(?:miles?|kilomet(?:er|re)s?|km|met(?:er|re)s?|m|feet|foot|ft|inch(?:es)?|cm|yards?|light[ -]years?)"
_DATES = (
    rf"(?:{_WEEKDAY},? )?{_DAY} (?:of )?{_MONTH}(?:,? {_YEAR})?|"
    rf"(?:{_WEEKDAY},? )?{_MONTH} {_DAY}(?:,? {_YEAR})?\b|{_MONTH},? (?:of )?{_YEAR}|"
    rf"\b(?:the )?(?:late |early |mid-?)?{_YEAR}s?(?: (?:to|and) {_YEAR}|[–-](?:{_YEAR}|\d\d))?\b|"
    rf"\b(?:(?:late|early|mid)[ -])?{_MONTH}\b|"
    rf"\b(?:(?:next|last|this) )?{_WEEKDAY}\b(?: (?:morning|afternoon|evening|night))?|"
    rf"\b(?:next|last|this|the following|the previous) (?:week(?:end)?|month|year|spring|summer|autumn|fall|winter)\b|"
    rf"\b(?:yesterday|today|tomorrow|tonight)\b|\b(?:in|within|after) (?:a few|several|{_FIGURE}) {_UNIT}\b|"
    rf"\b{_FIGURE} {_UNIT} (?:ago|later|earlier)\b|\b(?:the )?(?:\w+|\d\d?th) century\b|"
    r"\b(?:noon|midnight|\d{1,2}(?:[.:]\d\d)? ?[ap]\.?m\b\.?)"
)
# A year is no number of things: "2,022 people", not "in 2022".
_NUMBER = (
    rf"(?<![\w$£€.,-])(?<!in )(?<!by )(?!{_YEAR}\b(?!,)){_ABOUT}(?!{_YEAR}\b(?![, ]\w)){_RANGE}"
    r"(?![\w%]| ?per ?cent\b)"
)

PHRASES: Mapping[str, re.Pattern[str]] = {
    name: re.compile(pattern, 0 if name == "date" else re.IGNORECASE)
    for name, pattern in {
        "date": _DATES,
        "number": _NUMBER,
        "money": _MONEY,
        "share": _SHARE,
        "duration": rf"{_ABOUT}(?:{_RANGE}|a few|several)(?:[ -](?:and a half ))?[ -]?{_UNIT}\b|\b\d{{1,2}}:\d\d\b",
        "distance": rf"{_ABOUT}{_RANGE}[ -]?{_LENGTH}\b",
        "age": rf"\b(?:aged|age|at|age of) (?P<a>\d{{1,3}})\b|\b(?P<b>{_FIGURE})[ -]years?[ -]old\b|"
        r"(?<=, )(?P<c>\d{1,3})(?=,)",
    }.items()
}
"""What dates, numbers and so on look like; of "age" the named group that matched is the age."""
