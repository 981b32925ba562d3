"""CSV and TSV: a header row with `question`, and any of `id answers asked relevant reference tags choices`.

Several answers (relevant articles, tags, choices) stand in one cell with "|" between them. Without a column `answers`
(or `answer`) nobody has written down what is right; an empty cell in it means that the question must be refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from qa.evaluation.cases import Case
from qa.evaluation.formats.content import Content
from qa.evaluation.formats.fields import day, identity, matchable, required
from qa.evaluation.formats.format import Format, Placed, placed


def _fits(content: Content) -> bool:
    return content.kind == "table" and bool(content.records) and "question" in content.records[0].fields


def _cases(content: Content) -> Iterator[Placed]:
    return placed(content.records, _case)


def _case(fields: Mapping[str, Any], place: str) -> Case:
    answers = "answers" if "answers" in fields else "answer"
    return Case(
        id=identity(fields, "id", place.removeprefix("line ")),
        question=required(fields, "question"),
        asked=day(fields.get("asked") or None, "asked"),
        answers=matchable(_several(fields, answers)),
        relevant=_several(fields, "relevant"),
        reference=fields.get("reference") or None,
        tags=_several(fields, "tags"),
        choices=_several(fields, "choices"),
        answers_known=answers in fields,
    )


def _several(fields: Mapping[str, Any], key: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in fields.get(key, "").split("|") if part.strip())


TABLE = Format("csv", "CSV or TSV with a header row: question, answers, id …", _fits, _cases)
