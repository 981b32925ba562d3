"""Ragas: records of `user_input` with `reference`, and of what was retrieved and said, which is passed over.

`user_input` is a question, or a list of messages `{"content", "type": "human" | "ai"}` of which the last is the
question (SingleTurnSample and MultiTurnSample; docs.ragas.io, "Evaluation Dataset"; `EvaluationDataset.to_jsonl`). A
reference is an answer in full, so exact answers are not known.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from qa.evaluation.cases import Case
from qa.evaluation.formats.content import Content
from qa.evaluation.formats.fields import Fault, identity, objects, optional, required
from qa.evaluation.formats.format import Format, Placed, placed
from qa.values import Message, Role

_ROLES: Mapping[str, Role] = {"human": "user", "ai": "assistant"}


def _fits(content: Content) -> bool:
    return content.begins_with("user_input")


def _cases(content: Content) -> Iterator[Placed]:
    return placed(content.records, _case)


def _case(fields: Mapping[str, Any], place: str) -> Case:
    if isinstance(fields.get("user_input"), list):
        *history, last = (_message(item) for item in objects(fields, "user_input")) if fields["user_input"] else (None,)
        if last is None or last.role != "user":
            raise Fault("user_input does not end with a human's message; leave out what was said behind it")
    else:
        history, last = [], Message("user", required(fields, "user_input"))
    return Case(
        id=identity(fields, "id", place.removeprefix("line ").removeprefix("item ")),
        question=last.content,
        history=tuple(message for message in history if message),
        reference=optional(fields, "reference"),
        answers_known=False,
    )


def _message(item: Mapping[str, Any]) -> Message | None:
    """A message of the conversation; None for what tools said."""
    role = _ROLES.get(str(item.get("type")))
    return Message(role, required(item, "content")) if role else None


RAGAS = Format("ragas", "Ragas: JSON Lines of user_input and reference", _fits, _cases)
