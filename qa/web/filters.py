"""The panel of filters as HTML: dates, months drawn, outlets and languages with their counts, and what is set."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from index import Filter
from qa.web.dates import day_of
from qa.web.escape import clean, escaped
from qa.web.narrowing import is_set, month_end
from qa.web.texts import counted, dated, language_name, number, text

MOST_OUTLETS = 30
"""Outlets shown at a time: of a thousand the rest are found by name."""
SEARCHED_FROM = 10
"""Outlets from which there is a field to find one."""
MOST_BARS, SPACED_BARS = 240, 48
"""Months that are drawn, of more the last; and those between which there is room for a gap."""


def toggle() -> str:
    """The button that opens the panel."""
    return (
        '<button type="button" id="filter-toggle" class="quiet" aria-expanded="false" aria-controls="filters">'
        f"{text('filters')}</button>"
    )


def dates(where: Filter) -> str:
    """The first and last day from which articles may be, and the day of asking."""
    help_ = f'<span class="help" id="as-of-help">{text("filter.as.of.help")}</span>'
    return (
        f'<div class="dates">{_field("after", "after", where.after)}{_field("before", "before", where.before)}'
        f"{_field('as_of', 'as.of', where.as_of, help_)}</div>"
    )


def histogram(everywhere: Sequence[date], counts: Mapping[date, int], where: Filter) -> str:
    """Articles by month, drawn, over all months of the archive: `everywhere`, in order.

    Each bar is a button that sets its month. One of them is in the order of tabs.
    """
    heading = f'<h3 id="months-heading">{text("filter.months")}</h3>'
    hint = f'<p class="help" id="months-help">{text("filter.months.help")}</p>'
    if not everywhere:
        return f'{heading}<p class="help">{text("filter.months.none")}</p>'
    months = list(_months(everywhere[0], everywhere[-1]))[-MOST_BARS:]
    most = max(counts.values(), default=1)
    within = [_within(month, where) for month in months]
    first = within.index(True) if True in within else len(months) - 1
    bars = "".join(
        _bar(month, counts.get(month, 0), most, pressed=pressed, reachable=place == first)
        for place, (month, pressed) in enumerate(zip(months, within, strict=True))
    )
    dense = " dense" if len(months) > SPACED_BARS else ""
    ends = "".join(f"<span>{dated('month', month)}</span>" for month in (months[0], months[-1]))
    return (
        f'{heading}{hint}<div class="months{dense}" role="group" aria-labelledby="months-heading"'
        f' aria-describedby="months-help">{bars}</div>'
        f'<p class="axis" aria-hidden="true">{ends}</p>'
    )


def outlet_search(there: int) -> str:
    """The field that finds an outlet by name, where there are many."""
    heading = f'<h3 id="outlets-heading">{text("filter.outlets")}</h3>' if there else ""
    if there < SEARCHED_FROM:
        return heading
    label = text("filter.outlets.search")
    return (
        f'{heading}<input type="search" id="outlet-search" aria-label="{label}" placeholder="{label}"'
        ' autocomplete="off" maxlength="80">'
    )


def outlets(everywhere: Mapping[str, int], within: Mapping[str, int], where: Filter, sought: str) -> str:
    """Outlets in the order of `everywhere`, each with how many articles of it are `within` the other limits."""
    wanted = clean(sought).casefold().strip()
    chosen = {source.casefold() for source in where.sources}
    found = [name for name in everywhere if wanted in clean(name).casefold()]
    shown = [name for place, name in enumerate(found) if place < MOST_OUTLETS or name.casefold() in chosen]
    rows = "".join(
        _choice("source", name, name, within.get(name, 0), chosen=name.casefold() in chosen) for name in shown
    )
    left = len(found) - len(shown)
    more = f'<p class="help">{text("filter.outlets.more", n=number(left))}</p>' if left else ""
    if not found and wanted:
        more = f'<p class="help" role="status">{text("filter.outlets.none")}</p>'
    return f'<div class="choices" role="group" aria-labelledby="outlets-heading">{rows}</div>{more}'


def languages(everywhere: Sequence[str], within: Mapping[str, int], where: Filter) -> str:
    """Languages with their counts, where there is more than one."""
    if len(everywhere) < 2:
        return ""
    chosen = {code.casefold() for code in where.languages}
    rows = "".join(
        _choice("language", code, language_name(code), within.get(code, 0), chosen=code.casefold() in chosen)
        for code in everywhere
    )
    return (
        f'<h3 id="languages-heading">{text("filter.languages")}</h3>'
        f'<div class="choices" role="group" aria-labelledby="languages-heading">{rows}</div>'
    )


def set_chips(where: Filter, articles: int) -> str:
    """What is set, each to be taken away; and that nothing is left, where that is so."""
    chips = is_set(where)
    if not chips:
        return ""
    items = "".join(
        f"<li>{removable(said, 'narrow', {'what': what, 'value': value})}</li>" for said, what, value in chips
    )
    if len(chips) > 1:
        items += f'<li><button type="button" class="quiet" {_does("all", "")}>{text("filter.clear")}</button></li>'
    empty = "" if articles else f'<p class="notice" role="status">{text("filter.nothing")}</p>'
    return f'<ul class="chips set" aria-label="{text("filter.set")}">{items}</ul>{empty}'


def removable(said: str, act: str, data: Mapping[str, str], label: str | None = None) -> str:
    """A chip's words, and the button that takes it away by doing `act` with `data`."""
    attributes = "".join(f' data-{name}="{escaped(value)}"' for name, value in data.items())
    name = escaped(label or text("filter.remove", what=said))
    return (
        f'<bdi>{escaped(said)}</bdi><button type="button" class="remove" data-act="{act}"{attributes}'
        f' title="{name}" aria-label="{name}">×</button>'
    )


def _field(what: str, key: str, day: date | None, described: str = "") -> str:
    id_ = f"filter-{what}"
    by = ' aria-describedby="as-of-help"' if described else ""
    return (
        f'<p class="field"><label for="{id_}">{text(f"filter.{key}")}</label>'
        f'<input type="date" id="{id_}" data-narrow="{what}" value="{_iso(day)}"{by}>{described}</p>'
    )


def _choice(what: str, value: str, name: str, count: int, *, chosen: bool) -> str:
    return (
        f'<button type="button" role="checkbox" class="choice" aria-checked="{str(chosen).lower()}"'
        f' {_does(what, value)}><bdi>{escaped(name)}</bdi> <span class="count">{number(count)}</span></button>'
    )


def _bar(month: date, count: int, most: int, *, pressed: bool, reachable: bool) -> str:
    name = text("filter.month", month=dated("month.full", month), articles=counted("articles", count))
    return (
        f'<button type="button" class="bar" aria-pressed="{str(pressed).lower()}" tabindex="{0 if reachable else -1}"'
        f' {_does("months", f"{month:%Y-%m}")}><span class="height" style="--share:{count / most:.3f}"></span>'
        f'<span class="tip">{name}</span></button>'
    )


def _does(what: str, value: str) -> str:
    return f'data-act="narrow" data-what="{what}" data-value="{escaped(value)}"'


def _months(first: date, last: date) -> Iterator[date]:
    for at in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        yield date(at // 12, at % 12 + 1, 1)


def _within(month: date, where: Filter) -> bool:
    """Whether a month is one of those that are set; none is where no time is."""
    if not (where.after or where.before):
        return False
    late = where.after and month_end(month) < day_of(where.after)
    early = where.before and month > day_of(where.before)
    return not (late or early)


def _iso(day: date | None) -> str:
    return day_of(day).isoformat() if day else ""
