"""Embeddings by the hash of what was embedded: computed once, kept as float16, never lost to a crash.

A file of its own beside the catalogue, so that a batch's embeddings are safe at once while the catalogue's one long
transaction is still open. Vectors can be rebuilt from it without the embedder. What a change puts in or may have made
superfluous is marked until the change is settled, so that a killed one leaves nothing for good.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path

import numpy as np

from index.database import Database
from index.embed import Vectors

EMBEDDINGS = "embeddings.sqlite3"
"""Until the index is embedded anew: then the catalogue names the file."""

SCHEMA = """
CREATE TABLE IF NOT EXISTS embeddings (hash TEXT PRIMARY KEY, vector BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS unsettled (hash TEXT PRIMARY KEY) WITHOUT ROWID;
"""


def text_hash(text: str) -> str:
    """32 hex digits that name what was embedded."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def unpack_vectors(packed: Sequence[bytes]) -> Vectors:
    """Vectors out of their stored form (float16), an array of (len(packed), dimensions)."""
    return np.frombuffer(b"".join(packed), dtype=np.float16).astype(np.float32).reshape(len(packed), -1)


class EmbeddingStore:
    """Vectors of unit length by text hash. One connection, used by one thread, opened when first needed.

    Raises IndexDamaged when the file is not whole, or not there and not to be created.
    """

    def __init__(self, file: Path, *, create: bool = False) -> None:
        self.file = file
        self._create = create

    def close(self) -> None:
        """Let go of the file."""
        if "_db" in self.__dict__:
            self._db.close()
            del self._db

    @cached_property
    def _db(self) -> Database:
        database = Database(self.file, "run: qa doctor --repair", create=self._create)
        try:
            for statement in SCHEMA.strip().split("\n") if self._create else ():
                database.execute(statement)
        except BaseException:
            database.close()
            raise
        return database

    def get(self, hashes: Sequence[str]) -> Mapping[str, Vectors]:
        """Those of the vectors that are there, each (dimensions,)."""
        rows = self._db.execute(
            "SELECT hash, vector FROM embeddings WHERE hash IN (SELECT value FROM json_each(?))", (json.dumps(hashes),)
        ).fetchall()
        if not rows:
            return {}
        found, packed = zip(*rows, strict=True)
        return dict(zip(found, unpack_vectors(packed), strict=True))

    def hashes(self) -> set[str]:
        """Of all vectors that are there."""
        return {hash_ for (hash_,) in self._db.execute("SELECT hash FROM embeddings")}

    def fault(self) -> str | None:
        """What is wrong with the file, None if nothing."""
        return self._db.fault()

    def put(self, vectors: Mapping[str, Vectors]) -> None:
        """Keep vectors, safe on return and marked."""
        self._db.execute("BEGIN IMMEDIATE")
        for hash_, vector in vectors.items():
            blob = vector.astype(np.float16).tobytes()
            self._db.execute("INSERT OR REPLACE INTO embeddings VALUES (?, ?)", (hash_, blob))
            self._db.execute("INSERT OR IGNORE INTO unsettled VALUES (?)", (hash_,))
        self._db.execute("COMMIT")

    def mark(self, hashes: Iterable[str]) -> None:
        """Mark vectors that may soon have no use."""
        self._db.execute("BEGIN IMMEDIATE")
        for hash_ in hashes:
            self._db.execute("INSERT OR IGNORE INTO unsettled VALUES (?)", (hash_,))
        self._db.execute("COMMIT")

    def unsettled(self) -> list[str]:
        """Hashes of the vectors that are marked."""
        return [hash_ for (hash_,) in self._db.execute("SELECT hash FROM unsettled")]

    def settle(self, unused: Iterable[str]) -> None:
        """Remove vectors for good and all marks."""
        self._db.execute("BEGIN IMMEDIATE")
        for hash_ in unused:
            self._db.execute("DELETE FROM embeddings WHERE hash = ?", (hash_,))
        self._db.execute("DELETE FROM unsettled")
        self._db.execute("COMMIT")

    def scrub(self) -> bool:
        """Leave nothing of removed vectors beside the file; False while a reader keeps it."""
        return self._db.scrub()


def discard(file: Path) -> None:
    """Remove an embeddings file and what SQLite has beside it."""
    for ending in ("-wal", "-shm", "-journal", ""):
        file.with_name(file.name + ending).unlink(missing_ok=True)
