"""Measures that a language model judges, by Ragas (Es et al., EACL 2024): extra `ragas`, and a judge to be named."""

from __future__ import annotations

from qa.evaluation.measures.measure import graded

FAITHFULNESS = graded("faithfulness", "share of the answer's claims that follow from the passages it cites (Ragas)")
ANSWER_RELEVANCE = graded(
    "answer_relevance",
    "mean cosine of the question and the questions that a model makes of the answer (Ragas, ResponseRelevancy)",
    bounds=(-1.0, 1.0),
)
CONTEXT_PRECISION = graded(
    "context_precision",
    "mean precision at the ranks of the passages that were of use for the reference, else for the answer (Ragas)",
)
CONTEXT_RECALL = graded(
    "context_recall", "share of the reference's claims that follow from the passages retrieved (Ragas)"
)
JUDGED = (FAITHFULNESS, ANSWER_RELEVANCE, CONTEXT_PRECISION, CONTEXT_RECALL)
