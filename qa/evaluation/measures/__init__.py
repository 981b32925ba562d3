"""The measures by name. `recall@k`, `mrr@k` and `answer_in_context@N` take any number from 1."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from index import SettingsError
from qa.evaluation.measures.answers import ANSWER_RECALL, CITATION_HIT, CITATION_PRECISION
from qa.evaluation.measures.latency import LATENCY_P50, LATENCY_P95
from qa.evaluation.measures.measure import Measure
from qa.evaluation.measures.refusal import REFUSAL_F1, REFUSAL_PRECISION, REFUSAL_RECALL
from qa.evaluation.measures.retrieval import answer_in_context_at, recall_at, reciprocal_rank_at

__all__ = ["STANDARD", "Measure", "find_measure"]

_AT: Mapping[str, Callable[[int], Measure]] = {
    "recall": recall_at,
    "mrr": reciprocal_rank_at,
    "answer_in_context": answer_in_context_at,
}
_NAMED: Mapping[str, Measure] = {
    measure.name: measure
    for measure in (
        ANSWER_RECALL,
        CITATION_HIT,
        CITATION_PRECISION,
        REFUSAL_PRECISION,
        REFUSAL_RECALL,
        REFUSAL_F1,
        LATENCY_P50,
        LATENCY_P95,
    )
}

STANDARD: tuple[str, ...] = ("recall@1", "recall@5", "recall@10", "mrr@10", "answer_in_context@600", *_NAMED)
"""What is measured where nothing else is asked for, in the order of the pipeline."""


def find_measure(name: str) -> Measure:
    """The measure of that name. Raises SettingsError, listing those that exist, where there is none."""
    if name in _NAMED:
        return _NAMED[name]
    at = re.fullmatch(r"([a-z_]+)@([1-9][0-9]{0,5})", name)
    if at and at[1] in _AT:
        return _AT[at[1]](int(at[2]))
    known = ", ".join([*(f"{family}@K" for family in _AT), *_NAMED])
    raise SettingsError(f"there is no measure {name!r}; use one of {known} (K: a whole number from 1)")
