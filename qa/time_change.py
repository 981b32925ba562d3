"""A follow-up that asks the same of another time: "And last year?", "What about a month earlier?"."""

from __future__ import annotations

import re
from datetime import date

from index import content_words
from qa.dates import find_time
from qa.spans import as_day, shifted

_SHIFT = re.compile(
    r"(?:in |on |at )?(?:the|an?|(?P<count>\d{1,2}|[a-z]+)) (?:(?P<first>previous|preceding|prior|following|next) )?"
    r"(?P<unit>day|week|month|year)s?(?: (?P<last>before|earlier|after|later)(?: that)?)?\W*$",
    re.IGNORECASE,
)
_POSSESSIVE = re.compile(r"['’]s?$")
_LEAD = re.compile(r"^(?:in|on|at|from|of) ", re.IGNORECASE)
_EARLIER = {"before", "earlier", "previous", "preceding", "prior"}
_DAYS = {"day": 1, "week": 1, "month": 31, "year": 366}


def time_asked(rest: str, before: str, today: date) -> str | None:
    """The time that is all that a follow-up says, in words; None where it says more, or no time.

    "The year before" is counted from the time in the question before, or from today.
    """
    if (match := _SHIFT.match(rest)) and (way := match["first"] or match["last"]):
        return _shift(match, way.lower(), before, today)
    for said in (rest, f"in {rest}"):
        time = find_time(said, today)
        if time and not content_words(time.cut_from(said)):
            return said
    return None


def at_time(question: str, words: str, today: date) -> str:
    """The question asked of another time: that in place of its own, else at its end."""
    time = find_time(question, today)
    owned = _POSSESSIVE.search(words)
    if time and owned and _POSSESSIVE.search(question[: time.end]):  # "this year's final" -> "last year's final"
        return f"{question[: time.start]}{_LEAD.sub('', words)}{question[time.end :]}"
    words = _POSSESSIVE.sub("", words)
    if time is None or time.instead:
        rest = time.cut_from(question) if time else question
        return f"{rest.rstrip(' ?!.')} {words}?"
    return f"{question[: time.start].rstrip()} {words}{question[time.end :]}".strip()


def _shift(match: re.Match[str], way: str, before: str, today: date) -> str | None:
    time = find_time(before, today)
    window = time.window if time else None
    start = as_day(window.after) if window and window.after else today
    end = as_day(window.before) if window and window.before else today
    count = match["count"] or "1"
    span = f"{count} {match['unit'].lower()}s"
    try:
        day = shifted(f"{span} ago" if way in _EARLIER else f"in {span}", start)
    except ValueError:
        return None
    days = min(_DAYS[match["unit"].lower()], (end - start).days + 1 if window else 366)
    if days > 31:
        return f"in {day.year}"
    return f"in {day:%B} {day.year}" if days > 1 else f"on {day.day} {day:%B} {day.year}"
