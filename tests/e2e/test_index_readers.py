"""Other processes search, over and over, while an archive is changed: each list is of one state, old or new."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
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


@pytest.fixture
def readers(home: Path) -> Iterator[list[subprocess.Popen[str]]]:
    command = [sys.executable, two_archives.__file__, "read", str(home)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with ExitStack() as stack:
        started = [
            stack.enter_context(
                subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment)
            )
            for _ in range(2)
        ]
        yield started


def test_other_processes_never_see_a_mixture(home: Path, readers: list[subprocess.Popen[str]], tmp_path: Path) -> None:
    first = [reader.stdout.readline() for reader in readers if reader.stdout]
    assert len(first) == 2
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
    for reader, line in zip(readers, first, strict=True):
        output, _ = reader.communicate()
        assert reader.returncode == 0
        lists = [json.loads(text) for text in (line, *output.splitlines())]
        order = [states.index(one) for one in lists]
        assert order == sorted(order)
        assert order[0] == 0
