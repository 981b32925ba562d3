"""The rows as a Markdown table: quality as it is, time and memory beside ours."""

from collections.abc import Iterator, Mapping, Sequence

from benchmarks.peers.scoring import QUALITY, Row
from qa.evaluation.measures import find_measure

HEAD = (
    "pipeline",
    "chunks",
    *(measure.name for measure in QUALITY),
    "index",
    "its CPU",
    "query p50",
    "query p95",
    "memory, MB",
)


def tables(rows: Sequence[Row], ours: str) -> str:
    """One table of the question alone, one of the question with its day. `ours` is the pipeline that times refer to."""
    parts = []
    for as_of, title in ((False, "The question alone"), (True, "Only articles up to the day of the question")):
        chosen = [row for row in rows if row.as_of is as_of]
        base = next(row for row in chosen if row.pipeline == ours)
        lines = [_line(HEAD), _line(["---"] + ["--:"] * (len(HEAD) - 1)), *(_line(_cells(row, base)) for row in chosen)]
        parts.append(f"**{title}**\n\n" + "\n".join(lines))
    return "\n\n".join(parts)


def answers(metrics: Mapping[str, float | None]) -> str:
    """Our answers' figures, which no peer has without a language model."""
    lines = [_line(("measure", "ours")), _line(("---", "--:"))]
    for name, value in metrics.items():
        unit = find_measure(name).unit
        lines.append(_line((name, f"{value:.0f} {unit}" if unit and value is not None else _share(value))))
    return "\n".join(lines)


def _cells(row: Row, base: Row) -> Iterator[str]:
    yield from (row.pipeline, f"{row.chunks:,}", *map(_share, row.quality.values()))
    for figure, ours, unit in (
        (row.index_seconds, base.index_seconds, "s"),
        (row.index_cpu_seconds, base.index_cpu_seconds, "s"),
        (row.p50, base.p50, "ms"),
        (row.p95, base.p95, "ms"),
    ):
        yield f"{figure:.0f} {unit}" if row is base else f"× {figure / ours:.1f}"
    yield f"{row.memory:,.0f}"


def _share(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"


def _line(cells: Sequence[str] | Iterator[str]) -> str:
    return f"| {' | '.join(cells)} |"
