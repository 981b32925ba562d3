"""Windows of the calendar: months, quarters, seasons, weekends, decades, and days counted back from today."""

from __future__ import annotations

import calendar
import re
from datetime import date, datetime, time, timedelta

from qa.values import Window

MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
MONTHS |= {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
WEEKDAYS = {name.lower(): number for number, name in enumerate(calendar.day_name)}
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
"""The month in which each begins, as forecasters in the north count them."""


def one_day(day: date) -> Window:
    """That day alone."""
    return Window(day, day)


def months(year: int, first: int, count: int = 1) -> Window:
    """`count` whole months from the month `first` of a year on."""
    last_year, last = divmod(year * 12 + first - 1 + count - 1, 12)
    return Window(date(year, first, 1), date(last_year, last + 1, calendar.monthrange(last_year, last + 1)[1]))


def years(first: int, count: int = 1) -> Window:
    """`count` whole years."""
    return Window(date(first, 1, 1), date(first + count - 1, 12, 31))


def weekday(name: str, today: date) -> date:
    """The latest day of that name: today, or one of the six days before."""
    return today - timedelta(days=(today.weekday() - WEEKDAYS[name]) % 7)


def thirds(window: Window, part: str) -> Window:
    """The "early", "mid" or "late" third of a closed window."""
    start, end = ends(window)
    third = ((end - start).days + 1) / 3
    first, last = start + timedelta(days=int(third)), start + timedelta(days=int(2 * third))
    return {"early": Window(start, first), "mid": Window(first, last), "late": Window(last, end)}[part]


def ends(window: Window) -> tuple[date, date]:
    """First and last day of a closed window. Raises ValueError where it is open."""
    if window.after is None or window.before is None:
        raise ValueError("an open window")
    return as_day(window.after), as_day(window.before)


def ago(count: str, unit: str, today: date) -> tuple[date, Window]:
    """The day so long before today, and the day, week, month or year around it.

    `count` is in digits or in words. Raises ValueError where the calendar does not go back so far.
    """
    day = shifted(f"{count} {unit} ago", today)
    if re.match("fortnight|week", unit, re.IGNORECASE):
        monday = weekday("monday", day)
        return day, Window(monday, monday + timedelta(days=6))
    if re.match("month", unit, re.IGNORECASE):
        return day, months(day.year, day.month)
    return day, years(day.year) if re.match("year|decade", unit, re.IGNORECASE) else one_day(day)


def shifted(words: str, today: date) -> date:
    """The day that "two weeks ago" or "in 3 months" means. Raises ValueError where it means none."""
    from dateparser.date import DateDataParser  # takes half a second

    settings = {"RELATIVE_BASE": datetime.combine(today, time()), "PARSERS": ["relative-time"]}
    found = DateDataParser(languages=["en"], settings=settings).get_date_data(words.lower())
    if found.date_obj is None:
        raise ValueError(f"no such day: {words}, from {today}")
    day: date = found.date_obj.date()
    return day


def as_day(moment: date | datetime) -> date:
    """The day of a moment."""
    return moment.date() if isinstance(moment, datetime) else moment
