"""A draft held against the archive, sentence by sentence, free of I/O: it is given a way to search."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Protocol

from index import Hit, words
from qa.corroborate import corroborate
from qa.drafts import Claim, claims
from qa.evidence import Budget, choose
from qa.nearby import nearness
from qa.values import CheckedSentence

READ = Budget(passages=12, tokens=8000, per_article=8)
"""What a sentence is held against."""

MUCH = 0.15
"""How much nearer other passages come to a sentence that has changed the subject."""


class Find(Protocol):
    """Searches the articles that the draft is to be held against."""

    def __call__(self, text: str, articles: Sequence[str] = (), /) -> Sequence[Hit]:
        """Passages for a text, best first; of these articles only, where any are given."""


def fact_check(draft: str, find: Find, *, named: bool = False) -> Iterator[CheckedSentence]:
    """Yield the draft's sentences, in order, each held against the passages that `find` gives for it.

    With `named`, `find` searches articles that the reader has named.
    """
    at_hand: tuple[str, ...] = ()
    for claim in claims(draft):
        hits = _passages(claim, find, at_hand, named=named) if claim.checkable else []
        checked = corroborate(claim, choose(hits, READ), named=named)
        yield checked
        if checked.verdict in {"supported", "partial"}:
            at_hand = tuple(dict.fromkeys(citation.article_id for citation in checked.citations))


def _passages(claim: Claim, find: Find, at_hand: Sequence[str], *, named: bool) -> list[Hit]:
    """What is found for a sentence; if it leans, for it with its context and in the articles at hand, too.

    Then only passages that name something its context does: "He is 52" is true of somebody in any archive. But it may
    have changed the subject, unless it is nameless, and has where other passages come much nearer to it.
    """
    if not claim.context:
        return list(find(claim.said))
    searches = [find(claim.said), find(f"{claim.context} {claim.said}")]
    if at_hand:
        searches.insert(0, find(claim.said, at_hand))
    in_turn = [hit for hits in zip_longest(*searches) for hit in hits if hit]
    found = list({hit.passage_id: hit for hit in reversed(in_turn)}.values())[::-1]
    if named or not claim.about:
        return found
    about = [hit for hit in found if hit.article_id in at_hand or _about(claim, hit)]
    if claim.nameless or _nearest(claim.said, about) >= _nearest(claim.said, found) - MUCH:
        return about
    return found


def _nearest(text: str, hits: Sequence[Hit]) -> float:
    return max((nearness(text, hit) for hit in hits), default=0.0)


def _about(claim: Claim, hit: Hit) -> bool:
    return not claim.about.isdisjoint(words(f"{hit.title} {hit.text}"))
