"""Indexing an archive, beside the bare time of embedding the same texts with the same embedder in the same run."""

import resource
import time
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from index import Index, read_articles
from index.embed import PackagedMiniLM, Vectors


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


def measure(archive: Path, home: Path, limit: int | None) -> list[tuple[str, str]]:
    embedder = TimedEmbedder()
    embedder.embed_passages(["The model is loaded before the clock starts."])
    embedder.texts, embedder.seconds = [], 0.0
    index = Index.create(home, embedder=embedder)
    began = time.perf_counter()
    report = index.add(islice(read_articles(archive), limit))
    taken = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    in_embedder = embedder.seconds
    began = time.perf_counter()
    again = index.add(islice(read_articles(archive), limit))
    repeated = time.perf_counter() - began
    texts = list(embedder.texts)
    began = time.perf_counter()
    embedder.embed_passages(texts)
    bare = time.perf_counter() - began
    disk = sum(file.stat().st_size for file in home.rglob("*") if file.is_file())
    articles = len(report.added)
    return [
        ("articles, passages indexed", f"{articles:,}, {report.passages:,}"),
        ("indexing", f"{taken:.1f} s, {articles / taken:.1f} articles/s, {report.passages / taken:.0f} passages/s"),
        ("share of it in the embedder", f"{in_embedder / taken:.0%}"),
        ("embedding the same texts, bare", f"{bare:.1f} s, {len(texts) / bare:.0f} passages/s"),
        ("indexing / bare embedding", f"{taken / bare:.2f}"),
        ("adding it all again", f"{repeated / taken:.1%} of the first time, {again.embedded} embedded"),
        ("peak memory", f"{peak:,.0f} MB"),
        ("disk", f"{disk / 1e6:,.1f} MB, {disk / 1e3 / articles:.0f} kB an article"),
    ]
