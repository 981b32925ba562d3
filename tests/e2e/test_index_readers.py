"""Other processes search, over and over, while an archive is changed: each list is of one state, old or new."""

import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
import two_archives
from two_archives import AFTER, BEFORE, EMBEDDERS, QUERY, REMOVED, open_index

from index import Index

ROOT = Path(__file__).parents[2]


def listed(index: Index) -> list[str]:
    hits = index.search(QUERY, limit=2000)
    return sorted(f"{hit.article_id} {hit.version} {hit.passage_id}" for hit in hits)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    with open_index(tmp_path / "news") as index:
        index.add(BEFORE)
    return tmp_path / "news"


class Reader:
    """A process that searches all the time; what it finds is collected here."""

    def __init__(self, home: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, two_archives.__file__, "read", str(home)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        self.lists: list[list[str]] = []
        self.began = threading.Event()
        self._collecting = threading.Thread(target=self._collect)
        self._collecting.start()

    def _collect(self) -> None:
        assert self._process.stdout
        for line in self._process.stdout:
            self.lists.append(json.loads(line))
            self.began.set()

    def end(self) -> int:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.close()
        self._collecting.join()
        self._process.stdout.close()
        return self._process.wait()


def test_other_processes_never_see_a_mixture(home: Path) -> None:
    readers = [Reader(home) for _ in range(2)]
    try:
        assert all(reader.began.wait(60) for reader in readers)
        with open_index(home) as index:
            states = [listed(index)]
            for change in (
                lambda: index.add(AFTER),
                lambda: index.remove(REMOVED),
                lambda: index.add(BEFORE),
                lambda: index.reembed(EMBEDDERS["wide"]),
                lambda: index.remove(["1", "2"]),
            ):
                change()
                states.append(listed(index))
            assert index.problems() == []
    finally:
        ended = [reader.end() for reader in readers]
    assert ended == [0, 0]
    for reader in readers:
        order = [states.index(found) for found in reader.lists]
        assert order == sorted(order)
        assert order[0] == 0
