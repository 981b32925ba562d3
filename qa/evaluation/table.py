"""A run as lines of plain text."""

from __future__ import annotations

from collections.abc import Mapping

from qa.evaluation.figure import Figure
from qa.evaluation.measures import find_measure
from qa.evaluation.run import Run

_HEADINGS = ("measure", "value", "95 % interval", "n")


def render_table(run: Run) -> str:
    """The figures of a run, then those of each tag (only the measures that apply to it), then how many cases failed."""
    blocks = [_table(run.metrics)]
    for tag, figures in run.by_tag().items():
        size = sum(tag in outcome.case.tags for outcome in run.cases)
        applicable = {name: figure for name, figure in figures.items() if figure.n}
        blocks.append(f"{tag}: {_count(size)}\n{_table(applicable)}")
    failed = [outcome for outcome in run.cases if outcome.error is not None]
    if failed:
        blocks.append(
            f"{len(failed)} of {_count(len(run.cases))} failed, scored as not answered; "
            f"the first, {failed[0].case.id}: {failed[0].error}"
        )
    return "\n\n".join(blocks)


def _count(cases: int) -> str:
    return "1 case" if cases == 1 else f"{cases} cases"


def _table(figures: Mapping[str, Figure]) -> str:
    rows = [_HEADINGS, *(_row(name, figure) for name, figure in figures.items())]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(
            [row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))]
        )
        for row in rows
    )


def _row(name: str, figure: Figure) -> tuple[str, str, str, str]:
    if figure.value is None:
        return name, "-", "-", "0"
    unit = find_measure(name).unit
    digits = 0 if unit else 3
    return (
        name,
        f"{figure.value:.{digits}f} {unit}".rstrip(),
        f"{figure.low:.{digits}f} to {figure.high:.{digits}f}",
        str(figure.n),
    )
