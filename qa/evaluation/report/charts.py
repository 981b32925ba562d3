"""The plots of a report as numbers: where each line, bar and dot stands. The page's template draws them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from qa.evaluation.report.judged import Judged, JudgedRun

_RANKS = 20
_BINS = 10
_BARS = 24


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on an axis, at a share of its length."""

    at: float
    text: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of a histogram. All are shares of the axes; `label` says what it stands for."""

    x: float
    width: float
    height: float
    label: str


@dataclass(frozen=True, slots=True)
class Dot:
    """A point with its interval, as shares of the axes."""

    x: float
    y: float
    low: float
    high: float
    label: str


@dataclass(frozen=True, slots=True)
class Chart:
    """One plot. `line` and `earlier` (the run compared with) are points from left to right; all are shares of axes."""

    title: str
    lead: str
    x_label: str
    y_label: str
    x_ticks: tuple[Tick, ...]
    y_ticks: tuple[Tick, ...]
    line: tuple[tuple[float, float], ...] = ()
    earlier: tuple[tuple[float, float], ...] = ()
    bars: tuple[Bar, ...] = ()
    dots: tuple[Dot, ...] = ()
    rules: tuple[Tick, ...] = ()
    diagonal: bool = False


def charts(run: JudgedRun, earlier: JudgedRun | None = None) -> tuple[Chart, ...]:
    """The plots for which the run has what they need."""
    made = (recall_by_rank(run, earlier), risk_by_coverage(run, earlier), calibration(run), latency(run))
    return tuple(chart for chart in made if chart)


def recall_by_rank(run: JudgedRun, earlier: JudgedRun | None = None) -> Chart | None:
    """Share of the cases whose relevant article is among the first k, by k."""
    line = _recall(run.cases)
    if not line:
        return None
    return Chart(
        "Recall by rank",
        f"A relevant article is first for {line[0][1]:.0%} of the questions, and among the first {_RANKS} for "
        f"{line[-1][1]:.0%}.",
        "articles looked at",
        "share found",
        tuple(Tick((rank - 1) / (_RANKS - 1), str(rank)) for rank in (1, 5, 10, 15, 20)),
        _SHARES,
        line=line,
        earlier=_recall(earlier.cases) if earlier else (),
    )


def _recall(cases: Sequence[Judged]) -> tuple[tuple[float, float], ...]:
    judged = [case for case in cases if case.case.relevant]
    ranks = [case.rank or math.inf for case in judged]
    return tuple(
        ((k - 1) / (_RANKS - 1), sum(rank <= k for rank in ranks) / len(ranks)) for k in range(1, _RANKS + 1) if ranks
    )


def risk_by_coverage(run: JudgedRun, earlier: JudgedRun | None = None) -> Chart | None:
    """Share of wrong answers among those given with the most confidence, by the share of the questions answered.

    (El-Yaniv and Wiener, 2010.) Answering what had to be refused is wrong. Questions refused are not covered.
    """
    line = risk_coverage(run.cases)
    if not line:
        return None
    return Chart(
        "Risk and coverage",
        f"Answering {line[-1][0]:.0%} of the questions, {line[-1][1]:.0%} of the answers are wrong. Further to the "
        "left only the most confident are given.",
        "share of questions answered",
        "share of answers wrong",
        _SHARES,
        _SHARES,
        line=line,
        earlier=risk_coverage(earlier.cases) if earlier else (),
    )


def risk_coverage(cases: Sequence[Judged]) -> tuple[tuple[float, float], ...]:
    """(coverage, risk) from the most confident answer on; answers of equal confidence come in together."""
    given = [
        case for case in cases if not case.outcome.refused and case.confidence is not None and case.right is not None
    ]
    given.sort(key=lambda case: -(case.confidence or 0.0))
    points, wrong = [], 0
    for place, case in enumerate(given, 1):
        wrong += not case.right
        if place == len(given) or given[place].confidence != case.confidence:
            points.append((place / len(cases), wrong / place))
    return tuple(points)


def calibration(run: JudgedRun) -> Chart | None:
    """How often the evidence held the answer, by the confidence that it would."""
    judged = held(run)
    if not judged:
        return None
    error, dots = 0.0, []
    for place in range(_BINS):
        within = [pair for pair in judged if min(int(pair[0] * _BINS), _BINS - 1) == place]
        if not within:
            continue
        said, was = (sum(column) / len(within) for column in zip(*within, strict=True))
        error += abs(said - was) * len(within) / len(judged)
        dots.append(
            Dot(said, was, *wilson(was, len(within)), f"confidence {said:.2f}: {was:.0%} of {len(within)} questions")
        )
    return Chart(
        "Calibration of the confidence",
        f"On the diagonal, confidence is what it says it is; the mean distance from it is {error:.3f}.",
        "confidence that the evidence holds the answer",
        "share that did",
        _SHARES,
        _SHARES,
        dots=tuple(dots),
        diagonal=True,
    )


def held(run: JudgedRun) -> list[tuple[float, bool]]:
    """Confidence, and whether the passages held the answer: by answer in context where measured, else by the answer."""
    measure = next((name for name in run.by_case if name.startswith("answer_in_context")), None)
    judged = []
    for case in run.cases:
        if case.confidence is None:
            continue
        if not case.case.answerable:
            judged.append((case.confidence, False))
        elif measure and (score := case.scores.get(measure)) is not None:
            judged.append((case.confidence, score >= 0.5))
        elif not measure and case.right is not None:
            judged.append((case.confidence, case.right))
    return judged


def wilson(share: float, n: int, z: float = 1.96) -> tuple[float, float]:
    """The 95 % interval of a share of n cases (Wilson, 1927)."""
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    reach = z / (1 + z * z / n) * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return max(0.0, middle - reach), min(1.0, middle + reach)


def latency(run: JudgedRun) -> Chart | None:
    """How many answers took how long; the slowest hundredth share the last bar."""
    taken = sorted(ms for case in run.cases if (ms := case.outcome.milliseconds) is not None)
    if not taken:
        return None
    step = nice(max(taken[int(0.99 * (len(taken) - 1))], 1.0) / _BARS)
    bars = min(int(taken[-1] / step) + 1, _BARS + 1)
    counts = [0] * bars
    for milliseconds in taken:
        counts[min(int(milliseconds / step), bars - 1)] += 1
    tallest, end = max(counts), bars * step
    middle, slow = (taken[int(share * (len(taken) - 1))] for share in (0.5, 0.95))
    return Chart(
        "Time to the whole answer",
        f"Half take at most {spell(middle)}, nineteen in twenty at most {spell(slow)}."
        + (" The last bar holds all that took longer." if taken[-1] > end else ""),
        "milliseconds" if end < 10_000 else "seconds",
        "questions",
        _ticks(end, scale=1 if end < 10_000 else 1000),
        _ticks(tallest),
        bars=tuple(
            Bar(place / bars, 1 / bars, count / tallest, _bar_label(place, count, step, bars, taken[-1]))
            for place, count in enumerate(counts)
            if count
        ),
        rules=(Tick(min(middle / end, 1.0), "p50"), Tick(min(slow / end, 1.0), "p95")),
    )


def _bar_label(place: int, count: int, step: float, bars: int, longest: float) -> str:
    end = longest if place == bars - 1 else (place + 1) * step
    return f"{spell(place * step)} to {spell(end)}: {count}"


def spell(milliseconds: float) -> str:
    """Such as "240 ms" or "12.5 s"."""
    return f"{milliseconds:,.0f} ms" if milliseconds < 10_000 else f"{milliseconds / 1000:,.1f} s"


def nice(step: float) -> float:
    """The smallest of 1, 2, 2.5 or 5 times a power of ten that is not below `step`."""
    power = 10.0 ** math.floor(math.log10(step))
    return next(factor * power for factor in (1, 2, 2.5, 5, 10) if factor * power >= step * (1 - 1e-9))


def _ticks(end: float, scale: int = 1) -> tuple[Tick, ...]:
    step = nice(end / 5)
    return tuple(Tick(place * step / end, f"{place * step / scale:,g}") for place in range(int(end / step + 1e-9) + 1))


_SHARES = tuple(Tick(share / 4, f"{share / 4:.0%}") for share in range(5))
