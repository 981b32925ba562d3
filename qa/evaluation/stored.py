"""A run as it was written down (`qa eval --out`), read back: a report or a comparison needs no index and no model."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, TypeAdapter, ValidationError

from index import Coverage, Filter, Hit, ReadError, SettingsError, Span
from qa.evaluation.cases import Case
from qa.evaluation.figure import Figure
from qa.evaluation.measures import GRADED, find_measure
from qa.evaluation.outcome import Outcome, Relevant
from qa.evaluation.run import Run
from qa.values import AlsoIn, Answer, Citation, Message, Query, Reason, Refusal, Sentence, Verdict

_BEGINS = re.compile(r'\s*\{\s*"config"\s*:')


def read_run(path: str | Path) -> Run:
    """Return the run of a file that `qa eval --out` wrote; its `record()` is what the file holds.

    An answer holds what the record has: of its query the question alone, of a refusal no nearest articles, of a
    cited passage the quotation. Raises ReadError, in one line, for a file that is no such run, or not a whole one.
    """
    try:
        text = Path(path).read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise ReadError(f"{path}: is not UTF-8 text; give a file that `qa eval --out` wrote") from error
    except OSError as error:
        raise ReadError(f"{path}: cannot be read ({error.strerror}); give a file that `qa eval --out` wrote") from error
    try:
        return run_of(json.loads(text))
    except (json.JSONDecodeError, RecursionError) as error:
        raise ReadError(f"{path}: is not JSON ({error}); give a whole file that `qa eval --out` wrote") from error
    except (ValidationError, SettingsError) as error:
        raise ReadError(f"{path}: {_fault(error)}; write it anew with `qa eval --out`") from error


def is_run(path: str | Path) -> bool:
    """Whether a file looks like a run, by its first characters. What cannot be read does not."""
    try:
        with Path(path).open(encoding="utf-8") as file:
            return _BEGINS.match(file.read(100)) is not None
    except (OSError, UnicodeDecodeError):
        return False


def run_of(record: Any) -> Run:
    """Return the run of a record (`Run.record()`). Raises pydantic's ValidationError, or SettingsError."""
    whole = _Run.model_validate(record)
    for name in whole.metrics:
        find_measure(name)
    return Run(whole.config, whole.metrics, tuple(_outcome(case) for case in whole.cases))


def outcome_of(record: Any) -> Outcome:
    """Return the outcome of a case's record. Raises pydantic's ValidationError where it is none."""
    return _outcome(_CASE.validate_python(record))


def _moment(value: Any) -> Any:
    """A date alone is midnight UTC (index.format_date)."""
    return datetime.combine(date.fromisoformat(value), datetime.min.time(), UTC) if _is_day(value) else value


def _is_day(value: Any) -> bool:
    return isinstance(value, str) and len(value) == len("2022-07-23")


_Moment = Annotated[datetime | None, BeforeValidator(_moment)]
_Pair = tuple[int, int]


class _Sentence(BaseModel):
    text: str
    citations: tuple[int, ...]
    verdict: Verdict
    problems: tuple[str, ...]
    quoted: bool = False
    answer: _Pair | None = None


class _Article(BaseModel):
    article_id: str
    title: str
    source: str | None
    url: str | None
    published: _Moment


class _Citation(_Article):
    number: int
    version: str
    quote: str
    start: int
    end: int
    spans: tuple[_Pair, ...]
    also_in: tuple[_Article, ...]


class _Passage(_Article):
    passage_id: str
    version: str
    text: str
    start: int
    end: int
    score: float
    similarity: float
    ranks: dict[str, int]


class _Refusal(BaseModel):
    reason: Reason
    message: str


class _Relevant(BaseModel):
    article_id: str
    source: str | None
    published: _Moment


class _Case(BaseModel):
    model_config = ConfigDict(extra="allow")  # the scores, by measure

    id: str
    question: str
    answer: str | None
    asked: date | None
    answers: tuple[str, ...]
    relevant: tuple[str, ...]
    history: tuple[Message, ...]
    reference: str | None
    tags: tuple[str, ...]
    choices: tuple[str, ...] = ()
    also: tuple[tuple[str, ...], ...] = ()
    answers_known: bool = True
    relevant_articles: tuple[_Relevant, ...] = ()
    refusal: _Refusal | None
    confidence: float | None
    sentences: tuple[_Sentence, ...]
    citations: tuple[_Citation, ...]
    evidence: tuple[_Passage, ...]
    timings_ms: dict[str, float] | None
    usage: dict[str, int] | None
    error: str | None = None


class _Run(BaseModel):
    model_config = ConfigDict(extra="forbid")

    config: dict[str, Any]
    metrics: dict[str, Figure]
    cases: tuple[_Case, ...]


_CASE = TypeAdapter(_Case)


def _fault(error: ValidationError | SettingsError) -> str:
    if isinstance(error, SettingsError):
        return str(error)
    first = error.errors()[0]
    where = ".".join(map(str, first["loc"])) or "the whole"
    return f"{where}: {first['msg'].lower()}"


def _outcome(record: _Case) -> Outcome:
    case = Case(
        id=record.id,
        question=record.question,
        asked=record.asked,
        answers=record.answers,
        relevant=record.relevant,
        history=record.history,
        reference=record.reference,
        tags=record.tags,
        choices=record.choices,
        also=record.also,
        answers_known=record.answers_known,
    )
    answer = None if record.answer is None else _answer(record, record.answer, case)
    relevant = tuple(Relevant(**dict(one)) for one in record.relevant_articles)
    scores = record.model_extra or {}
    return Outcome(case, answer, record.error, relevant, {name: scores[name] for name in GRADED if name in scores})


def _answer(record: _Case, text: str, case: Case) -> Answer:
    where = Filter(as_of=case.asked)
    return Answer(
        question=case.question,
        query=Query(case.question, case.question, case.question, case.asked or date.min, "news", where),
        text=text,
        sentences=tuple(_sentence(one) for one in record.sentences),
        citations=tuple(_citation(one) for one in record.citations),
        refusal=_refusal(record.refusal) if record.refusal else None,
        model="",
        prompt=None,
        hits=tuple(Hit(**dict(one)) for one in record.evidence),
        timings=record.timings_ms or {},
        usage=record.usage,
        confidence=record.confidence or 0.0,
    )


def _refusal(record: _Refusal) -> Refusal:
    return Refusal(record.reason, record.message, Coverage(0, 0, None, None))


def _sentence(record: _Sentence) -> Sentence:
    fields: Mapping[str, Any] = {**dict(record), "answer": Span(*record.answer) if record.answer else None}
    return Sentence(**fields)


def _citation(record: _Citation) -> Citation:
    fields: dict[str, Any] = dict(record)
    fields["spans"] = tuple(Span(*span) for span in record.spans)
    fields["also_in"] = tuple(AlsoIn(**dict(copy)) for copy in record.also_in)
    return Citation(**fields, passage=record.quote, passage_start=record.start)
