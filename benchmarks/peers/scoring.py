"""What a pipeline found, measured as an evaluation of ours is: the same measures, over the same cases."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from index import Filter, Hit
from qa.evaluation import Case
from qa.evaluation.figure import figure
from qa.evaluation.measures import find_measure
from qa.evaluation.outcome import Outcome
from qa.values import Answer, Query


@dataclass(frozen=True)
class Row:
    """A pipeline's figures. `quality` is by measure; seconds, milliseconds (p50, p95 of a query) and megabytes."""

    pipeline: str
    as_of: bool
    chunks: int
    quality: Mapping[str, float | None]
    index_seconds: float
    index_cpu_seconds: float
    p50: float
    p95: float
    memory: float


QUALITY = tuple(map(find_measure, ("recall@1", "recall@5", "mrr@10", "ndcg@10", "answer_in_context@600")))


def row(found: Mapping[str, Any], cases: Sequence[Case]) -> Row:
    """The figures of one line that a script printed (see `protocol`)."""
    outcomes = list(_outcomes(found["answers"], cases))
    p50, p95 = (figure(find_measure(name), outcomes).value or 0.0 for name in ("latency_p50", "latency_p95"))
    return Row(
        pipeline=found["pipeline"],
        as_of=found["as_of"],
        chunks=found["chunks"],
        quality={measure.name: figure(measure, outcomes).value for measure in QUALITY},
        index_seconds=found["index_seconds"],
        index_cpu_seconds=found["index_cpu_seconds"],
        p50=p50,
        p95=p95,
        memory=found["memory_mb"],
    )


def _outcomes(answers: Sequence[Mapping[str, Any]], cases: Sequence[Case]) -> Iterator[Outcome]:
    by_id = {answer["id"]: answer for answer in answers}
    for case in cases:
        answer = by_id[case.id]
        hits = tuple(_hit(passage, rank) for rank, passage in enumerate(answer["passages"]))
        yield Outcome(case, _answer(case, hits, answer["ms"]))


def _answer(case: Case, hits: tuple[Hit, ...], milliseconds: float) -> Answer:
    """What was retrieved, as an answer without a text."""
    today = case.asked or datetime.now(UTC).date()
    query = Query(case.question, case.question, case.question, today, "news", Filter())
    timings = {"total": milliseconds}
    return Answer(case.question, query, "", (), (), None, "none", None, hits=hits, timings=timings)


def _hit(passage: Mapping[str, str], rank: int) -> Hit:
    text = passage["text"]
    return Hit(
        passage_id=f"{rank}",
        article_id=passage["article"],
        version="",
        title="",
        source=None,
        url=None,
        published=None,
        text=text,
        start=0,
        end=len(text),
        score=-float(rank),
        similarity=0.0,
        ranks={},
    )
