"""A reader's conversation: turns, and how events change the last of them. Pure values; the page renders them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from qa.values import Answer, Done, Event, Evidence, Message, Query, Retrieved, Token

Progress = Literal["working", "answered", "stopped", "failed"]


@dataclass(frozen=True, slots=True)
class Turn:
    """One question and what has come of it so far. `number` is 1-based within the conversation."""

    number: int
    question: str
    as_of: date | None = None
    progress: Progress = "working"
    query: Query | None = None
    evidence: tuple[Evidence, ...] = ()
    draft: str = ""
    answer: Answer | None = None
    problem: str = ""

    def after(self, event: Event) -> Turn:
        """The turn once `event` has happened."""
        match event:
            case Retrieved(query, evidence):
                return replace(self, query=query, evidence=evidence, draft="")  # a second draft replaces the first
            case Token(text):
                return replace(self, draft=self.draft + text)
            case Done(answer):
                return replace(self, query=answer.query, answer=answer, progress="answered")

    def failed(self, problem: str) -> Turn:
        """The turn, ended by an error; what was found and written so far stays."""
        return replace(self, progress="failed", problem=problem)

    def stopped(self) -> Turn:
        """The turn, ended by the reader, if it was not over."""
        return replace(self, progress="stopped") if self.progress == "working" else self


Turns = tuple[Turn, ...]


def asked(turns: Turns, question: str, as_of: date | None) -> Turns:
    """The conversation with one more question."""
    return (*turns, Turn(len(turns) + 1, question, as_of))


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
