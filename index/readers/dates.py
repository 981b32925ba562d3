"""Dates as records write them. What is not plainly a date is refused: a wrong date is worse than none."""

import re
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime

from index.values import day_start

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# Narrower than `fromisoformat`, which takes any character for the "T" and so reads "1611121000000" as a day in 1611.
_ISO = re.compile(r"\d{4}-?(?:W\d\d-?\d|\d\d-?\d\d)(?:[T ].+)?", re.ASCII)
# Narrower than `email.utils`, which also guesses the century of a two-digit year.
_RFC_2822 = re.compile(
    r"(?:[a-z]{3},\s*)?\d{1,2} [a-z]{3} [1-9]\d{3} \d\d:\d\d(?::\d\d)?(?: \S+)?", re.ASCII | re.IGNORECASE
)
_SECONDS = re.compile(r"-?\d{9,11}", re.ASCII)


def parse_date(value: object) -> datetime | None:
    """The moment that `value` stands for, timezone-aware; None for None or an empty string.

    Reads ISO 8601 dates and times, RFC 2822, and seconds since 1970. A date alone is its midnight UTC, a time without
    an offset is UTC. ValueError for anything else; also for a small number, which may be a year or "20220714".
    """
    if value is None or value == "":
        return None
    try:
        moment = _moment(value)
        moment.astimezone(UTC)  # in the first and last hours of the calendar this is out of range
    except OverflowError as error:
        raise ValueError(f"out of the calendar's range: {value!r}") from error
    return moment


def if_later(updated: object, published: object) -> object:
    """`updated`, or None when it plainly is not after `published`, as of an article that was never changed."""
    try:
        changed, appeared = parse_date(updated), parse_date(published)
    except ValueError:
        return updated
    return None if changed and appeared and changed <= appeared else updated


def _moment(value: object) -> datetime:
    if isinstance(value, date):
        return day_start(value)
    if isinstance(value, str):
        return _written(value.strip())
    if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) >= 100_000_000:
        return _EPOCH + timedelta(seconds=value)
    raise ValueError(f"not a date: {value!r}")


def _written(text: str) -> datetime:
    if _ISO.fullmatch(text):
        return day_start(datetime.fromisoformat(text))
    if _RFC_2822.fullmatch(text):
        return day_start(parsedate_to_datetime(text))
    if _SECONDS.fullmatch(text):
        return _EPOCH + timedelta(seconds=int(text))
    raise ValueError(f"not a date: {text!r}")
