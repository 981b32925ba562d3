"""Which way a sentence says that something goes: up, down, or nowhere ("the fare stays at £2")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import Literal

from qa.checks.figures import Figure, find_figures
from qa.checks.ground import Ground
from qa.checks.negation import denied
from qa.checks.places import likeliest, mentions
from qa.checks.problem import Problem
from qa.checks.reading import Word, read
from qa.checks.sides import sides_of
from qa.checks.units import in_unit

Way = Literal["up", "down", "nowhere"]

ALIKE = 0.15
"""Share of a movement's surroundings that one of the cited text must have to be of the same thing."""

_OF_ONE_PAIR = ("rise", "raise")
"""A word of each pair of opposites that say by themselves which way something goes."""
_STAYS = re.compile(
    r"\b(?:sta(?:y|ys|yed)|remain(?:s|ed)?|h(?:eld|olds?)|ke(?:pt|eps?)|pegged|fr(?:ozen|oze|eezes?))"
    r" (?:steady |flat )?at\b"
    r"|\bunchanged\b|\bfr(?:eeze|eezes|ozen|oze|eezing)\b"
    r"|\b(?:sta(?:y|ys|yed)|remain(?:s|ed)?|h(?:eld|olds?)|ke(?:pt|eps?)) (?:the same|flat|steady)\b",
    re.IGNORECASE,
)
_PARTICLE = re.compile(
    r"\b(?:put(?:s|ting)?(?!\s\w+\s(?:on|in|at|near|with)\b|\s\w+[.;,])|go(?:es|ing|ne)?|went|c[ao]m(?:e|es|ing)|push(?:es|ed|ing)?|dr(?:ive|ives|ove|iven|iving)"
    r"|br(?:ing|ings|ought|inging)|send(?:s|ing)?|sent|was|were|is|are|be|been|mark(?:s|ed|ing)?"
    r"|edg(?:e|es|ed|ing)|creep(?:s|ing)?|crept|sharply|slightly)\s(?P<way>up|down)\b"
    r"|(?<=[,(] )(?P<alone>up|down)(?= (?:from|by|on|\d))",
    re.IGNORECASE,
)
_COMPARED = re.compile(r"(?:more|less|fewer|higher|lower)\b", re.IGNORECASE)
_FROM_TO = re.compile(r"\bfrom\s+$", re.IGNORECASE)
_TO = re.compile(r"^[^,;.]{0,30}\bto\s+$", re.IGNORECASE)
_AGAINST = re.compile(
    r"^[^;.]{0,30},? (?:compared (?:with|to)|against|as against|up from|down from)\s+$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Movement:
    """The words [start, end) of a sentence that say which way something goes."""

    text: str
    start: int
    end: int
    way: Way


@lru_cache(maxsize=8192)
def find_movements(sentence: str) -> tuple[Movement, ...]:
    """Return the movements that a sentence tells, in order; what is denied is none."""
    found = [*_by_word(sentence), *_by_figures(sentence)]
    return tuple(sorted(found, key=lambda movement: movement.start))


def otherwise_moved(ground: Ground) -> Iterator[Problem]:
    """Yield a problem for each movement of the claim where the cited text has the thing stay, or it moves."""
    for movement in find_movements(ground.claim.text):
        found = mentions(ground, movement, find_movements)
        rivals = [one for one in found if one.bears and one.alike >= ALIKE and _excludes(one.what, movement)]
        best = likeliest(rivals)
        if best and not any(one.what.way == movement.way and one.likely >= best.likely for one in found):
            yield Problem(f"the article says {best.what.text}, not {movement.text}")


def _excludes(one: Movement, other: Movement) -> bool:
    """Whether one of two movements is none at all; what goes up and down is told by the opposites."""
    return one.way != other.way and "nowhere" in (one.way, other.way)


def _by_word(sentence: str) -> Iterator[Movement]:
    for match in _STAYS.finditer(sentence):
        yield Movement(match[0], match.start(), match.end(), "nowhere")
    for match in _PARTICLE.finditer(sentence):
        way = (match["way"] or match["alone"]).lower()
        last = next(word for word in read(sentence).words if word.end == match.end())
        if not denied(sentence, last) and not _denied_before(sentence, match.start()):
            yield Movement(match[0], match.start(), match.end(), "up" if way == "up" else "down")
    figures = find_figures(sentence)
    for word in read(sentence).words:
        way_of = _way(word.lower)
        compares = _COMPARED.fullmatch(word.text) and any(0 < word.start - one.end < 2 for one in figures)
        if (way_of and not denied(sentence, word)) or compares:
            yield Movement(word.text, word.start, word.end, way_of or _way_compared(word))


def _denied_before(sentence: str, at: int) -> bool:
    return re.search(r"\b(?:not|never)\s+(?:\w+\s+)?$|n['’]t\s+$", sentence[:at]) is not None


def _way_compared(word: Word) -> Way:
    return "up" if word.lower in {"more", "higher"} else "down"


@cache
def _pairs() -> frozenset[str]:
    return frozenset(side.pair for word in _OF_ONE_PAIR for side in sides_of(word) if side.listed and not side.right)


@lru_cache(maxsize=16384)
def _way(word: str) -> Way | None:
    """Which way a word says that something goes; None for one that may mean either, or neither."""
    sides = {side.right for side in sides_of(word) if side.pair in _pairs()}
    if len(sides) != 1:
        return None
    return "down" if sides.pop() else "up"


def _by_figures(sentence: str) -> Iterator[Movement]:
    """What goes from one figure to another, or is one figure compared with another."""
    figures = [figure for figure in find_figures(sentence) if figure.kind == "count"]
    for one, other in pairwise(figures):
        between = sentence[one.end : other.start]
        if one.unit != other.unit and one.unit and other.unit:
            continue
        span = sentence[one.start : other.end]
        if _TO.search(between) and _FROM_TO.search(sentence[: one.start]):
            yield from _moved(span, one, other, one.start)
        elif _AGAINST.search(between):
            yield from _moved(span, other, one, one.start)


def _moved(text: str, before: Figure, after: Figure, start: int) -> Iterator[Movement]:
    was, now = before.value, in_unit(after.value, after.unit or before.unit, before.unit or after.unit)
    if was != now:
        yield Movement(text, start, start + len(text), "up" if now > was else "down")
