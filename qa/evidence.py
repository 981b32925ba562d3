"""Ranked passages into numbered evidence: copies folded, no article too often, within a budget."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from index import Hit
from qa.text import shingles
from qa.values import AlsoIn, Evidence

MOST_PER_ARTICLE = 3
SAME_TEXT = 0.7
"""Share of the shorter passage's five-word runs that a copy has too. Reports of one event have under a tenth."""


def choose(hits: Sequence[Hit], *, most: int = 8, words: int = 1200) -> tuple[Evidence, ...]:
    """Return at most `most` passages, best first and numbered from 1, of at most `words` words together.

    A passage whose text is another outlet's copy of a better one is listed with it ("also in"). The best passage is
    always taken, however long.
    """
    chosen: list[Hit] = []
    copies: dict[str, list[AlsoIn]] = {}
    runs: dict[str, frozenset[tuple[str, ...]]] = {}
    per_article: Counter[str] = Counter()
    left = words
    for hit in hits:
        run = shingles(hit.text)
        original = next((one for one in chosen if _copy(run, runs[one.passage_id], hit, one)), None)
        if original:
            _note(copies.setdefault(original.passage_id, []), hit)
            continue
        length = len(hit.text.split())
        if len(chosen) >= most or per_article[hit.article_id] >= MOST_PER_ARTICLE or (chosen and length > left):
            continue
        chosen.append(hit)
        runs[hit.passage_id] = run
        per_article[hit.article_id] += 1
        left -= length
    return tuple(
        Evidence(number, hit, tuple(copies.get(hit.passage_id, ()))) for number, hit in enumerate(chosen, start=1)
    )


def _copy(a: frozenset[tuple[str, ...]], b: frozenset[tuple[str, ...]], hit: Hit, other: Hit) -> bool:
    return hit.article_id != other.article_id and len(a & b) >= SAME_TEXT * min(len(a), len(b))


def _note(copies: list[AlsoIn], hit: Hit) -> None:
    if all(copy.article_id != hit.article_id for copy in copies):
        copies.append(AlsoIn(hit.article_id, hit.title, hit.source, hit.url, hit.published))
