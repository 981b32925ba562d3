"""Question, conversation and date in; a standalone query with its time window and intent out. Rules, no model."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from index import Filter, Recency, content_words
from qa.dates import find_window
from qa.values import Intent, Message, Query, Window

_POINTS_BACK = re.compile(
    r"""^(and|but|or|so|also|then)\b | ^(what|how)\s+about\b |
        \b(he|she|they|him|her|his|hers|their|theirs|them|it|its|that|this|those|these|there|then|one|ones|
           same|else|both)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_LATEST = re.compile(r"\b(latest|newest|most recent|current(ly)?|now|today|so far|still|just)\b", re.IGNORECASE)
_DEVELOPMENT = re.compile(
    r"\b(timeline|history of|chronology|over time|evolved?|developed|unfold(ed)?|how did .+ change)\b",
    re.IGNORECASE,
)
_TIMELESS = re.compile(r"^(what (is|are) (a|an|the meaning)\b|define\b|how does\b|why do\b|explain\b)", re.IGNORECASE)

RECENCY_DAYS, WINDOW_DAYS = 30.0, 30.0
LATEST, NEWS = 1.5, 1.0
"""How much recency counts when the question asks for the latest, and when it does not say."""

MOST_PARTS = 4
"""Questions of a conversation that a standalone one is made of."""

REPORTED_WITHIN = timedelta(days=7)
"""News of an event goes on being published for about this long."""


def plan(
    question: str,
    history: Sequence[Message] = (),
    *,
    where: Filter | None = None,
    today: date | None = None,
) -> Query:
    """Return the query for a question asked in a conversation.

    `today` (else `where.as_of`, else this day) is what "today" means in the question. The window that the question
    names steers the ranking and never hides an article: what happened in April may be reported in May. `where` is the
    reader's own filter, and is exact.
    """
    where = where or Filter()
    question = " ".join(question.split())
    day = today or _day(where.as_of) or date.today()
    text = standalone(question, history)
    window, topic = _window(question, text, day)
    intent = _intent(text, window)
    return Query(question, text, topic, day, intent, where, window, _recency(intent, window, day))


def standalone(question: str, history: Sequence[Message]) -> str:
    """Return the question with what it needs of the conversation put before it; itself when it needs nothing.

    A question leans on the ones before when a word of it points back ("and his mother?") or when it says too little.
    """
    asked = [" ".join(message.content.split()) for message in history if message.role == "user"]
    parts = [question]
    while asked and _leans(parts[0]):
        parts.insert(0, asked.pop())
    # Of a long chain the question that began it and the last ones: an embedder reads only so far.
    return " ".join(parts if len(parts) <= MOST_PARTS else (parts[0], *parts[1 - MOST_PARTS :]))


def _window(question: str, text: str, today: date) -> tuple[Window, str]:
    """The time that the question names, else that of the questions before it; and the whole without that time."""
    earlier = text.removesuffix(question)
    window, topic = find_window(question, today)
    if window:
        return window, find_window(earlier, today)[1] + topic
    return find_window(text, today)


def _leans(question: str) -> bool:
    return bool(_POINTS_BACK.search(question)) or len(content_words(question)) < 3


def _intent(text: str, window: Window) -> Intent:
    if _DEVELOPMENT.search(text):
        return "development"
    if window:
        return "at a time"
    if _LATEST.search(text):
        return "latest"
    return "timeless" if _TIMELESS.search(text) else "news"


def _recency(intent: Intent, window: Window, today: date) -> Recency | None:
    """Where in time to look first."""
    if intent == "latest":
        return Recency(today, RECENCY_DAYS, LATEST)
    if intent == "news":
        return Recency(today, RECENCY_DAYS, NEWS)
    if window.before is not None and intent == "at a time":
        end = _day(window.before) or today
        if end >= today:
            return Recency(today, RECENCY_DAYS, NEWS)
        start = _day(window.after) or end
        return Recency(end + min(REPORTED_WITHIN, today - end), WINDOW_DAYS + (end - start).days)
    return None


def _day(moment: date | datetime | None) -> date | None:
    return moment.date() if isinstance(moment, datetime) else moment
