"""Test sets of this project: JSON Lines of `id question asked? answers[] relevant[]? history[]? reference? tags[]?`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from qa.evaluation.cases import Case
from qa.evaluation.formats.content import Content
from qa.evaluation.formats.fields import Fault, day, matchable, messages, optional, required, strings
from qa.evaluation.formats.format import Format, Placed, placed


def _fits(content: Content) -> bool:
    return content.begins_with("question") or content.begins_with("answers")


def _cases(content: Content) -> Iterator[Placed]:
    return placed(content.records, _case)


def _case(fields: Mapping[str, Any], _place: str) -> Case:
    if fields.get("answers") is None:
        raise Fault("has no answers; list the right ones, or write [] where the question must be refused")
    return Case(
        id=required(fields, "id"),
        question=required(fields, "question"),
        asked=day(fields.get("asked"), "asked"),
        answers=matchable(strings(fields, "answers")),
        relevant=strings(fields, "relevant"),
        history=messages(fields.get("history")),
        reference=optional(fields, "reference"),
        tags=strings(fields, "tags"),
        choices=strings(fields, "choices"),
    )


OWN = Format("own", "JSON Lines of this project: id, question, answers …", _fits, _cases)
