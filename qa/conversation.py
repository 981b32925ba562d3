"""A conversation: questions that are understood with those before them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from index import Filter
from qa.values import Answer, Message

if TYPE_CHECKING:
    from qa.assistant import Assistant


class Conversation:
    """Keeps the history, so that each question is understood with the ones before. One thread at a time."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self.history: tuple[Message, ...] = ()

    def ask(self, question: str, *, as_of: date | None = None, where: Filter | None = None) -> Answer:
        """Answer the next question."""
        answer = self._assistant.ask(question, as_of=as_of, where=where, history=self.history)
        self.history = (*self.history, Message("user", question), Message("assistant", answer.text))
        return answer
