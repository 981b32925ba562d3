"""Proper names in a text, told from other words by their capitals."""

from __future__ import annotations

import calendar
import re

from index import STOP_WORDS

_CAPITAL = "[" + "".join(letter for letter in map(chr, range(0x530)) if letter.isupper()) + "]"
# Not over a possessive: "Johnson’s Britain" is two names, "Teachers’ Union" one. A full stop ends one, but for "Dr.".
NAME = (
    rf"(?:(?:Mrs?|Ms|Dr|St|Sen|Rep|Gov|Lt|Gen|Col|Sgt|Prof|Rev|Jr|Sr|{_CAPITAL})\.(?= {_CAPITAL})|"
    rf"{_CAPITAL}(?:\w|[-&]\w|['’](?!s\b)\w)+(?:['’](?= {_CAPITAL}))?)"
)
_NAMES = re.compile(rf"{NAME}(?: (?:of (?:the )?)?{NAME})*")
_AFTER_END = re.compile(r"(?:^|[.!?:…][\"”’)]?|[\"“‘(])\s*$")
_TIMES = frozenset([*calendar.month_name, *calendar.day_name])
_TITLES = frozenset("Mr Mrs Ms Miss Dr Sir Dame Lord Lady President Chancellor King Queen Prince Princess Pope".split())
_NO_PERSON = frozenset(
    """Academy Act Action Agency Air Airlines Airport Alliance America American Army Art Assembly Association Athletic
    Authority Avenue Award Awards Bank Bay Bill Board Bridge British Bureau Castle Center Centre Chamber Church City
    Climate Club Coast College Commission Committee Company Conference Congress Convention Corporation Council County
    Court Cup Day Defence Defense Democratic Department District East Eastern Election Elementary England Europe
    European Exchange Federal Federation Ferries Ferry Festival Fire Football Force Foreign Forum Foundation Fund Games
    General Government Grand Group Hall Health High Hill Hills Home Hospital Hotel House Hurricane Infirmary Institute
    International Island Islands Lake Law League Library Light Line Ministry Minister Moor Mountain Museum Music
    National Nations News North Northern Ocean Office Olympic Open Organisation Organization Palace Park Parliament
    Party Peace Police Port Post Power Primary Prime Prize Project Rail Railway Railways Republic Republican Reserve
    River Road Roads Rock Rocks Rovers Royal School Sea Secretary Senate Series Service Services Society Sound South
    Southern Square Stadium State States Station Storm Street Summit Supreme Team Television Times Tower Town Trade
    Treasury Treaty Trust Union United University Valley Village Vice War Water Weir West Western White Wind Works
    World Yard York""".split()
)


def names(text: str, *, opens: bool = True) -> list[str]:
    """Return the names in a text, in order and as written; days and months are none.

    A single word at the beginning of a sentence has its capital whatever it is, and is left out; the text begins one
    if it `opens`.
    """
    found = []
    for match in _NAMES.finditer(text):
        parts = match[0].split()
        first = bool(_AFTER_END.search(text[: match.start()])) and (opens or match.start() > 0)
        whole = len(parts)
        while parts and (parts[0].lower() in STOP_WORDS or parts[0] in _TIMES) and not is_acronym(parts[0]):
            parts.pop(0)
        name = " ".join(parts)
        if name and not (first and whole == len(parts) == 1):
            found.append(name)
    return found


def is_person(name: str) -> bool:
    """Whether a name looks like a person's: two or three words, none of which names an institution or a place."""
    parts = name.split()
    if parts[0].rstrip(".") in _TITLES:
        return len(parts) > 1
    return 1 < len(parts) < 4 and not any(part in _NO_PERSON or part == "of" or is_acronym(part) for part in parts)


def is_acronym(word: str) -> bool:
    """Whether a word is all capitals."""
    return len(word) > 1 and word.isupper()
