"""Measures of what was answered: answer recall, exact match, token F1, ROUGE-L, choice accuracy."""

from __future__ import annotations

from functools import cache
from typing import Any

from qa.evaluation.matching import normalise
from qa.evaluation.measures.measure import Measure, graded
from qa.evaluation.measures.squad import best, exact_match, token_f1
from qa.evaluation.outcome import Outcome


def _answer_recall(outcome: Outcome) -> float | None:
    return float(outcome.case.answered_by(outcome.said)) if outcome.case.answers else None


def _follow_up_recall(outcome: Outcome) -> float | None:
    return _answer_recall(outcome) if outcome.case.history else None


def _exact_match(outcome: Outcome) -> float | None:
    return best(exact_match, outcome.short, outcome.case.answers) if outcome.case.answers_known else None


def _token_f1(outcome: Outcome) -> float | None:
    return best(token_f1, outcome.short, outcome.case.answers) if outcome.case.answers_known else None


def _rouge_l(outcome: Outcome) -> float | None:
    case = outcome.case
    wanted = (case.reference,) if case.reference else case.answers
    return max((_rouge().score(one, outcome.said)["rougeL"].fmeasure for one in wanted), default=None)


def _choice_accuracy(outcome: Outcome) -> float | None:
    """Of the choices, the one chosen is that of which the answer has the greatest share of words.

    Of several such, the one it comes to first; where it has none of their words, none is chosen.
    """
    case = outcome.case
    if not case.choices or not case.answers:
        return None
    said = f" {normalise(outcome.said)} "

    def named(choice: str) -> tuple[float, int]:
        words = normalise(choice).split()
        at = [said.find(f" {word} ") for word in words]
        found = [place for place in at if place >= 0]
        return (len(found) / len(words) if words else 0.0, -min(found, default=0))

    chosen = max(case.choices, key=named)
    right = {normalise(answer) for answer in case.answers}
    return float(named(chosen)[0] > 0 and normalise(chosen) in right)


class _Words:
    """Words of any script, as elsewhere in this package; rouge-score's own tokenizer knows ASCII alone."""

    def tokenize(self, text: str) -> list[str]:
        return normalise(text).split()


@cache
def _rouge() -> Any:
    from rouge_score.rouge_scorer import RougeScorer

    return RougeScorer(["rougeL"], tokenizer=_Words())


ANSWER_RECALL = Measure(
    "answer_recall",
    "1 if an answer occurs in the text of the answer given, marks apart; a refusal is 0 (Mallen et al., ACL 2023)",
    _answer_recall,
)
FOLLOW_UP_RECALL = Measure(
    "follow_up_recall",
    "answer_recall of the questions that follow others in a conversation",
    _follow_up_recall,
)
EXACT_MATCH = Measure(
    "exact_match",
    "1 if the part given as the answer, else the whole text, equals an answer; a refusal is the answer to what has"
    " none (SQuAD 2.0's script: Rajpurkar et al., 2018)",
    _exact_match,
)
TOKEN_F1 = Measure(
    "token_f1",
    "F1 of the words of the part given as the answer, else of the whole text, and the likest answer; a refusal is the"
    " answer to what has none (SQuAD 2.0's script: Rajpurkar et al., 2018)",
    _token_f1,
)
ROUGE_L = Measure(
    "rouge_l",
    "F1 of the longest common subsequence of words of the answer and the reference, else the likest answer (Lin, 2004)",
    _rouge_l,
)
ANSWER_SIMILARITY = graded(
    "answer_similarity",
    "cosine of the embeddings, by the index's embedder, of the answer and the reference, else the likest answer; a"
    " refusal is 0 (after SAS: Risch et al., 2021, with a bi-encoder)",
    bounds=(-1.0, 1.0),
)
CHOICE_ACCURACY = Measure(
    "choice_accuracy",
    "1 if the choice of which the answer has the greatest share of words, the first such, is right (RealTime QA's"
    " multiple choice: Kasai et al., 2023; mapped by words)",
    _choice_accuracy,
)
