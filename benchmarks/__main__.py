"""Speed and memory. `make bench` runs this; NEWS_BENCH names a folder with a larger archive than the sample."""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks import answering, searching, startup

SAMPLE = Path(__file__).parents[1] / "tests" / "data" / "archive.jsonl"
SIZES = (4, 16)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--articles", type=int, default=400, help="index so many of the archive; 0 for all")
    limit = parser.parse_args().articles
    bench = os.environ.get("NEWS_BENCH")
    archive = Path(bench) / "news-2022.articles.jsonl.gz" if bench else SAMPLE
    with tempfile.TemporaryDirectory() as folder:
        rows = [row for part in _parts(Path(folder), archive, limit) for row in part]
    width = max(len(name) for name, _ in rows)
    print("\n".join(f"{name:<{width}}  {value}" for name, value in rows))


def _parts(folder: Path, archive: Path, limit: int) -> Iterator[list[tuple[str, str]]]:
    yield startup.measure()
    home = folder / "bench.index"
    ours = _apart("indexing", home, archive, limit)
    yield _indexing(ours)
    yield _tutorial(_apart("tutorial", folder / "tutorial", archive, limit), ours)
    first = searching.measure(home)
    yield [
        ("cold first search, model loaded", f"{first.opened:.0f} ms"),
        ("embedding a query, p50", f"{first.embed:.1f} ms"),
        *_searching("1x", first),
        ("search / embedding its query, p50", f"{first.search[0] / first.embed:.2f}"),
    ]
    yield answering.measure(home)
    for times in SIZES:
        larger = searching.measure_larger(archive, limit or None, times)
        yield _searching(f"{times}x, synthetic vectors", larger)
    yield [(f"{SIZES[-1]}x / 1x, p50", f"{larger.search[0] / first.search[0]:.2f}")]


def _apart(module: str, home: Path, archive: Path, limit: int) -> dict[str, Any]:
    """Run a measurement in a process of its own, so that its memory is its own too."""
    command = [sys.executable, "-m", f"benchmarks.{module}", str(home), str(archive), str(limit)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    figures: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return figures


def _indexing(of: dict[str, Any]) -> list[tuple[str, str]]:
    taken, passages, articles = of["seconds"], of["passages"], of["articles"]
    return [
        ("embedder", of["backend"]),
        ("articles, passages indexed", f"{articles:,}, {passages:,}"),
        ("indexing", f"{taken:.1f} s, {articles / taken:.1f} articles/s, {passages / taken:.0f} passages/s"),
        ("share of it in the embedder", f"{of['embedding'] / taken:.0%}"),
        ("embedding the same texts, bare", f"{of['bare']:.1f} s, {passages / of['bare']:.0f} passages/s"),
        ("indexing / bare embedding", f"{taken / of['bare']:.2f}"),
        ("adding it all again", f"{of['again'] / taken:.1%} of the first time, {of['embedded_again']} embedded"),
        ("peak memory", f"{of['memory']:,.0f} MB"),
        ("disk", f"{of['disk'] / 1e6:,.1f} MB, {of['disk'] / 1e3 / articles:.0f} kB an article"),
    ]


def _tutorial(of: dict[str, Any], ours: dict[str, Any]) -> list[tuple[str, str]]:
    return [
        ("LangChain's tutorial pipeline", f"{of['seconds']:.1f} s, {of['chunks']:,} chunks, {of['memory']:,.0f} MB"),
        ("its time / ours", f"{of['seconds'] / ours['seconds']:.2f}"),
        ("its query, dense alone, p50", f"{of['query']:.1f} ms"),
    ]


def _searching(size: str, of: searching.Searched) -> list[tuple[str, str]]:
    return [
        (f"search {size}: {of.passages:,} passages, p50 / p95", "{:.1f} / {:.1f} ms".format(*of.search)),
        (f"search {size}, as of a day, p50 / p95", "{:.1f} / {:.1f} ms".format(*of.as_of)),
    ]


if __name__ == "__main__":
    main()
