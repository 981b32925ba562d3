"""Question, conversation and date in; a standalone query with its time window and intent out. Rules, no model."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from index import Filter, day_end, day_start
from qa.dates import find_window
from qa.follow_up import standalone
from qa.intent import intent, recency
from qa.spans import as_day
from qa.values import Message, Query, Reading, Window

AS_ASKED = Reading()


def plan(
    question: str,
    history: Sequence[Message] = (),
    *,
    where: Filter | None = None,
    today: date | None = None,
    text: str | None = None,
    reading: Reading = AS_ASKED,
) -> Query:
    """Return the query for a question asked in a conversation.

    `today` (else `where.as_of`, else this day) is what "today" means in the question. The window that the question
    names steers the ranking and never hides an article: what happened in April may be reported in May. `where` is the
    reader's own filter, and is exact. `text` is the question made standalone by somebody else than the rules. What
    `reading` leaves out is not in the query's text either.
    """
    where = where or Filter()
    question = " ".join(question.split())
    day = today or (as_day(where.as_of) if where.as_of else date.today())
    text = text or (standalone(question, history, day) if reading.context else question)
    named, topic = find_window(text, day)
    if not reading.time:
        named, text = Window(), topic
    window = _within(where, named)
    asks_for = intent(text, window)
    return Query(question, text, topic, day, asks_for, where, window, recency(asks_for, window, day))


def _within(where: Filter, window: Window) -> Window:
    """The window, narrowed by the reader's filter; none where that leaves nothing of it."""
    if not window:
        return window
    after = max((one for one in (window.after, where.after) if one), key=day_start, default=None)
    before = min((one for one in (window.before, where.before) if one), key=day_end, default=None)
    return Window() if after and before and day_start(after) > day_end(before) else Window(after, before)
