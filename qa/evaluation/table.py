"""A run as lines of plain text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qa.evaluation.figure import Figure
from qa.evaluation.measures import find_measure
from qa.evaluation.run import Run

_MAIN = ("recall@5", "answer_recall", "citation_hit", "refusal_f1")
_HEADINGS = ("measure", "value", "95 % interval", "n")


def render_table(run: Run) -> str:
    """The figures of a run, the main ones of each tag, and how many cases failed."""
    blocks = [_aligned([_HEADINGS, *(_row(name, figure) for name, figure in run.metrics.items())])]
    main = [name for name in _MAIN if name in run.metrics]
    by_tag = run.by_tag()
    if main and by_tag:
        rows = [
            (
                tag,
                str(sum(tag in outcome.case.tags for outcome in run.cases)),
                *(_value(figures, name) for name in main),
            )
            for tag, figures in by_tag.items()
        ]
        blocks.append(_aligned([("tag", "cases", *main), *rows]))
    failed = [outcome for outcome in run.cases if outcome.error is not None]
    if failed:
        blocks.append(
            f"{len(failed)} of {_count(len(run.cases))} failed, scored as not answered; "
            f"the first, {failed[0].case.id}: {failed[0].error}"
        )
    return "\n\n".join(blocks)


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


def _value(figures: Mapping[str, Figure], name: str) -> str:
    value = figures[name].value
    return "-" if value is None else f"{value:.3f}"


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
