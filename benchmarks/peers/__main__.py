"""One table of this project and its peers. `make peers` runs this; NEWS_BENCH names a folder with a larger archive."""

import argparse
import json
import os
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.peers import environments
from benchmarks.peers.contestants import OURS, PEERS
from benchmarks.peers.processes import run
from benchmarks.peers.scoring import row
from benchmarks.peers.subset import choose, read_archive
from benchmarks.peers.table import answers, tables
from index import Index
from qa import Assistant, evaluate, read_cases
from qa.evaluation import Case

SAMPLE = Path(__file__).parents[2] / "tests" / "data"
BASE = "News QA, index"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.peers", description=__doc__)
    parser.add_argument("--articles", type=int, default=1200, help="so many: the relevant and others; 0 for all")
    parser.add_argument("--only", nargs="*", help="only these peers", choices=[peer.name for peer in PEERS])
    parser.add_argument("--keep", type=Path, help="a folder for what each of them found, as JSON Lines")
    options = parser.parse_args()
    archive, questions = _data()
    cases = read_cases(questions)
    peers = [peer for peer in PEERS if options.only is None or peer.name in options.only]
    for peer in peers:
        environments.make(peer)
    with tempfile.TemporaryDirectory() as folder:
        articles = Path(folder) / "articles.jsonl"
        chosen = choose(read_archive(archive), cases, options.articles)
        articles.write_text("".join(json.dumps(record) + "\n" for record in chosen), encoding="utf-8")
        found = []
        for contestant in (OURS, *peers):
            for build in contestant.builds:
                lines = run(contestant, build, articles, questions, Path(folder) / contestant.name / build)
                _keep(options.keep, f"{contestant.name}-{build}", lines)
                found += lines
        print(f"{len(chosen):,} articles, {len(cases):,} questions\n")
        print(tables([row(line, cases) for line in found], BASE), "\n")
        print(answers(_our_answers(Path(folder) / OURS.name / OURS.builds[0] / "news.index", cases)))


def _data() -> tuple[Path, Path]:
    bench = os.environ.get("NEWS_BENCH")
    if bench:
        return Path(bench) / "news-2022.articles.jsonl.gz", Path(bench) / "news-2022.questions.jsonl"
    return SAMPLE / "archive.jsonl", SAMPLE / "cases.jsonl"


def _our_answers(home: Path, cases: list[Case]) -> dict[str, float | None]:
    with Index.open(home) as index:
        done = evaluate(Assistant(index, "quotes"), cases)
    return {name: figure.value for name, figure in done.metrics.items()}


def _keep(folder: Path | None, name: str, lines: list[dict[str, Any]]) -> None:
    if folder:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{name}.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")


if __name__ == "__main__":
    main()
