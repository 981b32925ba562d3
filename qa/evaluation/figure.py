"""One number for a set of outcomes, with how far chance may have moved it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qa.evaluation.measures import Measure
from qa.evaluation.outcome import Outcome

# 1,000 resamples, in blocks: numpy's speed without 1,000 copies of a large set in memory at once.
_BLOCKS, _BLOCK = 10, 100
SEED = 20220723


@dataclass(frozen=True, slots=True)
class Figure:
    """A measure over the `n` cases to which it applies, and its 95 % interval; None where it applies to none."""

    value: float | None
    low: float | None
    high: float | None
    n: int


def figure(measure: Measure, outcomes: Sequence[Outcome]) -> Figure:
    """The measure over these outcomes.

    The interval is the percentile bootstrap (Efron and Tibshirani, 1993): the 2.5th and 97.5th percentile of 1,000
    resamples, with replacement, of the cases to which the measure applies. The seed is fixed, so the same outcomes
    give the same interval. Scores that are all alike give an interval of no width, however few they are: look at `n`.
    """
    import numpy as np

    scores = np.array(list(_scores(measure, outcomes)), dtype=np.float64)
    if not scores.size:
        return Figure(None, None, None, 0)
    random = np.random.default_rng(SEED)
    blocks = (measure.combine(random.choice(scores, (_BLOCK, scores.size))) for _ in range(_BLOCKS))
    value = float(measure.combine(scores))
    if math.isnan(value):
        return Figure(None, None, None, 0)
    resampled = np.concatenate(list(blocks))
    low, high = np.percentile(resampled[~np.isnan(resampled)], (2.5, 97.5))
    return Figure(value, float(low), float(high), scores.size)


def _scores(measure: Measure, outcomes: Sequence[Outcome]) -> Iterable[float]:
    if measure.needs is not None and not any(measure.needs(outcome.case) for outcome in outcomes):
        return ()
    return (score for outcome in outcomes if (score := measure.score(outcome)) is not None)
