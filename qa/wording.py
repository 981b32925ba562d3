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
