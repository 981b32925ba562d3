"""A reader's conversation: turns, and how events change the last of them. Pure values; the page renders them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from index import Filter
from qa.cite import in_order
from qa.values import Answer, Done, Event, Evidence, Message, Query, Reading, Retrieved, Token
from qa.web.dates import day_of

Progress = Literal["working", "answered", "stopped", "failed"]


@dataclass(frozen=True, slots=True)
class Turn:
    """One question and what has come of it so far. `number` is 1-based within the conversation.

    `where` is the reader's filter, and `reading` what they let be read into the question.
    """

    number: int
    question: str
    where: Filter = field(default_factory=Filter)
    reading: Reading = field(default_factory=Reading)
    progress: Progress = "working"
    query: Query | None = None
    evidence: tuple[Evidence, ...] = ()
    draft: str = ""
    answer: Answer | None = None
    problem: str = ""
    suggestions: tuple[str, ...] = ()

    @property
    def as_of(self) -> date | None:
        """The day that the reader has set for "today"."""
        return day_of(self.where.as_of) if self.where.as_of else None

    def after(self, event: Event) -> Turn:
        """The turn once `event` has happened."""
        match event:
            case Retrieved(query, evidence):
                return replace(self, query=query, evidence=evidence, draft="")  # a second draft replaces the first
            case Token(text):
                return replace(self, draft=self.draft + text)
            case Done(answer):
                return replace(self, query=answer.query, answer=in_order(answer), progress="answered")

    def failed(self, problem: str) -> Turn:
        """The turn, ended by an error; what was found and written so far stays."""
        return replace(self, progress="failed", problem=problem)

    def stopped(self) -> Turn:
        """The turn, ended by the reader, if it was not over."""
        return replace(self, progress="stopped") if self.progress == "working" else self

    def followed_by(self, question: str) -> Turn:
        """The turn with one more question that may follow it."""
        return replace(self, suggestions=(*self.suggestions, question))


Turns = tuple[Turn, ...]


def asked(turns: Turns, question: str, where: Filter | None = None, reading: Reading | None = None) -> Turns:
    """The conversation with one more question."""
    return (*turns, Turn(len(turns) + 1, question, where or Filter(), reading or Reading()))


def before(turns: Turns, number: int) -> Turns:
    """The conversation as it was before the turn of that number."""
    return turns[: max(number - 1, 0)]


def with_last(turns: Turns, turn: Turn) -> Turns:
    """The conversation with its last turn replaced."""
    return (*turns[:-1], turn)


def history(turns: Turns) -> tuple[Message, ...]:
    """What was asked and answered before, as messages."""
    return tuple(
        message
        for turn in turns
        if turn.answer
        for message in (Message("user", turn.question), Message("assistant", turn.answer.text))
    )
