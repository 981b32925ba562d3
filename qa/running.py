"""A turn and a draft under way: what both drivers of a turn, synchronous and asynchronous, have in common."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace

from index import ModelError
from qa.marks import MarkStream
from qa.models import Piece
from qa.rewrite import Rewrite, Rewritten
from qa.turn import Draft, Failed, Found, Read, Search, Texts, Turn, Write
from qa.values import Answer, Event, Retrieved, Token
from qa.writers.writer import Writer


class Running:
    """A turn under way: its present request, and the time that each step took."""

    def __init__(self, steps: Turn) -> None:
        self._steps = steps
        self._answer: Answer | None = None
        self._began = self._at = time.perf_counter()
        self._timings = dict.fromkeys(("plan", "search", "write", "check"), 0.0)
        self.request: Rewrite | Search | Read | Write | None = next(steps)
        self._took("plan")

    def send(self, response: Rewritten | Found | Texts | Draft | Failed) -> None:
        """Give the turn what it asked for; afterwards `request` is the next, or None."""
        written = isinstance(response, Draft | Failed)
        self._took("write" if written else "search" if isinstance(response, Found) else "plan")
        try:
            self.request = self._steps.send(response)
        except StopIteration as end:
            self.request, self._answer = None, end.value
        # Choosing and completing the evidence belongs to planning, whatever comes after a draft to checking it.
        self._took("check" if written else "plan")

    def answer(self) -> Answer:
        """Return the answer with its timings, in milliseconds."""
        assert self._answer is not None  # noqa: S101 - read only once there is no further request
        total = (time.perf_counter() - self._began) * 1000
        return replace(self._answer, timings={**self._timings, "total": total})

    def _took(self, step: str) -> None:
        now = time.perf_counter()
        self._timings[step] += (now - self._at) * 1000
        self._at = now


class Writing:
    """A draft under way: the events that a reader sees of it, and what the turn gets.

    What is written silently is not shown: the draft stands until the answer replaces it.
    """

    def __init__(self, request: Write, writer: Writer) -> None:
        self._request, self._writer = request, writer
        self._text: list[str] = []
        self._usage: dict[str, int] | None = None
        self._error: ModelError | None = None
        self._marks = MarkStream({item.number for item in request.evidence})

    def begin(self) -> Iterator[Event]:
        if not self._request.silent:
            yield Retrieved(self._request.query, self._request.evidence)

    def take(self, piece: Piece) -> Iterator[Event]:
        self._text.append(piece.text)
        self._usage = dict(piece.usage) if piece.usage else self._usage
        yield from self._shown(self._marks.feed(piece.text))

    def fail(self, error: ModelError) -> None:
        """What has been written will not be used."""
        self._error = error

    def end(self) -> Iterator[Event]:
        yield from self._shown(self._marks.end())

    def response(self) -> Draft | Failed:
        if self._error:
            return Failed(str(self._error))
        return Draft("".join(self._text), self._writer.name, self._writer.prompt, self._usage)

    def _shown(self, text: str) -> Iterator[Event]:
        if text and not self._request.silent:
            yield Token(text)
