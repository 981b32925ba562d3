"""The assistant: turns carried out, over an index and a writer, synchronously and asynchronously."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from index import Filter, Hit, Index
from qa.marks import without_marks
from qa.plan import plan
from qa.running import Running, Writing
from qa.settings import Settings, load_settings
from qa.turn import Found, Search, Turn, Write, turn
from qa.values import Answer, Done, Event, Message, Query, Retrieved
from qa.writers.quotes import QuotesWriter

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.runnables import Runnable
    from langchain_core.tools import BaseTool

    from qa.writers.writer import Writer

HITS = 40
"""Passages from which a turn chooses its evidence."""


class Assistant:
    """Answers questions from an index.

    `model` is "quotes" (verbatim sentences, no model), a name as `qa.models.load_model` takes it, or a LangChain chat
    model; it goes before `settings.model`. Threads may share an assistant: it keeps no conversation.
    """

    def __init__(
        self, index: Index, model: str | BaseChatModel | None = None, *, settings: Settings | None = None
    ) -> None:
        self.index = index
        self.settings = settings or load_settings()
        self._quotes = QuotesWriter(index.embedder.embed_queries, index.embedder.embed_passages)
        self._writer: Writer = self._quotes
        chosen = self.settings.model if model is None else model
        if chosen != "quotes":
            self._writer = _model_writer(chosen, self.settings)

    @property
    def model_name(self) -> str:
        """Who writes."""
        return self._writer.name

    @property
    def sends_to(self) -> str | None:
        """Where questions and passages are sent; None where nothing leaves this machine."""
        return self._writer.sends_to

    def ask(
        self,
        question: str,
        *,
        as_of: date | None = None,
        where: Filter | None = None,
        history: Sequence[Message] = (),
    ) -> Answer:
        """Answer a question.

        `as_of` is "today" for the question, and hides what was published later; `where` is the reader's filter;
        `history` the conversation so far. A refusal is an Answer too. Raises ModelError when the model fails.
        """
        for event in self.stream(question, as_of=as_of, where=where, history=history):
            if isinstance(event, Done):
                return event.answer
        raise AssertionError("a turn ends with Done")

    def stream(
        self,
        question: str,
        *,
        as_of: date | None = None,
        where: Filter | None = None,
        history: Sequence[Message] = (),
    ) -> Iterator[Event]:
        """Answer a question as `ask`, yielding Retrieved, Tokens, and Done with the checked answer."""
        run = Running(self._turn(question, as_of, where, history))
        while run.request is not None:
            if isinstance(run.request, Search):
                run.send(self._found(run.request.query))
                continue
            yield Retrieved(run.request.query, run.request.evidence)
            writing = Writing(run.request)
            writer = self._writer_for(run.request)
            for piece in writer.stream(run.request):
                yield from writing.take(piece)
            yield from writing.end()
            run.send(writing.draft(writer))
        yield Done(run.answer())

    async def aask(
        self,
        question: str,
        *,
        as_of: date | None = None,
        where: Filter | None = None,
        history: Sequence[Message] = (),
    ) -> Answer:
        """As `ask`, without blocking the event loop."""
        async for event in self.astream(question, as_of=as_of, where=where, history=history):
            if isinstance(event, Done):
                return event.answer
        raise AssertionError("a turn ends with Done")

    async def astream(
        self,
        question: str,
        *,
        as_of: date | None = None,
        where: Filter | None = None,
        history: Sequence[Message] = (),
    ) -> AsyncIterator[Event]:
        """As `stream`, without blocking the event loop."""
        run = Running(self._turn(question, as_of, where, history))
        while run.request is not None:
            if isinstance(run.request, Search):
                run.send(await asyncio.to_thread(self._found, run.request.query))
                continue
            yield Retrieved(run.request.query, run.request.evidence)
            writing = Writing(run.request)
            writer = self._writer_for(run.request)
            async for piece in writer.astream(run.request):
                for event in writing.take(piece):
                    yield event
            for event in writing.end():
                yield event
            run.send(writing.draft(writer))
        yield Done(run.answer())

    def search(
        self,
        question: str,
        *,
        as_of: date | None = None,
        where: Filter | None = None,
        history: Sequence[Message] = (),
        limit: int = 10,
    ) -> list[Hit]:
        """Return the passages for a question, best first, planned and ranked as `ask` does."""
        query = self.plan(question, as_of=as_of, where=where, history=history)
        return self.index.search(query.text, limit=limit, where=query.where, recency=query.recency)

    def plan(
        self,
        question: str,
        *,
        as_of: date | None = None,
        where: Filter | None = None,
        history: Sequence[Message] = (),
    ) -> Query:
        """Return what `ask` would search for."""
        return plan(question, _cleaned(history), where=_until(where, as_of))

    def chat(self) -> Conversation:
        """Begin a conversation."""
        return Conversation(self)

    def as_runnable(self) -> Runnable[Any, Answer]:
        """The assistant as a LangChain Runnable, from a question (or a mapping of `ask`'s arguments) to an Answer."""
        from qa.langchain import as_runnable

        return as_runnable(self)

    def as_tool(self) -> BaseTool:
        """The assistant as a LangChain tool: the answer with its sources, its JSON as the artifact."""
        from qa.langchain import as_tool

        return as_tool(self)

    def describe(self) -> dict[str, Any]:
        """Return all that it takes to repeat an answer: model, prompt, settings, index. Values that JSON can hold."""
        return {
            "model": self._writer.name,
            "prompt": self._writer.prompt,
            "settings": self.settings.model_dump(mode="json", exclude={"api_key"}),
            "recipe": self.index.recipe.fingerprint,
            "embedder": self.index.recipe.embedder,
            "articles": self.index.coverage().articles,
        }

    def _turn(self, question: str, as_of: date | None, where: Filter | None, history: Sequence[Message]) -> Turn:
        return turn(
            question,
            _cleaned(history),
            where=_until(where, as_of),
            most=self.settings.most_passages,
            words=self.settings.most_words,
        )

    def _found(self, query: Query) -> Found:
        hits = self.index.search(query.text, limit=HITS, where=query.where, recency=query.recency)
        return Found(tuple(hits), self.index.coverage(query.where))

    def _writer_for(self, request: Write) -> Writer:
        return self._quotes if request.verbatim else self._writer


class Conversation:
    """A conversation: each question is understood with the ones before. One thread at a time."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self.history: tuple[Message, ...] = ()

    def ask(self, question: str, *, as_of: date | None = None, where: Filter | None = None) -> Answer:
        """Answer the next question."""
        answer = self._assistant.ask(question, as_of=as_of, where=where, history=self.history)
        self.history = (*self.history, Message("user", question), Message("assistant", answer.text))
        return answer


def _model_writer(model: str | BaseChatModel, settings: Settings) -> Writer:
    from qa.models import load_model
    from qa.writers.llm import ModelWriter

    return ModelWriter(
        load_model(
            model,
            base_url=settings.base_url,
            api_key=settings.api_key.get_secret_value() if settings.api_key else None,
            timeout=settings.timeout,
            temperature=settings.temperature,
        )
    )


def _until(where: Filter | None, as_of: date | datetime | None) -> Filter:
    where = where or Filter()
    return where if as_of is None else replace(where, as_of=as_of)


def _cleaned(history: Sequence[Message]) -> tuple[Message, ...]:
    """The conversation without the marks of its answers: they mean nothing in another turn."""
    return tuple(replace(message, content=without_marks(message.content)) for message in history)
