"""Where a sentence's dates and figures stand: what may be wrong in it, and no name."""

from __future__ import annotations

from qa.checks.figures import find_figures
from qa.checks.times import find_times


def exact_spans(sentence: str) -> tuple[tuple[int, int], ...]:
    """Return the start and end of each date and figure."""
    times = [(time.start, time.end) for time in find_times(sentence)]
    return (*times, *((figure.start, figure.end) for figure in find_figures(sentence)))
