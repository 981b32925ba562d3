"""Whether a question could be about several things alike: "How much is the grant?" of an archive full of grants."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from index import Hit, Span, day_end, sentences
from qa.bare import Bare, bare
from qa.names import Names, is_country
from qa.text import stems
from qa.values import Query

LEAST = 3
"""Different readings from which a question is ambiguous."""
EQUAL = 0.5
"""Share of the best passage's score from which another reading is as good."""
MOST = 2 / 3
"""Share of the articles from which a reading is the one that is meant."""
FRESH = timedelta(days=3)
"""Time up to the end of this day in which an event that several report is what everybody speaks of."""


@dataclass(frozen=True, slots=True)
class _Report:
    """An article's best passage on such a thing, and the names by which it tells which it is."""

    hit: Hit
    names: frozenset[str]


def readings(query: Query, hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """Return the best passage for each thing that the question may be about; none where it is clear enough.

    It is unclear only when it says what it is about by "the" and a noun alone, and several articles tell of such things
    that have no name in common; unless most are of one of them, or several of one that is fresh.
    """
    thing = bare(query)
    if thing is None:
        return ()
    events = _events(list(_reports(thing, hits)))
    total = sum(map(len, events))
    known = any(len(event) >= MOST * total or _fresh(event, query) for event in events)
    return () if known or len(events) < LEAST else tuple(event[0].hit for event in events)


def _reports(thing: Bare, hits: Sequence[Hit]) -> Iterator[_Report]:
    names = Names(hit.text for hit in hits)
    seen: set[str] = set()
    for hit in hits:
        if hit.article_id in seen or hit.score < EQUAL * hits[0].score or not _tells_of(thing, hit):
            continue
        seen.add(hit.article_id)
        text = f"{hit.title}. {hit.text}"
        spans = [span for span in sentences(text) if thing.mentioned(text[span.start : span.end])]
        found = {text[at.start : at.end] for span in (Span(0, len(hit.title)), *spans) for at in _in(names, text, span)}
        outlet = (hit.source or "").split()
        yield _Report(hit, frozenset(name for name in found if not is_country(name) and name not in outlet))


def _in(names: Names, text: str, span: Span) -> list[Span]:
    return [Span(span.start + found.start, span.start + found.end) for found in names.find(text[span.start : span.end])]


def _tells_of(thing: Bare, hit: Hit) -> bool:
    """Whether it is about one such thing: its headline says so, or it says of one what is asked."""
    if not thing.introduced(f"{hit.title}. {hit.text}"):
        return False
    said = set(stems(hit.text))
    return thing.mentioned(hit.title) or 2 * len(thing.else_asked & said) >= len(thing.else_asked)


def _events(reports: Sequence[_Report]) -> list[list[_Report]]:
    """The reports of each event, best first."""
    events: list[list[_Report]] = []
    for report in reports:
        same = [event for event in events if any(report.names & other.names for other in event)]
        joined = [one for event in same for one in event] + [report]
        events = (
            [joined if event is same[0] else event for event in events if event not in same[1:]]
            if same
            else [
                *events,
                joined,
            ]
        )
    return events


def _fresh(event: Sequence[_Report], query: Query) -> bool:
    """Whether several have reported it within the last days."""
    dates = [report.hit.published for report in event if report.hit.published]
    return sum(day_end(query.today) - FRESH <= published for published in dates) > 1
