"""Hybrid search: nearest vectors and BM25, filtered exactly, fused, weighed by recency where asked."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from index.bm25 import bm25
from index.catalogue import Candidate, Catalogue
from index.embed import Vectors
from index.embeddings import EmbeddingStore, unpack_vectors
from index.errors import IndexDamaged, VectorsDamaged
from index.fuse import relative_score_fusion
from index.recent import Embed
from index.rerank import Reranker
from index.snapshot import Mask, Snapshot
from index.terms import query_terms
from index.values import Filter, Hit, Recency, day_end

DEPTH = 100
"""Passages that each retriever offers; more for a longer list."""

EXACT = 4000
"""Up to this many allowed passages are scored one by one, which is faster than sieving the nearest."""

FURTHER = 0.9
"""What each further passage of an article counts for, so that one long report does not fill the list."""

RERANKED = 30
"""Passages at the top that a reranker, which is slow, puts in order."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate with its score, its cosine with the question, and its rank from 1 by each retriever that found it."""

    candidate: Candidate
    score: float
    similarity: float
    ranks: dict[str, int]


class Search:
    """One search over one state of the archive."""

    def __init__(
        self,
        catalogue: Catalogue,
        embeddings: EmbeddingStore,
        snapshot: Snapshot,
        embed: Embed,
        reranker: Reranker | None = None,
    ) -> None:
        self._catalogue = catalogue
        self._embeddings = embeddings
        self._snapshot = snapshot
        self._embed = embed
        self._reranker = reranker

    def run(self, text: str, limit: int, where: Filter, recency: Recency | None) -> list[Hit]:
        """Return up to `limit` hits, best first; equal scores in the order of their ids."""
        if self._reranker is None:
            return self._hits(self._ranked(text, limit, where, recency))
        ranked = self._ranked(text, max(limit, RERANKED), where, recency)
        return self._reranked(self._reranker, text, ranked, recency)[:limit]

    def _ranked(self, text: str, limit: int, where: Filter, recency: Recency | None) -> list[Ranked]:
        depth = max(DEPTH, limit)
        vector = self._embed([text])[0]
        allowed = self._snapshot.allowed(where, self._catalogue)
        matches = bm25(self._catalogue.lexicon.postings(query_terms(text)), self._snapshot.lengths, allowed)
        places = {
            "dense": {
                number: rank for rank, number in enumerate(self._nearest(vector, where, allowed, depth), start=1)
            },
            "lexical": {number: rank for rank, number in enumerate(_best(matches, depth), start=1)},
        }
        candidates = self._catalogue.candidates(list(places["dense"].keys() | places["lexical"].keys()))
        if not candidates:
            return []
        similarities = self._kept([candidate.hash for candidate in candidates]) @ vector
        # Three equal shares: the passage is near, its words are the question's, and its article is about it throughout.
        scores = relative_score_fusion(
            [
                similarities,
                matches[[candidate.number for candidate in candidates]],
                unpack_vectors([candidate.vector for candidate in candidates]) @ vector,
            ]
        ) * np.array([_boost(candidate.published, recency) for candidate in candidates])
        scores = _spread(scores, [candidate.article for candidate in candidates])
        return [
            Ranked(
                candidates[at],
                float(scores[at]),
                float(similarities[at]),
                {name: ranks[number] for name, ranks in places.items() if (number := candidates[at].number) in ranks},
            )
            for at in np.argsort(-scores, kind="stable")[:limit]
        ]

    def _nearest(self, vector: Vectors, where: Filter, allowed: Mask, depth: int) -> list[int]:
        """Numbers of the `depth` nearest passages within a filter, however few it leaves."""
        total, within = self._snapshot.total, int(allowed.sum())
        if not total:
            return []
        if within <= EXACT and within < total:
            return self._exact(vector, where, depth) if within else []
        fetch = depth if within == total else math.ceil(1.5 * depth * total / within)
        while True:
            ids = self._snapshot.vectors.nearest(vector, min(fetch, total))
            numbers = self._catalogue.numbers(ids)
            if len(numbers) < len(ids):
                raise VectorsDamaged("the index has vectors of passages that it does not hold; run: qa doctor --repair")
            found = [numbers[id_] for id_ in ids if allowed[numbers[id_]]]
            if len(found) >= min(depth, within) or fetch >= total:
                return found[:depth]
            fetch *= 4

    def _exact(self, vector: Vectors, where: Filter, depth: int) -> list[int]:
        passages = self._catalogue.hashes(where)
        similarities = self._kept([hash_ for _, hash_ in passages]) @ vector
        nearest = [passages[at][0] for at in np.argsort(-similarities, kind="stable")[:depth]]
        numbers = self._catalogue.numbers(nearest)
        return [numbers[id_] for id_ in nearest]

    def _reranked(self, reranker: Reranker, text: str, ranked: Sequence[Ranked], recency: Recency | None) -> list[Hit]:
        """The hits in the order of the reranker's scores, weighed by recency as the others are."""
        hits = self._hits(ranked)
        scores = reranker.scores(text, [f"{hit.title}\n{hit.text}" if hit.title else hit.text for hit in hits])
        boosts = [_boost(one.candidate.published, recency) for one in ranked]
        order = sorted(range(len(hits)), key=lambda at: (-scores[at] * boosts[at], at))
        return [
            replace(hits[at], score=float(scores[at] * boosts[at]), ranks={**hits[at].ranks, "reranker": rank})
            for rank, at in enumerate(order, start=1)
        ]

    def _hits(self, ranked: Sequence[Ranked]) -> list[Hit]:
        rows = self._catalogue.rows([one.candidate.id for one in ranked])
        hits = []
        for one in ranked:
            passage, article = rows[one.candidate.id].passage, rows[one.candidate.id].article
            hits.append(
                Hit(
                    passage_id=passage.id,
                    article_id=article.id,
                    version=passage.version,
                    title=article.title,
                    source=article.source,
                    url=article.url,
                    published=article.published,
                    text=passage.text,
                    start=passage.start,
                    end=passage.end,
                    score=one.score,
                    similarity=one.similarity,
                    ranks=one.ranks,
                )
            )
        return hits

    def _kept(self, hashes: Sequence[str]) -> Vectors:
        """The embeddings of these hashes, an array of (len(hashes), dimensions)."""
        kept = self._embeddings.get(hashes)
        if lost := set(hashes) - kept.keys():
            raise IndexDamaged(f"the index lacks the embeddings of {len(lost)} passages; run: qa doctor --repair")
        return np.stack([kept[hash_] for hash_ in hashes])


def _best(scores: NDArray[np.float32], depth: int) -> list[int]:
    """Numbers of the `depth` passages of the highest scores above 0, best first; equal ones in their order."""
    found = np.flatnonzero(scores)
    if len(found) > depth:
        least = np.partition(scores[found], -depth)[-depth]
        found = found[scores[found] >= least]
    order = np.argsort(-scores[found], kind="stable")[:depth]
    best: list[int] = found[order].tolist()
    return best


def _spread(scores: NDArray[np.float64], articles: Sequence[int]) -> NDArray[np.float64]:
    """The scores, with an article's second passage at FURTHER of its own, its third at FURTHER of that, and so on."""
    spread, before = scores.copy(), Counter[int]()
    for at in np.argsort(-scores, kind="stable"):
        spread[at] *= FURTHER ** before[articles[at]]
        before[articles[at]] += 1
    return spread


def _boost(published: float | None, recency: Recency | None) -> float:
    """1 for an article that is old, undated or later than the reference; up to 1 + weight for one of that day."""
    if published is None or recency is None:
        return 1.0
    age = (day_end(recency.reference).timestamp() - published) / 86400
    return 1 + recency.weight * math.exp(-age / recency.days) if age >= 0 else 1.0
