"""The reader's filter: how what they do changes it, and how what is set is said."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from index import Filter
from qa.web.dates import day_of, span_text, spelled, typed_day
from qa.web.texts import counted, language_name, listed, text

MOST_NAMED = 4
"""Outlets that are named one by one; more are counted."""

_MONTHS = re.compile(r"(\d{4}-\d\d)(?::(\d{4}-\d\d))?")

Set = tuple[str, str, str]
"""A limit that is set, in words; and what takes it away, as `narrowed` understands it."""


def narrowed(where: Filter, what: str, value: str) -> Filter:
    """The filter once the reader has done `what` with `value`.

    "as_of", "after" and "before" take a day (YYYY-MM-DD, "" for none); "months" takes "2022-04" or "2022-04:2022-06"
    and takes it away if that is set already; "extend" widens to a month; "source" and "language" put in or take out
    one; "dates", "sources" and "all" clear. Raises ValueError for what is no date.
    """
    change = _CHANGES.get(what)
    return change(where, value) if change else where


def is_set(where: Filter) -> list[Set]:
    """Each limit that is set."""
    found: list[Set] = []
    if where.as_of:
        found.append((text("as.of", day=spelled(where.as_of)), "as_of", ""))
    if where.after or where.before:
        found.append((_capital(span_text(where.after, where.before)), "dates", ""))
    if len(where.sources) > MOST_NAMED:
        found.append((counted("outlets", len(where.sources)), "sources", ""))
    else:
        found.extend((source, "source", source) for source in where.sources)
    found.extend((language_name(code), "language", code) for code in where.languages)
    return found


def in_words(where: Filter) -> str:
    """What is set but for the day of asking: "Only BBC and Reuters, 1 to 30 April 2022"; "" for nothing."""
    many = len(where.sources) > MOST_NAMED
    outlets = counted("outlets", len(where.sources)) if many else listed([*where.sources]) if where.sources else ""
    spoken = text("set.language", names=listed([*map(language_name, where.languages)])) if where.languages else ""
    names = ", ".join(part for part in (outlets, span_text(where.after, where.before), spoken) if part)
    return text("set.only", names=names) if names else ""


def month_end(first: date) -> date:
    """The last day of the month that begins on `first`."""
    return first.replace(day=calendar.monthrange(first.year, first.month)[1])


def _in_order(where: Filter) -> Filter:
    """The filter with its two days in order: who sets a beginning behind the end means the days between."""
    if where.after and where.before and day_of(where.after) > day_of(where.before):
        return replace(where, after=where.before, before=where.after)
    return where


def _to_months(where: Filter, value: str, *, extend: bool) -> Filter:
    match = _MONTHS.fullmatch(value)
    if not match:
        raise ValueError(text("filter.wrong.date", text=value[:40]))
    days = sorted(day for part in match.groups() if part and (day := typed_day(f"{part}-01")))
    first, last = days[0], month_end(days[-1])
    if extend:
        first = min(first, day_of(where.after)) if where.after else first
        last = max(last, day_of(where.before)) if where.before else last
    elif (where.after, where.before) == (first, last):
        return replace(where, after=None, before=None)
    return replace(where, after=first, before=last)


def _toggled(labels: tuple[str, ...], label: str) -> tuple[str, ...]:
    rest = tuple(one for one in labels if one.casefold() != label.casefold())
    return (*labels, label) if len(rest) == len(labels) else rest


def _capital(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"


_CHANGES: Mapping[str, Callable[[Filter, str], Filter]] = {
    "as_of": lambda where, value: replace(where, as_of=typed_day(value)),
    "after": lambda where, value: _in_order(replace(where, after=typed_day(value))),
    "before": lambda where, value: _in_order(replace(where, before=typed_day(value))),
    "months": lambda where, value: _to_months(where, value, extend=False),
    "extend": lambda where, value: _to_months(where, value, extend=True),
    "source": lambda where, value: replace(where, sources=_toggled(where.sources, value)),
    "language": lambda where, value: replace(where, languages=_toggled(where.languages, value)),
    "dates": lambda where, _: replace(where, after=None, before=None),
    "sources": lambda where, _: replace(where, sources=()),
    "all": lambda *_: Filter(),
}
