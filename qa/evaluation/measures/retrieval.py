"""Measures of what was retrieved: success (recall@k), MRR, set recall, precision, nDCG, MAP, answer in context."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from itertools import chain, islice
from typing import Any

from qa.evaluation.measures.measure import Measure
from qa.evaluation.outcome import Outcome


def recall_at(k: int) -> Measure:
    """Article recall@k. `relevant` lists alternatives, so one of them found is all of recall."""

    def score(outcome: Outcome) -> float | None:
        if not outcome.case.relevant:
            return None
        return float(not set(outcome.case.relevant).isdisjoint(outcome.retrieved[:k]))

    found = "is the first" if k == 1 else f"is among the first {k} distinct articles"
    return Measure(f"recall@{k}", f"1 if any relevant article {found} retrieved (success@k, trec_eval)", score)


def reciprocal_rank_at(k: int) -> Measure:
    """Mean reciprocal rank, of which ranks beyond k count 0."""

    def score(outcome: Outcome) -> float | None:
        if not outcome.case.relevant:
            return None
        ranks = (rank for rank, article in enumerate(outcome.retrieved[:k], 1) if article in outcome.case.relevant)
        first = next(ranks, None)
        return 1 / first if first else 0.0

    return Measure(
        f"mrr@{k}",
        f"1 / rank of the first relevant article among the first {k} distinct ones, else 0 (Voorhees, TREC-8, 1999)",
        score,
    )


def answer_in_context_at(words: int) -> Measure:
    """Whether a reader of the first `words` words retrieved would have met the answer."""

    def score(outcome: Outcome) -> float | None:
        if not outcome.case.answers:
            return None
        hits = outcome.answer.hits if outcome.answer else ()
        context = islice(chain.from_iterable(hit.text.split() for hit in hits), words)
        return float(outcome.case.answered_by(" ".join(context)))

    return Measure(
        f"answer_in_context@{words}",
        f"1 if an answer occurs in the first {words} words of the ranked passages (after DPR: Karpukhin et al., 2020)",
        score,
    )


def set_recall_at(k: int) -> Measure:
    """Recall of all the relevant articles, for sets that list what an answer takes together."""
    return _by_ir_measures(f"set_recall@{k}", f"R@{k}", f"share of all the relevant articles among the first {k}")


def precision_at(k: int) -> Measure:
    """Precision of the first `k` articles."""
    return _by_ir_measures(f"precision@{k}", f"P@{k}", f"relevant articles among the first {k}, divided by {k}")


def ndcg_at(k: int) -> Measure:
    """Normalised discounted cumulative gain."""
    name = f"gain of the relevant articles among the first {k}, discounted by rank, of the greatest possible"
    return _by_ir_measures(f"ndcg@{k}", f"nDCG@{k}", name)


def map_at(k: int) -> Measure:
    """Mean average precision."""
    name = f"precision at the rank of each relevant article among the first {k}, averaged over all the relevant"
    return _by_ir_measures(f"map@{k}", f"AP@{k}", name)


def _by_ir_measures(name: str, theirs: str, definition: str) -> Measure:
    def score(outcome: Outcome) -> float | None:
        if not outcome.case.relevant:
            return None
        return _calculated(theirs)(outcome.case.relevant, outcome.retrieved)

    return Measure(name, f"{definition} ({theirs} of ir-measures: MacAvaney et al., ECIR 2022)", score)


@cache
def _calculated(name: str) -> Callable[[tuple[str, ...], tuple[str, ...]], float]:
    import ir_measures

    measure: Any = ir_measures.parse_measure(name)

    def calculate(relevant: tuple[str, ...], ranked: tuple[str, ...]) -> float:
        run = {"": {article: -float(rank) for rank, article in enumerate(ranked)}}
        if not ranked:
            return 0.0
        return float(measure.calc_aggregate({"": dict.fromkeys(relevant, 1)}, run))

    return calculate
