"""A test case: a question, and what is known of its answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from qa.evaluation.matching import any_occurs
from qa.values import Message


@dataclass(frozen=True, slots=True)
class Case:
    """A question and what is known of its answer.

    `asked` is the day on which it is asked ("today" in it). `answers` are alternatives, any of which is right; `also`
    are further parts of the answer, each with its alternatives, all of which must be there too. Without an answer the
    question must be refused, unless `answers_known` is False: then nobody has written down what is right. `relevant`
    are the ids of the articles that hold the answer. `history` is the conversation before the question, `reference` a
    full answer as a person would write it, `choices` what a multiple-choice question offers.
    """

    id: str
    question: str
    asked: date | None = None
    answers: tuple[str, ...] = ()
    relevant: tuple[str, ...] = ()
    history: tuple[Message, ...] = ()
    reference: str | None = None
    tags: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    also: tuple[tuple[str, ...], ...] = ()
    answers_known: bool = True

    @property
    def must_be_refused(self) -> bool:
        """Whether there is no answer to give, so that the right thing is to refuse."""
        return self.answers_known and not self.answers

    @property
    def answerable(self) -> bool:
        """Whether there is an answer to give, known or not."""
        return not self.must_be_refused

    def answered_by(self, text: str) -> bool:
        """Whether the text holds an answer, all parts of it (qa.evaluation.matching says what counts as the same)."""
        return all(any_occurs(alternatives, text) for alternatives in (self.answers, *self.also))
