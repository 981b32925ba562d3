"""`python -m benchmarks [--articles N]`: one table.

The archive is the sample, or `news-2022.articles.jsonl.gz` in the folder that NEWS_BENCH names. Times are of this
machine as busy as it is: compare ratios within one run.
"""

import argparse
import os
import tempfile
from pathlib import Path

from benchmarks import indexing, searching, startup

SAMPLE = Path(__file__).parent.parent / "tests" / "data" / "archive.jsonl"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--articles", type=int, default=400, help="index so many of the archive; 0 for all")
    limit = parser.parse_args().articles or None
    bench = os.environ.get("NEWS_BENCH")
    archive = Path(bench) / "news-2022.articles.jsonl.gz" if bench else SAMPLE
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "bench.index"
        rows = [*startup.measure(), *indexing.measure(archive, home, limit), *searching.measure(home)]
    width = max(len(name) for name, _ in rows)
    print("\n".join(f"{name:<{width}}  {value}" for name, value in rows))


if __name__ == "__main__":
    main()
