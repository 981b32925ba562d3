"""Embeddings by the hash of what was embedded: computed once, kept as float16, never lost to a crash.

A file of its own beside the catalogue, so that a batch's embeddings are safe at once while the catalogue's one long
transaction is still open. Vectors can be rebuilt from it without the embedder.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np

from index.embed import Vectors

SCHEMA = "CREATE TABLE IF NOT EXISTS embeddings (hash TEXT PRIMARY KEY, vector BLOB NOT NULL) WITHOUT ROWID"


def text_hash(text: str) -> str:
    """32 hex digits that name what was embedded."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def unpack_vectors(packed: Sequence[bytes]) -> Vectors:
    """Vectors out of their stored form (float16), an array of (len(packed), dimensions)."""
    return np.frombuffer(b"".join(packed), dtype=np.float16).astype(np.float32).reshape(len(packed), -1)


class EmbeddingStore:
    """Vectors of unit length by text hash. One connection, used by one thread."""

    def __init__(self, file: Path) -> None:
        self._db = sqlite3.connect(file, isolation_level=None, timeout=30)
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = NORMAL")
        self._db.execute(SCHEMA)

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def get(self, hashes: Sequence[str]) -> Mapping[str, Vectors]:
        """Those of the vectors that are there, each (dimensions,)."""
        rows = self._db.execute(
            "SELECT hash, vector FROM embeddings WHERE hash IN (SELECT value FROM json_each(?))", (json.dumps(hashes),)
        )
        return {hash_: np.frombuffer(vector, dtype=np.float16).astype(np.float32) for hash_, vector in rows}

    def hashes(self) -> set[str]:
        """Of all vectors that are there."""
        return {hash_ for (hash_,) in self._db.execute("SELECT hash FROM embeddings")}

    def put(self, vectors: Mapping[str, Vectors]) -> None:
        """Keep vectors, safe on return."""
        rows = [(hash_, vector.astype(np.float16).tobytes()) for hash_, vector in vectors.items()]
        self._db.execute("BEGIN IMMEDIATE")
        self._db.executemany("INSERT OR REPLACE INTO embeddings VALUES (?, ?)", rows)
        self._db.execute("COMMIT")

    def forget(self, hashes: Iterable[str]) -> None:
        """Remove vectors for good."""
        self._db.execute("BEGIN IMMEDIATE")
        self._db.executemany("DELETE FROM embeddings WHERE hash = ?", ((hash_,) for hash_ in hashes))
        self._db.execute("COMMIT")
