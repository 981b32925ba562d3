"""What a turn needs of whoever drafts its text."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import Protocol

from qa.models import Piece
from qa.turn import Write

__all__ = ["Piece", "Writer"]


class Writer(Protocol):
    """Drafts an answer from numbered evidence, in pieces, with marks like [1] behind what rests on a passage."""

    @property
    def name(self) -> str:
        """The model's name, as answers report it."""

    @property
    def prompt(self) -> str | None:
        """Name and fingerprint of the prompt; None where there is none."""

    @property
    def sends_to(self) -> str | None:
        """Where questions and passages are sent; None where nothing leaves this machine."""

    @property
    def reads(self) -> int:
        """How many tokens of evidence suit this writer, where the settings do not say."""

    def count(self, text: str) -> int:
        """Return how many tokens a text has to this writer, as near as it can tell without a download."""

    def stream(self, request: Write) -> Iterator[Piece]:
        """Yield the draft."""

    def astream(self, request: Write) -> AsyncIterator[Piece]:
        """Yield the draft without blocking the event loop."""
