"""The dates that a sentence names, and the days they stand for in an article of a given date."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from qa.checks import numerals

_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
_WEEKDAYS = {name.lower(): number for number, name in enumerate(calendar.day_name)}
_WEEKDAYS |= {name.lower(): number for number, name in enumerate(calendar.day_abbr)} | {"tues": 1, "thurs": 3}
_DAYS = {"day": 1, "week": 7, "month": 30, "year": 365, "decade": 3652}


@dataclass(frozen=True, slots=True)
class Time:
    """A date as written at [start, end): what it gives of year, month, day and weekday (Monday is 0), else None.

    `away` is how many days before (negative) or after the article's date a relative one begins, `lasts` how many days
    it may mean.
    """

    text: str
    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    away: int | None = None
    lasts: int = 1

    def days(self, published: date | None) -> tuple[date, date] | None:
        """First and last day that this means in an article of that date; None where that cannot be told."""
        try:
            return self._days(published)
        except (ValueError, OverflowError):  # there is no such day: 31 June
            return None

    def _days(self, published: date | None) -> tuple[date, date] | None:  # noqa: PLR0911 - one for each kind of date
        if self.away is not None:
            if published is None:
                return None
            first = published + timedelta(days=self.away)
            return first, first + timedelta(days=self.lasts - 1)
        if self.year and not self.month:
            return date(self.year, 1, 1), date(self.year + self.lasts - 1, 12, 31)
        if self.month:
            year = self.year or (published and _nearest_year(self.month, self.day or 15, published))
            if not year:
                return None
            last = self.day or calendar.monthrange(year, self.month)[1]
            return date(year, self.month, self.day or 1), date(year, self.month, last)
        if self.weekday is not None and published:
            # The one before, as news has it; what is to come is said of the one after.
            first = published - timedelta(days=(published.weekday() - self.weekday) % 7)
            return first, first
        return None


@lru_cache(maxsize=8192)
def find_times(sentence: str) -> tuple[Time, ...]:
    """Return the dates in a sentence, in order."""
    found: list[Time] = []
    for pattern, read in _RULES:
        for match in pattern.finditer(sentence):
            start, end = match.span()
            if not any(start < time.end and time.start < end for time in found):
                found.append(read(match))
    return tuple(sorted(found, key=lambda time: time.start))


def _nearest_year(month: int, day: int, published: date) -> int:
    middle = date(published.year, month, min(day, 28))
    away = (middle - published).days
    return published.year - 1 if away > 183 else published.year + 1 if away < -183 else published.year


def _named(match: re.Match[str]) -> Time:
    parts = match.groupdict()
    return Time(
        match[0],
        *match.span(),
        year=int(parts["year"]) if parts.get("year") else None,
        month=_MONTHS[parts["month"].lower()] if parts.get("month") else None,
        day=int(parts["day"]) if parts.get("day") else None,
        weekday=_WEEKDAYS[parts["weekday"].lower()] if parts.get("weekday") else None,
    )


def _iso(match: re.Match[str]) -> Time:
    return Time(match[0], *match.span(), year=int(match["year"]), month=int(match["month"]), day=int(match["day"]))


def _decade(match: re.Match[str]) -> Time:
    written = match["decade"]
    return Time(match[0], *match.span(), year=int(written) if len(written) == 4 else 1900 + int(written), lasts=10)


def _ago(match: re.Match[str]) -> Time:
    written = match["count"].lower()
    count = int(written) if written.isdigit() else 1 if written in {"a", "an"} else int(numerals.cardinal(written))
    unit = _DAYS[match["unit"].lower()]
    slack = 0 if unit == 1 else unit // 2
    return Time(match[0], *match.span(), away=-count * unit - slack, lasts=2 * slack + 1)


def _last(match: re.Match[str]) -> Time:
    unit = _DAYS[match["unit"].lower()]
    return Time(match[0], *match.span(), away=-2 * unit, lasts=2 * unit)


def _this(match: re.Match[str]) -> Time:
    unit = _DAYS[match["unit"].lower()]
    return Time(match[0], *match.span(), away=-unit, lasts=2 * unit)


def _next(match: re.Match[str]) -> Time:
    unit = _DAYS[match["unit"].lower()]
    return Time(match[0], *match.span(), away=0, lasts=2 * unit + 1)


def _relative(away: int, lasts: int = 1) -> Callable[[re.Match[str]], Time]:
    return lambda match: Time(match[0], *match.span(), away=away, lasts=lasts)


def _any(names: dict[str, int]) -> str:
    return "|".join(sorted({name.capitalize() for name in names}, key=len, reverse=True))


_YEAR = r"(?P<year>1[5-9]\d\d|20\d\d)(?![\w%]|,\d|\.\d)"
_MONTH = rf"(?P<month>{_any(_MONTHS)})\b\.?"
_DAY = r"(?P<day>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?![\d%]|[,.]\d{3})"
_WEEKDAY = rf"(?P<weekday>{_any(_WEEKDAYS)})\b\.?"
_UNIT = r"(?P<unit>day|week|month|year|decade)"
_COUNT = rf"(?P<count>\d{{1,3}}|an?|{numerals.CARDINAL})"
# "May" and "March" are other words too.
_SURELY = "".join(
    rf"(?<=\b{word} )|"
    for word in ("in", "of", "by", "since", "until", "from", "last", "next", "this", "late", "early")
)
_Rule = tuple[re.Pattern[str], Callable[[re.Match[str]], Time]]
_RULES: tuple[_Rule, ...] = tuple(
    (re.compile(pattern), read)
    for pattern, read in (
        (r"\b(?P<year>\d{4})-(?P<month>0[1-9]|1[0-2])-(?P<day>[0-3]\d)\b", _iso),
        (rf"\b(?:{_WEEKDAY},? )?(?:the )?\b{_DAY}(?: of)? {_MONTH}(?:,? {_YEAR})?", _named),
        (rf"\b(?:{_WEEKDAY},? )?{_MONTH} {_DAY}(?:,? {_YEAR})?", _named),
        (rf"\b{_MONTH},? (?:of )?{_YEAR}", _named),
        (r"(?:\b|(?<=['‘’]))(?P<decade>(?:1[5-9]|20)\d0|(?<=['‘’])[2-9]0)['’]?s\b", _decade),
        (rf"(?<![$£€\d.,])\b{_YEAR}", _named),
        (rf"\b(?:{_SURELY[:-1]})(?P<month>May|March)\b", _named),
        (r"\b(?P<month>January|February|April|June|July|August|September|October|November|December)\b", _named),
        (r"\b(?P<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)(?=s?\b)", _named),
        (rf"(?i:\b{_COUNT}[- ]{_UNIT}s? (?:ago|earlier|before)\b)", _ago),
        (r"(?i:\bthe day before yesterday\b)", _relative(-2)),
        (r"(?i:\byesterday\b)", _relative(-1)),
        (r"(?i:\b(?:today|tonight|this (?:morning|afternoon|evening))\b)", _relative(0)),
        (r"(?i:\btomorrow\b)", _relative(1)),
        (rf"(?i:\b(?:last|past|previous) {_UNIT}(?:end)?\b)", _last),
        (
            r"(?i:\b(?P<unit>year)[- ](?:over|on)[- ]year\b|\bover the (?P<unit2>year)\b)",
            _relative(-400, 400),
        ),
        (rf"(?i:\bthis {_UNIT}(?:end)?\b)", _this),
        (rf"(?i:\bnext {_UNIT}(?:end)?\b)", _next),
    )
)
