"""Hybrid search: nearest vectors and BM25, filtered exactly, fused, weighed by recency where asked."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import datetime

import numpy as np

from index.catalogue import Catalogue
from index.embed import Embedder, Vectors
from index.embeddings import EmbeddingStore
from index.errors import IndexDamaged, VectorsDamaged
from index.fuse import reciprocal_rank_fusion
from index.values import Filter, Hit, Recency, day_end
from index.vectors import VectorFolder

DEPTH = 100
"""Passages that each retriever offers; more for a longer list."""

EXACT = 4000
"""Up to this many allowed passages are scored one by one, which is faster than sieving the nearest."""


class Search:
    """One search over one state of the archive."""

    def __init__(
        self, catalogue: Catalogue, embeddings: EmbeddingStore, vectors: VectorFolder | None, embedder: Embedder
    ) -> None:
        self._catalogue = catalogue
        self._embeddings = embeddings
        self._vectors = vectors
        self._embedder = embedder

    def run(self, text: str, limit: int, where: Filter, recency: Recency | None) -> list[Hit]:
        """Return up to `limit` hits, best first; equal scores in the order of their ids."""
        # What neither a tokenizer nor SQL can take: halves of surrogate pairs, NUL.
        text = text.encode("utf-8", "ignore").decode().replace("\0", " ").strip()
        if not text or limit < 1 or self._vectors is None:
            return []
        vector = self._embedder.embed_queries([text])[0]
        depth = max(DEPTH, limit)
        rankings = {
            "dense": self._nearest(vector, where, depth),
            "lexical": self._catalogue.matching(text, where, depth),
        }
        scores = reciprocal_rank_fusion(rankings.values())
        places = {name: {id_: rank for rank, id_ in enumerate(ids, start=1)} for name, ids in rankings.items()}
        rows = self._catalogue.rows(list(scores))
        if rows.keys() != scores.keys():
            raise VectorsDamaged("the index has vectors of passages that it does not hold; run: qa doctor --repair")
        if recency:
            scores = {id_: score * _boost(rows[id_].article.published, recency) for id_, score in scores.items()}
        best = sorted(scores, key=lambda id_: (-scores[id_], id_))[:limit]
        kept = self._kept([rows[id_].hash for id_ in best])
        hits = []
        for id_ in best:
            passage, article = rows[id_].passage, rows[id_].article
            hits.append(
                Hit(
                    passage_id=id_,
                    article_id=article.id,
                    version=passage.version,
                    title=article.title,
                    source=article.source,
                    url=article.url,
                    published=article.published,
                    text=passage.text,
                    start=passage.start,
                    end=passage.end,
                    score=scores[id_],
                    similarity=float(kept[rows[id_].hash] @ vector),
                    ranks={name: ranks[id_] for name, ranks in places.items() if id_ in ranks},
                )
            )
        return hits

    def _nearest(self, vector: Vectors, where: Filter, depth: int) -> list[str]:
        """Ids of the `depth` nearest passages within a filter, however few it leaves."""
        assert self._vectors is not None  # noqa: S101 - `run` returns before when there are none
        total = len(self._vectors)
        if where == Filter():
            return self._vectors.nearest(vector, depth)
        allowed = self._catalogue.coverage(where).passages
        if allowed <= EXACT:
            return self._exact(vector, where, depth)
        fetch = math.ceil(1.5 * depth * total / allowed)
        while True:
            found = self._vectors.nearest(vector, fetch)
            within = self._catalogue.within(found, where)
            if len(within) >= depth or fetch >= total:
                return [id_ for id_ in found if id_ in within][:depth]
            fetch *= 4

    def _exact(self, vector: Vectors, where: Filter, depth: int) -> list[str]:
        hashes = dict(self._catalogue.hashes(where))
        if not hashes:
            return []
        kept = self._kept(list(hashes.values()))
        similarities = np.stack([kept[hash_] for hash_ in hashes.values()]) @ vector
        ids = list(hashes)
        return [ids[at] for at in np.argsort(-similarities, kind="stable")[:depth]]

    def _kept(self, hashes: list[str]) -> Mapping[str, Vectors]:
        kept = self._embeddings.get(hashes)
        if lost := set(hashes) - kept.keys():
            raise IndexDamaged(f"the index lacks the embeddings of {len(lost)} passages; run: qa doctor --repair")
        return kept


def _boost(published: datetime | None, recency: Recency) -> float:
    """1 for an article that is old, undated or later than the reference; up to 1 + weight for one of that day."""
    if published is None:
        return 1.0
    age = (day_end(recency.reference) - published).total_seconds() / 86400
    return 1 + recency.weight * math.exp(-age / recency.days) if age >= 0 else 1.0
