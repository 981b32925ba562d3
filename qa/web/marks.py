"""Marks: "[2]" becomes a link to a source of the same turn, and nothing else in a text becomes anything."""

from __future__ import annotations

import re
from collections.abc import Mapping

from index import Span
from qa.web.escape import escaped
from qa.web.texts import text as said

_MARK = re.compile(r"(?P<space>[^\S\n]*)\[(?P<number>\d{1,3})\]")
_NARROW_SPACE = "\u202f"  # does not break: a mark never starts a line


def card_id(turn: int, number: int) -> str:
    """The id of a source's card: marks lead to it."""
    return f"src-{turn}-{number}"


def linked(text: str, turn: int, labels: Mapping[int, str]) -> str:
    """`text` escaped, its marks made links. `labels`: what each source is, by number; other numbers stay text."""
    parts, end = [], 0
    for mark in _MARK.finditer(text):
        if (number := int(mark["number"])) not in labels:
            continue
        parts += [escaped(text[end : mark.start()]), _NARROW_SPACE if mark["space"] else "", link(number, turn, labels)]
        end = mark.end()
    return "".join([*parts, escaped(text[end:])])


def followed_by_marks(
    text: str, numbers: tuple[int, ...], turn: int, labels: Mapping[int, str], answer: Span | None = None
) -> str:
    """`text` escaped, with nothing in it made a link, and behind it links to `numbers`; `answer` in it is strong."""
    marks = "".join(link(number, turn, labels) for number in numbers if number in labels)
    words = escaped(text)
    if answer:
        before, likely, after = text[: answer.start], text[answer.start : answer.end], text[answer.end :]
        words = f"{escaped(before)}<strong>{escaped(likely)}</strong>{escaped(after)}"
    return f'<span class="words">{words}</span>{_NARROW_SPACE if marks else ""}{marks}'


def link(number: int, turn: int, labels: Mapping[int, str]) -> str:
    """A mark that leads to a source's card, and says on hovering what it is."""
    label = escaped(labels[number])
    return (
        f'<a class="cite" href="#{card_id(turn, number)}" data-turn="{turn}" data-number="{number}"'
        f' title="{label}" aria-label="{said("source", number=number, label=label)}">[{number}]</a>'
    )
