"""Dates as a newspaper prints them."""

from __future__ import annotations

from datetime import UTC, date, datetime

from index import Coverage
from qa.values import Window


def day_of(moment: date | datetime) -> date:
    """The day (UTC) of a date, or of a date and time."""
    return moment.astimezone(UTC).date() if isinstance(moment, datetime) else moment


def spelled(moment: date | datetime) -> str:
    """Such as "3 Jan 2010"."""
    day = day_of(moment)
    return f"{day.day} {day:%b} {day.year}"


def age(published: datetime, today: date, *, asked: bool) -> str:
    """How long before `today` something was published.

    With `asked`, the reader has set the day that "today" means, and the words say so.
    """
    days = (today - day_of(published)).days
    if days == 0:
        return "on the question’s date" if asked else "today"
    if asked:
        return f"{_length(abs(days))} {'before' if days > 0 else 'after'} the question’s date"
    return f"{_length(days)} ago" if days > 0 else f"in {_length(-days)}"


def _length(days: int) -> str:
    units = ((730, 365.25, "years"), (61, 30.44, "months"), (14, 7, "weeks"))
    unit, name = next(((unit, name) for least, unit, name in units if days >= least), (1, "days"))
    return "1 day" if days == 1 else f"{round(days / unit)} {name}"


def window_text(window: Window) -> str:
    """Such as "Time asked about: 1 Jul 2022 to 31 Jul 2022"."""
    after = spelled(window.after) if window.after else None
    before = spelled(window.before) if window.before else None
    if after and before:
        return f"Time asked about: {after}" if after == before else f"Time asked about: {after} to {before}"
    return f"Time asked about: since {after}" if after else f"Time asked about: until {before}"


def coverage_text(coverage: Coverage) -> str:
    """Such as "3,643 articles, 3 Jan 2010 to 20 Nov 2022"."""
    if coverage.articles == 0:
        return "no articles yet"
    count = "1 article" if coverage.articles == 1 else f"{coverage.articles:,} articles"
    if coverage.first is None or coverage.last is None:
        return f"{count}, dates unknown"
    first, last = spelled(coverage.first), spelled(coverage.last)
    return f"{count}, {first}" if first == last else f"{count}, {first} to {last}"
