"""A kept conversation as a file to take away: Markdown or JSON, with its citations in full."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from qa.record import answer_record
from qa.values import Citation
from qa.web.conversation import Turn
from qa.web.dates import spelled
from qa.web.escape import clean
from qa.web.notebook.kept import Kept
from qa.web.remarks import refusal_text
from qa.web.texts import text as said
from qa.web_address import web_address

_SPECIAL = str.maketrans({character: f"\\{character}" for character in r"\`*_{}<>#|~!"} | {"[": r"\[", "]": r"\]"})


def as_json(kept: Kept) -> str:
    """The conversation with each answer as `qa ask --json` gives it."""
    record: dict[str, Any] = {
        "id": kept.id,
        "title": kept.title,
        "started": kept.started.isoformat(timespec="seconds"),
        "changed": kept.changed.isoformat(timespec="seconds"),
        "turns": [
            {"question": turn.question, "progress": turn.progress, "problem": turn.problem or None,
             "answer": answer_record(turn.answer) if turn.answer else None}
            for turn in kept.turns
        ],
    }  # fmt: skip
    return f"{json.dumps(record, ensure_ascii=False, indent=1)}\n"


def as_markdown(kept: Kept) -> str:
    """The conversation as text: each answer's marks lead to the list of its sources below it."""
    parts = [f"# {_text(kept.title)}", *(part for turn in kept.turns for part in _turn(turn))]
    return "\n\n".join(parts) + "\n"


def _turn(turn: Turn) -> Iterator[str]:
    yield f"## {_text(turn.question)}"
    if turn.as_of:
        yield said("as.of", day=spelled(turn.as_of))
    if turn.answer is None:
        yield _text(turn.problem) or said("kept.no.answer")
        return
    if turn.answer.refusal:
        yield _text(refusal_text(turn.answer.refusal, turn.answer.query))
        return
    yield " ".join(_sentence(one.text, one.citations, one.verdict) for one in turn.answer.sentences)
    yield from (f"*{_text(note)}*" for note in turn.answer.notes)
    yield "\n".join(_source(citation) for citation in turn.answer.citations)


def _sentence(text: str, citations: tuple[int, ...], verdict: str) -> str:
    marks = "".join(f"\\[{number}\\]" for number in citations)
    doubt = "" if verdict == "supported" else f" ({said(f'verdict.{verdict}')})"
    return f"{_text(text)} {marks}{doubt}".strip()


def _source(citation: Citation) -> str:
    day = spelled(citation.published) if citation.published else said("age.unknown")
    url = web_address(citation.url)
    about = ", ".join(
        part for part in (_text(citation.source or ""), day, said("quoted", text=_text(citation.title))) if part
    )
    return (
        f"- \\[{citation.number}\\] {about}{f', <{url}>' if url else ''}: {said('quoted', text=_text(citation.quote))}"
    )


def _text(text: str) -> str:
    """`text` in one line, nothing of which Markdown takes for more than text."""
    return " ".join(clean(text).split()).translate(_SPECIAL)
