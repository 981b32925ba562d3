"""What came of a case as JSON: all that a report, a comparison or a measure needs, so that none asks again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from index import Hit, format_date
from qa.evaluation.cases import Case
from qa.evaluation.outcome import Outcome
from qa.record import answer_record, hit_record
from qa.values import Answer, Citation


def case_record(outcome: Outcome, scores: Mapping[str, float | None]) -> dict[str, Any]:
    """Return a case with its answer and scores (None: does not apply). The fields are those of docs/evaluation.md.

    `evidence` is every passage retrieved, best first. Its `number` is the one under which the answer cites it, and None
    where it does not. After an error there is no answer, and `error` says why.
    """
    case, answer = outcome.case, outcome.answer
    return {
        "id": case.id,
        "question": case.question,
        "answer": answer.text if answer else None,
        "retrieved": list(outcome.retrieved),
        "cited": list(outcome.cited),
        "refused": outcome.refused,
        **outcome.grades,
        **scores,
        "ms": outcome.milliseconds,
        "tags": list(case.tags),
        **_known(case),
        "relevant_articles": [
            {"article_id": one.article_id, "source": one.source, "published": format_date(one.published)}
            for one in outcome.relevant
        ],
        **(_answered(answer) if answer else _NOT_ANSWERED),
        **({"error": outcome.error} if outcome.error is not None else {}),
    }


_NOT_ANSWERED: Mapping[str, Any] = {
    "refusal": None,
    "confidence": None,
    "sentences": [],
    "citations": [],
    "evidence": [],
    "timings_ms": None,
    "usage": None,
}


def _known(case: Case) -> dict[str, Any]:
    return {
        "asked": case.asked.isoformat() if case.asked else None,
        "answers": list(case.answers),
        "relevant": list(case.relevant),
        "history": [{"role": message.role, "content": message.content} for message in case.history],
        "reference": case.reference,
        "choices": list(case.choices),
        "also": [list(part) for part in case.also],
        "answers_known": case.answers_known,
    }


def _answered(answer: Answer) -> dict[str, Any]:
    whole = answer_record(answer)
    refusal = answer.refusal
    return {
        "refusal": {"reason": refusal.reason, "message": refusal.message} if refusal else None,
        "confidence": answer.confidence,
        "sentences": whole["sentences"],
        "citations": whole["citations"],
        "evidence": _evidence(answer.hits, answer.citations),
        "timings_ms": dict(answer.timings),
        "usage": whole["usage"],
    }


def _evidence(hits: Sequence[Hit], citations: Sequence[Citation]) -> list[dict[str, Any]]:
    numbers = {found: citation.number for citation in citations if (found := _passage(citation, hits)) is not None}
    return [{"number": numbers.get(at), **hit_record(hit)} for at, hit in enumerate(hits)]


def _passage(citation: Citation, hits: Sequence[Hit]) -> int | None:
    """Which hit a citation is of: of its article's, the one that shares most text with it, the better among equals."""

    def shared(at: int) -> int:
        return min(citation.end, hits[at].end) - max(citation.start, hits[at].start)

    own = [at for at, hit in enumerate(hits) if hit.article_id == citation.article_id]
    best = max(own, key=shared, default=None)
    return best if best is not None and shared(best) > 0 else None
