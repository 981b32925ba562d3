"""Sentences that mean the same away from their article: nothing in them points outside."""

from __future__ import annotations

import re

_LEAST_WORDS, _MOST_WORDS = 8, 32
_POINTING = re.compile(
    r"\b(?:he|she|it|they|him|her|hers|his|its|them|their|theirs|himself|herself|itself|themselves|we|us|our|ours|I|me|"
    r"my|you|your|yours|this|these|those|there|here|then|such|other|another|others|latter|former|both|same|also|however|"
    r"meanwhile|instead|too|although|but|so|"
    r"that (?=(?:day|time|year|night|week|point|number|figure|case|game|report|statement)\b))\b",
    re.IGNORECASE,
)
_US_COUNTRY = re.compile(r"\bUS\b")
_RELATIVE_TIME = re.compile(
    r"\b(?:today|yesterday|recent|tomorrow|tonight|now|recently|currently|earlier|later|ago|soon|already|again|still|"
    r"(?:last|this|next|past|previous|following|coming) (?:\w+ )?(?:week|weekend|month|year|spring|summer|fall|autumn|"
    r"winter|season|night|decade|quarter)s?)\b",
    re.IGNORECASE,
)
# "the company", "the bill": known from the sentences before. "The leader of Chad", "the White House" are not.
_BARE = re.compile(
    r"\b[Tt]he ((?:[a-z]+-)?[a-z]{3,})(?=$|[,.;:?’']| (?!of\b|for\b|in\b|at\b|who\b|that\b|which\b|to\b)[a-z]+)"
)
_ANY_TOWNS = re.compile(r"\b(?:at|to|in|from|outside|inside) (?:City|Town) Hall\b(?! (?:in|of)\b)")
_KNOWN = frozenset(
    """world internet public police military army pandemic coronavirus virus economy weather climate planet moon sun
    sea ocean media press first second third final most best worst highest lowest largest biggest longest oldest
    youngest fastest next last only top new government presidency federal national international global""".split()
)
_REPORTED_DAY = re.compile(
    r"(?:,? on|,)? (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?: (?:morning|afternoon|evening|night))?(?=[ ,.?])"
)


def stands_alone(sentence: str) -> bool:
    """Whether a sentence, quotations aside, says what it speaks of: no pronoun, no "the company", no "last week"."""
    words = sentence.split()
    return (
        _LEAST_WORDS <= len(words) <= _MOST_WORDS
        and sentence.endswith(".")
        and sentence[0].isupper()
        and not any(character in sentence for character in '\n()[]{}<>|;:—–…“”"@#*_')
        and not points_outside(sentence)
    )


def points_outside(text: str) -> bool:
    """Whether something in the text can be understood only by what stands around it, or by the day it was written."""
    text = _US_COUNTRY.sub("U.S.", text)
    bare = _ANY_TOWNS.search(text) or any(match[1] not in _KNOWN for match in _BARE.finditer(text))
    return bool(bare or _POINTING.search(text) or _RELATIVE_TIME.search(text))


def without_weekdays(text: str) -> str:
    """The text without "on Tuesday": a reader of an archive does not know which."""
    return _REPORTED_DAY.sub("", text)
