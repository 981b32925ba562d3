"""A writer is killed at any instant: nothing is lost, nothing is there twice, and the next one finishes the work."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import two_archives
from contents import Contents, contents
from two_archives import AFTER, BEFORE, open_index

ROOT = Path(__file__).parents[2]
BATCHES = -(-len(AFTER) // 64)
CHANGED_IDS = [article.id for article in BEFORE if article not in AFTER]
RANDOM = random.Random(1986)
# After how many lines of its output, and how many seconds after that. The end, where the new state becomes visible,
# follows the last batch.
INSTANTS = [
    (0, 0.0),
    *((RANDOM.randrange(BATCHES + 1), RANDOM.uniform(0, 0.05)) for _ in range(5)),
    *((BATCHES, RANDOM.uniform(0, 0.01)) for _ in range(3)),
]


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("before") / "news"
    with open_index(home) as index:
        index.add(BEFORE)
    return home


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Contents]:
    with open_index(tmp_path_factory.mktemp("clean") / "news") as index:
        index.add(AFTER)
        yield contents(index)


def kill_writer(home: Path, lines: int, delay: float) -> int:
    """Start indexing in another process and kill it then. Return how it ended."""
    command = [sys.executable, two_archives.__file__, str(home)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as writer:
        assert writer.stdout
        for _ in range(lines + 1):
            assert writer.stdout.readline()
        time.sleep(delay)
        writer.kill()
    return writer.returncode


@pytest.mark.parametrize(("lines", "delay"), INSTANTS)
def test_an_update_that_is_killed_leaves_the_old_archive_or_the_new(
    before: Path, clean: Contents, tmp_path: Path, lines: int, delay: float
) -> None:
    home = tmp_path / "news"
    shutil.copytree(before, home)
    ended = kill_writer(home, lines, delay)
    assert ended in ({-signal.SIGKILL} if lines == 0 else {-signal.SIGKILL, 0})

    with open_index(home) as index:
        held = {article.id: article for article in index.articles()}
        assert held in ({article.id: article for article in BEFORE}, {article.id: article for article in AFTER})
        assert index.problems() == []
        for hit in index.search("ships that carried grain", limit=1000):
            assert hit.version == held[hit.article_id].version

        report = index.add(AFTER)
        assert len(report.unchanged) in {len(AFTER), two_archives.KEPT}
        finished = contents(index)
        finished.check_whole()
        finished.check_equals(clean)
        assert {id_ for id_, texts in finished.versions.items() if len(texts) == 2} == set(CHANGED_IDS)
    assert len(list(home.glob("vectors-*"))) <= 2


@pytest.mark.parametrize(("lines", "delay"), [(0, RANDOM.uniform(0, 0.02)), (1, RANDOM.uniform(0, 0.05))])
def test_a_first_indexing_that_is_killed_leaves_nothing_or_all(
    clean: Contents, tmp_path: Path, lines: int, delay: float
) -> None:
    home = tmp_path / "news"
    kill_writer(home, lines, delay)
    with open_index(home) as index:
        assert index.coverage().articles in {0, len(AFTER)}
        assert index.problems() == []
        index.add(AFTER)
        finished = contents(index)
        finished.check_whole()
        finished.check_equals(clean)
