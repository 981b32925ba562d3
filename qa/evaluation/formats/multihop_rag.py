"""MultiHop-RAG: questions whose answer takes several news articles, `MultiHopRAG.json`, and `corpus.json` beside it.

The questions are a list of `{"query", "answer", "question_type", "evidence_list": [{"title", "author", "url",
"source", "category", "published_at", "fact"}]}`, the articles one of `{"title", "author", "source", "published_at",
"category", "url", "body"}` (Tang and Yang, COLM 2024; github.com/yixuantt/MultiHop-RAG). A "null_query" must be
refused. `relevant` are all the articles that the answer takes: see `set_recall@k`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from index import Article, CaseError
from qa.evaluation.cases import Case
from qa.evaluation.formats.content import Content, load
from qa.evaluation.formats.fields import Fault, matchable, objects, optional, required, shown
from qa.evaluation.formats.format import Format, Placed, placed

_UNANSWERABLE = "null_query"


def _fits(content: Content) -> bool:
    return content.begins_with("query", "evidence_list")


def _cases(content: Content) -> Iterator[Placed]:
    return placed(content.records, _case)


def _case(fields: Mapping[str, Any], place: str) -> Case:
    kind = required(fields, "question_type")
    return Case(
        id=place.removeprefix("item ").removeprefix("line "),
        question=required(fields, "query"),
        answers=() if kind == _UNANSWERABLE else matchable((required(fields, "answer"),)),
        relevant=tuple(dict.fromkeys(required(one, "url") for one in objects(fields, "evidence_list"))),
        tags=(kind,),
    )


def _articles(content: Content) -> Iterator[Article]:
    path = content.path.with_name("corpus.json")
    if not path.exists():
        raise CaseError(f"{content.path}: there is no corpus.json beside it; put the articles there")
    for record in load(path).records:
        try:
            yield _article(record.fields)
        except Fault as fault:
            raise CaseError(f"{record.where}: {fault}") from fault


def _article(fields: Mapping[str, Any]) -> Article:
    url, author = required(fields, "url"), optional(fields, "author")
    return Article(
        id=url,
        text=required(fields, "body"),
        title=optional(fields, "title") or "",
        source=optional(fields, "source"),
        url=url,
        published=_moment(fields.get("published_at")),
        authors=(author,) if author else (),
        section=optional(fields, "category"),
    )


def _moment(value: Any) -> datetime | None:
    if value is None:
        return None
    try:
        moment = datetime.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise Fault(f"published_at is {shown(value)}; write it as ISO 8601") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


MULTIHOP_RAG = Format("multihop-rag", "MultiHop-RAG: MultiHopRAG.json, corpus.json beside it", _fits, _cases, _articles)
