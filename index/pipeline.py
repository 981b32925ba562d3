"""Passages to vectors: while a batch is in the embedder, the next one is read and split."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor

import numpy as np

from index.draft import Draft
from index.embed import Embedder, Vectors
from index.embeddings import EmbeddingStore
from index.passages import Prepared


class Pipeline:
    """Gives passages their vectors in a draft. Texts that were embedded before are looked up, not computed."""

    def __init__(self, embeddings: EmbeddingStore, draft: Draft) -> None:
        self._embeddings = embeddings
        self._draft = draft
        self._beside = ThreadPoolExecutor(1, "embedding")
        self._begun: tuple[list[Prepared], Mapping[str, Vectors], Future[dict[str, Vectors]]] | None = None
        self.embedded = 0
        """Texts that had to be computed so far."""

    def begin(self, passages: Iterable[Prepared], embedder: Embedder) -> None:
        """Have these passages embedded, after what was begun before."""
        self.finish()
        batch = list(passages)
        known = self._embeddings.get([one.hash for one in batch])
        texts = {one.hash: one.embedded for one in batch if one.hash not in known}
        self._begun = (batch, known, self._beside.submit(_embed, embedder, texts))

    def finish(self) -> None:
        """Wait for what was begun; keep its embeddings, and give the passages their vectors."""
        if self._begun:
            batch, known, computed = self._begun
            self._begun = None
            vectors = {**known, **self._kept(computed.result())}
            if batch:
                self._draft.upsert([one.passage.id for one in batch], np.stack([vectors[one.hash] for one in batch]))

    def compute(self, passages: Iterable[Prepared], embedder: Embedder) -> dict[str, Vectors]:
        """Embed these passages now, whether or not they were before; keep and return the vectors by hash."""
        return self._kept(_embed(embedder, {one.hash: one.embedded for one in passages}))

    def close(self) -> None:
        """Wait for the embedder to be free; what it was given is lost."""
        self._beside.shutdown(cancel_futures=True)

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
