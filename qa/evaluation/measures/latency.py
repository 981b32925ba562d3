"""Measures of time: percentiles of the milliseconds that an answer took."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from qa.evaluation.measures.measure import Measure
from qa.evaluation.outcome import Outcome

if TYPE_CHECKING:
    from numpy import float64
    from numpy.typing import NDArray


def _milliseconds(outcome: Outcome) -> float | None:
    return outcome.milliseconds


def _latency(percentile: int) -> Measure:
    def combine(scores: NDArray[float64]) -> Any:
        import numpy as np

        return np.percentile(scores, percentile, axis=-1)

    return Measure(
        f"latency_p{percentile}",
        f"{percentile}th percentile of the time to the whole answer, refusals included (Hyndman and Fan, 1996, type 7)",
        _milliseconds,
        combine=combine,
        higher_is_better=False,
        bounds=(0.0, math.inf),
        unit="ms",
        by_case=False,
    )


LATENCY_P50 = _latency(50)
LATENCY_P95 = _latency(95)
