"""Answers and outcomes, made by hand for tests of the evaluation."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from passages import DAY, hit

from index import Coverage, Filter, Hit
from qa.evaluation import Case
from qa.evaluation.measures import find_measure
from qa.evaluation.outcome import Outcome
from qa.values import AlsoIn, Answer, Citation, Message, Query, Refusal, Sentence


def ranked(*articles: str) -> list[Hit]:
    """A passage of each article, best first."""
    return [hit("Nothing.", article) for article in articles]


def cited(
    number: int, article: str, passage: str = "Said.", *copies: str, published: datetime | None = None
) -> Citation:
    also = tuple(AlsoIn(copy, "", None, None, None) for copy in copies)
    end = len(passage)
    return Citation(number, article, "v", "", None, None, published, passage, 0, end, (), passage, 0, also)


def answer(
    text: str = "",
    hits: Sequence[Hit] = (),
    citations: Sequence[Citation] = (),
    sentences: Sequence[Sentence] = (),
    *,
    refused: bool = False,
    confidence: float = 0.0,
    usage: Mapping[str, int] | None = None,
) -> Answer:
    return Answer(
        question="?",
        query=Query("?", "?", "?", DAY, "news", Filter()),
        text=text,
        sentences=tuple(sentences),
        citations=tuple(citations),
        refusal=Refusal("not covered", text, Coverage(0, 0, None, None)) if refused else None,
        model="quotes",
        prompt=None,
        hits=tuple(hits),
        timings={"total": 10.0},
        usage=usage,
        confidence=confidence,
    )


def score(name: str, case: Case, given: Answer | None, **more: Any) -> float | None:
    return find_measure(name).score(Outcome(case, given, **more))


class Desk:
    """Answers each question with what was put in for it; `stops_at` is the question at which the process is killed."""

    def __init__(self, script: Mapping[str, Answer | Exception], stops_at: str = "", **described: Any) -> None:
        self.script = script
        self.stops_at = stops_at
        self.described = {"model": "quotes", **described}
        self.asked: list[str] = []

    def ask(self, question: str, *, as_of: date | None = None, history: Sequence[Message] = ()) -> Answer:
        if question == self.stops_at:
            raise KeyboardInterrupt
        self.asked.append(question)
        given = self.script[question]
        if isinstance(given, Exception):
            raise given
        return given

    def describe(self) -> dict[str, Any]:
        return self.described
