"""A writer is killed at any instant: nothing is lost, nothing is there twice, and the next one finishes the work."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
import two_archives
from contents import Contents, contents
from two_archives import AFTER, BEFORE, EMBEDDERS, LEFT, QUERY, open_index

from index import Article, Index

ROOT = Path(__file__).parents[2]
KILLS = {"index": 26, "remove": 18, "reembed": 8, "first": 4}
RANDOM = random.Random(1986)
# Of the time that the work takes. At its end the new state becomes visible, so every other kill falls there.
# A quarter of them are killed each time, all of them where long tests are asked for.
INSTANTS = [
    pytest.param(
        verb,
        RANDOM.uniform(0.7, 1.05) if at % 2 else RANDOM.uniform(0, 1),
        marks=[pytest.mark.long] if at % 9 > 1 else [],
    )
    for verb in KILLS
    for at in range(KILLS[verb])
]


class Workers:
    """Processes that work on an index, one at a time, and can be killed."""

    def __init__(self) -> None:
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        command = [sys.executable, two_archives.__file__, "work"]
        self._server = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
        )

    def close(self) -> None:
        self._server.communicate()

    def run(self, verb: str, home: Path, seconds: float | None = None) -> tuple[int, float]:
        """Do it, killed after so many seconds, if any. Return how it ended and how long it took."""
        assert self._server.stdin
        assert self._server.stdout
        self._server.stdin.write(f"{'index' if verb == 'first' else verb} {home}\n")
        self._server.stdin.flush()
        process = int(self._server.stdout.readline())
        began = time.perf_counter()
        if seconds is not None:
            time.sleep(seconds)
            with suppress(ProcessLookupError):  # it was faster
                os.kill(process, signal.SIGKILL)
        ended = int(self._server.stdout.readline())
        return ended, time.perf_counter() - began


@dataclass(frozen=True)
class Work:
    """An archive before, its articles before and after, all that it holds in the end, and the seconds it takes."""

    home: Path
    old: list[Article]
    new: list[Article]
    finished: Contents
    seconds: float


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    running = Workers()
    yield running
    running.close()


@pytest.fixture(scope="module")
def works(workers: Workers, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Work]:
    folder = tmp_path_factory.mktemp("works")
    with open_index(folder / "before") as index:
        index.add(BEFORE)
    shutil.copytree(folder / "before", folder / "after")
    with open_index(folder / "after") as index:
        index.add(AFTER)
    ways = {
        "first": (folder / "nothing", [], AFTER),
        "index": (folder / "before", BEFORE, AFTER),
        "remove": (folder / "after", AFTER, LEFT),
        "reembed": (folder / "after", AFTER, AFTER),
    }
    works = {}
    for verb, (home, old, new) in ways.items():
        embedder = EMBEDDERS["wide" if verb == "reembed" else "stems"]
        with Index.create(folder / f"clean {verb}", embedder=embedder, passage_tokens=30) as clean:
            clean.add(new)
            finished = contents(clean)
        seconds = []
        for attempt in range(2):
            trial = folder / f"{verb}{attempt}"
            if home.exists():
                shutil.copytree(home, trial)
            ended, took = workers.run(verb, trial)
            assert ended == 0
            seconds.append(took)
        works[verb] = Work(home, old, new, finished, min(seconds))
    return works


@pytest.mark.parametrize(("verb", "instant"), INSTANTS)
def test_work_that_is_killed_leaves_the_old_archive_or_the_new_and_can_be_finished(
    workers: Workers, works: dict[str, Work], tmp_path: Path, verb: str, instant: float
) -> None:
    home, to_do = tmp_path / "news", works[verb]
    if to_do.home.exists():
        shutil.copytree(to_do.home, home)
    ended, _ = workers.run(verb, home, instant * to_do.seconds)
    assert ended in {-signal.SIGKILL, 0}

    with open_index(home) as index:
        held = {article.id: article for article in index.articles()}
        assert held in ({article.id: article for article in to_do.old}, {article.id: article for article in to_do.new})
        assert index.problems() == []
        hits = index.search(QUERY, limit=2000)
        assert {hit.article_id: hit.version for hit in hits} == {id_: one.version for id_, one in held.items()}
        assert len(hits) == index.coverage().passages

    two_archives.work("index" if verb == "first" else verb, home)
    with open_index(home) as index:
        finished = contents(index)
        finished.check_whole()
        finished.check_equals(to_do.finished)
        assert index.problems() == []
        twice = {id_ for id_, texts in finished.versions.items() if len(texts) == 2}
        assert twice == (
            set()
            if verb == "first"
            else {one.id for one in BEFORE if one not in AFTER} & held.keys() & finished.articles.keys()
        )
    assert len(list(home.glob("vectors-*"))) <= 2
    assert len(list(home.glob("embeddings*.sqlite3"))) == 1
