"""SQuAD v1 and v2, and XQuAD: questions on paragraphs, answered by spans of them.

`{"version", "data": [{"title", "paragraphs": [{"context", "qas": [{"id", "question", "answers": [{"text",
"answer_start"}], "is_impossible"?}]}]}]}` (Rajpurkar et al., EMNLP 2016 and ACL 2018; Artetxe et al., ACL 2020, has the
shape of v1). Each paragraph is an article, of the id "title#number". A question of v2 that is impossible must be
refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from index import Article, CaseError
from qa.evaluation.cases import Case
from qa.evaluation.formats.content import Content
from qa.evaluation.formats.fields import Fault, identity, objects, required
from qa.evaluation.formats.format import Format, Placed

Paragraph = tuple[str, str, str, Mapping[str, Any]]


def _fits(content: Content) -> bool:
    return content.begins_with("data") and isinstance(content.records[0].fields["data"], list)


def _paragraphs(content: Content) -> Iterator[Paragraph]:
    """Each paragraph: where it stands, its article's id, its title, its fields."""
    where = content.records[0].where
    try:
        for at, entry in enumerate(objects(content.records[0].fields, "data"), 1):
            title = identity(entry, "title", f"{at}")
            for number, paragraph in enumerate(objects(entry, "paragraphs")):
                yield f"{where}: {title}, paragraph {number}", f"{title}#{number}", title, paragraph
    except Fault as fault:
        raise CaseError(f"{where}: {fault}") from fault


def _cases(content: Content) -> Iterator[Placed]:
    for where, article, _, paragraph in _paragraphs(content):
        try:
            for fields in objects(paragraph, "qas"):
                yield Placed(where, article, _case(fields, article))
        except Fault as fault:
            raise CaseError(f"{where}: {fault}") from fault


def _case(fields: Mapping[str, Any], article: str) -> Case:
    answers = () if fields.get("is_impossible") else objects(fields, "answers")
    texts = tuple(dict.fromkeys(required(answer, "text") for answer in answers))
    return Case(
        id=required(fields, "id"),
        question=required(fields, "question").strip(),
        answers=texts,
        relevant=(article,) if texts else (),
    )


def _articles(content: Content) -> Iterator[Article]:
    for where, article, title, paragraph in _paragraphs(content):
        try:
            yield Article(article, required(paragraph, "context"), title.replace("_", " "))
        except Fault as fault:
            raise CaseError(f"{where}: {fault}") from fault


SQUAD = Format("squad", "SQuAD v1 and v2, XQuAD: JSON with data, paragraphs, qas", _fits, _cases, _articles)
