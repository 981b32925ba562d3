"""A run, and two compared, as lines of plain text."""

from __future__ import annotations

from collections.abc import Sequence

from qa.evaluation.compare import Comparison, Difference
from qa.evaluation.figure import Figure
from qa.evaluation.measures import find_measure
from qa.evaluation.run import Run
from qa.evaluation.slices import labels

_MAIN = ("recall@5", "answer_recall", "citation_hit", "refusal_f1")
_HEADINGS = ("measure", "value", "95 % interval", "n")
_COMPARED = ("measure", "before", "after", "difference", "95 % interval", "p", "better", "worse")
_MOST_IDS = 12


def render_table(run: Run, kinds: Sequence[str] = ("tag",)) -> str:
    """The figures of a run, the main ones of each slice of these kinds, and how many cases failed."""
    blocks = [_aligned([_HEADINGS, *(_row(name, figure) for name, figure in run.metrics.items())])]
    main = [name for name in _MAIN if name in run.metrics] or list(run.metrics)[:4]
    for kind in kinds:
        if sliced := run.by(kind):
            counts = [label for outcome in run.cases for label in labels(kind, outcome)]
            rows = [
                (label, str(counts.count(label)), *(_value(figures[name], name) for name in main))
                for label, figures in sliced.items()
            ]
            blocks.append(_aligned([(kind, "cases", *main), *rows]))
    failed = [outcome for outcome in run.cases if outcome.error is not None]
    if failed:
        blocks.append(
            f"{len(failed)} of {_count(len(run.cases))} failed, scored as not answered; "
            f"the first, {failed[0].case.id}: {failed[0].error}"
        )
    return "\n\n".join(blocks)


def render_comparison(comparison: Comparison) -> str:
    """The differences of a comparison, and the cases that got better and worse by each measure, the first few."""
    rows = [_compared(one) for one in comparison.differences if one.difference is not None]
    table = _aligned([_COMPARED, *rows]) if rows else "no measure applies to both runs"
    changed = [
        f"{one.name}, {word}: {_listed(ids)}"
        for one in comparison.differences
        for word, ids in (("better", one.better), ("worse", one.worse))
        if ids
    ]
    blocks = [f"compared over {_count(comparison.n)} of both runs", table, *(["\n".join(changed)] if changed else [])]
    return "\n\n".join(blocks)


def _compared(one: Difference) -> tuple[str, ...]:
    measure = find_measure(one.name)

    def shown(value: float | None, sign: str = "") -> str:
        return "-" if value is None else f"{value:{sign}.{_digits(one.name)}f}"

    counts = (str(len(one.better)), str(len(one.worse))) if measure.by_case else ("-", "-")
    interval = f"{shown(one.low, '+')} to {shown(one.high, '+')}"
    p = "-" if one.p is None else f"{one.p:.3f}"
    return one.name, shown(one.before), shown(one.after), shown(one.difference, "+"), interval, p, *counts


def _listed(ids: Sequence[str]) -> str:
    more = len(ids) - _MOST_IDS
    return ", ".join(ids[:_MOST_IDS]) + (f" and {more} more" if more > 0 else "")


def _count(cases: int) -> str:
    return "1 case" if cases == 1 else f"{cases} cases"


def _aligned(rows: Sequence[tuple[str, ...]]) -> str:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(
            [row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))]
        )
        for row in rows
    )


def _digits(name: str) -> int:
    return 0 if find_measure(name).unit in {"ms", "tokens"} else 3


def _value(figure: Figure, name: str) -> str:
    return "-" if figure.value is None else f"{figure.value:.{_digits(name)}f}"


def _row(name: str, figure: Figure) -> tuple[str, str, str, str]:
    if figure.value is None:
        return name, "-", "-", "0"
    unit, digits = find_measure(name).unit, _digits(name)
    return (
        name,
        f"{_value(figure, name)} {unit}".rstrip(),
        f"{figure.low:.{digits}f} to {figure.high:.{digits}f}",
        str(figure.n),
    )
