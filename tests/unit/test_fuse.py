"""Fusion: the formula, and the laws that any fusion of rankings should keep."""

from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.fuse import reciprocal_rank_fusion

RANKINGS = st.lists(st.lists(st.sampled_from("abcdefgh"), unique=True), max_size=5)


@given(RANKINGS, st.randoms(use_true_random=False), st.sampled_from([1, 10, 60, 0.1]))
def test_the_order_of_the_rankings_does_not_matter(rankings: list[list[str]], random: Random, k: float) -> None:
    shuffled = rankings.copy()
    random.shuffle(shuffled)
    assert reciprocal_rank_fusion(shuffled, k) == reciprocal_rank_fusion(rankings, k)


@given(RANKINGS)
def test_scores_are_the_sum_of_reciprocal_ranks(rankings: list[list[str]]) -> None:
    scores = reciprocal_rank_fusion(rankings)
    assert scores.keys() == {id_ for ranking in rankings for id_ in ranking}
    for id_, score in scores.items():
        exact = sum(Fraction(1, 11 + ranking.index(id_)) for ranking in rankings if id_ in ranking)
        assert score == pytest.approx(float(exact))


@given(st.lists(st.sampled_from("abcdefgh"), unique=True))
def test_one_ranking_keeps_its_order(ranking: list[str]) -> None:
    scores = reciprocal_rank_fusion([ranking])
    assert sorted(scores, key=lambda id_: -scores[id_]) == ranking


def test_first_in_both_beats_first_in_one() -> None:
    scores = reciprocal_rank_fusion([["a", "b"], ["a", "c"]])
    assert scores["a"] > scores["b"] == scores["c"]
