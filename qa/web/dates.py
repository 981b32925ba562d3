"""Dates as a newspaper prints them."""

from __future__ import annotations

from datetime import UTC, date, datetime

from index import Coverage
from qa.web.texts import counted, dated, text


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
    return dated("date", day_of(moment))


def age(published: datetime, today: date, *, asked: bool) -> str:
    """How long before `today` something was published, rounded down.

    With `asked`, the reader has set the day that "today" means, and the words say so.
    """
    day = day_of(published)
    if day == today:
        return text("age.asked" if asked else "age.today")
    number, unit = _length(min(day, today), max(day, today))
    which = ("before" if day < today else "after") if asked else ("ago" if day < today else "ahead")
    return counted(f"age.{which}.{unit}", number)


def _length(first: date, last: date) -> tuple[int, str]:
    """The whole years, months, weeks or days between two days: the largest unit of which there are at least two."""
    days = (last - first).days
    months = 12 * (last.year - first.year) + last.month - first.month - (last.day < first.day)
    units = ((months // 12, "years"), (months, "months"), (days // 7, "weeks"))
    return next(((number, unit) for number, unit in units if number >= 2), (days, "days"))


def span_text(after: date | datetime | None, before: date | datetime | None) -> str:
    """Such as "1 to 30 April 2022", "since 1 April 2022", or "" where both ends are open."""
    first, last = (day_of(moment) if moment else None for moment in (after, before))
    if first and last:
        if first == last:
            return _in_full(last)
        form = "date.full" if first.year != last.year else "date.day.month" if first.month != last.month else "date.day"
        return text("span.both", after=dated(form, first), before=_in_full(last))
    if first:
        return text("span.since", after=_in_full(first))
    return text("span.until", before=_in_full(last)) if last else ""


def _in_full(day: date) -> str:
    return dated("date.full", day)


def coverage_text(coverage: Coverage) -> str:
    """Such as "3,643 articles, 3 Jan 2010 to 20 Nov 2022"."""
    if coverage.articles == 0:
        return text("holdings.none")
    articles = counted("articles", coverage.articles)
    if coverage.first is None or coverage.last is None:
        return text("holdings.undated", articles=articles)
    first, last = spelled(coverage.first), spelled(coverage.last)
    return text("holdings.day" if first == last else "holdings.span", articles=articles, first=first, last=last)
