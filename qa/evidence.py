"""Ranked passages into numbered evidence: copies folded, no article too often, within a budget."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from index import Hit, sentences
from qa.text import shingles
from qa.tokens import READS, estimate
from qa.unseen import label
from qa.values import AlsoIn, Evidence

MOST_PER_ARTICLE = 3
SAME_TEXT = 0.7
"""Share of the shorter passage's five-word runs that a copy has too. Reports of one event have under a tenth."""


@dataclass(frozen=True, slots=True)
class Budget:
    """At most so many passages, and of one article besides its lead, of so many tokens in all, headings included."""

    passages: int = 8
    tokens: int = READS
    count: Callable[[str], int] = estimate
    per_article: int = MOST_PER_ARTICLE

    def cost(self, hit: Hit) -> int:
        """Return what a passage takes of the tokens."""
        return self.count(f"{label(hit.source or '')} {label(hit.title)}\n{hit.text}")


STANDARD = Budget()


def choose(hits: Sequence[Hit], budget: Budget) -> tuple[Evidence, ...]:
    """Return the passages that go before the writer, best first and numbered from 1, within the budget.

    A passage whose text is another outlet's copy of a better one is listed with it ("also in"). What does not fit is
    passed over, except the best passage, which is cut behind a sentence.
    """
    chosen: list[Hit] = []
    copies: dict[str, list[AlsoIn]] = {}
    runs: dict[str, frozenset[tuple[str, ...]]] = {}
    taken: Counter[str] = Counter()
    left = budget.tokens
    for hit in hits:
        run = shingles(hit.text)
        original = next((one for one in chosen if _copy(run, runs[one.passage_id], hit, one)), None)
        if original:
            _note(copies.setdefault(original.passage_id, []), hit)
            continue
        # News tells in its first passage what the whole article is about: that one always belongs to it.
        if len(chosen) >= budget.passages or (hit.start and taken[hit.article_id] >= budget.per_article):
            continue
        fitting = hit if chosen else _cut(hit, budget)
        if fitting is None or (cost := budget.cost(fitting)) > left:
            continue
        chosen.append(fitting)
        runs[hit.passage_id] = run
        taken[hit.article_id] += hit.start > 0
        left -= cost
    return tuple(
        Evidence(number, hit, tuple(copies.get(hit.passage_id, ()))) for number, hit in enumerate(chosen, start=1)
    )


def fitting(evidence: Sequence[Evidence], tokens: int, budget: Budget) -> tuple[Evidence, ...]:
    """Return the best of the evidence that takes so many tokens at most, numbers kept; the first is cut to that."""
    small = replace(budget, tokens=tokens)
    kept: list[Evidence] = []
    for item in evidence:
        hit = item.hit if kept else _cut(item.hit, small)
        if hit is None or sum(small.cost(one.hit) for one in kept) + small.cost(hit) > tokens:
            continue
        kept.append(replace(item, hit=hit))
    return tuple(kept)


def _cut(hit: Hit, budget: Budget) -> Hit | None:
    """As many of a passage's sentences, from the first, as fit; None where not one does."""
    if budget.cost(hit) <= budget.tokens:
        return hit
    for span in reversed(sentences(hit.text)):
        shorter = replace(hit, text=hit.text[: span.end], end=hit.start + span.end)
        if budget.cost(shorter) <= budget.tokens:
            return shorter
    return None


def _copy(a: frozenset[tuple[str, ...]], b: frozenset[tuple[str, ...]], hit: Hit, other: Hit) -> bool:
    return hit.article_id != other.article_id and len(a & b) >= SAME_TEXT * min(len(a), len(b))


def _note(copies: list[AlsoIn], hit: Hit) -> None:
    if all(copy.article_id != hit.article_id for copy in copies):
        copies.append(AlsoIn(hit.article_id, hit.title, hit.source, hit.url, hit.published))
