"""Roles of a sentence against those of the article: who did it, and to whom."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from qa.checks.deeds import Deed, find_deeds, verbs_of
from qa.checks.ground import Ground, Source
from qa.checks.parties import Party
from qa.checks.problem import Problem
from qa.text import stem

_CAPITALS = re.compile(r"\b[A-Z]{2,}\b")
_MUTUAL = frozenset(
    stem(verb)
    for verb in """meet marry divorce date face play fight join merge tie draw equal match resemble border neighbour
        debate negotiate discuss talk speak embrace kiss hug contact greet call become remain seem""".split()
)
"""Verbs of which it makes no difference who is named first."""


def swapped_roles(ground: Ground) -> Iterator[Problem]:
    """Yield a problem for each deed of the claim that the cited text has somebody else do, or do to somebody else."""
    for deed in find_deeds(ground.claim.text):
        same = [] if _MUTUAL & deed.kinds else _told(ground.sources, deed)
        if not any(_bears(other, deed) for other in same):
            yield from _swapped(deed, same)


def borne_verbs(ground: Ground) -> frozenset[int]:
    """Where verbs of the claim stand whose deeds the cited text tells too, if need be in converse words."""
    return frozenset(
        deed.verb.start
        for deed in find_deeds(ground.claim.text)
        if any(_bears(other, deed) for other in _told(ground.bearing, deed))
    )


def _told(sources: Iterable[Source], deed: Deed) -> list[Deed]:
    """The deeds of the same sort that sentences tell."""
    return [
        other
        for source in sources
        if deed.kinds & verbs_of(source.statement.text)
        for other in find_deeds(source.statement.text)
        if deed.is_like(other)
    ]


def _bears(other: Deed, deed: Deed) -> bool:
    return deed.agent.is_of(other.agent) and deed.patient.is_of(other.patient)


def _swapped(deed: Deed, same: list[Deed]) -> Iterator[Problem]:
    for other in same:
        if deed.agent.is_of(other.patient) and deed.patient.is_of(other.agent):
            yield Problem(f"the article says that {other}, not the other way round", grave=True)
            return
    for other in same:
        if (
            deed.patient.stems == other.patient.stems
            and _both_people(deed.agent, other.agent)
            and "say" not in deed.kinds
        ):
            yield Problem(f"the article says that {other}, not {deed.agent.text}")
            return
        if deed.agent.is_of(other.agent) and deed.agent.named and deed.patient.named and other.patient.named:
            yield Problem(f"the article says that {other}, not {deed.patient.text}")
            return


def _both_people(one: Party, other: Party) -> bool:
    """Whether both may be people, who are not called otherwise elsewhere as "the US" and "FBI agents" are."""
    return all(party.named and len(party.stems) < 4 and not _CAPITALS.search(party.text) for party in (one, other))
