"""Dates of a sentence against those of the article, each resolved against the day the article was published."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from qa.checks.ground import Ground
from qa.checks.places import Mention, instead, mentions
from qa.checks.problem import Problem
from qa.checks.times import Time, find_times

PUBLISHED = 0.3
"""How likely the article's own date is the one that is meant, where the article says no other."""
UNTOLD = 0.1
NEAR = 10
"""Days from publication within which news says a weekday alone."""
_AHEAD = re.compile(r"\b(?:will|would|shall|next|upcoming|expected|scheduled|due|plans?|set to|to be)\b", re.IGNORECASE)
_PARTS = ("year", "month", "day", "weekday")


def wrong_dates(ground: Ground) -> Iterator[Problem]:
    """Yield a problem for each date of the claim that the cited text does not bear out."""
    times = find_times(ground.claim.text)
    for time in times:
        found = [mention for mention in mentions(ground, time, find_times) if mention.likely]
        same = [mention for mention in found if agrees(time, mention.what, mention.source.published)]
        others = [
            mention
            for mention in found
            if _as_exact(time, mention.what)
            and not any(agrees(one, mention.what, mention.source.published) for one in times)
        ]
        published = any(_published(time, source.published) for source in ground.sources)
        other = instead(same, others, own=PUBLISHED if published else 0.0, untold=UNTOLD)
        if other:
            yield Problem(f"the article says {_in_words(other)}, not {time.text}", grave=not same and not published)
        elif not same and not published:
            yield Problem(f"the cited passage does not say {time.text}")


def agrees(claim: Time, other: Time, published: date | None) -> bool:  # noqa: PLR0911 - one for each kind of date
    """Whether a date of an article published that day is, or is within, the one claimed."""
    if claim.away is not None and (claim.away, claim.lasts) == (other.away, other.lasts):
        return True
    parts = [(getattr(claim, part), getattr(other, part)) for part in _PARTS]
    if any(mine is not None and theirs is not None and mine != theirs for mine, theirs in parts):
        return False
    if claim.away is None and all(mine is None or mine == theirs for mine, theirs in parts):
        return True
    wanted, given = claim.days(published), other.days(published)
    if not given:
        return False
    if claim.weekday is not None and not claim.day:
        exact = given[0] == given[1] and given[0].weekday() == claim.weekday
        return exact and published is not None and abs((given[0] - published).days) <= NEAR
    if not wanted:
        return False
    if other.weekday is not None and not other.day:
        return abs((wanted[0] - given[0]).days) in {0, 7} and wanted[0] == wanted[1]
    if claim.away is not None or other.lasts > 1:
        return wanted[0] <= given[1] and given[0] <= wanted[1]
    return wanted[0] <= given[0] and given[1] <= wanted[1]


def _as_exact(claim: Time, other: Time) -> bool:
    """Whether the other date is said as exactly, so that it can be another one."""
    if claim.away is not None:
        return False
    if claim.weekday is not None or claim.day:
        return other.weekday is not None or bool(other.day)
    return bool(other.year) if claim.year else bool(other.month)


def _published(claim: Time, published: date | None) -> bool:
    if published is None:
        return False
    day = Time("", 0, 0, published.year, published.month, published.day, published.weekday())
    return agrees(claim, day, published)


def _in_words(mention: Mention[Time]) -> str:
    time = mention.what
    days = time.days(mention.source.published)
    past = not _AHEAD.search(mention.source.statement.text)
    if days and past and time.weekday is not None and not time.day:
        return f"{time.text} {days[0].day} {days[0]:%B}"
    return time.text
