"""Turns carried out: what they ask for is done over an index and a writer, synchronously and asynchronously."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from typing import TYPE_CHECKING

from index import Filter, Index, ModelError
from qa.rewrite import Rewrite, Rewritten
from qa.running import Running, Writing
from qa.turn import Found, Read, Search, Texts, Turn, Write
from qa.values import Done, Event, Query

if TYPE_CHECKING:
    from qa.rewriter import ModelRewriter
    from qa.writers.writer import Writer

HITS = 40
"""Passages from which a turn chooses its evidence."""


class Driver:
    """Carries out turns: `writer` drafts, `quotes` drafts what must be verbatim, and `rewriter` rewrites follow-ups."""

    def __init__(self, index: Index, writer: Writer, quotes: Writer, rewriter: ModelRewriter | None) -> None:
        self._index = index
        self._writer = writer
        self._quotes = quotes
        self._rewriter = rewriter

    def drive(self, steps: Turn) -> Iterator[Event]:
        """Carry out a turn, yielding what a reader is shown of it; Done is the last."""
        run = Running(steps)
        while (request := run.request) is not None:
            if isinstance(request, Rewrite):
                run.send(self.rewritten(request))
                continue
            if isinstance(request, Search):
                run.send(self._found(request.query))
                continue
            if isinstance(request, Read):
                run.send(self._texts(request.ids))
                continue
            writer = self._writer_for(request)
            writing = Writing(request, writer)
            yield from writing.begin()
            try:
                for piece in writer.stream(request):
                    yield from writing.take(piece)
            except ModelError as error:
                writing.fail(error)
            yield from writing.end()
            run.send(writing.response())
        yield Done(run.answer())

    async def adrive(self, steps: Turn) -> AsyncIterator[Event]:
        """As `drive`, without blocking the event loop."""
        run = Running(steps)
        while (request := run.request) is not None:
            if isinstance(request, Rewrite):
                run.send(await self._rewriter.arewrite(request) if self._rewriter else Rewritten(None))
                continue
            if isinstance(request, Search):
                run.send(await asyncio.to_thread(self._found, request.query))
                continue
            if isinstance(request, Read):
                run.send(await asyncio.to_thread(self._texts, request.ids))
                continue
            writer = self._writer_for(request)
            writing = Writing(request, writer)
            for event in writing.begin():
                yield event
            try:
                async for piece in writer.astream(request):
                    for event in writing.take(piece):
                        yield event
            except ModelError as error:
                writing.fail(error)
            for event in writing.end():
                yield event
            run.send(writing.response())
        yield Done(run.answer())

    def rewritten(self, request: Rewrite) -> Rewritten:
        """Return a follow-up rewritten, where a language model is there to do it."""
        return self._rewriter.rewrite(request) if self._rewriter else Rewritten(None)

    def _found(self, query: Query) -> Found:
        hits = self._index.search(query.text, limit=HITS, where=query.where, recency=query.recency)
        return Found(tuple(hits), self._index.coverage(query.where))

    def _texts(self, ids: tuple[str, ...]) -> Texts:
        return Texts({article.id: article.text for article in self._index.articles(Filter(ids=ids))})

    def _writer_for(self, request: Write) -> Writer:
        return self._quotes if request.verbatim else self._writer
