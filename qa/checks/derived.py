"""Figures that follow from those an article has: totals, differences, shares, spans of years."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from qa.checks.agreement import agrees
from qa.checks.figures import Figure, find_figures
from qa.checks.ground import Ground, Source
from qa.checks.times import find_times
from qa.checks.units import comparable

_ROUNDING = frozenset({"", "about", "nearly", "over"})
LONGEST = 150
"""Years that news counts between two years."""


def derived(figure: Figure, ground: Ground) -> tuple[str, ...]:
    """Return the figures of the sentences that bear the claim from which its figure follows; none where it does not.

    Which of these belong together is for the reader to see: what follows so is never said to be borne out.
    """
    bearing = ground.bearing
    if any(one.value == figure.value for source in bearing for one in find_figures(source.statement.text)):
        return ()
    for source in bearing:
        for parts, value in _results(figure, source):
            if figure.bound in _ROUNDING and agrees(figure, replace(figure, value=value, bound="")):
                return parts
    return ()


def _results(figure: Figure, source: Source) -> Iterator[tuple[tuple[str, ...], float]]:
    counts = [one for one in find_figures(source.statement.text) if one.kind == "count"]
    unit = "percent" if figure.unit == "points" else figure.unit
    same = [one for one in counts if one.unit == unit]
    for size in range(2, len(same) + 1):
        for parts in combinations(same, size) if size == 2 else [same]:
            yield _texts(parts), math.fsum(one.value for one in parts)
    for one, other in combinations(same, 2):
        yield _texts((one, other)), abs(one.value - other.value)
    if figure.unit == "percent":
        yield from _shares(counts)
    if figure.unit in {"", "years"}:
        yield from _spans(source)


def _shares(counts: Sequence[Figure]) -> Iterator[tuple[tuple[str, ...], float]]:
    for one, other in combinations(counts, 2):
        small, large = sorted((one.value, other.value))
        if comparable(one.unit, other.unit) and "percent" not in {one.unit, other.unit} and large:
            yield _texts((one, other)), 100 * small / large
            if small:  # a rise or a fall from one to the other
                yield _texts((one, other)), 100 * (large - small) / (small if one.value == small else large)


def _spans(source: Source) -> Iterator[tuple[tuple[str, ...], float]]:
    years = [(time.text, time.year) for time in find_times(source.statement.text) if time.year]
    if source.published:
        years.append((str(source.published.year), source.published.year))
    for (one, first), (other, last) in combinations(years, 2):
        if 0 < abs(last - first) <= LONGEST:
            yield (one, other), abs(last - first)


def _texts(figures: Sequence[Figure]) -> tuple[str, ...]:
    return tuple(figure.text.strip() for figure in figures)
