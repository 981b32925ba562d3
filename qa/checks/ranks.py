"""Offices of a sentence against those of the article: a vice president is no president."""

from __future__ import annotations

from collections.abc import Iterator

from qa.checks.ground import Ground
from qa.checks.problem import Problem
from qa.checks.proper_names import find_names, spelling
from qa.checks.reading import Statement

_LESSER = frozenset("vice deputy assistant acting shadow".split())
_OFFICES = frozenset(
    """president minister chancellor secretary governor mayor chief chairman chairwoman chair director
    leader speaker prosecutor editor manager coach commissioner sheriff""".split()
)
_ARTICLES = frozenset({"the", "a", "an", "s", "its", "their"})
_JOINING = frozenset("prime foreign defence defense finance home general attorney".split())


def changed_rank(ground: Ground) -> Iterator[Problem]:
    """Yield a problem for each of the claim's office holders who in the cited text has a lesser or a higher office."""
    said = frozenset().union(*(_holders(source.statement) for source in ground.sources))
    for holder, lesser, office in sorted(_holders(ground.claim)):
        found = {rank for one, rank, other in said if (one, other) == (holder, office)}
        if found and lesser not in found:
            theirs, mine = (f"{rank} {office}".strip() for rank in (min(found), lesser))
            yield Problem(f"the article says {theirs}, not {mine}", grave=not lesser)


def _holders(statement: Statement) -> frozenset[tuple[str, str, str]]:
    """The surnames beside offices, with what makes an office a lesser one, else "", and the office."""
    words = [word.lower for word in statement.words]
    people = {word.start: spelling(name.words[-1].text) for name in find_names(statement.text) for word in name.words}
    found = set()
    for at, word in enumerate(words):
        if word in _OFFICES:
            before = at - 1
            while before >= 0 and words[before] in _JOINING:
                before -= 1
            lesser = words[before] if before >= 0 and words[before] in _LESSER else ""
            before -= bool(lesser)
            while before >= 0 and words[before] in _ARTICLES:
                before -= 1
            for beside in (at + 1, before):
                if 0 <= beside < len(words) and statement.words[beside].start in people:
                    found.add((people[statement.words[beside].start], lesser, word))
    return frozenset(found)
