"""Vectors in Chroma: one embedded folder, one collection, ids and vectors only. The catalogue holds the rest.

Chroma rewrites its files in place and has no lock, so a folder is written by one process, closed, and from then on
only read (see `index/generations.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from index.embed import Vectors
from index.errors import IndexDamaged

BATCH = 5000
"""Chroma refuses more than 5,461 rows at once."""

_SQLITE = b"SQLite format 3\0"


class VectorFolder:
    """The vectors of one generation. Close it before its folder is copied, renamed or removed."""

    def __init__(self, folder: Path, fingerprint: str, *, create: bool = False) -> None:
        import chromadb
        from chromadb.config import Settings
        from chromadb.errors import ChromaError

        self.folder = folder
        self._error = ChromaError
        name = f"passages-{fingerprint}"
        # Chroma makes a missing database anew, and hands out a client that failed to start a second time.
        if not create and not _is_sqlite(folder / "chroma.sqlite3"):
            raise IndexDamaged(self._unusable)
        try:
            self._client: Any = chromadb.PersistentClient(str(folder), Settings(anonymized_telemetry=False))
        except (ChromaError, AttributeError) as error:
            raise IndexDamaged(self._unusable) from error
        try:
            if create:
                self._collection = self._client.create_collection(
                    name,
                    embedding_function=None,
                    metadata={"recipe": fingerprint},
                    configuration={"hnsw": {"space": "cosine"}},
                )
            else:
                self._collection = self._client.get_collection(name, embedding_function=None)
        except (ChromaError, ValueError) as error:
            self.close()
            raise IndexDamaged(self._unusable) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the folder."""
        self._client.close()

    def __len__(self) -> int:
        return int(self._collection.count())

    def upsert(self, ids: Sequence[str], vectors: Vectors) -> None:
        """Store vectors, an array of (len(ids), dimensions), replacing those that the ids had."""
        for at in range(0, len(ids), BATCH):
            self._collection.upsert(ids=list(ids[at : at + BATCH]), embeddings=vectors[at : at + BATCH])

    def delete(self, ids: Sequence[str]) -> None:
        """Remove the vectors of these ids; unknown ids are ignored."""
        for at in range(0, len(ids), BATCH):
            self._collection.delete(ids=list(ids[at : at + BATCH]))

    def nearest(self, vector: Vectors, limit: int) -> list[str]:
        """Ids of the `limit` passages nearest to a vector of (dimensions,), nearest first."""
        limit = min(limit, len(self))
        if not limit:
            return []
        try:
            found = self._collection.query(query_embeddings=[vector.tolist()], n_results=limit, include=[])
        except self._error as error:
            raise IndexDamaged(self._unusable) from error
        return list(found["ids"][0])

    @property
    def _unusable(self) -> str:
        return f"{self.folder}: the vectors cannot be read; run: qa doctor --repair"


def _is_sqlite(file: Path) -> bool:
    if not file.is_file():
        return False
    with file.open("rb") as data:
        return data.read(len(_SQLITE)) == _SQLITE
