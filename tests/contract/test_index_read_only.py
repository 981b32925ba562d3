"""An index in a folder that cannot be written to: a mounted snapshot, a shared drive."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from index import Article, Index
from index.testing import StemEmbedder

PROGRAM = """
import logging, os, sys
from pathlib import Path
from index import Article, Index, NewsError
from index.testing import StemEmbedder
home = Path(sys.argv[1])
before = {file: file.stat().st_mtime_ns for file in home.rglob("*")}
try:
    with Index.open(home, embedder=StemEmbedder()) as index:
        print([hit.article_id for hit in index.search("grain", limit=1)], index.coverage().articles, index.problems())
        index.add([Article("new", "New.")])
except NewsError as error:
    print(type(error).__name__, error)
print({file: file.stat().st_mtime_ns for file in home.rglob("*")} == before)
"""


def made(home: Path) -> Path:
    with Index.create(home, embedder=StemEmbedder()) as index:
        index.add([Article("grain", "The first ship left Odesa. It carried grain."), Article("b", "Rates rose.")])
    return home


def mounted(home: Path) -> list[str] | None:
    """What runs a command where the folder is mounted read-only, None where this user may not."""
    if os.geteuid() == 0 and shutil.which("unshare"):
        script = 'mount --bind "$0" "$0" && mount -o remount,bind,ro "$0" && exec "$@"'
        command = ["unshare", "--mount", "sh", "-c", script, str(home)]
        if subprocess.run([*command, "true"], capture_output=True, check=False).returncode == 0:
            return command
    return None


def lines(home: Path) -> list[str]:
    command = [sys.executable, "-c", f"import sys; sys.path[:] = {sys.path!r}\n{PROGRAM}", str(home)]
    if os.geteuid() == 0:
        prefix = mounted(home)
        if prefix is None:
            pytest.skip("root may write anywhere, and may mount nothing here")
        command = prefix + command
    done = subprocess.run(command, capture_output=True, check=True, text=True)
    return [*done.stdout.splitlines(), *done.stderr.splitlines()]


def closed_to_us(home: Path) -> Path:
    for path in (home, *home.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    return home


def test_an_index_that_cannot_be_written_to_can_be_searched(tmp_path: Path) -> None:
    home = closed_to_us(made(tmp_path / "news"))
    searched, refused, untouched = lines(home)
    assert searched == "['grain'] 2 []"
    assert refused.startswith("IndexLocked")
    assert "cannot be written to" in refused
    assert untouched == "True"


def test_damage_there_says_why_it_is_not_mended(tmp_path: Path) -> None:
    home = made(tmp_path / "news")
    shutil.rmtree(home / "vectors-000001")
    refused, untouched = lines(closed_to_us(home))
    assert refused.startswith("IndexDamaged")
    assert "cannot be written to" in refused
    assert untouched == "True"
