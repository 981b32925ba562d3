"""What a question's or a sentence's wording tells: whether it asks for or gives a reason, looks back or ahead."""

from __future__ import annotations

import re

_WHY = re.compile(
    r"\bwhy\b|\bwhat (?:is|was|are|were) the (?:reason|cause)s?\b|\bwhat (?:caused|led to|prompted)\b", re.IGNORECASE
)
_REASON = re.compile(
    r"\b(?:because|due to|owing to|thanks to|so that|in order to|in (?:protest|response)|as a result|after|following|"
    r"amid|since|over|causes?|caused|causing|blam(?:e[sd]?|ing)|reasons?|led to|prompted|sparked|citing|cited|for fear|"
    r"to avoid|failed|found|(?:want|lack|shortage) of|not enough|too (?:few|many|little|much))\b",
    re.IGNORECASE,
)
# "When was it due to open?" asks for the forecast.
_WHEN_IT_WAS = re.compile(
    r"^\W*(?:and |but |so )?(?:when|on (?:what|which) (?:date|day)|(?:what|which) (?:date|day|month|year))\W+"
    r"(?:\w+\W+){0,2}?(?:did|was|were)\b(?!.*\b(?:to|due|supposed|expected|planned|scheduled|meant|going)\b)",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"\b(?:will|would|(?:is|are|was|were|be) (?:due|set|expected|scheduled|to)|expects?|expected|plans?|planned|hopes?|"
    r"hoped|scheduled|going to|put (?:off|back)|postponed)\b",
    re.IGNORECASE,
)
# The day of these is that of the report: "said on Thursday", "told a press briefing on Thursday".
_REPORTED = re.compile(
    r"\b(?:said|says|saying|told|added|wrote|tweeted|stated|statement|briefing|conference|interview|reporters)\b"
    r"(?:,? (?!that\b|it\b|he\b|she\b|they\b|the\b)[a-z][\w-]*){0,3}?,?(?: on| late| early)*\s\Z"
)
_THEN_REPORTED = re.compile(r",? (?:said|told|added|wrote|tweeted|stated)\b")
_ASKS_OF_A_REPORT = re.compile(
    r"\b(?:sa(?:y|id|ys)|t[eo]ld?l?|tweet\w*|announce[ds]?|report\w*|stated?|statement|brief\w*|conference|"
    r"interview\w*|wr[io]te|publish\w*|add)\b",
    re.IGNORECASE,
)
_ORDINAL = re.compile(
    r"\b(?:first(?!(?:-| )(?:name|aid|half|hand|class|degree|rate|two|three|four|five|six|seven|eight|nine|ten|few|"
    r"(?:\w+ )?(?:minutes?|hours?|days?|weeks?|months?|quarters?|years?|place|round)\b))|inaugural|maiden|debut)\b"
)
_FOR_THE_FIRST_TIME = re.compile(
    rf"\bfor the first time\b|\bfirst-(?:ever|of-its-kind)\b|\binitial\b|\bnever before\b|{_ORDINAL.pattern}"
)


def asks_why(question: str) -> bool:
    """Whether it asks for a reason or a cause."""
    return bool(_WHY.search(question))


def gives_a_reason(sentence: str) -> bool:
    """Whether it has a word by which reasons are given."""
    return bool(_REASON.search(sentence))


def asks_when_it_was(question: str) -> bool:
    """Whether it asks for the date of what has come to pass."""
    return bool(_WHEN_IT_WAS.search(question))


def is_ahead(sentence: str) -> bool:
    """Whether it says what is to come, or was: a forecast, a plan."""
    return bool(_AHEAD.search(sentence))


def is_report_day(sentence: str, start: int, end: int) -> bool:
    """Whether the date at a place is the day on which somebody said what the sentence reports."""
    return bool(_REPORTED.search(sentence[:start]) or _THEN_REPORTED.match(sentence[end:]))


def asks_of_a_report(question: str) -> bool:
    """Whether it asks of what was said, and so perhaps for the day on which it was."""
    return bool(_ASKS_OF_A_REPORT.search(question))


def asks_for_the_first(question: str) -> bool:
    """Whether it asks for the first of its kind: "the first call", not "the first three months"."""
    return bool(_ORDINAL.search(question))


def is_the_first(sentence: str) -> bool:
    """Whether it says that something is the first of its kind, or was done for the first time."""
    return bool(_FOR_THE_FIRST_TIME.search(sentence))
