"""Who is said to have won, to have lost or to have drawn: "Skelhaven beat Vessen", "Ms Rook's victory over Mr Finn"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from qa.checks.ground import Ground
from qa.checks.negation import denied
from qa.checks.problem import Problem
from qa.checks.proper_names import Name, find_names
from qa.checks.reading import Word, read
from qa.checks.roles import swapped_roles

_WON = re.compile(r"w[io]n(?:s|ning)?|victory|triumph(?:s|ed)?")
_LOST = re.compile(r"los(?:e|es|t|ing)|loss")
_BEATS = re.compile(r"beat(?:s|en|ing)?|defeat(?:s|ed|ing)?|unseat(?:s|ed|ing)?|oust(?:s|ed|ing)?|thrash(?:es|ed)?")
_DREW = re.compile(r"dr[ae]w(?:n|s)?|tied?")
_WITH = re.compile(r"(?:\s\d+[-–]\d+)?(?:\sat home)?\s(?:with|against)\s(?:the\s|holders\s|champions\s)?")
_HOLDS = re.compile(r"h(?:eld|olds?)|kept|keeps?|retain(?:s|ed)?|t(?:ook|akes?|aking)|gain(?:s|ed|ing)?")
_SEAT = re.compile(r"\b(?:seats?|title|cup|trophy|crown|championship)\b", re.IGNORECASE)
_POINTS_BACK = re.compile(r"(?:he|she|they|it)\b", re.IGNORECASE)
THEY = frozenset({""})
"""Whoever the sentences before are about."""
_OF = re.compile(r"\s(?:of|for|by)\s(?:the\s)?$")
_OVER = re.compile(r"\s(?:over|against|to)\s(?:the\s)?$")
_NEXT = re.compile(r"\s(?:the\s|holders\s|champions\s)?$")
_DOES = {True: "win", False: "lose", None: "draw"}
_REACH = 60
"""Characters after a word within which whom it was done to is named."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The words [start, end) of a sentence that say that somebody, by the last words of the names, won or lost.

    `won` is None where they, with each other, did neither.
    """

    text: str
    start: int
    end: int
    who: frozenset[str]
    won: bool | None

    def is_of(self, who: frozenset[str]) -> bool:
        """Whether it is told of some of these; a draw, of two of them."""
        return len(self.who & who) > (self.won is None)


@lru_cache(maxsize=8192)
def outcomes(sentence: str, subject: str = "") -> tuple[Outcome, ...]:
    """Return who won, lost or drew; what is denied is none. `subject` is the subject where the sentence has none."""
    names = find_names(sentence)
    subjects = frozenset(_key(name) for name in find_names(subject))
    return tuple(
        found
        for word in read(sentence).words
        if not denied(sentence, word)
        for found in _told(sentence, word, names, subjects)
    )


def is_contest(word: str) -> bool:
    """Whether a word, lower case, tells who won, lost or drew, or may."""
    return any(one.fullmatch(word) for one in (_WON, _LOST, _BEATS, _DREW))


def _told(sentence: str, word: Word, names: tuple[Name, ...], subjects: frozenset[str]) -> Iterator[Outcome]:
    before = _before(sentence, word, names)
    behind = [name for name in names if word.end <= name.words[0].start < word.end + _REACH]
    gap = sentence[word.end : behind[0].words[0].start] if behind else ""
    other = frozenset({_key(behind[0])} if behind else ())
    holds = _HOLDS.fullmatch(word.lower)
    doer = before or subjects or (THEY if _POINTS_BACK.match(sentence) and not holds else frozenset())
    if _DREW.fullmatch(word.lower) and other and _WITH.fullmatch(gap):
        yield Outcome(sentence[word.start : word.end], word.start, word.end, before | other, None)
    elif _BEATS.fullmatch(word.lower):
        passive = word.lower.endswith("en") or re.search(r"\b(?:was|were|been|be)\s$", sentence[: word.start])
        if gap and (_NEXT.search(gap) and gap.strip() in {"", "the", "holders", "champions"}):
            yield from _both(sentence, word, doer - other, other)
        elif gap and gap.strip() in {"by", "by the"} and passive:
            yield from _both(sentence, word, other, doer - other)
        elif passive:
            yield from _both(sentence, word, frozenset(), doer)
    elif (
        _WON.fullmatch(word.lower)
        or _LOST.fullmatch(word.lower)
        or (holds and _SEAT.search(sentence[word.end : word.end + 30]))
    ):
        won = not _LOST.fullmatch(word.lower)
        rival = other if gap.strip() in {"over", "against", "to", "over the", "to the"} else frozenset()
        if word.lower in {"victory", "win", "triumph", "loss"} and gap.strip() in {"of", "for", "by"} and not before:
            doer, rival = other, frozenset()
        yield from _both(sentence, word, *((doer - rival, rival) if won else (rival, doer - rival)))


def _before(sentence: str, word: Word, names: tuple[Name, ...]) -> frozenset[str]:
    """Who may win or lose before a word: names by their last words, and nouns."""
    inside = [(name.words[0].start, name.words[-1].end) for name in names]
    nouns = (
        one.stem
        for one in read(sentence).words
        if one.stem and one.end <= word.start and not any(start <= one.start < end for start, end in inside)
    )
    return frozenset((*(_key(name) for name in names if name.words[-1].end <= word.start), *nouns))


def _both(sentence: str, word: Word, winners: frozenset[str], losers: frozenset[str]) -> Iterator[Outcome]:
    for who, won in ((winners, True), (losers, False)):
        if who:
            yield Outcome(sentence[word.start : word.end], word.start, word.end, who, won)


def _key(name: Name) -> str:
    return name.words[-1].lower


def changed_outcome(ground: Ground) -> Iterator[Problem]:
    """Yield a problem for whom the claim has win and the cited text lose or draw, or the like; one at most."""
    named = frozenset(_key(name) for name in find_names(ground.claim.text))
    for mine in outcomes(ground.claim.text):
        told = [
            other
            for source in ground.sources
            for other in outcomes(source.statement.text)
            if mine.who & other.who & named and other.is_of(named)
        ]
        if told and all(other.won != mine.won for other in told) and not any(swapped_roles(ground)):
            who = next(name.text for name in find_names(ground.claim.text) if _key(name) in mine.who & told[0].who)
            said, claimed = _DOES[told[0].won], _DOES[mine.won]
            yield Problem(f"the article has {who} {said}, not {claimed}", grave=True)
            return
