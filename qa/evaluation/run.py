"""A test set asked of an assistant, and what came of it."""

from __future__ import annotations

import platform
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime
from importlib.metadata import PackageNotFoundError, version
from typing import Any, Protocol

from index import NewsError
from qa.evaluation.cases import Case
from qa.evaluation.figure import Figure, figure
from qa.evaluation.measures import STANDARD, find_measure
from qa.evaluation.outcome import Outcome
from qa.values import Answer, Message

_PACKAGES = ("news-qa", "chromadb", "sentence-transformers", "langchain")


class Desk(Protocol):
    """What can be evaluated: it answers questions, and says how it is set up (values that JSON can hold)."""

    def ask(self, question: str, *, as_of: date | None = None, history: Sequence[Message] = ()) -> Answer:
        """The answer to a question asked on the day `as_of`, after `history`."""
        ...

    def describe(self) -> Mapping[str, Any]:
        """Model, prompt, settings, the index's recipe and counts."""
        ...


@dataclass(frozen=True, slots=True)
class Run:
    """What was evaluated (`config`), each measure's figure by name, and what came of every case, in order."""

    config: Mapping[str, Any] = field(hash=False)
    metrics: Mapping[str, Figure] = field(hash=False)
    cases: tuple[Outcome, ...]

    @property
    def errors(self) -> int:
        """How many cases ended in an error."""
        return sum(outcome.error is not None for outcome in self.cases)

    def by_tag(self) -> dict[str, dict[str, Figure]]:
        """The same measures over the cases of each tag, by tag in alphabetical order."""
        tags = sorted({tag for outcome in self.cases for tag in outcome.case.tags})
        return {tag: _figures(self.metrics, [one for one in self.cases if tag in one.case.tags]) for tag in tags}

    def below(self, minimums: Mapping[str, float]) -> list[tuple[str, float | None, float]]:
        """Which of these minimums are missed: (name, value, minimum), in the order given.

        Where lower is better the minimum is a ceiling. A measure that applies to no case (None) meets no minimum.
        Raises SettingsError for a measure that does not exist.
        """
        missed: list[tuple[str, float | None, float]] = []
        for name, minimum in minimums.items():
            measure = find_measure(name)
            value = (self.metrics.get(name) or figure(measure, self.cases)).value
            met = value is not None and (value >= minimum if measure.higher_is_better else value <= minimum)
            if not met:
                missed.append((name, value, minimum))
        return missed

    def record(self) -> dict[str, Any]:
        """The run as JSON holds it: config, metrics, and each case with its scores (None: does not apply)."""
        return {
            "config": dict(self.config),
            "metrics": {name: asdict(figure) for name, figure in self.metrics.items()},
            "cases": [self._case_record(outcome) for outcome in self.cases],
        }

    def _case_record(self, outcome: Outcome) -> dict[str, Any]:
        measures = [find_measure(name) for name in self.metrics]
        return {
            "id": outcome.case.id,
            "question": outcome.case.question,
            "answer": outcome.answer.text if outcome.answer else None,
            "retrieved": list(outcome.retrieved),
            "cited": list(outcome.cited),
            "refused": outcome.refused,
            **{measure.name: measure.score(outcome) for measure in measures if measure.by_case},
            "ms": outcome.milliseconds,
            "tags": list(outcome.case.tags),
            **({"error": outcome.error} if outcome.error is not None else {}),
        }


def evaluate(
    desk: Desk,
    cases: Sequence[Case],
    *,
    metrics: Sequence[str] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Run:
    """Ask every case and measure the answers; `metrics` names the measures, None the standard ones.

    `progress` is called after each case with how many are done and how many there are. A case that raises NewsError
    does not stop the run: its outcome holds the error, and scores as no answer. Raises SettingsError for a measure
    that does not exist, before anything is asked.
    """
    names = STANDARD if metrics is None else tuple(metrics)
    for name in names:
        find_measure(name)
    config = _config(desk, len(cases))
    outcomes: list[Outcome] = []
    for case in cases:
        outcomes.append(_outcome(desk, case))
        if progress is not None:
            progress(len(outcomes), len(cases))
    return Run(config, _figures(names, outcomes), tuple(outcomes))


def _outcome(desk: Desk, case: Case) -> Outcome:
    try:
        return Outcome(case, desk.ask(case.question, as_of=case.asked, history=case.history))
    except NewsError as error:
        return Outcome(case, None, str(error))


def _figures(names: Sequence[str] | Mapping[str, Figure], outcomes: Sequence[Outcome]) -> dict[str, Figure]:
    return {name: figure(find_measure(name), outcomes) for name in names}


def _config(desk: Desk, cases: int) -> dict[str, Any]:
    return {
        **desk.describe(),
        "cases": cases,
        "time": datetime.now(UTC).isoformat(timespec="seconds"),
        "versions": {"python": platform.python_version(), **{name: _version(name) for name in _PACKAGES}},
    }


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None
