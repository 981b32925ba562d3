"""What a card shows of an article, and what is needed to open it where the card was taken from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from index import Hit, Span
from qa.values import AlsoIn, Citation
from qa.web.conversation import Turn


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A passage at `start` of a version of an article. `spans`, of the article too, are what is cited of it."""

    article_id: str
    version: str
    title: str
    source: str | None
    url: str | None
    published: datetime | None
    passage: str
    start: int
    spans: tuple[Span, ...] = ()
    also_in: tuple[AlsoIn, ...] = ()


def of_citation(one: Citation) -> Excerpt:
    """What is cited."""
    return Excerpt(
        one.article_id, one.version, one.title, one.source, one.url, one.published, one.passage, one.passage_start,
        one.spans, one.also_in,
    )  # fmt: skip


def of_hit(hit: Hit, also_in: tuple[AlsoIn, ...] = ()) -> Excerpt:
    """What was found, and is not cited."""
    return Excerpt(
        hit.article_id, hit.version, hit.title, hit.source, hit.url, hit.published, hit.text, hit.start,
        also_in=also_in,
    )  # fmt: skip


def excerpts(turn: Turn) -> dict[str, Excerpt]:
    """Everything that a turn has cards for, by a key that holds within the turn: "c1", "e1", "n1"."""
    found = {f"e{item.number}": of_hit(item.hit, item.also_in) for item in turn.evidence}
    if turn.answer:
        found |= {f"c{citation.number}": of_citation(citation) for citation in turn.answer.citations}
    if turn.answer and turn.answer.refusal:
        found |= {f"n{place}": of_hit(hit) for place, hit in enumerate(turn.answer.refusal.nearest, start=1)}
    return found
