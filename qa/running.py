"""A turn and a draft under way: what both drivers of a turn, synchronous and asynchronous, have in common."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from qa.marks import MarkStream
from qa.models import Piece
from qa.turn import Draft, Found, Search, Turn, Write
from qa.values import Answer, Token
from qa.writers.writer import Writer


class Running:
    """A turn under way: its present request, and the time that each step took."""

    def __init__(self, steps: Turn) -> None:
        self._steps = steps
        self._answer: Answer | None = None
        self._began = self._at = time.perf_counter()
        self._timings = dict.fromkeys(("plan", "search", "write", "check"), 0.0)
        self.request: Search | Write | None = next(steps)
        self._took("plan")

    def send(self, response: Found | Draft) -> None:
        """Give the turn what it asked for; afterwards `request` is the next, or None."""
        self._took("search" if isinstance(response, Found) else "write")
        try:
            self.request = self._steps.send(response)
        except StopIteration as end:
            self.request, self._answer = None, end.value
        # Choosing the evidence belongs to planning, whatever comes after a draft to checking it.
        self._took("plan" if isinstance(response, Found) else "check")

    def answer(self) -> Answer:
        """Return the answer with its timings, in milliseconds."""
        assert self._answer is not None  # noqa: S101 - read only once there is no further request
        total = (time.perf_counter() - self._began) * 1000
        return replace(self._answer, timings={**self._timings, "total": total})

    def _took(self, step: str) -> None:
        now = time.perf_counter()
        self._timings[step] += (now - self._at) * 1000
        self._at = now


@dataclass
class Writing:
    """A draft under way: what has been shown of it, and the whole."""

    request: Write
    text: list[str] = field(default_factory=list)
    usage: dict[str, int] | None = None

    def __post_init__(self) -> None:
        self._marks = MarkStream({item.number for item in self.request.evidence})

    def take(self, piece: Piece) -> Iterator[Token]:
        self.text.append(piece.text)
        self.usage = dict(piece.usage) if piece.usage else self.usage
        if shown := self._marks.feed(piece.text):
            yield Token(shown)

    def end(self) -> Iterator[Token]:
        if shown := self._marks.end():
            yield Token(shown)

    def draft(self, writer: Writer) -> Draft:
        return Draft("".join(self.text), writer.name, writer.prompt, self.usage)
