"""Warm searches in one process, beside the bare time of embedding their queries; also at 4 and 16 times the size.

Only the archive itself is embedded for real. The larger ones hold its articles again and again, each copy with words of
its own, under synthetic vectors: a search takes as long over those.
"""

import hashlib
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from pathlib import Path

import numpy as np

from benchmarks.queries import QUERIES, rounds
from index import Article, Filter, Index, read_articles
from index.embed import PackagedMiniLM, Vectors

CLUSTERS = 1000


@dataclass(frozen=True)
class Searched:
    """Milliseconds; p50 and p95 of warm searches."""

    passages: int
    opened: float
    embed: float
    search: tuple[float, float]
    as_of: tuple[float, float]


class SyntheticEmbedder(PackagedMiniLM):
    """Embeds queries for real, and gives passages a vector near to one of a thousand centres, chosen by their text."""

    def __init__(self) -> None:
        super().__init__()
        self._centres = np.random.default_rng(1986).normal(size=(CLUSTERS, self.dimensions)).astype(np.float32)

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        seeds = [int.from_bytes(hashlib.sha256(text.encode()).digest()[:8]) for text in texts]
        noise = np.array([np.random.default_rng(seed).normal(size=self.dimensions) for seed in seeds])
        vectors = self._centres[[seed % CLUSTERS for seed in seeds]] + 0.7 * noise.astype(np.float32)
        unit: Vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        return unit.astype(np.float32)


def measure(home: Path) -> Searched:
    """Time searches of the archive that is there."""
    return _timed(Index.open(home))


def measure_larger(archive: Path, limit: int | None, times: int) -> Searched:
    """Time searches of an archive so many times as large."""
    with tempfile.TemporaryDirectory() as folder:
        home, embedder = Path(folder) / "news", SyntheticEmbedder()
        with Index.create(home, embedder=embedder) as index:
            index.add(_copies(archive, limit, times))
        with Index.open(home, embedder=embedder) as index:
            return _timed(index)


def _copies(archive: Path, limit: int | None, times: int) -> Iterator[Article]:
    for copy in range(times):
        for article in islice(read_articles(archive), limit):
            if isinstance(article, Article):
                text = article.text.replace(". ", f" in edition{copy}n{len(article.text) % 97}. ")
                yield replace(article, id=f"{copy} {article.id}", text=text)


def _timed(index: Index) -> Searched:
    index.embedder.embed_queries(QUERIES[:1])
    began = time.perf_counter()
    index.search(QUERIES[0])
    opened = (time.perf_counter() - began) * 1000
    embed = _times("?", lambda query: index.embedder.embed_queries([query]))
    plain = _times("?", index.search)
    as_of = _times("!", lambda query: index.search(query, where=Filter(as_of=date(2022, 7, 1))))
    passages = index.coverage().passages
    return Searched(passages, opened, statistics.median(embed), _figures(plain), _figures(as_of))


def _times(ending: str, work: Callable[[str], object]) -> list[float]:
    taken = []
    for query in rounds(ending):
        began = time.perf_counter()
        work(query)
        taken.append((time.perf_counter() - began) * 1000)
    return taken


def _figures(taken: list[float]) -> tuple[float, float]:
    return statistics.median(taken), statistics.quantiles(taken, n=20)[-1]
