"""Passages to vectors: while a batch is in the embedder, the next one is read and split, and waits there."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from index.draft import Draft
from index.embed import Embedder, Vectors
from index.embeddings import EmbeddingStore
from index.passages import Prepared


@dataclass(frozen=True, slots=True)
class _Begun:
    """Passages' ids, the hashes of their texts, and the vectors of those that were not there yet."""

    ids: list[str]
    hashes: list[str]
    computed: Future[dict[str, Vectors]]


class Pipeline:
    """Gives passages their vectors in a draft. Texts that were embedded before are looked up, not computed."""

    def __init__(self, embeddings: EmbeddingStore, draft: Draft) -> None:
        self._embeddings = embeddings
        self._draft = draft
        self._beside = ThreadPoolExecutor(1, "embedding")
        self._begun: deque[_Begun] = deque()
        self.embedded = 0
        """Texts that had to be computed so far."""

    def begin(self, passages: Iterable[Prepared], embedder: Embedder) -> None:
        """Have these passages embedded, after what was begun before; at most one batch waits for its turn."""
        batch = list(passages)
        hashes = [one.hash for one in batch]
        known = self._embeddings.get(hashes).keys() | {hash_ for before in self._begun for hash_ in before.hashes}
        texts = {one.hash: one.embedded for one in batch if one.hash not in known}
        self._begun.append(
            _Begun([one.passage.id for one in batch], hashes, self._beside.submit(_embed, embedder, texts))
        )
        self._finish(unfinished=1)

    def finish(self) -> None:
        """Wait for what was begun; keep its embeddings, and give the passages their vectors."""
        self._finish(unfinished=0)

    def compute(self, passages: Iterable[Prepared], embedder: Embedder) -> dict[str, Vectors]:
        """Embed these passages now, whether or not they were before; keep and return the vectors by hash."""
        return self._kept(_embed(embedder, {one.hash: one.embedded for one in passages}))

    def close(self) -> None:
        """Wait for the embedder to be free; what it was given is lost."""
        self._beside.shutdown(cancel_futures=True)

    def _finish(self, unfinished: int) -> None:
        while len(self._begun) > unfinished:
            batch = self._begun.popleft()
            self._kept(batch.computed.result())
            if batch.ids:
                vectors = self._embeddings.get(batch.hashes)
                self._draft.upsert(batch.ids, np.stack([vectors[hash_] for hash_ in batch.hashes]))

    def _kept(self, vectors: dict[str, Vectors]) -> dict[str, Vectors]:
        if vectors:
            self._embeddings.put(vectors)
            self.embedded += len(vectors)
        return vectors


def _embed(embedder: Embedder, texts: Mapping[str, str]) -> dict[str, Vectors]:
    """Vectors by hash, rounded as they will be kept, so that a rebuilt index equals this one."""
    if not texts:
        return {}
    vectors = embedder.embed_passages(list(texts.values())).astype(np.float16).astype(np.float32)
    return dict(zip(texts, vectors, strict=True))
