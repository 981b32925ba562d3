"""Two runs over the same cases: what their comparison says, and which cases came out otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from qa.evaluation.compare import Difference, compare
from qa.evaluation.report.judged import Judged, JudgedRun

Change = Literal["better", "worse", "same"]


@dataclass(frozen=True, slots=True)
class Pairing:
    """A run beside an earlier one (`before`, by the ids of the cases that are in both)."""

    common: int
    only_before: int
    only_after: int
    differences: tuple[Difference, ...]
    changes: Mapping[str, Change] = field(hash=False)
    before: Mapping[str, Judged] = field(hash=False)


def pair(run: JudgedRun, earlier: JudgedRun) -> Pairing:
    """Pair the cases by id. A case got better where it is right now and was not, worse the other way round.

    Raises CaseError as `compare` does.
    """
    comparison = compare(earlier.run, run.run)
    before = {case.case.id: case for case in earlier.cases}
    both = [(before[case.case.id], case) for case in run.cases if case.case.id in before]
    return Pairing(
        common=comparison.n,
        only_before=len(before) - len(both),
        only_after=len(run.cases) - len(both),
        differences=comparison.differences,
        changes={after.case.id: _change(was, after) for was, after in both},
        before={after.case.id: was for was, after in both},
    )


def _change(was: Judged, after: Judged) -> Change:
    if was.right == after.right or None in {was.right, after.right}:
        return "same"
    return "better" if after.right else "worse"
