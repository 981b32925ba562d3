"""RealTime QA: weekly news quizzes, `20220617_qa.jsonl`, and the search results beside them, `20220617_gcs.jsonl`.

A line of the quiz is `{"question_id", "question_date": "2022/06/16", "question_source", "question_url",
"question_sentence", "choices": [four], "answer": ["1"], "evidence"}`, the answer being a place in `choices` from 0; a
line of the results `{"question_id", "search_time", "search_result": [{"url", "title", "text", "authors",
"publish_date"}]}` (Kasai et al., NeurIPS 2023; github.com/realtimeqa/realtimeqa_public). Either file may be named: the
cases are of the quiz, the articles are the search results. The pages that `evidence` links to are relevant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag, urlsplit

from index import Article, CaseError
from qa.evaluation.cases import Case
from qa.evaluation.formats.content import Content, load
from qa.evaluation.formats.fields import Fault, day, matchable, objects, optional, required, strings
from qa.evaluation.formats.format import Format, Placed, placed

_LINK = re.compile(r'href="([^"]+)"')
_QUOTES = "“”\"'‘’ "


def _fits(content: Content) -> bool:
    return content.begins_with("question_id", "question_sentence") or content.begins_with(
        "question_id", "search_result"
    )


def _beside(content: Content, key: str, suffix: str) -> Content:
    """The content itself if its records have the key, else that of the file beside it with the suffix."""
    if content.begins_with(key):
        return content
    name, _, extension = content.path.name.partition(".jsonl")
    other = content.path.with_name(f"{name.rpartition('_')[0]}_{suffix}.jsonl{extension}")
    if not other.exists():
        raise CaseError(f"{content.path}: has no {key}, and there is no {other.name} beside it; put it there")
    return load(Path(other))


def _cases(content: Content) -> Iterator[Placed]:
    return placed(_beside(content, "question_sentence", "qa").records, _case)


def _case(fields: Mapping[str, Any], _place: str) -> Case:
    choices = tuple(choice.strip(_QUOTES) for choice in strings(fields, "choices"))
    links = _LINK.findall(optional(fields, "evidence") or "")
    return Case(
        id=required(fields, "question_id"),
        question=required(fields, "question_sentence"),
        asked=day(fields.get("question_date"), "question_date"),
        answers=matchable(tuple(_chosen(answer, choices) for answer in strings(fields, "answer"))),
        relevant=tuple(dict.fromkeys(urldefrag(link).url for link in links)),
        tags=(required(fields, "question_source"),),
        choices=choices,
    )


def _chosen(answer: str, choices: tuple[str, ...]) -> str:
    if not choices:
        return answer.strip(_QUOTES)
    if not answer.isdecimal() or int(answer) >= len(choices):
        raise Fault(f"answer {answer!r} is no place in the {len(choices)} choices; number them from 0")
    return choices[int(answer)]


def _articles(content: Content) -> Iterator[Article]:
    seen: set[str] = set()
    for record in _beside(content, "search_result", "gcs").records:
        try:
            for found in objects(record.fields, "search_result"):
                article = _article(found)
                if article.text.strip() and article.id not in seen:
                    seen.add(article.id)
                    yield article
        except Fault as fault:
            raise CaseError(f"{record.where}: {fault}") from fault


def _article(found: Mapping[str, Any]) -> Article:
    url = urldefrag(required(found, "url")).url
    published = day(found.get("publish_date") or None, "publish_date")
    return Article(
        id=url,
        text=optional(found, "text") or "",
        title=optional(found, "title") or "",
        source=urlsplit(url).netloc.removeprefix("www.") or None,
        url=url,
        published=datetime.combine(published, time.min, UTC) if published else None,
        authors=strings(found, "authors"),
    )


REALTIMEQA = Format("realtimeqa", "RealTime QA: …_qa.jsonl and, beside it, …_gcs.jsonl", _fits, _cases, _articles)
