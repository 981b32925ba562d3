"""The measures by name. Those with an `@` take any number from 1: `recall@3`, `ndcg@20`."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from index import SettingsError
from qa.evaluation.measures import answers, citations, cost, judged, latency, refusal, retrieval, times
from qa.evaluation.measures.measure import Measure

__all__ = ["GRADED", "MEASURES", "STANDARD", "Measure", "find_measure"]

_AT: Mapping[str, Callable[[int], Measure]] = {
    "recall": retrieval.recall_at,
    "mrr": retrieval.reciprocal_rank_at,
    "set_recall": retrieval.set_recall_at,
    "precision": retrieval.precision_at,
    "ndcg": retrieval.ndcg_at,
    "map": retrieval.map_at,
    "answer_in_context": retrieval.answer_in_context_at,
}
_NAMED: Mapping[str, Measure] = {
    measure.name: measure
    for measure in (
        answers.ANSWER_RECALL,
        answers.FOLLOW_UP_RECALL,
        answers.EXACT_MATCH,
        answers.TOKEN_F1,
        answers.ROUGE_L,
        answers.ANSWER_SIMILARITY,
        answers.CHOICE_ACCURACY,
        citations.CITATION_HIT,
        citations.CITATION_PRECISION,
        citations.SUPPORTED_SENTENCES,
        citations.ALCE_PRECISION,
        refusal.REFUSAL_PRECISION,
        refusal.REFUSAL_RECALL,
        refusal.REFUSAL_F1,
        refusal.CONFIDENCE_AUROC,
        times.FUTURE_CITATIONS,
        times.FRESHNESS_ERROR,
        *judged.JUDGED,
        cost.INPUT_TOKENS,
        cost.OUTPUT_TOKENS,
        cost.COST,
        latency.LATENCY_P50,
        latency.LATENCY_P95,
    )
}

MEASURES: tuple[str, ...] = (*(f"{family}@K" for family in _AT), *_NAMED)
"""The names of all measures, in the order of the pipeline; K stands for a whole number from 1."""

GRADED: tuple[str, ...] = tuple(name for name, measure in _NAMED.items() if measure.graded)
"""Those whose scores are worked out while a case is asked, and held by its outcome."""

STANDARD: tuple[str, ...] = (
    "recall@1",
    "recall@5",
    "recall@10",
    "mrr@10",
    "ndcg@10",
    "answer_in_context@600",
    "answer_recall",
    "token_f1",
    "citation_hit",
    "citation_precision",
    "supported_sentences",
    "alce_precision",
    "refusal_precision",
    "refusal_recall",
    "refusal_f1",
    "confidence_auroc",
    "future_citations",
    "latency_p50",
    "latency_p95",
)
"""What is measured where nothing else is asked for, in the same order."""


def find_measure(name: str) -> Measure:
    """The measure of that name. Raises SettingsError, listing those that exist, where there is none."""
    if name in _NAMED:
        return _NAMED[name]
    at = re.fullmatch(r"([a-z_]+)@([1-9][0-9]{0,5})", name)
    if at and at[1] in _AT:
        return _AT[at[1]](int(at[2]))
    known = ", ".join(MEASURES)
    raise SettingsError(f"there is no measure {name!r}; use one of {known} (K: a whole number from 1)")
