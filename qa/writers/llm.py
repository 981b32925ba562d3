"""The writer that is a language model: any LangChain chat model, told what to do by `prompts/*.md`."""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator, Iterator

from index import format_date
from qa.models import LanguageModel, Piece
from qa.prompting import fence, load_prompt
from qa.turn import Write
from qa.values import Evidence, Message, Query


class ModelWriter:
    """Asks a chat model for a short answer from the evidence."""

    def __init__(self, model: LanguageModel) -> None:
        self._model = model
        self._answer, self._evidence, self._question = map(load_prompt, ("answer", "evidence", "question"))
        self.name = model.name
        self.sends_to = model.sends_to
        self.prompt = f"{self._answer.name}@{self._answer.fingerprint}"

    def stream(self, request: Write) -> Iterator[Piece]:
        """Yield the model's reply. Raises ModelError."""
        yield from self._model.stream(self._messages(request))

    async def astream(self, request: Write) -> AsyncIterator[Piece]:
        """As `stream`, without blocking the event loop."""
        async for piece in self._model.astream(self._messages(request)):
            yield piece

    def _messages(self, request: Write) -> tuple[Message, ...]:
        query = request.query
        # Another fence each time, so that no article can have it in its text.
        nonce = secrets.token_hex(4)
        passages = "\n\n".join(self._passage(item, nonce) for item in request.evidence)
        system = self._answer.render(today=_long_date(query), window=_window(query))
        user = self._question.render(passages=passages, today=_long_date(query), question=fence(query.text, nonce))
        return Message("system", system), Message("user", user)

    def _passage(self, item: Evidence, nonce: str) -> str:
        hit = item.hit
        return self._evidence.render(
            nonce=nonce,
            number=item.number,
            outlet=fence(hit.source or "unknown outlet", nonce),
            date=format_date(hit.published) or "undated",
            title=fence(hit.title or "no headline", nonce),
            text=fence(hit.text, nonce),
        )


def _long_date(query: Query) -> str:
    return f"{query.today:%A} {query.today.day} {query.today:%B %Y}"


def _window(query: Query) -> str:
    after, before = query.window.after, query.window.before
    if after is None and before is None:
        return "none in particular"
    return f"{after or 'the beginning'} to {before or 'now'}"
