"""Vectors in Chroma: one embedded folder, one collection, ids and vectors only. The catalogue holds the rest.

Chroma rewrites its files in place and has no lock, so a folder is written by one process, closed, and from then on
only read (see `index/generations.py`).
"""

from __future__ import annotations

import shutil
import struct
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Any, Self

import numpy as np

from index.database import can_write
from index.embed import Vectors
from index.errors import VectorsDamaged

BATCH = 5000
"""Chroma refuses more than 5,461 rows at once."""

CANDIDATES = 400
"""Places of the graph that a search looks at. With Chroma's own 100 it missed 3 in 100 of the ten nearest of 38,000."""

NEAR = 1e-3
"""Cosine distance within which two vectors are the same: the graph holds them scaled and rounded."""

_FILLING, _SETTLING = 1000, 2
"""After how many rows Chroma stores its graph: its own number, and its least."""

_HEADER = struct.Struct("<iQQQQ")
"""Of a graph in Chroma's hnswlib: version, offset, places, places used, bytes each."""

_DATABASE = "chroma.sqlite3"
_SQLITE = b"SQLite format 3\0"


def load() -> None:
    """Import what is needed, which takes a second."""
    import chromadb  # noqa: F401 - being imported is its use


class VectorFolder:
    """The vectors of one generation. Close it before its folder is copied, renamed or removed.

    Of a folder that cannot be written to, a copy is read, which goes when it is closed.
    """

    def __init__(self, folder: Path, fingerprint: str, *, create: bool = False) -> None:
        import chromadb
        from chromadb.config import Settings
        from chromadb.errors import ChromaError

        self.folder = folder
        self._fingerprint = fingerprint
        self._error = ChromaError
        name = f"passages-{fingerprint}"
        # Chroma makes a missing database anew, and hands out a client that failed to start a second time.
        if not create and not _is_sqlite(folder / _DATABASE):
            raise VectorsDamaged(self._unusable)
        # Chroma writes a row whenever it opens a folder.
        self._copy = None if create or can_write(folder / _DATABASE) else _copied(folder)
        place = self._copy.name if self._copy else str(folder)
        try:
            self._client: Any = chromadb.PersistentClient(place, Settings(anonymized_telemetry=False))
        except (ChromaError, AttributeError) as error:
            self._drop_copy()
            raise VectorsDamaged(self._unusable) from error
        try:
            if create:
                self._collection = self._client.create_collection(
                    name,
                    embedding_function=None,
                    metadata={"recipe": fingerprint},
                    configuration={"hnsw": {"space": "cosine", "ef_search": CANDIDATES}},
                )
            else:
                self._collection = self._client.get_collection(name, embedding_function=None)
        except (ChromaError, ValueError) as error:
            self.close()
            raise VectorsDamaged(self._unusable) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the folder."""
        self._client.close()
        self._drop_copy()

    def _drop_copy(self) -> None:
        if self._copy:
            self._copy.cleanup()

    def __len__(self) -> int:
        with self._in_words():
            return int(self._collection.count())

    def upsert(self, ids: Sequence[str], vectors: Vectors) -> None:
        """Store vectors, an array of (len(ids), dimensions), replacing those that the ids had."""
        for at in range(0, len(ids), BATCH):
            with self._in_words():
                self._collection.upsert(ids=list(ids[at : at + BATCH]), embeddings=vectors[at : at + BATCH])

    def delete(self, ids: Sequence[str]) -> None:
        """Remove the vectors of these ids; unknown ids are ignored."""
        for at in range(0, len(ids), BATCH):
            with self._in_words():
                self._collection.delete(ids=list(ids[at : at + BATCH]))

    def fill(self) -> None:
        """Prepare for many rows; `settle` when they are in."""
        self._store_after(_FILLING)

    def settle(self, id_: str, vector: Vectors) -> None:
        """Have all rows stored in the graph's own files, so that none is added to them when the folder is only read.

        Chroma does so when it is given another row; any that is there already will do. The folder is closed then.
        """
        self._store_after(_SETTLING)
        self.close()
        # Chroma heeds that number in a collection which it has opened since.
        with VectorFolder(self.folder, self._fingerprint) as opened:
            opened.upsert([id_], vector[np.newaxis])

    def fault(self, count: int | None, sample: Mapping[str, Vectors]) -> str | None:
        """What is wrong with these vectors, None if nothing; VectorsDamaged or a crash of the process if much is.

        There must be `count`, if given. Those of `sample` must be there, and half of them be found by themselves or
        by their equals: the graph is approximate.
        """
        with self._in_words():
            found = len(self)
            if count is not None and found != count:
                return f"{count} passages, but {found} vectors"
            ids = list(sample) or self._collection.get(limit=1, include=[])["ids"]
            if not ids:
                return None
            stored = self._collection.get(ids=ids, include=["embeddings"])
            held = dict(zip(stored["ids"], np.asarray(stored["embeddings"]), strict=True))
            if any(id_ not in held or _distance(held[id_], vector) > NEAR for id_, vector in sample.items()):
                return "a passage's vector is not its own"
            near = self._collection.query(query_embeddings=list(held.values()), n_results=1, include=["distances"])
            missed = sum(not row or row[0] > NEAR for row in near["distances"] or ())
        return "passages are not found by their own vectors" if missed * 2 > len(held) else None

    def _store_after(self, rows: int) -> None:
        with self._in_words(), warnings.catch_warnings():
            # Chroma deprecates its own default, no embedding function.
            warnings.simplefilter("ignore", DeprecationWarning)
            self._collection.modify(configuration={"hnsw": {"sync_threshold": rows, "batch_size": min(rows, 100)}})

    def nearest(self, vector: Vectors, limit: int) -> list[str]:
        """Ids of the `limit` passages nearest to a vector of (dimensions,), nearest first. There must be so many."""
        with self._in_words():
            found = self._collection.query(query_embeddings=[vector.tolist()], n_results=limit, include=[])
        return list(found["ids"][0])

    @contextmanager
    def _in_words(self) -> Iterator[None]:
        try:
            yield
        except (self._error, AttributeError) as error:  # the latter when another thread has closed the folder
            raise VectorsDamaged(self._unusable) from error

    @property
    def _unusable(self) -> str:
        return f"{self.folder}: the vectors cannot be used; run: qa doctor --repair"


def blank_unused(folder: Path) -> None:
    """Clear the places in a closed folder's graphs that hold no vector yet.

    Chroma writes them as it found them in memory: with what was there before, which may be vectors since removed.
    """
    for header in folder.glob("*/header.bin"):
        _, _, _, used, size = _HEADER.unpack_from(header.read_bytes())
        for name, each in (("data_level0.bin", size), ("length.bin", 4)):
            file = header.with_name(name)
            unused = file.stat().st_size - used * each
            if unused > 0:
                with file.open("r+b") as data:
                    data.seek(used * each)
                    data.write(bytes(unused))


def _copied(folder: Path) -> TemporaryDirectory[str]:
    copy = TemporaryDirectory(prefix="news-qa-")
    for file in folder.rglob("*"):
        if file.is_file():
            place = Path(copy.name, file.relative_to(folder))
            place.parent.mkdir(exist_ok=True)
            shutil.copyfile(file, place)
    return copy


def _distance(one: Vectors, other: Vectors) -> float:
    return 1 - float(one @ other / np.linalg.norm(one) / np.linalg.norm(other))


def _is_sqlite(file: Path) -> bool:
    if not file.is_file():
        return False
    with file.open("rb") as data:
        return data.read(len(_SQLITE)) == _SQLITE
