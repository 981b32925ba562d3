"""How near a passage comes to a sentence of a draft, and which of its sentences bear on it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from index import Hit, Span, sentences
from qa.cite import supporting_spans
from qa.text import stems
from qa.values import Evidence


@dataclass(frozen=True, slots=True)
class Nearby:
    """A passage seen from a sentence; `bearing` is it cut down to its sentences that bear on that one.

    `nearness` is that of the whole passage, `closeness`, 0 to 1, the share of the sentence's words that its bearing
    sentences and its headline have.
    """

    item: Evidence
    bearing: Evidence
    nearness: float
    closeness: float


def nearby(text: str, item: Evidence) -> Nearby:
    """Return a passage as seen from a sentence."""
    bearing = _bearing(text, item)
    return Nearby(item, bearing, nearness(text, item.hit), _share(text, bearing.hit))


def nearness(text: str, hit: Hit) -> float:
    """How near a passage comes to a sentence in words and in meaning, 0 to 1."""
    return (_share(text, hit) + max(hit.similarity, 0.0)) / 2


def _bearing(text: str, item: Evidence) -> Evidence:
    hit = item.hit
    cited = supporting_spans(text, item)
    whole = [Span(hit.start + span.start, hit.start + span.end) for span in sentences(hit.text)]
    touched = [span for span in whole if any(one.start < span.end and span.start < one.end for one in cited)]
    start, end = touched[0].start, touched[-1].end
    return replace(item, hit=replace(hit, text=hit.text[start - hit.start : end - hit.start], start=start, end=end))


def _share(text: str, hit: Hit) -> float:
    wanted, said = set(stems(text)), set(stems(f"{hit.title} {hit.text}"))
    return len(wanted & said) / len(wanted) if wanted else 0.0
