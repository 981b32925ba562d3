"""Answers and hits as JSON: the fields that users rely on (docs/json.md). Dates are ISO 8601."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from index import Coverage, Hit, format_date
from qa.values import AlsoIn, Answer, CheckedSentence, Citation, Query, Refusal


def search_record(query: Query, hits: Sequence[Hit], took_ms: float) -> dict[str, Any]:
    """Return a search's result: what was searched for and the ranked passages."""
    return {
        "query": query.text,
        "window": window_record(query),
        "hits": [hit_record(hit) for hit in hits],
        "took_ms": round(took_ms, 1),
    }


def answer_record(answer: Answer) -> dict[str, Any]:
    """Return an answer, whole. `text` carries the marks."""
    where = answer.query.where
    return {
        "question": answer.question,
        "query": answer.query.text,
        "as_of": _day(where.as_of),
        "window": window_record(answer.query),
        "text": answer.text,
        "sentences": [
            {
                "text": sentence.text,
                "citations": list(sentence.citations),
                "verdict": sentence.verdict,
                "problems": list(sentence.problems),
                "quoted": sentence.quoted,
                "answer": [sentence.answer.start, sentence.answer.end] if sentence.answer else None,
            }
            for sentence in answer.sentences
        ],
        "citations": [citation_record(citation) for citation in answer.citations],
        "refusal": _refusal_record(answer.refusal) if answer.refusal else None,
        "model": answer.model,
        "prompt": answer.prompt,
        "notes": list(answer.notes),
        "confidence": round(answer.confidence, 4),
        "timings_ms": {step: round(taken, 1) for step, taken in answer.timings.items()},
        "usage": dict(answer.usage) if answer.usage else None,
    }


def checked_record(sentence: CheckedSentence) -> dict[str, Any]:
    """Return a checked sentence of a draft, with its evidence."""
    return {
        "text": sentence.text,
        "verdict": sentence.verdict,
        "problems": list(sentence.problems),
        "evidence": [citation_record(citation) for citation in sentence.citations],
    }


def hit_record(hit: Hit) -> dict[str, Any]:
    """Return a passage found; `article.text[start:end] == text`."""
    return {
        "passage_id": hit.passage_id,
        **_article(hit),
        "version": hit.version,
        "text": hit.text,
        "start": hit.start,
        "end": hit.end,
        "score": round(hit.score, 6),
        "similarity": round(hit.similarity, 4),
        "ranks": dict(hit.ranks),
    }


def citation_record(citation: Citation) -> dict[str, Any]:
    """Return a citation; `article.text[start:end] == quote`, `spans` are the exact parts of it that are cited."""
    return {
        "number": citation.number,
        **_article(citation),
        "version": citation.version,
        "quote": citation.quote,
        "start": citation.start,
        "end": citation.end,
        "spans": [[span.start, span.end] for span in citation.spans],
        "also_in": [_article(copy) for copy in citation.also_in],
    }


def window_record(query: Query) -> dict[str, Any]:
    """Return the dates within which the reader asked: what the question names within their own filter, else that."""
    after = query.window.after or query.where.after
    before = query.window.before or query.where.before
    return {"after": _day(after), "before": _day(before)}


def coverage_record(holds: Coverage) -> dict[str, Any]:
    """Return what the archive holds."""
    return {
        "articles": holds.articles,
        "passages": holds.passages,
        "first": format_date(holds.first),
        "last": format_date(holds.last),
    }


def _refusal_record(refusal: Refusal) -> dict[str, Any]:
    return {
        "reason": refusal.reason,
        "message": refusal.message,
        "holds": coverage_record(refusal.holds),
        "nearest": _articles(refusal.nearest),
    }


def _articles(hits: Iterable[Hit]) -> list[dict[str, Any]]:
    return [_article(hit) for hit in hits]


def _article(of: Hit | Citation | AlsoIn) -> dict[str, Any]:
    return {
        "article_id": of.article_id,
        "title": of.title,
        "source": of.source,
        "url": of.url,
        "published": format_date(of.published),
    }


def _day(moment: date | datetime | None) -> str | None:
    return moment.isoformat() if moment else None
