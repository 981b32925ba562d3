"""BM25 over the passages that a filter leaves, as if there were no others."""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from index.postings import Postings

K1, B = 1.2, 0.5
"""Lucene's k1; less of b than its 0.75, since passages are of about equal length."""

TITLE = 1.5
"""A word of the title counts as so many of the text."""


def bm25(found: Iterable[Postings], lengths: NDArray[np.float32], allowed: NDArray[np.bool_]) -> NDArray[np.float32]:
    """Scores by passage number, an array as long as `lengths`; 0 for what matches no term or is not allowed.

    `lengths` are the passages' terms, `allowed` says which of them count: the weight of a term and the mean length are
    those among the allowed ones, so that what is hidden does not even show in the ranking. Robertson and Zaragoza, The
    Probabilistic Relevance Framework: BM25 and Beyond, 2009; title and text are fields as in their BM25F, and the
    weight of a term is Lucene's, which is never negative.
    """
    scores = np.zeros(len(lengths), dtype=np.float32)
    total = int(allowed.sum())
    mean = float(lengths[allowed].mean()) if total else 1.0
    for postings in found:
        within = allowed[postings.numbers]
        numbers = postings.numbers[within]
        holding = len(numbers)
        weight = math.log1p((total - holding + 0.5) / (holding + 0.5))
        counts = postings.counts[within] + TITLE * postings.titles[within]
        scores[numbers] += weight * counts * (K1 + 1) / (counts + K1 * (1 - B + B * lengths[numbers] / mean))
    return scores
