"""A run's cases by what they have in common, as a table each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from qa.evaluation.figure import Figure, figure
from qa.evaluation.measures import Measure, find_measure
from qa.evaluation.outcome import Outcome
from qa.evaluation.report.judged import Judged, JudgedRun
from qa.evaluation.slices import labels

_MAIN = ("recall@5", "answer_recall", "citation_hit")
_MOST_ROWS = 25
_TITLES = {
    "tag": "Tag",
    "outlet": "Outlet",
    "year": "Year",
    "word": "Question word",
    "turn": "Turn",
}


@dataclass(frozen=True, slots=True)
class Slice:
    """Some of the cases: how many, and their figures by measure; "right" is the share answered or refused rightly."""

    name: str
    cases: int
    figures: Mapping[str, Figure] = field(hash=False)


@dataclass(frozen=True, slots=True)
class Slicing:
    """One way to part the cases. A case without the property is in no slice; one with several tags in several."""

    title: str
    measures: tuple[str, ...]
    slices: tuple[Slice, ...]


def slicings(run: JudgedRun) -> tuple[Slicing, ...]:
    """Every way to part the cases that makes at least two parts, the largest parts first."""
    main = tuple(name for name in _MAIN if name in run.by_case) or run.by_case[:3]
    return tuple(
        slicing
        for kind, title in _TITLES.items()
        if len((slicing := Slicing(title, ("right", *main), _parts(run, main, kind))).slices) > 1
    )


def _parts(run: JudgedRun, measures: tuple[str, ...], kind: str) -> tuple[Slice, ...]:
    parts: dict[str, list[Judged]] = defaultdict(list)
    for case in run.cases:
        for label in labels(kind, case.outcome):
            parts[label].append(case)
    largest = sorted(parts.items(), key=lambda part: (-len(part[1]), part[0]))[:_MOST_ROWS]
    return tuple(Slice(name, len(cases), _figures(cases, measures)) for name, cases in largest)


def _figures(cases: list[Judged], measures: tuple[str, ...]) -> dict[str, Figure]:
    outcomes = [case.outcome for case in cases]
    right = {id(case.outcome): case.right for case in cases}

    def score(outcome: Outcome) -> float | None:
        judged = right[id(outcome)]
        return None if judged is None else float(judged)

    share = Measure("right", "share of the cases answered rightly, or refused where there is no answer", score)
    return {"right": figure(share, outcomes), **{name: figure(find_measure(name), outcomes) for name in measures}}
