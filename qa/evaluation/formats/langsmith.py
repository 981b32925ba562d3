"""LangSmith: examples of `inputs` and `outputs`, as a data set is exported (JSON Lines, or a list).

`{"id"?, "inputs": {…}, "outputs": {…} | null, "metadata"?}`, both of any keys (docs.langchain.com, "Example data
format"). The question is the input named question, input, query or text, else the only text; the answer the output
named answer, output, expected or reference, else the only one. A list `answers` holds exact alternatives, and an
empty one means that the question must be refused; a text is an answer in full.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from qa.evaluation.cases import Case
from qa.evaluation.formats.content import Content
from qa.evaluation.formats.fields import Fault, identity, matchable, shown, strings
from qa.evaluation.formats.format import Format, Placed, placed

_QUESTION = ("question", "input", "query", "text")
_ANSWER = ("answer", "output", "expected", "reference")


def _fits(content: Content) -> bool:
    return content.begins_with("inputs") and isinstance(content.records[0].fields["inputs"], dict)


def _cases(content: Content) -> Iterator[Placed]:
    return placed(content.records, _case)


def _case(fields: Mapping[str, Any], place: str) -> Case:
    inputs, outputs = fields.get("inputs"), fields.get("outputs") or {}
    if not isinstance(inputs, dict) or not isinstance(outputs, dict):
        raise Fault(f"inputs is {shown(inputs)}, outputs {shown(outputs)}; write an object for each")
    question = _text(inputs, _QUESTION)
    if not question:
        raise Fault(f"inputs is {shown(inputs)}; name the question in it {', '.join(_QUESTION)}")
    return Case(
        id=identity(fields, "id", place.removeprefix("line ").removeprefix("item ")),
        question=question,
        answers=matchable(strings(outputs, "answers")),
        reference=_text(outputs, _ANSWER),
        answers_known="answers" in outputs,
    )


def _text(fields: Mapping[str, Any], names: tuple[str, ...]) -> str | None:
    texts = {key: value for key, value in fields.items() if isinstance(value, str) and value.strip()}
    named = next((texts[name] for name in names if name in texts), None)
    return named or (next(iter(texts.values())) if len(texts) == 1 else None)


LANGSMITH = Format("langsmith", "LangSmith: JSON Lines of inputs and outputs", _fits, _cases)
