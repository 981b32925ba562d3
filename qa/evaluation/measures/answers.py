"""Measures of what was answered and cited: answer recall, citation hit, citation precision."""

from __future__ import annotations

import re

from qa.evaluation.matching import any_occurs
from qa.evaluation.measures.measure import Measure
from qa.evaluation.outcome import Outcome

# Three digits at most: "[2022]" is an editor's insertion, which may well be the answer.
_MARK = re.compile(r"\[\d{1,3}(?:\s*,\s*\d{1,3})*\]")


def _answer_recall(outcome: Outcome) -> float | None:
    if not outcome.case.answerable:
        return None
    if outcome.answer is None or outcome.refused:
        return 0.0
    return float(any_occurs(outcome.case.answers, _MARK.sub(" ", outcome.answer.text)))


def _citation_hit(outcome: Outcome) -> float | None:
    if not outcome.case.answerable or not outcome.case.relevant:
        return None
    return float(any(_cited_as_relevant(outcome).values()))


def _citation_precision(outcome: Outcome) -> float | None:
    if not outcome.case.answerable or not outcome.case.relevant or outcome.refused:
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


ANSWER_RECALL = Measure(
    "answer_recall",
    "1 if an answer occurs in the text of the answer given, marks apart; a refusal is 0 (Mallen et al., ACL 2023)",
    _answer_recall,
)
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
