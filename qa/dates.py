"""The time that a question names: "in April 2022", "last month", "since March", "this week"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from index import STOP_WORDS
from qa.spans import as_day
from qa.time_rules import RULES
from qa.values import Window


@dataclass(frozen=True, slots=True)
class Time:
    """A time that a text names: its window, and where it stands, with the word that leads up to it.

    `instead` is what a sentence needs in its place: "the" for "yesterday's".
    """

    window: Window
    start: int
    end: int
    instead: str = ""

    def cut_from(self, text: str) -> str:
        """The text without the time."""
        before = f"{text[: self.start]}{self.instead}".rstrip()
        return f"{before}{text[self.end :]}" if before else text[self.end :].lstrip(" ,")


def find_window(text: str, today: date) -> tuple[Window, str]:
    """Return the publication dates that a text names, resolved against `today`, and the text without their name.

    An empty window, and the text as it is, when it names none.
    """
    time = find_time(text, today)
    return (time.window, time.cut_from(text)) if time else (Window(), text)


def find_time(text: str, today: date) -> Time | None:
    """Return the time that a text names; of several the one whose rule comes first in `RULES`.

    None for a time that is part of a name ("the 2022 World Cup", "the January 6 committee"), for one with which another
    is compared ("up from last year"), and for one still to come ("next week"): news of that may be of any date.
    """
    for rule, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if _COMPARED.search(text, 0, match.start("time")) or (not rule.relative and _in_a_name(text, match)):
                continue
            try:
                time = _time(text, match, rule.resolve(match, today), today)
            except (ValueError, OverflowError):  # such a day does not exist: 31 June
                continue
            if not rule.relative and _is_ahead(text, match["time"], time.window, today):
                continue
            return time
    return None


def _time(text: str, match: re.Match[str], window: Window, today: date) -> Time:
    start, end = match.span("time")
    if possessive := _POSSESSIVE.match(text, end):
        return Time(window, start, possessive.end(), "" if _DETERMINER.search(text[:start]) else "the")
    lead = _LEAD.search(text[:start])
    word = (lead["lead"] or "").lower() if lead else ""
    return Time(_led(word, window, today), lead.start() if lead else start, end)


def _led(lead: str, window: Window, today: date) -> Window:
    """The window with the word before it: "since March" goes on until today, "before March" has no beginning."""
    if lead in {"since", "after"}:
        return Window(window.after, today if window.after and window.after <= today else None)
    if lead in {"until", "till", "by", "up to"}:
        return Window(None, window.before)
    if lead == "before" and window.after:
        return Window(None, window.after - timedelta(days=1))
    return window


def _in_a_name(text: str, match: re.Match[str]) -> bool:
    """Whether a noun follows to which the time belongs: "the April 2022 report", "September 11 attacks"."""
    following = _FOLLOWING.match(text, match.end("time"))
    if not following or following[1].lower() in STOP_WORDS:
        return False
    lead = _LEAD.search(text[: match.start("time")])
    return not (lead and lead["lead"]) or bool(lead["determiner"])


def _is_ahead(text: str, expression: str, window: Window, today: date) -> bool:
    """Whether a question about what is to come names a time without its year, which is then not the latest."""
    dated = re.search(r"\d{4}", expression)
    return not dated and window.before is not None and as_day(window.before) < today and bool(_AHEAD.search(text))


_PATTERNS = tuple((rule, rule.pattern) for rule in RULES)
_LEAD = re.compile(
    r"(?:\b(?P<lead>(?:back )?in|on|of|by|at|during|over|within|for|from|throughout|since|after|before|until|till|"
    r"up to|as of)\s+)?(?P<determiner>\bthe\s+)?$",
    re.IGNORECASE,
)
_COMPARED = re.compile(r"\b(?:than|compared (?:to|with)|versus|from) (?:in |on |the )*$", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’]s\b|(?<=s)['’](?=\s)")
_DETERMINER = re.compile(r"\b(?:the|this|that)\s+$", re.IGNORECASE)
_FOLLOWING = re.compile(r"\s+[“\"'‘(]?(\w+)")
_AHEAD = re.compile(
    r"\b(?:will|going to|(?:is|are) (?:due|expected|planned|scheduled|set) to)\b|['’]ll\b", re.IGNORECASE
)
