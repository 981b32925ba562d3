"""Indexing an archive in a process of its own, then embedding the same texts bare, with the same embedder.

Run as a program: FOLDER FILE LIMIT (0 for all). Prints its figures as JSON.
"""

import json
import resource
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path

from index import Index, read_articles
from index.embed import PackagedMiniLM, Vectors
from index.vectors import load


@dataclass(frozen=True)
class Indexed:
    """Seconds, megabytes (peak of the process) and bytes."""

    articles: int
    passages: int
    seconds: float
    embedding: float
    bare: float
    again: float
    embedded_again: int
    memory: float
    disk: int
    backend: str


class TimedEmbedder(PackagedMiniLM):
    """Keeps what it was given to embed, and the seconds that took."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.seconds = 0.0

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        began = time.perf_counter()
        vectors = super().embed_passages(texts)
        self.seconds += time.perf_counter() - began
        self.texts += texts
        return vectors


def measure(home: Path, archive: Path, limit: int | None) -> Indexed:
    embedder = TimedEmbedder()
    embedder.embed_passages(["The model is loaded before the clock starts."])
    embedder.texts, embedder.seconds = [], 0.0
    load()  # the tutorial's pipeline, too, has imported Chroma by then
    index = Index.create(home, embedder=embedder)
    began = time.perf_counter()
    report = index.add(islice(read_articles(archive), limit))
    taken = time.perf_counter() - began
    in_embedder, texts = embedder.seconds, list(embedder.texts)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    began = time.perf_counter()
    again = index.add(islice(read_articles(archive), limit))
    repeated = time.perf_counter() - began
    began = time.perf_counter()
    embedder.embed_passages(texts)
    bare = time.perf_counter() - began
    return Indexed(
        articles=len(report.added),
        passages=report.passages,
        seconds=taken,
        embedding=in_embedder,
        bare=bare,
        again=repeated,
        embedded_again=again.embedded,
        memory=memory,
        disk=sum(file.stat().st_size for file in home.rglob("*") if file.is_file()),
        backend=embedder.backend,
    )


if __name__ == "__main__":
    folder, file, most = sys.argv[1:]
    print(json.dumps(asdict(measure(Path(folder), Path(file), int(most) or None))))
