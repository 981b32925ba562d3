"""What a case opens down to, as JSON: the answer's sentences, and the evidence with the cited spans marked."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from index import Hit, Span, format_date
from qa.evaluation.report.judged import Judged, JudgedRun
from qa.evaluation.report.pairing import Pairing
from qa.unseen import without_unseen
from qa.values import Answer, Citation, Sentence
from qa.web_address import web_address

_MOST_PASSAGES = 8
"""Passages shown of a case, best first; cited ones always. More would make the page slow to open."""


def details(run: JudgedRun, pairing: Pairing | None) -> dict[str, Any]:
    """Every case's details, in order; texts of passages, and articles, which cases share and refer to by place."""
    shared = _Shared()
    before = pairing.before if pairing else {}
    cases = [_case(case, shared, before.get(case.case.id)) for case in run.cases]
    return {"texts": list(shared.texts), "articles": [byline._asdict() for byline in shared.articles], "cases": cases}


class _Byline(NamedTuple):
    id: str
    title: str
    outlet: str
    published: str
    url: str | None


@dataclass(frozen=True, slots=True)
class _Shared:
    """Each text and article once, and its place."""

    texts: dict[str, int] = field(default_factory=dict)
    articles: dict[_Byline, int] = field(default_factory=dict)

    def text(self, part: str) -> int:
        """The place of a text."""
        return self.texts.setdefault(without_unseen(part), len(self.texts))

    def article(self, of: Hit | Citation) -> int:
        """The place of the article of a passage."""
        byline = _Byline(
            id=without_unseen(of.article_id),
            title=without_unseen(of.title or "Untitled"),
            outlet=without_unseen(of.source or "Outlet unknown"),
            published=(format_date(of.published) or "date unknown")[:10],
            url=web_address(of.url),
        )
        return self.articles.setdefault(byline, len(self.articles))


def script_json(value: Any) -> str:
    """A value as JSON that can stand in a script element: nothing in it can end the element or begin a comment."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _case(judged: Judged, shared: _Shared, before: Judged | None) -> dict[str, Any]:
    """What one case opens down to; `answer` is empty where its sentences say it all."""
    answer, retrieved = judged.outcome.answer, judged.outcome.retrieved
    refusal = answer.refusal if answer else None
    sentences = answer.sentences if answer else ()
    return {
        "answer": "" if sentences else without_unseen(judged.text),
        "reason": refusal.reason if refusal else "",
        "sentences": [_sentence(sentence) for sentence in sentences],
        "expected": [without_unseen(text) for text in judged.case.answers],
        "relevant": [
            {"id": without_unseen(article), "rank": retrieved.index(article) + 1 if article in retrieved else None}
            for article in judged.case.relevant
        ],
        "scores": {name: score for name, score in judged.scores.items() if score is not None},
        "timings": {step: round(taken) for step, taken in answer.timings.items()} if answer else {},
        "evidence": list(_evidence(answer, shared)) if answer else [],
        "before": {"kind": before.kind, "answer": without_unseen(before.text)} if before else None,
    }


def _sentence(sentence: Sentence) -> dict[str, Any]:
    return {
        "text": without_unseen(sentence.text),
        "citations": sentence.citations,
        "verdict": sentence.verdict,
        "problems": [without_unseen(problem) for problem in sentence.problems],
    }


def _evidence(answer: Answer, shared: _Shared) -> Iterable[dict[str, Any]]:
    """The passages shown, the cited words of each in every second part; quotations that no passage holds come last."""
    seen: set[int] = set()
    for place, hit in enumerate(answer.hits):
        numbers, spans = _cited(hit, answer.citations)
        seen.update(numbers)
        if place < _MOST_PASSAGES or numbers:
            parts = [shared.text(part) for part in _parts(hit.text, spans)]
            yield {"article": shared.article(hit), "numbers": numbers, "parts": parts}
    for citation in answer.citations:
        if citation.number not in seen:
            parts = [shared.text(part) for part in ("", citation.quote)]
            yield {"article": shared.article(citation), "numbers": [citation.number], "parts": parts}


def _cited(hit: Hit, citations: Iterable[Citation]) -> tuple[list[int], list[Span]]:
    """The numbers under which a passage is cited, and where in its text."""
    numbers, spans = [], []
    for citation in citations:
        if citation.article_id != hit.article_id:
            continue
        within = [Span(max(span.start - hit.start, 0), min(span.end, hit.end) - hit.start) for span in citation.spans]
        if found := [span for span in within if span.start < span.end]:
            numbers.append(citation.number)
            spans += found
    return numbers, sorted(spans, key=lambda span: span.start)


def _parts(text: str, spans: Iterable[Span]) -> list[str]:
    """The text cut at the spans: plain, marked, plain, and so on."""
    parts, cursor = [], 0
    for span in spans:
        if span.end > cursor:
            first = max(span.start, cursor)
            parts += [text[cursor:first], text[first : span.end]]
            cursor = span.end
    return [*parts, text[cursor:]]
