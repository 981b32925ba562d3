"""Whether a question asks for the latest, for a time, for how something developed, or for what does not age."""

from __future__ import annotations

import re
from datetime import date, timedelta

from index import Recency
from qa.spans import as_day
from qa.values import Intent, Window

_LATEST = re.compile(
    r"\b(?:latest|newest|most recent(?:ly)?|current(?:ly)?|now|nowadays|these days|today|so far|still|just|at present|"
    r"at the moment|as of)\b",
    re.IGNORECASE,
)
_DEVELOPMENT = re.compile(
    r"\b(?:timeline|time line|history of|chronology|over time|over the years|evol(?:ved?|ution)|developed|"
    r"unfold(?:ed)?|sequence of events|course of events|step by step|come about|came about|led up to|"
    r"how (?:did|has|have|had) .+ changed?)\b",
    re.IGNORECASE,
)
_TIMELESS = re.compile(
    r"^(?:what (?:is|are) (?:an?|the (?:meaning|difference))\b|what does .+ mean\b|define\b|explain\b|"
    r"how do(?:es)? (?:an? |.+ work\b))",
    re.IGNORECASE,
)

RECENCY_DAYS, WINDOW_DAYS = 30.0, 30.0
LATEST, NEWS = 1.5, 1.0
"""How much recency counts when the question asks for the latest, and when it does not say."""

REPORTED_WITHIN = timedelta(days=7)
"""News of an event goes on being published for about this long."""


def intent(text: str, window: Window) -> Intent:
    """Return what a standalone question asks for; `window` is the time that it names."""
    if _DEVELOPMENT.search(text):
        return "development"
    if window:
        return "at a time"
    if _LATEST.search(text):
        return "latest"
    return "timeless" if is_timeless(text) else "news"


def is_timeless(question: str) -> bool:
    """Whether a question asks what something is or how it works, whatever the news."""
    return bool(_TIMELESS.match(question))


def recency(intent: Intent, window: Window, today: date) -> Recency | None:
    """Return where in time to look first; None where age does not matter."""
    if intent == "latest":
        return Recency(today, RECENCY_DAYS, LATEST)
    if intent == "news":
        return Recency(today, RECENCY_DAYS, NEWS)
    if window.before is not None:
        end = as_day(window.before)
        if end >= today:
            return Recency(today, RECENCY_DAYS, NEWS)
        start = as_day(window.after) if window.after else end
        return Recency(end + min(REPORTED_WITHIN, today - end), WINDOW_DAYS + (end - start).days)
    return None
