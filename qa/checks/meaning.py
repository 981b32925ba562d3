"""How much of what a sentence says is in what it cites, by its words."""

from __future__ import annotations

from collections.abc import Iterator, Set

from qa.checks.figures import find_figures
from qa.checks.ground import Ground
from qa.checks.problem import Problem

ENOUGH, SOME = 0.6, 0.35
"""Shares of a sentence's words of meaning: that the cited text must have, and that those few that bear it must."""


def wrong_meaning(ground: Ground) -> Iterator[Problem]:
    """Yield a problem where the cited text has too few of the claim's words."""
    spelled = [figure for figure in find_figures(ground.claim.text) if figure.spelled]  # they have a check of their own
    wanted = {
        word.stem
        for word in ground.claim.words
        if word.stem
        and not word.stem.isdecimal()
        and not any(figure.start <= word.start < figure.end for figure in spelled)
    }
    bearing = frozenset[str]().union(*(source.statement.stems for source in ground.bearing))
    if _share(wanted, bearing) < SOME:
        yield Problem("the cited passage does not say this", grave=True)
    elif _share(wanted, ground.stems) < ENOUGH:
        yield Problem("the cited passage says only part of this")


def _share(wanted: Set[str], said: frozenset[str]) -> float:
    return sum(stem in said for stem in wanted) / len(wanted) if wanted else 1.0
