"""A language model that makes follow-ups standalone, told what to do by `prompts/rewrite.md`."""

from __future__ import annotations

import secrets
from collections.abc import AsyncGenerator, Generator, Iterator
from contextlib import aclosing, closing
from typing import cast

from index import ModelError
from qa.models import LanguageModel, Piece
from qa.prompting import fence, load_prompt
from qa.rewrite import Rewrite, Rewritten
from qa.values import Message

LAST_MESSAGES = 6
LONGEST_MESSAGE, LONGEST_REPLY = 600, 400
"""Characters: what a model is shown of a message, and reads out before it is stopped."""


class ModelRewriter:
    """Asks a chat model for a question that stands alone. A model that fails replies None: the rules can do without."""

    def __init__(self, model: LanguageModel) -> None:
        self._model = model
        self._prompt = load_prompt("rewrite")

    def rewrite(self, request: Rewrite) -> Rewritten:
        """Return the reply."""
        reply = _Reply()
        try:
            with closing(cast("Generator[Piece]", self._model.stream(self._messages(request)))) as pieces:
                for piece in pieces:
                    if reply.take(piece):
                        break
        except ModelError:
            return Rewritten(None)
        return Rewritten(reply.text)

    async def arewrite(self, request: Rewrite) -> Rewritten:
        """As `rewrite`, without blocking the event loop."""
        reply = _Reply()
        try:
            async with aclosing(cast("AsyncGenerator[Piece]", self._model.astream(self._messages(request)))) as pieces:
                async for piece in pieces:
                    if reply.take(piece):
                        break
        except ModelError:
            return Rewritten(None)
        return Rewritten(reply.text)

    def _messages(self, request: Rewrite) -> tuple[Message, ...]:
        nonce = secrets.token_hex(4)
        said = "\n".join(_lines(request, nonce))
        day = request.today
        today = f"{day:%A} {day.day} {day:%B %Y}"
        question, draft = fence(request.question, nonce), fence(request.draft, nonce)
        return (
            Message(
                "user", self._prompt.render(today=today, nonce=nonce, conversation=said, question=question, draft=draft)
            ),
        )


class _Reply:
    def __init__(self) -> None:
        self.text = ""

    def take(self, piece: Piece) -> bool:
        """Add a piece; whether that is enough: the question is one line."""
        self.text += piece.text
        return len(self.text) > LONGEST_REPLY or "?\n" in self.text


def _lines(request: Rewrite, nonce: str) -> Iterator[str]:
    for message in request.history[-LAST_MESSAGES:]:
        who = "Reader" if message.role == "user" else "Assistant"
        text = " ".join(message.content.split())[:LONGEST_MESSAGE]
        yield f"{who}: {fence(text, nonce)}"
