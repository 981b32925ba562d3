"""Whom a question gives an office that the evidence gives somebody else: "mayor Tom Finn", where Ann Rook is mayor."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qa.checks.reading import read
from qa.clause import Stance, Told

SURE = 0.8
"""How surely a sentence that gives somebody else the office contradicts the question."""

_OF_A_STATE = r"(?i:president|prime minister|chancellor|foreign minister)"
_OFFICE = (
    rf"(?:{_OF_A_STATE}|(?i:first minister|mayor|leader|captain|manager|coach|head ?teacher"
    r"|head of \w+|chief (?:executive|engineer|constable)|managing director|director|chair(?:man|woman)"
    r"|governor|principal|(?:returning|medical) officer|editor|bishop|commissioner|secretary|treasurer))"
)
_NAME = r"[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){1,2}"
_WHOSE = r"(?:(?!(?i:former|ex|then|deputy|vice|assistant|acting|next)\b)[\w’'-]+ ){0,3}?"
_ASKED = re.compile(rf"(?P<whose>(?:[\w’'-]+ ){{0,2}}?)\b(?P<office>{_OFFICE}) (?:Dr |Mr |Ms |Mrs )?(?P<name>{_NAME})")
_NOT_NOW = re.compile(r"\b(?:former|ex|then|deputy|vice|assistant|acting|next)\W$", re.IGNORECASE)
_GIVEN = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?P<office>{_OFFICE}),? (?:Dr |Mr |Ms |Mrs )?(?P<name>{_NAME})",
        rf"(?P<name>{_NAME}), (?:who (?:is|was|has been|had been) )?(?P<whose>{_WHOSE})(?P<office>{_OFFICE})\b"
        r"(?: of [\w’' -]{2,30})?",
        rf"(?P<name>{_NAME}) (?:\w+ ){{1,3}}?as (?P<whose>{_WHOSE})(?P<office>{_OFFICE})\b"
        r"(?: of [\w’' -]{2,30})?",
    )
)
_AROUND = 30
"""Characters before an office in which the article says whose it is."""


@dataclass(frozen=True, slots=True)
class _Holder:
    """An office that words of a question give somebody, and stems of whose it is."""

    text: str
    start: int
    office: str
    last_name: str
    whose: frozenset[str]


def held_by_another(question: str, told: Sequence[Told]) -> Iterator[tuple[int, Stance]]:
    """Yield the place of each sentence that gives an office of the question to another, and what it says.

    None where any sentence names whom the question does beside the office.
    """
    for asked in _asked(question):
        if any(_names_both(asked, one.text) for one in told):
            continue
        for at, one in enumerate(told):
            for says in _given(asked, one):
                yield at, Stance(asked.start, otherwise=True, sure=SURE, says=says, than=asked.text)


def _asked(question: str) -> Iterator[_Holder]:
    for match in _ASKED.finditer(question):
        if not _NOT_NOW.search(question[: match.start("office")]):
            text = question[match.start("office") : match.end()]
            start, office = match.start("office"), match["office"].lower()
            names = [word for word in read(match["whose"]).words if word.stem]
            yield _Holder(text, start, office, match["name"].split()[-1], frozenset(word.stem for word in names))


def _names_both(asked: _Holder, text: str) -> bool:
    return asked.last_name in text and asked.office in text.lower()


def _given(asked: _Holder, told: Told) -> Iterator[str]:
    """The words in which a sentence gives the office to another than the question does."""
    for pattern in _GIVEN:
        for match in pattern.finditer(told.text):
            before = told.text[max(0, match.start() - _AROUND) : match.start("office")]
            if match["office"].lower() != asked.office or _NOT_NOW.search(told.text[: match.start("office")]):
                continue
            whose = read(f"{before} {match[0]}").stems
            if asked.whose <= whose if asked.whose else _is_of_one(asked, told):
                yield match[0]


def _is_of_one(asked: _Holder, told: Told) -> bool:
    """Whether an office of which the question does not say whose may be the one that the passage speaks of."""
    return asked.last_name in told.passage and not re.fullmatch(_OF_A_STATE, asked.office)
