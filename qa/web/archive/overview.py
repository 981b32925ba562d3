"""What the archive holds over time and by outlet: a drawing made here, and the same as tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from index import Coverage
from qa.web.escape import escaped
from qa.web.texts import counted, dated, number, text

_MOST_BARS = 240  # months; of a longer time, years are drawn
_MOST_TICKS = 6
_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240)
_OUTLETS = 8  # named at once
_TALL = 100  # of the drawing, in its own units


@dataclass(frozen=True, slots=True)
class Bar:
    """A month or a year: how it is called in an address ("2024-02") and in words, and its number of articles."""

    key: str
    name: str
    count: int


def overview(coverage: Coverage, months: Mapping[date, int], sources: Mapping[str, int], *, editable: bool) -> str:
    """The whole of it."""
    if not coverage.articles:
        said = text("archive.empty") if editable else text("archive.empty.here")
        return f'<p class="empty">{said}</p>'
    undated = coverage.articles - sum(months.values())
    return f'<div class="overview">{_over_time(months, undated)}{_by_outlet(sources, coverage.articles)}</div>'


def bars(months: Mapping[date, int]) -> list[Bar]:
    """A bar for each month from the first to the last, also where there is nothing; years where months are too many."""
    first, last = min(months), max(months)
    numbers = range(_number(first), _number(last) + 1)
    if len(numbers) > _MOST_BARS:
        years = Counter[int]()
        for month, count in months.items():
            years[month.year] += count
        return [Bar(f"{year:04}", str(year), years[year]) for year in range(first.year, last.year + 1)]
    days = [date(number // 12, number % 12 + 1, 1) for number in numbers]
    return [Bar(f"{day:%Y-%m}", dated("month.full", day), months.get(day, 0)) for day in days]


def _number(month: date) -> int:
    return month.year * 12 + month.month - 1


def _over_time(months: Mapping[date, int], undated: int) -> str:
    if not months:
        note = f'<span class="note">{counted("archive.undated", undated)}</span>'
        return f'<section class="over-time"><h2>{text("archive.by.month")} {note}</h2></section>'
    drawn = bars(months)
    top = max(drawn, key=lambda bar: bar.count)
    most = text("archive.most", when=top.name, n=number(top.count))
    notes = [most, *([counted("archive.undated", undated)] if undated else [])]
    heading = text("archive.by.month") if "-" in top.key else text("archive.by.year")
    label = text("archive.chart", first=drawn[0].name, last=drawn[-1].name, most=most)
    hint = text("archive.by.month.help") if "-" in top.key else text("archive.by.year.help")
    return (
        f'<section class="over-time"><h2>{heading} <span class="note">{", ".join(notes)}</span>'
        f' <span class="note">{hint}</span></h2>'
        f'<div class="chart" role="img" aria-label="{label}">{_svg(drawn, top.count)}{_axis(drawn)}</div>'
        f"{_table(drawn)}</section>"
    )


def _svg(drawn: Sequence[Bar], most: int) -> str:
    rects = "".join(
        f'<g data-period="{bar.key}"><title>{bar.name}: {number(bar.count)}</title>'
        f'<rect class="reach" x="{at}" y="0" width="1" height="{_TALL}"/>{_rect(at, bar.count, most)}</g>'
        for at, bar in enumerate(drawn)
        if bar.count
    )
    return f'<svg viewBox="0 0 {len(drawn)} {_TALL}" preserveAspectRatio="none" aria-hidden="true">{rects}</svg>'


def _rect(at: int, count: int, most: int) -> str:
    tall = max(count / most * _TALL, 1.5)
    return f'<rect class="bar" x="{at + 0.1:.2f}" y="{_TALL - tall:.2f}" width="0.8" height="{tall:.2f}"/>'


def _axis(drawn: Sequence[Bar]) -> str:
    ticks = {at: _place(bar.key) for at, bar in enumerate(drawn)}
    step = next((step for step in _STEPS if len(drawn) / step <= _MOST_TICKS), _STEPS[-1])
    labels = "".join(
        f'<span style="left:{at / len(drawn) * 100:.2f}%">{_tick(drawn[at].key, step)}</span>'
        for at, place in ticks.items()
        if place % step == 0 and at / len(drawn) <= 0.8
    )
    return f'<div class="axis" aria-hidden="true">{labels}</div>'


def _tick(key: str, step: int) -> str:
    """A year alone where every tick is the beginning of one."""
    year, _, month = key.partition("-")
    return dated("month", date(int(year), int(month), 1)) if month and step < 12 else year


def _place(key: str) -> int:
    """Number of the month or the year, so that round ones divide by their step."""
    year, _, month = key.partition("-")
    return int(year) * 12 + int(month) - 1 if month else int(year)


def _table(drawn: Sequence[Bar]) -> str:
    rows = "".join(
        f'<tr><th scope="row"><button type="button" data-period="{bar.key}">{bar.name}</button></th>'
        f"<td>{number(bar.count)}</td></tr>"
        for bar in reversed(drawn)
        if bar.count
    )
    head = f'<tr><th scope="col">{text("archive.period")}</th><th scope="col">{text("archive.articles")}</th></tr>'
    return (
        f'<details class="figures"><summary>{text("archive.table")}</summary>'
        f'<div class="scroll" tabindex="0" role="region" aria-label="{text("archive.table")}">'
        f"<table><thead>{head}</thead><tbody>{rows}</tbody></table></div></details>"
    )


def _by_outlet(sources: Mapping[str, int], total: int) -> str:
    named = list(sources.items())
    rest = named[_OUTLETS:]
    unknown = total - sum(sources.values())
    more = (
        f'<details class="figures"><summary>{text("archive.outlets.further")} ({number(len(rest))})</summary>'
        f'<div class="scroll" tabindex="0" role="region" aria-label="{text("archive.outlets.further")}">'
        f"{_shares(rest, total)}</div></details>"
        if rest
        else ""
    )
    note = f'<p class="note">{text("outlet.unknown")}: {number(unknown)}</p>' if unknown else ""
    return (
        f'<section class="by-outlet"><h2>{text("archive.by.outlet")} '
        f'<span class="note">{counted("outlets", len(sources))}</span></h2>'
        f"{_shares(named[:_OUTLETS], total)}{note}{more}</section>"
    )


def _shares(named: Sequence[tuple[str, int]], total: int) -> str:
    rows = "".join(
        f'<li><button type="button" data-outlet="{escaped(name)}"><bdi>{escaped(name)}</bdi></button>'
        f'<span class="count">{number(count)}</span>'
        f'<span class="share" aria-hidden="true"><span style="width:{count / total * 100:.1f}%"></span></span></li>'
        for name, count in named
    )
    return f'<ul class="shares">{rows}</ul>'
