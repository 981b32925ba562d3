"""Whether the evidence suffices, decided by code before any model is called; and what a refusal says instead."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from index import Coverage, Hit, day_end, day_start
from qa.values import Evidence, Query, Reason, Refusal

NEAREST = 3
ON_TOPIC = 0.5
"""Similarity from which a passage is about what the question is about, whether or not it answers it."""


def shortfall(query: Query, evidence: Sequence[Evidence], holds: Coverage) -> Reason | None:
    """Return why the evidence does not suffice, or None when it does."""
    if not evidence:
        return "not covered"
    if _outside(query, holds):
        return "outside the dates"
    if confidence(query.text, evidence) >= 0:
        return None
    return "detail not covered" if evidence[0].hit.similarity >= ON_TOPIC else "not covered"


def confidence(question: str, evidence: Sequence[Evidence]) -> float:
    """Return how likely the evidence holds the answer, as log-odds: 0 is even."""
    return 0.0


def refuse(reason: Reason, query: Query, hits: Sequence[Hit], holds: Coverage) -> Refusal:
    """Return the refusal: why, what the archive holds, and the nearest articles in it."""
    nearest = list({hit.article_id: hit for hit in reversed(hits)}.values())[::-1][:NEAREST]
    said = {
        "not covered": "The archive does not cover this.",
        "outside the dates": f"The archive has nothing from the time asked about{_time(query)}.",
        "detail not covered": "The archive is on the subject, but I found no passage that answers this.",
    }
    return Refusal(reason, f"{said[reason]} {_holds(holds)}", holds, tuple(nearest))


def _outside(query: Query, holds: Coverage) -> bool:
    """Whether the question's window lies wholly before the first or after the last article."""
    window = query.window
    if holds.first is None or holds.last is None:
        return False
    late = window.after is not None and day_start(window.after) > day_end(holds.last.date())
    early = window.before is not None and day_end(window.before) < day_start(holds.first.date())
    return late or early


def _time(query: Query) -> str:
    after, before = query.window.after, query.window.before
    if after and before:
        return f" ({_day(after)})" if after == before else f" ({_day(after)} to {_day(before)})"
    return f" (since {_day(after)})" if after else ""


def _holds(holds: Coverage) -> str:
    count = f"{holds.articles:,} article{'' if holds.articles == 1 else 's'}"
    if holds.first is None or holds.last is None:
        return f"It holds {count}."
    return f"It holds {count}, published from {_day(holds.first)} to {_day(holds.last)}."


def _day(moment: date | datetime) -> str:
    return f"{moment.day} {moment:%B %Y}"
