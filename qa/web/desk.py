"""What the web chat and the HTTP interface ask of an assistant."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Protocol

from index import Article, Coverage, Filter, Hit
from qa.values import Answer, Event, Message, Query


class Archive(Protocol):
    """The articles behind the desk."""

    def coverage(self) -> Coverage:
        """What the archive holds."""
        ...

    def article(self, article_id: str, /) -> Article | None:
        """One article, as it stands now."""
        ...


class Desk(Protocol):
    """Answers questions about news. `qa.Assistant` is one. All of it may raise NewsError."""

    @property
    def index(self) -> Archive:
        """The archive it answers from."""
        ...

    @property
    def model_name(self) -> str:
        """Who writes the answers: "quotes", "local:…", "openai:…"."""
        ...

    @property
    def sends_to(self) -> str | None:
        """Where questions and passages are sent; None where nothing leaves this machine."""
        ...

    def plan(
        self, question: str, *, as_of: date | None = None, where: Filter | None = None, history: Sequence[Message] = ()
    ) -> Query:
        """What `ask` would search for."""
        ...

    def stream(
        self, question: str, *, as_of: date | None = None, where: Filter | None = None, history: Sequence[Message] = ()
    ) -> Iterator[Event]:
        """Retrieved, then Token…, then Done."""
        ...

    def ask(
        self, question: str, *, as_of: date | None = None, where: Filter | None = None, history: Sequence[Message] = ()
    ) -> Answer:
        """The answer, at once."""
        ...

    def search(
        self, question: str, *, as_of: date | None = None, where: Filter | None = None, limit: int = 10
    ) -> list[Hit]:
        """Ranked passages, retrieved as for an answer."""
        ...
