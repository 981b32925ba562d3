"""Dates as a newspaper prints them."""

from __future__ import annotations

from datetime import UTC, date, datetime

from index import Coverage
from qa.web.texts import counted, text


def day_of(moment: date | datetime) -> date:
    """The day (UTC) of a date, or of a date and time."""
    return moment.astimezone(UTC).date() if isinstance(moment, datetime) else moment


def typed_day(typed: str) -> date | None:
    """The day that a reader typed; None for nothing. Raises ValueError, in words, for what is no day."""
    if not (typed := typed.strip()):
        return None
    try:
        return datetime.strptime(typed, "%Y-%m-%d").date()
    except ValueError:
        raise ValueError(text("filter.wrong.date", text=typed[:40])) from None


def spelled(moment: date | datetime) -> str:
    """Such as "3 Jan 2010"."""
    day = day_of(moment)
    return f"{day.day} {day:%b} {day.year}"


def age(published: datetime, today: date, *, asked: bool) -> str:
    """How long before `today` something was published, rounded down.

    With `asked`, the reader has set the day that "today" means, and the words say so.
    """
    day = day_of(published)
    if day == today:
        return text("age.asked" if asked else "age.today")
    length = _length(min(day, today), max(day, today))
    if asked:
        return text("age.before" if day < today else "age.after", length=length)
    return text("age.ago" if day < today else "age.ahead", length=length)


def _length(first: date, last: date) -> str:
    """The whole years, months, weeks or days between two days: the largest unit of which there are at least two."""
    days = (last - first).days
    months = 12 * (last.year - first.year) + last.month - first.month - (last.day < first.day)
    units = ((months // 12, "years"), (months, "months"), (days // 7, "weeks"))
    number, unit = next(((number, unit) for number, unit in units if number >= 2), (days, "days"))
    return counted(unit, number)


def span_text(after: date | datetime | None, before: date | datetime | None) -> str:
    """Such as "1 to 30 April 2022", "since 1 April 2022", or "" where both ends are open."""
    first, last = (day_of(moment) if moment else None for moment in (after, before))
    if first and last:
        if first == last:
            return _in_full(last)
        start = f"{first.day}" if first.month == last.month else f"{first.day} {first:%B}"
        return text("span.both", after=start if first.year == last.year else _in_full(first), before=_in_full(last))
    if first:
        return text("span.since", after=_in_full(first))
    return text("span.until", before=_in_full(last)) if last else ""


def _in_full(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"


def coverage_text(coverage: Coverage) -> str:
    """Such as "3,643 articles, 3 Jan 2010 to 20 Nov 2022"."""
    if coverage.articles == 0:
        return text("holdings.none")
    articles = counted("articles", coverage.articles)
    if coverage.first is None or coverage.last is None:
        return text("holdings.undated", articles=articles)
    first, last = spelled(coverage.first), spelled(coverage.last)
    return text("holdings.day" if first == last else "holdings.span", articles=articles, first=first, last=last)
