"""Warm searches in one process, beside the bare time of embedding the query; and a cold open."""

import statistics
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from index import Filter, Index

QUERIES = (
    "Who won the election?",
    "How much will the new bridge cost?",
    "What did the minister say about the strike?",
    "When does the ferry start running again?",
    "Why was the factory closed last year?",
    "Which team won the final, and by how much?",
    "How many people were injured in the fire?",
    "What is known about the new vaccine?",
)
ROUNDS = 10


def measure(home: Path) -> list[tuple[str, str]]:
    began = time.perf_counter()
    index = Index.open(home)
    opened = time.perf_counter() - began
    began = time.perf_counter()
    index.search(QUERIES[0])
    first = time.perf_counter() - began
    embed = _times(lambda query: index.embedder.embed_queries([query]))
    plain = _times(index.search)
    as_of = _times(lambda query: index.search(query, where=Filter(as_of=date(2022, 7, 1))))
    return [
        ("open; first search, model loaded", f"{opened * 1000:.0f} ms; {first:.1f} s"),
        ("embedding a query, p50", f"{statistics.median(embed):.1f} ms"),
        ("search, p50 / p95", _figures(plain)),
        ("search as of a day, p50 / p95", _figures(as_of)),
        ("search / embedding its query, p50", f"{statistics.median(plain) / statistics.median(embed):.1f}"),
    ]


def _times(work: Callable[[str], object]) -> list[float]:
    taken = []
    for _ in range(ROUNDS):
        for query in QUERIES:
            began = time.perf_counter()
            work(query)
            taken.append((time.perf_counter() - began) * 1000)
    return taken


def _figures(taken: list[float]) -> str:
    return f"{statistics.median(taken):.1f} / {statistics.quantiles(taken, n=20)[-1]:.1f} ms"
