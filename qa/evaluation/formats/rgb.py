"""RGB: questions with passages that hold the answer and passages that do not.

A line is `{"id", "query", "answer", "positive": […], "negative": […]}`. `answer` is a text, or a list of parts that
must all be given, each a text or a list of alternatives (`checkanswer` of evalue.py). In the `_int` files `positive`
is a list of passages for each part; the `_fact` files have `positive_wrong` too, which is left out: it is false. (Chen
et al., AAAI 2024; github.com/chen700564/RGB.) Each passage is an article, of the id "question/p0" or "question/n0".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from index import Article
from qa.evaluation.cases import Case
from qa.evaluation.formats.content import Content
from qa.evaluation.formats.fields import Fault, identity, matchable, required, shown, strings
from qa.evaluation.formats.format import Format, Placed, placed


def _fits(content: Content) -> bool:
    return content.begins_with("query", "answer", "positive")


def _cases(content: Content) -> Iterator[Placed]:
    return placed(content.records, _case)


def _case(fields: Mapping[str, Any], place: str) -> Case:
    name = identity(fields, "id", place)
    answers, *also = _parts(fields.get("answer")) or ((),)
    return Case(
        id=name,
        question=required(fields, "query"),
        answers=answers,
        also=tuple(also),
        relevant=tuple(f"{name}/p{number}" for number in range(len(_positive(fields)))),
    )


def _parts(answer: Any) -> list[tuple[str, ...]]:
    parts = answer if isinstance(answer, list) else [answer]
    listed = [part if isinstance(part, list) else [part] for part in parts]
    if not all(isinstance(text, str) for part in listed for text in part):
        raise Fault(f"answer is {shown(answer)}; write a text, or a list of texts or of lists of them")
    return [matchable(tuple(part)) for part in listed]


def _positive(fields: Mapping[str, Any]) -> tuple[str, ...]:
    value = fields.get("positive")
    if isinstance(value, list) and all(isinstance(part, list) for part in value):
        value = [text for part in value for text in part]
    return strings({"positive": value}, "positive")


def _articles(content: Content) -> Iterator[Article]:
    for at, record in enumerate(content.records, 1):
        name = identity(record.fields, "id", f"line {at}")
        groups = (("p", _positive(record.fields)), ("n", strings(record.fields, "negative")))
        for letter, texts in groups:
            yield from (Article(f"{name}/{letter}{number}", text) for number, text in enumerate(texts) if text.strip())


RGB = Format("rgb", "RGB: JSON Lines of query, answer, positive, negative", _fits, _cases, _articles)
