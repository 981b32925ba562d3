"""What came of each case of a run, in a word: right, wrong, refused rightly or wrongly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from qa.evaluation.cases import Case
from qa.evaluation.figure import Figure
from qa.evaluation.outcome import Outcome
from qa.evaluation.run import Run

Kind = Literal["right", "wrong", "refused, rightly", "refused, wrongly", "should be refused", "error", "not judged"]

RIGHT = ("answer_recall", "choice_accuracy", "exact_match")
"""Measures that say whether an answer is right; the first of them that applies to a case decides."""


@dataclass(frozen=True, slots=True)
class Judged:
    """An outcome and its scores by measure (None: does not apply)."""

    outcome: Outcome
    scores: Mapping[str, float | None] = field(hash=False)

    @property
    def case(self) -> Case:
        """The case."""
        return self.outcome.case

    @property
    def confidence(self) -> float | None:
        """How sure the assistant was that the evidence holds the answer; None after an error."""
        return self.outcome.answer.confidence if self.outcome.answer else None

    @property
    def text(self) -> str:
        """The answer with its marks, or the error in its place."""
        return self.outcome.error or (self.outcome.answer.text if self.outcome.answer else "")

    @property
    def rank(self) -> int | None:
        """The place of the first relevant article among those retrieved, from 1; None where none is."""
        places = enumerate(self.outcome.retrieved, 1)
        return next((place for place, article in places if article in self.case.relevant), None)

    @property
    def right(self) -> bool | None:
        """Whether the answer given is right; a refusal is where there is none to give. None: nothing says."""
        if self.outcome.error is not None:
            return False
        if not self.case.answerable:
            return self.outcome.refused
        if self.outcome.refused:
            return False
        score = next((self.scores[name] for name in RIGHT if self.scores.get(name) is not None), None)
        return None if score is None else score >= 0.5

    @property
    def kind(self) -> Kind:
        """What came of it, in a word or two."""
        if self.outcome.error is not None:
            return "error"
        if not self.case.answerable:
            return "refused, rightly" if self.outcome.refused else "should be refused"
        if self.outcome.refused:
            return "refused, wrongly"
        return "not judged" if self.right is None else "right" if self.right else "wrong"


@dataclass(frozen=True, slots=True)
class JudgedRun:
    """A run, and each of its cases with what came of it, in order."""

    run: Run
    cases: tuple[Judged, ...]

    @property
    def config(self) -> Mapping[str, Any]:
        """What was evaluated."""
        return self.run.config

    @property
    def metrics(self) -> Mapping[str, Figure]:
        """Each measure's figure."""
        return self.run.metrics

    @property
    def by_case(self) -> tuple[str, ...]:
        """The measures of which single cases have scores, in the run's order."""
        return tuple(name for name in self.metrics if any(name in case.scores for case in self.cases))


def judged(run: Run) -> JudgedRun:
    """The run with each case's scores, as its record has them."""
    records = run.record()["cases"]
    cases = (
        Judged(outcome, {name: record[name] for name in run.metrics if name in record})
        for outcome, record in zip(run.cases, records, strict=True)
    )
    return JudgedRun(run, tuple(cases))
