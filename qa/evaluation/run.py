"""A test set asked of an assistant, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from index import NewsError
from qa.evaluation.case_record import case_record
from qa.evaluation.cases import Case
from qa.evaluation.figure import Figure, figure
from qa.evaluation.graders import Grader, graders
from qa.evaluation.instruments import Instruments
from qa.evaluation.measures import STANDARD, find_measure
from qa.evaluation.outcome import Outcome
from qa.evaluation.provenance import provenance
from qa.evaluation.slices import labels
from qa.values import Answer, Message

if TYPE_CHECKING:
    from index import Index


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

    def measured(self, metrics: Sequence[str]) -> Run:
        """The same outcomes by other measures. Graded scores are there only if they were measured when it was asked."""
        return replace(self, metrics=_figures(tuple(dict.fromkeys(metrics)), self.cases))

    def by(self, kind: str) -> dict[str, dict[str, Figure]]:
        """The same measures over the cases of each slice of a kind (qa.evaluation.slices), in alphabetical order.

        A case may be in several slices, or in none. Raises SettingsError for a kind that does not exist.
        """
        sliced: dict[str, list[Outcome]] = {}
        for outcome in self.cases:
            for label in labels(kind, outcome):
                sliced.setdefault(label, []).append(outcome)
        return {label: _figures(self.metrics, sliced[label]) for label in sorted(sliced)}

    def by_tag(self) -> dict[str, dict[str, Figure]]:
        """The same measures over the cases of each tag, by tag in alphabetical order."""
        return self.by("tag")

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
            "cases": [case_record(outcome, self._scores(outcome)) for outcome in self.cases],
        }

    def _scores(self, outcome: Outcome) -> dict[str, float | None]:
        measures = map(find_measure, self.metrics)
        return {measure.name: measure.score(outcome) for measure in measures if measure.by_case}


def evaluate(
    desk: Desk,
    cases: Sequence[Case],
    *,
    metrics: Sequence[str] | None = None,
    instruments: Instruments | None = None,
    jobs: int = 1,
    journal: str | Path | None = None,
    anew: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> Run:
    """Ask every case and measure the answers; `metrics` names the measures, None the standard ones.

    `instruments` are what some measures need besides; by default the desk's own index. `jobs` cases are asked at a
    time. `journal` is a file in which each case is written down as it is answered: a run that was killed and is begun
    again with it goes on where it stopped, and one of other settings raises SettingsError, unless `anew` drops what
    the file holds. `progress` is called after each case with how many are done and how many there are.

    A case that raises NewsError, or whose language model fails, does not stop the run: its outcome holds the error, and
    scores as no answer. Raises SettingsError for a measure that does not exist, before anything is asked.
    """
    names = STANDARD if metrics is None else tuple(dict.fromkeys(metrics))
    for name in names:
        find_measure(name)
    tools = instruments or Instruments(index=_index(desk))
    asking = _Asking(desk, tools, graders(names, tools))
    config = provenance({**desk.describe(), **tools.describe()}, cases, names, jobs)
    done: dict[str, Outcome] = {}
    with ExitStack() as stack:
        book = None
        if journal is not None:
            from qa.evaluation.journal import Journal

            book = stack.enter_context(Journal(journal, config, anew=anew))
            done, config = dict(book.done), {**book.config, "jobs": jobs}
        for outcome in asking.each([case for case in cases if case.id not in done], jobs):
            done[outcome.case.id] = outcome
            if book is not None:
                book.write(outcome)
            if progress is not None:
                progress(len(done), len(cases))
    outcomes = tuple(done[case.id] for case in cases)
    return Run(config, _figures(names, outcomes), outcomes)


@dataclass(frozen=True, slots=True)
class _Asking:
    """A desk that is asked, and what else each answer is graded with."""

    desk: Desk
    instruments: Instruments
    graders: Mapping[str, Grader]

    def each(self, cases: Sequence[Case], jobs: int) -> Iterator[Outcome]:
        """The outcomes of the cases, in order."""
        if jobs == 1:
            yield from map(self.outcome, cases)
            return
        with ThreadPoolExecutor(jobs) as pool:
            try:
                yield from pool.map(self.outcome, cases)
            except BaseException:
                pool.shutdown(cancel_futures=True)
                raise

    def outcome(self, case: Case) -> Outcome:
        outcome = replace(self._answered(case), relevant=self.instruments.relevant(case.relevant))
        return replace(outcome, grades={name: grade(outcome) for name, grade in self.graders.items()})

    def _answered(self, case: Case) -> Outcome:
        try:
            answer = self.desk.ask(case.question, as_of=case.asked, history=case.history)
        except NewsError as error:
            return Outcome(case, None, str(error))
        # Quotations that took the place of an answer say nothing of the model that was to be measured.
        return Outcome(case, None if answer.failure else answer, answer.failure)


def _index(desk: Desk) -> Index | None:
    from index import Index  # loads numpy, and much else

    index = getattr(desk, "index", None)
    return index if isinstance(index, Index) else None


def _figures(names: Sequence[str] | Mapping[str, Figure], outcomes: Sequence[Outcome]) -> dict[str, Figure]:
    return {name: figure(find_measure(name), outcomes) for name in names}
