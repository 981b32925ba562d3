"""Whether the evidence suffices, decided by code before any model is called; and what a refusal says instead."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime

from index import Coverage, Hit, day_end, day_start
from qa.age import YEAR
from qa.news_since import asks_for_news
from qa.readings import readings
from qa.spans import as_day
from qa.sufficiency import UNSURE, confidence
from qa.unseen import label
from qa.values import Evidence, Query, Reason, Refusal, Window

NEAREST = 3
NAMED = 4
"""Articles that are named where a question may be about any of them."""
ON_TOPIC = 0.5
"""Similarity from which a passage is about what the question is about, whether or not it answers it."""

_AHEAD = re.compile(
    r"\b(will|would|plans?|planned|due|expected|forecast|scheduled|target|goal|going to)\b", re.IGNORECASE
)
# "Who won the 2026 World Cup?", but not "Who was chosen to hold the 2026 World Cup?"
_OUTCOME = re.compile(
    r"^(?!.*\b(?:will|going to)\b).*"
    r"\b(?:w[io]ns?|won|lost|beat|beaten|defeated|scored|finished|topped|hosted|elected|crowned|died|happened|"
    r"results?|score|winners?|champions?|outcome)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def shortfall(
    query: Query, evidence: Sequence[Evidence], holds: Coverage, hits: Sequence[Hit], sure: float | None = None
) -> Reason | None:
    """Return why the evidence, chosen from the hits, does not suffice, or None when it does.

    `sure` is the `confidence` that it does, where that is known already.
    """
    if readings(query, hits):
        return "ambiguous"
    if not evidence:
        return "not covered"
    if _outside(query, evidence, holds):
        return "outside the dates"
    if (confidence(query, evidence, holds.passages) if sure is None else sure) >= UNSURE:
        return None
    return "detail not covered" if evidence[0].hit.similarity >= ON_TOPIC else "not covered"


def refuse(reason: Reason, query: Query, hits: Sequence[Hit], holds: Coverage) -> Refusal:
    """Return the refusal: why, what the archive holds, and the nearest articles in it."""
    meant = readings(query, hits) if reason == "ambiguous" else ()
    nearest: dict[str, Hit] = {}
    for hit in meant or hits:
        nearest.setdefault(hit.article_id, hit)
    said = {
        "not covered": "The archive does not cover this.",
        "outside the dates": f"The archive has nothing from the time asked about{_time(query)}.",
        "detail not covered": "The archive is on the subject, but I found no passage that answers this.",
        "ambiguous": f"This could be about several things{_listed(meant)}. Say which, by a name, a place or a date.",
    }
    return Refusal(
        reason, f"{said[reason]} {_holds(holds)}", holds, tuple(nearest.values())[: NAMED if meant else NEAREST]
    )


def _listed(meant: Sequence[Hit]) -> str:
    """What a question may be about: ": “Harbour vote” (Harbour Courier, 3 May 2024), …"."""
    titles = [f"“{label(hit.title)}”{_origin(hit)}" for hit in meant if hit.title]
    return f": {', '.join(titles[:NAMED])}" if titles else ""


def _origin(hit: Hit) -> str:
    told = [label(hit.source) if hit.source else "", _day(hit.published) if hit.published else ""]
    return f" ({', '.join(filter(None, told))})" if any(told) else ""


def _outside(query: Query, evidence: Sequence[Evidence], holds: Coverage) -> bool:
    """Whether what is asked was later than the last article, or earlier than the first and no passage tells of it."""
    window = query.window
    if holds.first is None or holds.last is None:
        return False
    if not window:
        return _outcome_later(query, holds.last.date()) or _news_since(query, holds.last.date())
    late = window.after is not None and day_start(window.after) > day_end(holds.last.date())
    # What is to come can be known before: "How much will it cost in 2030?"
    if late and day_start(window.after or query.today) > day_end(query.today) and _AHEAD.search(query.topic):
        return False
    early = window.before is not None and day_end(window.before) < day_start(holds.first.date())
    return late or (early and not _told_of(window, evidence))


def _outcome_later(query: Query, last: date) -> bool:
    """Whether it asks how something ended that is named by a year behind the archive: "the 2026 World Cup"."""
    years = [int(year) for year in _YEAR.findall(query.topic)]
    return any(year > last.year for year in years) and bool(_OUTCOME.search(query.topic))


def _news_since(query: Query, last: date) -> bool:
    """Whether it asks for news, over a year behind the last article: what that has is not the news meant."""
    return (query.today - last).days >= YEAR and asks_for_news(query.text)


def _told_of(window: Window, evidence: Sequence[Evidence]) -> bool:
    """Whether a passage names the time before the archive that is asked about: its year, and its month if it is one."""
    if window.after is None or window.before is None:
        return False
    first, last = as_day(window.after), as_day(window.before)
    years = "|".join({str(year) for year in range(first.year, last.year + 1)} | _decades(first.year, last.year))
    month = rf"{first:%B}\W+(?:\w+\W+){{0,2}}" if (first.year, first.month) == (last.year, last.month) else ""
    told = re.compile(rf"\b{month}(?:{years})\b")
    return any(told.search(item.hit.text) for item in evidence)


def _decades(first: int, last: int) -> set[str]:
    """How the decades are written that lie wholly within years: "1990s"."""
    return {f"{year}s" for year in range(first, last - 8) if year % 10 == 0}


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
