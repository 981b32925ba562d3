"""Measures of refusing: precision, recall, F1, with what must be refused as positives; AUROC of the confidence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qa.evaluation.cases import Case
from qa.evaluation.measures.measure import Measure, mean
from qa.evaluation.outcome import Outcome

if TYPE_CHECKING:
    from numpy import float64
    from numpy.typing import NDArray


def _must_be_refused(case: Case) -> bool:
    return case.must_be_refused


def _right_of_refused(outcome: Outcome) -> float | None:
    return float(_must_be_refused(outcome.case)) if outcome.refused else None


def _refused_of_must_be(outcome: Outcome) -> float | None:
    return float(outcome.refused) if _must_be_refused(outcome.case) else None


def _both_of_either(outcome: Outcome) -> float | None:
    must = _must_be_refused(outcome.case)
    return float(must and outcome.refused) if must or outcome.refused else None


def _f1(scores: NDArray[float64]) -> Any:
    """2TP / (2TP + FP + FN) is 2J / (1 + J), where J = TP / (TP + FP + FN) is the mean of the scores."""
    share = mean(scores)
    return 2 * share / (1 + share)


# AUROC takes two values of each case where a score is one: an answerable case's confidence is moved up by this.
_ANSWERABLE = 2.0


def _confidence(outcome: Outcome) -> float | None:
    if outcome.answer is None:
        return None
    return outcome.answer.confidence + (_ANSWERABLE if outcome.case.answerable else 0.0)


def _auroc(scores: NDArray[float64]) -> Any:
    """The Mann-Whitney statistic, ties counting half; not a number where either kind of case is missing."""
    import numpy as np
    from scipy.stats import rankdata

    answerable = scores >= _ANSWERABLE
    ranks = rankdata(scores - _ANSWERABLE * answerable, axis=-1)
    yes = answerable.sum(axis=-1)
    pairs = yes * (scores.shape[-1] - yes)
    wins = (ranks * answerable).sum(axis=-1) - yes * (yes + 1) / 2
    return np.where(pairs > 0, wins / np.maximum(pairs, 1), np.nan)


REFUSAL_PRECISION = Measure(
    "refusal_precision",
    "share of the refused questions that had to be refused (van Rijsbergen, 1979)",
    _right_of_refused,
    by_case=False,
    needs=_must_be_refused,
)
REFUSAL_RECALL = Measure(
    "refusal_recall",
    "share of the questions that had to be refused that were (van Rijsbergen, 1979)",
    _refused_of_must_be,
    by_case=False,
)
REFUSAL_F1 = Measure(
    "refusal_f1",
    "harmonic mean of refusal precision and recall, 2TP / (2TP + FP + FN) (van Rijsbergen, 1979)",
    _both_of_either,
    combine=_f1,
    by_case=False,
    needs=_must_be_refused,
)
CONFIDENCE_AUROC = Measure(
    "confidence_auroc",
    "chance that an answerable question is given a higher confidence than one that is not, ties half (Hanley and"
    " McNeil, 1982)",
    _confidence,
    combine=_auroc,
    by_case=False,
    needs=_must_be_refused,
)
