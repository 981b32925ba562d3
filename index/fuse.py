"""Several scores into one."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray


def relative_score_fusion(scores: Iterable[NDArray[np.float32]]) -> NDArray[np.float32]:
    """The mean of several scores of the same things, each as a share of the best, 0 to 1; what is below 0 counts as 0.

    A convex combination keeps how far ahead the first is, which ranks forget: Bruch, Gai and Ingber, An Analysis of
    Fusion Functions for Hybrid Retrieval, 2023, find it better than reciprocal rank fusion, and so it is on news.
    """
    shares = [_shares(of) for of in scores]
    # Sorted, so that the sum is the same to the last bit whatever the order of the scores.
    total: NDArray[np.float32] = np.sort(np.stack(shares), axis=0).mean(axis=0, dtype=np.float32)
    return total


def _shares(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    best = scores.max(initial=0)
    return np.maximum(scores, 0) / best if best > 0 else np.zeros_like(scores)
