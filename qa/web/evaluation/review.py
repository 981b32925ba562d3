"""Looking through drafted cases: each is accepted as it stands or as edited, or dropped. Pure values."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from qa.evaluation import Case
from qa.evaluation.making import DRAFT
from qa.evaluation.matching import normalise
from qa.web.texts import text


@dataclass(frozen=True, slots=True)
class Review:
    """`drafts` in their order, of which those before `place` have been seen; `kept` is what became of each of these."""

    drafts: tuple[Case, ...] = ()
    place: int = 0
    kept: tuple[Case | None, ...] = ()

    @property
    def case(self) -> Case | None:
        """The case to be looked at; None once all have been."""
        return self.drafts[self.place] if self.place < len(self.drafts) else None

    @property
    def accepted(self) -> tuple[Case, ...]:
        """What has been accepted."""
        return tuple(case for case in self.kept if case)

    def accept(self, question: str, answers: str, asked: str) -> Review:
        """The case with these words accepted: an answer a line, none where it must be refused.

        Raises ValueError, saying what to write, for words that make no case.
        """
        if self.case is None:
            return self
        case = replace(
            self.case,
            question=_question(question),
            answers=_answers(answers),
            asked=_day(asked),
            relevant=self.case.relevant if answers.strip() else (),
            tags=tuple(tag for tag in self.case.tags if tag != DRAFT),
        )
        return self._next(case)

    def drop(self) -> Review:
        """The case left out."""
        return self._next(None) if self.case else self

    def back(self) -> Review:
        """The case before once more, as it was drafted."""
        return replace(self, place=self.place - 1, kept=self.kept[:-1]) if self.place else self

    def _next(self, case: Case | None) -> Review:
        return replace(self, place=self.place + 1, kept=(*self.kept, case))


def _question(typed: str) -> str:
    if not typed.strip():
        raise ValueError(text("evaluate.no.question"))
    return typed.strip()


def _answers(typed: str) -> tuple[str, ...]:
    answers = tuple(line.strip() for line in typed.splitlines() if line.strip())
    if not all(map(normalise, answers)):
        raise ValueError(text("evaluate.no.answer"))
    return answers


def _day(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed.strip()) if typed.strip() else None
    except ValueError:
        raise ValueError(text("evaluate.no.date", text=typed.strip()[:40])) from None
