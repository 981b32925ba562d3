"""What in a question points back to the conversation: "he", "there", "that vote", "the same one"."""

from __future__ import annotations

import re
from collections.abc import Sequence

AUXILIARY = (
    r"(?:(?:is|are|was|were|does|do|did|has|have|had|could|would|should)(?:n['’]t)?|can(?:['’]t|not)?|won['’]t|will|"
    r"may|might|must|am)"
)
WH_WORD = r"(?:who|whom|whose|what|which|when|where|why|how)"
PREPOSITION = (
    r"(?:in|on|at|to|for|from|of|with|by|before|after|since|until|near|around|round|over|under|against|about|during|"
    r"between|outside|inside|across|off|without|behind|like|than)"
)
_PERSON = re.compile(r"\b(?:he|she|him|her|his|hers)\b", re.IGNORECASE)
_THING = re.compile(r"\b(?:they|them|their|theirs|it|its)\b", re.IGNORECASE)
_PLACES_AND_TIMES = re.compile(
    rf"""
    (?:^|\b(?:{PREPOSITION}|{AUXILIARY}|{WH_WORD}|as|and|or)\s)(?:that|this|those|these)\b
        (?!\s(?:morning|afternoon|evening|week|weekend|month|quarter|year|decade|spring|summer|autumn|fall|winter)\b)
    | \b(?:that|this|those|these)\W*$
    | \bthat\s(?:day|night|week|weekend|month|year|season|time)\b
    | (?<!is\s)(?<!are\s)(?<!was\s)(?<!were\s)(?<!will\s)(?<!be\s)(?<!been\s)\bthere\b(?!\s(?:{AUXILIARY}|be|been)\b)
    | \bthere\W*$
    | \b(?:back\sthen|at\sthe\stime|afterwards?|beforehand)\b | \bthen\W*$
    | \b(?:the|that|this|which|another|other|new|old|first|last|next|previous)\sones?\b | \bones\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
# What "they" may stand for in the question itself: "people say they …", "who lost their homes".
_SEVERAL = re.compile(
    r"\b(?:who|people|everyone|everybody|anyone|anybody|someone|nobody|those|(?<!what )(?<!who )[a-z]{3,}[^\Wsu]s)\b",
    re.IGNORECASE,
)
_NOUN = re.compile(r"\b(?:the|an?|this|that|any|some|no)\s+[a-z]", re.IGNORECASE)
_CLAUSE = re.compile(
    r"\b(?:that|when|whether|after|before|because|if|as|while|since|and|but|who|which)\b", re.IGNORECASE
)
_OBJECT = re.compile(rf"(?:him|them|it|her)(?=\W*$|\s(?:{PREPOSITION}|now|then|too|again|back|all)\b)", re.IGNORECASE)


def person(question: str, own: Sequence[str]) -> re.Match[str] | None:
    """The first "he", "she", "his" … that nothing before it in the question explains; `own` are its names."""
    return next((match for match in _PERSON.finditer(question) if not _explained(question, match, own)), None)


def points_back(question: str, own: Sequence[str]) -> bool:
    """Whether a word of the question stands for something that only the conversation can name."""
    return bool(
        person(question, own)
        or _PLACES_AND_TIMES.search(question)
        or any(not _explained(question, match, own) for match in _THING.finditer(question))
    )


def _explained(question: str, pronoun: re.Match[str], own: Sequence[str]) -> bool:
    """Whether the question itself says before the pronoun what it may stand for."""
    if _is_name(pronoun[0]):
        return True
    before = question[: pronoun.start()]
    ends = [before.rfind(name) + len(name) for name in own if name in before]
    ends += [match.end() for match in _NOUN.finditer(before)]
    if pronoun[0].lower().startswith("the"):
        ends += [match.end() for match in _SEVERAL.finditer(before)]
    if not ends:
        return False
    # "Does Finland trust it?" is not about Finland: an object is not the subject of its own clause.
    return not _OBJECT.match(question, pronoun.start()) or any(_CLAUSE.search(before, end) for end in ends)


def _is_name(word: str) -> bool:
    return len(word) > 1 and word.isupper()  # "IT"
