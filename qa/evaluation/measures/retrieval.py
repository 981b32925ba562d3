"""Measures of what was retrieved: article recall@k, MRR@k, answer in context @N words."""

from __future__ import annotations

from itertools import chain, islice

from qa.evaluation.matching import any_occurs
from qa.evaluation.measures.measure import Measure
from qa.evaluation.outcome import Outcome


def recall_at(k: int) -> Measure:
    """Article recall@k. `relevant` lists alternatives, so one of them found is all of recall."""

    def score(outcome: Outcome) -> float | None:
        if not outcome.case.relevant:
            return None
        return float(not set(outcome.case.relevant).isdisjoint(outcome.retrieved[:k]))

    return Measure(
        f"recall@{k}",
        f"1 if any relevant article is among the first {k} distinct articles retrieved (success@k, trec_eval)",
        score,
    )


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
        if not outcome.case.answerable:
            return None
        hits = outcome.answer.hits if outcome.answer else ()
        context = islice(chain.from_iterable(hit.text.split() for hit in hits), words)
        return float(any_occurs(outcome.case.answers, " ".join(context)))

    return Measure(
        f"answer_in_context@{words}",
        f"1 if an answer occurs in the first {words} words of the ranked passages (after DPR: Karpukhin et al., 2020)",
        score,
    )
