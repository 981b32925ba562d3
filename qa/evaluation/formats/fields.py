"""Fields of a record, checked: what is wrong with one, and what to write."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from qa.evaluation.matching import normalise
from qa.values import Message


class Fault(ValueError):
    """What is wrong with a record, before the place is known."""


def required(fields: Mapping[str, Any], key: str) -> str:
    """The text of a key that must be there."""
    value = fields.get(key)
    if not isinstance(value, str) or not value.strip():
        raise Fault(f"{key} is {shown(value)}; write a string that is not empty")
    return value


def optional(fields: Mapping[str, Any], key: str) -> str | None:
    """The text of a key that may be left out or null."""
    value = fields.get(key)
    if value is None or isinstance(value, str):
        return value
    raise Fault(f"{key} is {shown(value)}; write a string, or leave it out")


def identity(fields: Mapping[str, Any], key: str, otherwise: str) -> str:
    """The id of a record, text or number; `otherwise` where it has none."""
    value = fields.get(key)
    return otherwise if value is None or value == "" else str(value)


def strings(fields: Mapping[str, Any], key: str) -> tuple[str, ...]:
    """The texts of a list that may be left out or null."""
    value = fields.get(key)
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise Fault(f"{key} is {shown(value)}; write a list of strings")
    return tuple(value)


def objects(fields: Mapping[str, Any], key: str) -> tuple[Mapping[str, Any], ...]:
    """The objects of a list that must be there."""
    value = fields.get(key)
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise Fault(f"{key} is {shown(value)}; write a list of objects")
    return tuple(value)


def day(value: Any, key: str) -> date | None:
    """A date as YYYY-MM-DD or YYYY/MM/DD, or None."""
    if value is None:
        return None
    try:
        return date.fromisoformat(value.replace("/", "-"))
    except (AttributeError, ValueError) as error:
        raise Fault(f"{key} is {shown(value)}; write a date as YYYY-MM-DD, or leave it out") from error


def matchable(answers: tuple[str, ...]) -> tuple[str, ...]:
    """The answers, each of which some text can match."""
    for answer in answers:
        if not normalise(answer):
            raise Fault(f"answer {shown(answer)} has no letter or digit, so no text can match it; write it in words")
    return answers


def messages(value: Any) -> tuple[Message, ...]:
    """A conversation: texts, the reader's first, or objects with role and content."""
    if value is None:
        return ()
    if not isinstance(value, list):
        raise Fault(f"history is {shown(value)}; write a list of messages")
    return tuple(_message(position, item) for position, item in enumerate(value))


def _message(position: int, item: Any) -> Message:
    match item:
        case str():
            return Message("assistant" if position % 2 else "user", item)
        case {"role": "user" | "assistant" as role, "content": str(content)}:
            return Message(role, content)
    raise Fault(
        f'history item {position + 1} is {shown(item)}; write a string, or an object with "role" '
        '("user" or "assistant") and "content"'
    )


def shown(value: Any) -> str:
    """A value as JSON on one line, short enough for a message."""
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else f"{text[:57]}..."
