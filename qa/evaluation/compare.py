"""Two runs of one test set compared, case by case."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from index import CaseError
from qa.evaluation.figure import SEED
from qa.evaluation.measures import Measure, find_measure
from qa.evaluation.outcome import Outcome
from qa.evaluation.run import Run

if TYPE_CHECKING:
    from numpy import float64
    from numpy.typing import NDArray

    Scores = NDArray[float64]

_RESAMPLES = 1_000
_SWAPS = 4_999


@dataclass(frozen=True, slots=True)
class Difference:
    """A measure in two runs, over the cases of both: `after` less `before`, its 95 % interval, and the p-value.

    `better` and `worse` are the ids of the cases whose score rose and fell, in the sense of the measure; none for a
    measure that says nothing of a single case. All is None where the measure applies to no case of one of the runs.
    """

    name: str
    before: float | None
    after: float | None
    difference: float | None
    low: float | None
    high: float | None
    p: float | None
    better: tuple[str, ...] = ()
    worse: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed between two runs: a difference for each measure, over the cases (`n`) that both have."""

    n: int
    differences: tuple[Difference, ...]

    def record(self) -> dict[str, Any]:
        """The comparison as JSON holds it."""
        rows = (asdict(one) for one in self.differences)
        listed = [{**row, "better": list(row["better"]), "worse": list(row["worse"])} for row in rows]
        return {"n": self.n, "measures": {row.pop("name"): row for row in listed}}


def compare(before: Run, after: Run, metrics: Sequence[str] | None = None) -> Comparison:
    """Compare two runs of one test set; `metrics` names the measures, None those of both runs.

    Cases are paired by their ids. The interval is the paired percentile bootstrap (Efron and Tibshirani, 1993): the
    same 1,000 resamples of the pairs for both. The p-value is for the pairs to which the measure applies in both runs:
    McNemar's exact test (1947) where scores are 0 and 1, else a permutation test that swaps the runs of a pair
    (Fisher, 1935; 4,999 swaps). Both are of fixed seeds. Raises CaseError where the runs share no case, or ask
    different questions under one id, and SettingsError for a measure that does not exist.
    """
    pairs = _pairs(before, after)
    names = [name for name in after.metrics if name in before.metrics] if metrics is None else list(metrics)
    return Comparison(len(pairs), tuple(_difference(find_measure(name), pairs) for name in names))


def _pairs(before: Run, after: Run) -> list[tuple[Outcome, Outcome]]:
    earlier = {outcome.case.id: outcome for outcome in before.cases}
    pairs = [(earlier[one.case.id], one) for one in after.cases if one.case.id in earlier]
    if not pairs:
        raise CaseError("the runs have no case in common; compare two runs of one test set")
    for one, other in pairs:
        if one.case.question != other.case.question:
            raise CaseError(f"case {one.case.id!r} is another question in each run; compare two runs of one test set")
    return pairs


def _difference(measure: Measure, pairs: Sequence[tuple[Outcome, Outcome]]) -> Difference:
    import numpy as np

    if measure.needs is not None and not any(measure.needs(one.case) for one, _ in pairs):
        return Difference(measure.name, None, None, None, None, None, None)
    scores = [[measure.score(outcome) for outcome in pair] for pair in pairs]
    before, after = np.array(scores, dtype=np.float64).T  # None becomes not a number
    was, is_ = _combined(measure, before), _combined(measure, after)
    if was is None or is_ is None:
        return Difference(measure.name, was, is_, None, None, None, None)
    low, high = _interval(measure, before, after)
    rose = after > before if measure.higher_is_better else after < before
    fell = after < before if measure.higher_is_better else after > before
    ids = [one.case.id for one, _ in pairs] if measure.by_case else []
    return Difference(
        measure.name,
        was,
        is_,
        is_ - was,
        low,
        high,
        _p(measure, before, after),
        tuple(id_ for id_, better in zip(ids, rose, strict=False) if better),
        tuple(id_ for id_, worse in zip(ids, fell, strict=False) if worse),
    )


def _combined(measure: Measure, scores: Scores) -> float | None:
    """The measure over the scores that are there; None where it applies to none."""
    import numpy as np

    kept = scores[~np.isnan(scores)]
    value = float(measure.combine(kept)) if kept.size else float("nan")
    return None if np.isnan(value) else value


def _interval(measure: Measure, before: Scores, after: Scores) -> tuple[float | None, float | None]:
    import numpy as np

    random = np.random.default_rng(SEED)
    found: list[float] = []
    for chosen in random.integers(before.size, size=(_RESAMPLES, before.size)):
        was, is_ = _combined(measure, before[chosen]), _combined(measure, after[chosen])
        if was is not None and is_ is not None:
            found.append(is_ - was)
    low, high = np.percentile(found, (2.5, 97.5)) if found else (None, None)
    return low if low is None else float(low), high if high is None else float(high)


def _p(measure: Measure, before: Scores, after: Scores) -> float | None:
    import numpy as np
    from scipy.stats import binomtest, permutation_test

    both = ~(np.isnan(before) | np.isnan(after))
    was, is_ = before[both], after[both]
    if not was.size:
        return None
    if measure.by_case and set(np.unique([was, is_])) <= {0.0, 1.0}:
        changed = was != is_
        rose = int((is_ > was).sum())
        return float(binomtest(rose, int(changed.sum())).pvalue) if changed.any() else 1.0
    if np.array_equal(was, is_):
        return 1.0

    def statistic(one: Scores, other: Scores, axis: int = -1) -> Any:  # noqa: ARG001 - scipy's signature
        return measure.combine(other) - measure.combine(one)

    test = permutation_test(
        (was, is_),
        statistic,
        permutation_type="samples",
        vectorized=True,
        n_resamples=_SWAPS,
        batch=500,
        rng=np.random.default_rng(SEED),
    )
    return float(test.pvalue)
