"""Fusion: the formula, and the laws that any fusion of scores should keep."""

from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.fuse import relative_score_fusion

SCORES = st.floats(-1, 100, width=32)
THINGS = 5
SEVERAL = st.lists(st.lists(SCORES, min_size=THINGS, max_size=THINGS), min_size=1, max_size=4)


def fused(*scores: list[float]) -> list[float]:
    return relative_score_fusion([np.array(of, dtype=np.float32) for of in scores]).tolist()


@given(SEVERAL, st.randoms(use_true_random=False))
def test_the_order_of_the_scores_does_not_matter(scores: list[list[float]], random: Random) -> None:
    shuffled = scores.copy()
    random.shuffle(shuffled)
    assert fused(*shuffled) == fused(*scores)


@given(SEVERAL)
def test_a_score_is_the_mean_of_shares_of_the_best(scores: list[list[float]]) -> None:
    for at, score in enumerate(fused(*scores)):
        shares = [max(of[at], 0) / max(of) if max(of) > 0 else 0 for of in scores]
        assert score == pytest.approx(sum(shares) / len(shares), abs=1e-6)
        assert 0 <= score <= 1.000001


@given(st.lists(SCORES, min_size=THINGS, max_size=THINGS), st.sampled_from([0.5, 2.0, 1024.0]))
def test_the_unit_of_a_score_does_not_matter(scores: list[float], unit: float) -> None:
    assert fused([score * unit for score in scores], scores) == pytest.approx(fused(scores, scores), abs=1e-6)


def test_far_ahead_counts_for_more_than_just_ahead() -> None:
    far, near = fused([10.0, 1.0], [0.9, 1.0])
    assert far > near


def test_nothing_to_fuse_is_nothing() -> None:
    assert fused([], []) == []
