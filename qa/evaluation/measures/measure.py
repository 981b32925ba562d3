"""What a measure is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qa.evaluation.cases import Case
from qa.evaluation.outcome import Outcome

if TYPE_CHECKING:
    from numpy import float64
    from numpy.typing import NDArray


def mean(scores: NDArray[float64]) -> Any:
    """The arithmetic mean along the last axis."""
    return scores.mean(axis=-1)


@dataclass(frozen=True, slots=True)
class Measure:
    """How good one outcome is, and what that makes of a set of them.

    `definition` is one line, with its source. `score` is None where the measure does not apply to a case. `combine`
    makes one figure, along the last axis, of the scores of the cases to which it does apply (at least one), so that
    many resamples can be combined at once. `bounds` are the least and the greatest figure. `by_case` says whether a
    single score means something to a reader. Where `needs` is given, a set without such a case has no figure. A
    `graded` score is worked out by a grader while the case is asked.
    """

    name: str
    definition: str
    score: Callable[[Outcome], float | None]
    combine: Callable[[NDArray[float64]], Any] = mean
    higher_is_better: bool = True
    bounds: tuple[float, float] = (0.0, 1.0)
    unit: str = ""
    by_case: bool = True
    needs: Callable[[Case], bool] | None = None
    graded: bool = False


def graded(
    name: str,
    definition: str,
    *,
    higher_is_better: bool = True,
    bounds: tuple[float, float] = (0.0, 1.0),
) -> Measure:
    """A measure whose scores a grader works out while the case is asked, and which the outcome holds since."""

    def score(outcome: Outcome) -> float | None:
        return outcome.grades.get(name)

    return Measure(name, definition, score, higher_is_better=higher_is_better, bounds=bounds, graded=True)
