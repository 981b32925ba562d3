"""Test cases: questions whose answers are known, read from JSON Lines."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from index import CaseError
from qa.evaluation.matching import normalise
from qa.values import Message


@dataclass(frozen=True, slots=True)
class Case:
    """A question and what is known of its answer.

    `asked` is the day on which it is asked ("today" in it). `answers` are alternatives, any of which is right; without
    one the question must be refused. `relevant` are the ids of articles any of which holds the answer. `history` is
    the conversation before the question, `reference` a full answer as a person would write it.
    """

    id: str
    question: str
    asked: date | None = None
    answers: tuple[str, ...] = ()
    relevant: tuple[str, ...] = ()
    history: tuple[Message, ...] = ()
    reference: str | None = None
    tags: tuple[str, ...] = ()

    @property
    def answerable(self) -> bool:
        """Whether there is an answer to give; where there is none, the right thing is to refuse."""
        return bool(self.answers)


def read_cases(path: str | Path) -> list[Case]:
    """The cases of a JSON Lines file (`.gz` too), in its order; blank lines and unknown keys are passed over.

    Raises CaseError, naming file and line, for a record that is not a case, an id used twice, or a file without cases.
    """
    cases: list[Case] = []
    lines: dict[str, int] = {}
    for number, line in _lines(Path(path)):
        try:
            case = _case(line)
        except _Fault as fault:
            raise CaseError(f"{path}:{number}: {fault}") from fault
        if case.id in lines:
            raise CaseError(
                f"{path}:{number}: id {case.id!r} is used on line {lines[case.id]} already; give each case its own"
            )
        lines[case.id] = number
        cases.append(case)
    if not cases:
        raise CaseError(f"{path}: holds no cases; write one JSON object a line, with id, question and answers")
    return cases


class _Fault(ValueError):
    """What is wrong with a record, before the place is known."""


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """Numbered lines that are not blank."""
    try:
        with (
            gzip.open(path, "rt", encoding="utf-8-sig")
            if path.suffix == ".gz"
            else path.open(encoding="utf-8-sig") as file
        ):
            yield from ((number, line) for number, line in enumerate(file, 1) if line.strip())
    except UnicodeDecodeError as error:
        raise CaseError(f"{path}: is not UTF-8 text; save it as UTF-8 JSON Lines") from error
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise CaseError(f"{path}: is not a whole gzip file ({error}); compress it again") from error
    except OSError as error:
        raise CaseError(f"{path}: cannot be read ({error.strerror}); give the path of a JSON Lines file") from error


def _case(line: str) -> Case:
    try:
        record = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as error:
        raise _Fault(f"is not JSON ({error}); write one object a line") from error
    if not isinstance(record, dict):
        raise _Fault("is not a JSON object; write one object a line")
    if record.get("answers") is None:
        raise _Fault("has no answers; list the right ones, or write [] where the question must be refused")
    return Case(
        id=_required(record, "id"),
        question=_required(record, "question"),
        asked=_asked(record.get("asked")),
        answers=_answers(record),
        relevant=_strings(record, "relevant"),
        history=_history(record),
        reference=_reference(record.get("reference")),
        tags=_strings(record, "tags"),
    )


def _required(record: Mapping[str, Any], key: str) -> str:
    value = record.get(key)
    if not isinstance(value, str) or not value.strip():
        raise _Fault(f"{key} is {_shown(value)}; write a string that is not empty")
    return value


def _asked(value: Any) -> date | None:
    if value is None:
        return None
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise _Fault(f"asked is {_shown(value)}; write a date as YYYY-MM-DD, or leave it out") from error


def _reference(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    raise _Fault(f"reference is {_shown(value)}; write a string, or leave it out")


def _strings(record: Mapping[str, Any], key: str) -> tuple[str, ...]:
    value = record.get(key)
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise _Fault(f"{key} is {_shown(value)}; write a list of strings")
    return tuple(value)


def _answers(record: Mapping[str, Any]) -> tuple[str, ...]:
    answers = _strings(record, "answers")
    for answer in answers:
        if not normalise(answer):
            raise _Fault(f"answer {_shown(answer)} has no letter or digit, so no text can match it; write it in words")
    return answers


def _history(record: Mapping[str, Any]) -> tuple[Message, ...]:
    value = record.get("history")
    if value is None:
        return ()
    if not isinstance(value, list):
        raise _Fault(f"history is {_shown(value)}; write a list of messages")
    return tuple(_message(position, item) for position, item in enumerate(value))


def _message(position: int, item: Any) -> Message:
    match item:
        case str():
            return Message("assistant" if position % 2 else "user", item)
        case {"role": "user" | "assistant" as role, "content": str(content)}:
            return Message(role, content)
    raise _Fault(
        f'history item {position + 1} is {_shown(item)}; write a string, or an object with "role" '
        '("user" or "assistant") and "content"'
    )


def _shown(value: Any) -> str:
    """A value as JSON on one line, short enough for a message."""
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else f"{text[:57]}..."
