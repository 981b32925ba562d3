"""Measures of what was cited: hit and precision by article, ALCE's recall and precision, supported sentences."""

from __future__ import annotations

from qa.evaluation.measures.measure import Measure, graded
from qa.evaluation.outcome import Outcome


def _citation_hit(outcome: Outcome) -> float | None:
    if outcome.case.must_be_refused or not outcome.case.relevant:
        return None
    return float(any(_cited_as_relevant(outcome).values()))


def _citation_precision(outcome: Outcome) -> float | None:
    if outcome.case.must_be_refused or not outcome.case.relevant or outcome.refused:
        return None
    cited = _cited_as_relevant(outcome)
    return sum(cited.values()) / len(cited) if cited else None


def _cited_as_relevant(outcome: Outcome) -> dict[str, bool]:
    """Each article cited, and whether it, or an article with the same text, is relevant."""
    judged: dict[str, bool] = {}
    for citation in outcome.answer.citations if outcome.answer else ():
        copies = {citation.article_id, *(copy.article_id for copy in citation.also_in)}
        relevant = not copies.isdisjoint(outcome.case.relevant)
        judged[citation.article_id] = judged.get(citation.article_id, False) or relevant
    return judged


def _supported_sentences(outcome: Outcome) -> float | None:
    sentences = outcome.answer.sentences if outcome.answer and not outcome.refused else ()
    return sum(one.verdict == "supported" for one in sentences) / len(sentences) if sentences else None


CITATION_HIT = Measure(
    "citation_hit",
    "1 if some cited article, or a copy of it, is relevant (success over the cited articles)",
    _citation_hit,
)
CITATION_PRECISION = Measure(
    "citation_precision",
    "share of the cited articles that are relevant, where any is cited (after ALCE: Gao et al., 2023; by article)",
    _citation_precision,
)
SUPPORTED_SENTENCES = Measure(
    "supported_sentences",
    "share of an answer's sentences that the checker finds supported by what they cite; ALCE's citation recall (Gao et"
    " al., EMNLP 2023) with this project's checker in place of the NLI model",
    _supported_sentences,
)
ALCE_PRECISION = graded(
    "alce_precision",
    "share of an answer's citations that are needed: their sentence is supported, and the passage alone supports it or"
    " the others without it do not (ALCE: Gao et al., EMNLP 2023; this project's checker in place of the NLI model)",
)
