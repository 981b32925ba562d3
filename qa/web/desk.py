"""What the web chat and the HTTP interface ask of an assistant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Protocol

from index import AddReport, Article, Coverage, Failure, Filter, Hit, Version
from qa.models import LanguageModel
from qa.values import Answer, CheckedSentence, Event, Message, Query, Reading


class Archive(Protocol):
    """The articles behind the desk."""

    def coverage(self, where: Filter | None = None) -> Coverage:
        """What the archive holds, within a filter if one is given."""
        ...

    def articles(self, where: Filter | None = None, *, limit: int | None = None, offset: int = 0) -> Iterator[Article]:
        """Every article, newest first, undated ones last, or so many of them."""
        ...

    def months(self, where: Filter | None = None) -> dict[date, int]:
        """Number of articles by the first day of the month, oldest first."""
        ...

    def sources(self, where: Filter | None = None) -> dict[str, int]:
        """Number of articles by outlet, most first."""
        ...

    def versions(self, article_id: str, /) -> list[Version]:
        """All contents that an article has had, oldest first."""
        ...

    def add(self, articles: Iterable[Article | Failure], /) -> AddReport:
        """Add articles, or update them. Raises IndexLocked when another process writes."""
        ...

    def remove(self, ids: Iterable[str], /) -> list[str]:
        """Take articles out for good; the ids that were there. Raises IndexLocked as `add`."""
        ...

    def search(self, text: str, *, limit: int = 10, where: Filter | None = None) -> list[Hit]:
        """Ranked passages."""
        ...

    def article(self, article_id: str, /) -> Article | None:
        """One article, as it stands now."""
        ...

    def languages(self, where: Filter | None = None) -> dict[str, int]:
        """Number of articles by language, most first."""
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
    def language_model(self) -> LanguageModel | None:
        """The language model that writes; None for "quotes"."""
        ...

    @property
    def sends_to(self) -> str | None:
        """Where questions and passages are sent; None where nothing leaves this machine."""
        ...

    def describe(self) -> Mapping[str, Any]:
        """All that it takes to repeat an answer, as values that JSON can hold."""
        ...

    def plan(
        self, question: str, *, as_of: date | None = None, where: Filter | None = None, history: Sequence[Message] = ()
    ) -> Query:
        """What `ask` would search for."""
        ...

    def stream(
        self,
        question: str,
        *,
        as_of: date | None = None,
        where: Filter | None = None,
        history: Sequence[Message] = (),
        reading: Reading = ...,
    ) -> Iterator[Event]:
        """Retrieved, then Token…, then Done."""
        ...

    def suggest(self, answer: Answer, *, asked: Sequence[str] = ()) -> Iterator[str]:
        """Questions that may follow an answer, each of which has one itself; none that has been `asked`."""
        ...

    def ask(
        self, question: str, *, as_of: date | None = None, where: Filter | None = None, history: Sequence[Message] = ()
    ) -> Answer:
        """The answer, at once."""
        ...

    def check(
        self,
        text: str,
        *,
        articles: Sequence[str] = (),
        as_of: date | None = None,
        where: Filter | None = None,
    ) -> tuple[CheckedSentence, ...]:
        """Each sentence of a draft held against the archive, or against these articles only."""
        ...

    def check_each(
        self,
        text: str,
        *,
        articles: Sequence[str] = (),
        as_of: date | None = None,
        where: Filter | None = None,
    ) -> Iterator[CheckedSentence]:
        """As `check`, each sentence when it is done."""
        ...

    def search(
        self, question: str, *, as_of: date | None = None, where: Filter | None = None, limit: int = 10
    ) -> list[Hit]:
        """Ranked passages, retrieved as for an answer."""
        ...
