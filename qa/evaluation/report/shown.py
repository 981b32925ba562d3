"""Figures as a reader sees them: digits, units, and what a measure means."""

from __future__ import annotations

from dataclasses import dataclass

from index import SettingsError
from qa.evaluation.figure import Figure
from qa.evaluation.measures import find_measure
from qa.evaluation.report.judged import JudgedRun


@dataclass(frozen=True, slots=True)
class Row:
    """A measure's line in the summary. `share` is whether its figures lie within 0 and 1, so that a bar shows them."""

    name: str
    value: str
    interval: str
    n: int
    meaning: str
    share: bool
    figure: Figure
    earlier: Figure | None


def rows(run: JudgedRun, earlier: JudgedRun | None) -> tuple[Row, ...]:
    """The summary's lines, in the run's order; what does not apply to any case is left out."""
    return tuple(
        _row(name, figure, earlier.metrics.get(name) if earlier else None)
        for name, figure in run.metrics.items()
        if figure.value is not None
    )


def _row(name: str, figure: Figure, earlier: Figure | None) -> Row:
    meaning, unit, share = _about(name)
    return Row(
        name,
        shown(figure.value, unit),
        f"{shown(figure.low, '')} to {shown(figure.high, '')}" if figure.low is not None else "",
        figure.n,
        meaning,
        share,
        figure,
        earlier if earlier and earlier.value is not None else None,
    )


def unit_of(name: str) -> str:
    """The unit of a measure, "" for none."""
    return _about(name)[1]


def lower_is_better(name: str) -> bool:
    """Whether less is better; False of a measure that this version does not know."""
    try:
        return not find_measure(name).higher_is_better
    except SettingsError:
        return False


def shown(value: float | None, unit: str = "") -> str:
    """Three digits behind the point, or none where the value is large; a dash for None."""
    if value is None:
        return "–"
    digits = 0 if abs(value) >= 100 else 3
    return f"{value:,.{digits}f} {unit}".rstrip()


def signed(value: float | None) -> str:
    """As `shown`, with its sign, which a zero has not."""
    text = shown(value)
    if value is None or float(text.replace(",", "")) == 0:
        return text.lstrip("-")
    return text.replace("-", "−") if value < 0 else f"+{text}"


def _about(name: str) -> tuple[str, str, bool]:
    try:
        measure = find_measure(name)
    except SettingsError:  # of another version, or of an extra that is not installed
        return "", "", False
    return measure.definition, measure.unit, measure.bounds == (0.0, 1.0)
