"""The time window that a question names: "in April 2022", "last month", "since March", "this week"."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from datetime import date, timedelta

from qa.values import Window

_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
_NAMES = "|".join(sorted(_MONTHS, key=len, reverse=True))
_UNITS = {"day": 1, "week": 7, "month": 30, "year": 365}


def find_window(text: str, today: date) -> tuple[Window, str]:
    """Return the publication dates that a text names, resolved against `today`, and the text without their name.

    An empty window, and the text as it is, when it names none.

    A year alone counts only after a word that makes it a time ("in 2022"): "the 2022 World Cup" names a subject. The
    rule that is first in `_RULES` and matches wins.
    """
    for pattern, resolve in _RULES:
        if match := pattern.search(text):
            before, lead = _without_lead(text[: match.start("time")])
            try:
                return _led(lead, resolve(match, today), today), f"{before}{text[match.end() :]}"
            except (ValueError, OverflowError):  # such a day does not exist: 31 June
                continue
    return Window(), text


def _without_lead(before: str) -> tuple[str, str]:
    """What comes before the time, without the word that leads up to it; and that word."""
    match = _LEAD.search(before)
    return (before[: match.start()].rstrip(), (match["lead"] or "").lower()) if match else (before, "")


def _led(lead: str, window: Window, today: date) -> Window:
    """The window with the word before it: "since March" goes on until today, "before March" has no beginning."""
    if lead in {"since", "after"}:
        return Window(window.after, today if window.after and window.after <= today else None)
    if lead in {"until", "till", "by"}:
        return Window(None, window.before)
    if lead == "before" and window.after:
        return Window(None, window.after - timedelta(days=1))
    return window


def _whole_month(year: int, month: int) -> Window:
    return Window(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))


def _named_month(match: re.Match[str], today: date) -> Window:
    """A month without a year is the latest that has begun."""
    month = _MONTHS[match["month"].lower()]
    return _whole_month(today.year if month <= today.month else today.year - 1, month)


def _last(match: re.Match[str], today: date) -> Window:
    unit = match["unit"].lower()
    if unit == "month":
        before = today.replace(day=1) - timedelta(days=1)
        return _whole_month(before.year, before.month)
    if unit == "year":
        return Window(date(today.year - 1, 1, 1), date(today.year - 1, 12, 31))
    # "Last week" is said of the past seven days as much as of the week before this one.
    return Window(today - timedelta(days=today.weekday() + 7), today)


def _this(match: re.Match[str], today: date) -> Window:
    start = {"week": today - timedelta(days=7), "month": today.replace(day=1), "year": today.replace(month=1, day=1)}
    return Window(start[match["unit"].lower()], today)


def _past(match: re.Match[str], today: date) -> Window:
    count = int(match["count"] or 1)
    return Window(today - timedelta(days=min(count * _UNITS[match["unit"].lower()], today.toordinal() - 1)), today)


def _date(match: re.Match[str]) -> date:
    return date(int(match["year"]), _MONTHS[match["month"].lower()], int(match["day"]))


def _one_day(day: date) -> Window:
    return Window(day, day)


_YEAR = r"(?P<year>(?:19|20)\d\d)"
_LEAD = re.compile(
    r"(?:\b(?P<lead>in|on|of|by|during|throughout|since|after|before|until|till)\s+)?(?:\bthe\s+)?$", re.IGNORECASE
)
# "May" and "March" are words too: "Who led this march?"
_WHEN = r"in|during|by|since|before|after|until|till"
_Rule = tuple[re.Pattern[str], Callable[[re.Match[str], date], Window]]
_RULES: tuple[_Rule, ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), resolve)
    for pattern, resolve in (
        (r"\b(?P<time>\d{4}-\d\d-\d\d)\b", lambda m, _: _one_day(date.fromisoformat(m["time"]))),
        (
            rf"\b(?P<time>(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<month>{_NAMES})\.?,? {_YEAR})\b",
            lambda m, _: _one_day(_date(m)),
        ),
        (
            rf"\b(?P<time>(?P<month>{_NAMES})\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? {_YEAR})\b",
            lambda m, _: _one_day(_date(m)),
        ),
        (
            rf"\b(?P<time>(?P<month>{_NAMES})\.?,? (?:of )?{_YEAR})\b",
            lambda m, _: _whole_month(int(m["year"]), _MONTHS[m["month"].lower()]),
        ),
        (
            rf"\b(?:{_WHEN}|throughout|of) (?P<time>{_YEAR})\b",
            lambda m, _: Window(date(int(m["year"]), 1, 1), date(int(m["year"]), 12, 31)),
        ),
        (r"\b(?P<time>the day before yesterday)\b", lambda _, today: _one_day(today - timedelta(days=2))),
        (r"\b(?P<time>yesterday)\b", lambda _, today: _one_day(today - timedelta(days=1))),
        (r"\b(?P<time>today)\b", lambda _, today: _one_day(today)),
        (r"\b(?P<time>last (?P<unit>week|month|year))\b", _last),
        (r"\b(?P<time>this (?P<unit>week|month|year))\b", _this),
        (r"\b(?P<time>(?:past|last) (?:(?P<count>\d{1,3}) )?(?P<unit>day|week|month|year)s?)\b", _past),
        (rf"\b(?:{_WHEN}) (?P<time>(?P<month>{_NAMES}))\b", _named_month),
        (rf"\b(?P<time>(?:last|this) (?!(?-i:ma))(?P<month>{_NAMES}))\b", _named_month),
    )
)
