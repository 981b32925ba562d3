"""Whether the evidence suffices, decided by code before any model is called; and what a refusal says instead."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from datetime import date, datetime

from index import STOP_WORDS, Coverage, Hit, day_end, day_start, words
from qa.text import specifics, stems
from qa.values import Evidence, Query, Reason, Refusal

NEAREST = 3
ON_TOPIC = 0.5
"""Similarity from which a passage is about what the question is about, whether or not it answers it."""

# From a logistic regression over questions that four archives of 11 to 38,000 passages answer, that they do not answer,
# and that belong to another of them; EVEN was then lowered from 3.3 by hand, so as to refuse a little less.
NEARNESS, MISSING, CHANCE, EVEN = 16.7, 1.7, 0.66, 3.1
MOST_MISSING = 2

_AHEAD = re.compile(
    r"\b(will|would|plans?|planned|due|expected|forecast|scheduled|target|goal|going to)\b", re.IGNORECASE
)


def shortfall(query: Query, evidence: Sequence[Evidence], holds: Coverage) -> Reason | None:
    """Return why the evidence does not suffice, or None when it does."""
    if not evidence:
        return "not covered"
    if _outside(query, holds):
        return "outside the dates"
    if confidence(query.topic, evidence, holds.passages) >= 0:
        return None
    return "detail not covered" if evidence[0].hit.similarity >= ON_TOPIC else "not covered"


def confidence(topic: str, evidence: Sequence[Evidence], passages: int) -> float:
    """Return the log-odds that the evidence holds the answer: 0 is even.

    Three signs: how near the best passage comes to the question, in meaning and in words; how many of the question's
    names and figures are in no passage at all; and how many passages there were to choose from, since in a large
    archive something comes near to any question.
    """
    asked = set(stems(topic))
    nearest = max(
        (item.hit.similarity + _share(asked, set(stems(f"{item.hit.title} {item.hit.text}")))) / 2 for item in evidence
    )
    missing = min(len(_missing(topic, evidence)), MOST_MISSING)
    return NEARNESS * nearest - MISSING * missing - CHANCE * math.log(max(passages, 1)) - EVEN


def _share(asked: set[str], said: set[str]) -> float:
    return len(asked & said) / len(asked) if asked else 0.0


def _missing(topic: str, evidence: Sequence[Evidence]) -> list[str]:
    """Words of the question's names and figures that no passage has."""
    said = {
        word
        for item in evidence
        for word in words(f"{item.hit.title} {item.hit.text} {item.hit.source or ''} {_date_words(item)}")
    }
    named = [word for name in specifics(topic) for word in words(name)]
    return [word for word in dict.fromkeys(named) if word not in said and word not in STOP_WORDS]


def _date_words(item: Evidence) -> str:
    published = item.hit.published
    return f"{published:%A %d %B %Y} {published.day}" if published else ""


def refuse(reason: Reason, query: Query, hits: Sequence[Hit], holds: Coverage) -> Refusal:
    """Return the refusal: why, what the archive holds, and the nearest articles in it."""
    nearest: dict[str, Hit] = {}
    for hit in hits:
        nearest.setdefault(hit.article_id, hit)
    said = {
        "not covered": "The archive does not cover this.",
        "outside the dates": f"The archive has nothing from the time asked about{_time(query)}.",
        "detail not covered": "The archive is on the subject, but I found no passage that answers this.",
    }
    return Refusal(reason, f"{said[reason]} {_holds(holds)}", holds, tuple(nearest.values())[:NEAREST])


def _outside(query: Query, holds: Coverage) -> bool:
    """Whether the question's window lies wholly before the first or after the last article."""
    window = query.window
    if holds.first is None or holds.last is None:
        return False
    late = window.after is not None and day_start(window.after) > day_end(holds.last.date())
    # What is to come can be known before: "How much will it cost in 2030?"
    if late and day_start(window.after or query.today) > day_end(query.today) and _AHEAD.search(query.topic):
        return False
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
