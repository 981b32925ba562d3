"""The process in which vectors are tried out, as the rest of the index meets it."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import numpy as np
import pytest

from index.embed import Vectors
from index.probe import _WORKER, probe, warm
from index.vectors import VectorFolder

COUNT = 50
MATRIX: Vectors = np.random.default_rng(7).normal(size=(COUNT, 16)).astype(np.float32)
SAMPLE = {str(number): MATRIX[number] for number in range(0, COUNT, 7)}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with VectorFolder(tmp_path, "f", create=True) as vectors:
        vectors.upsert([str(number) for number in range(COUNT)], MATRIX)
        vectors.settle("0", MATRIX[0])
    return tmp_path


def test_whole_vectors_are_found_whole(folder: Path) -> None:
    assert probe(folder, "f", COUNT, SAMPLE) is None
    assert probe(folder, "f") is None


def test_copies_of_one_vector_find_each_other(tmp_path: Path) -> None:
    same: Vectors = np.repeat(MATRIX[:1], 300, axis=0)
    with VectorFolder(tmp_path, "f", create=True) as vectors:
        vectors.upsert([str(number) for number in range(300)], same)
        vectors.settle("0", MATRIX[0])
    assert probe(tmp_path, "f", 300, {str(number): MATRIX[0] for number in range(250, 260)}) is None


def test_no_vectors_are_whole_too(tmp_path: Path) -> None:
    VectorFolder(tmp_path, "f", create=True).close()
    assert probe(tmp_path, "f", 0, {}) is None


def test_what_is_wrong_is_said(folder: Path, tmp_path: Path) -> None:
    assert probe(folder, "f", COUNT + 1, SAMPLE) == "51 passages, but 50 vectors"
    for sample in ({"0": MATRIX[1]}, {"unknown": MATRIX[1]}):
        assert probe(folder, "f", COUNT, sample) == "a passage's vector is not its own"
    for place, fingerprint in ((folder, "other"), (tmp_path / "nowhere", "f")):
        assert probe(place, fingerprint) == "the vector store cannot read them"


def test_a_crash_is_damage_and_the_next_is_tried_again(folder: Path) -> None:
    assert probe(folder, "f") is None
    worker = _WORKER._process
    assert worker
    os.kill(worker.pid, signal.SIGSEGV)
    assert probe(folder, "f") == "the vector store crashed on it (SIGSEGV)"
    assert probe(folder, "f") is None


def test_threads_take_turns(folder: Path) -> None:
    found: list[str | None] = []
    threads = [
        threading.Thread(target=lambda right=right: found.append(probe(folder, "f", COUNT if right else 1)))
        for right in (True, False) * 4
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found, key=str) == ["1 passages, but 50 vectors"] * 4 + [None] * 4


def test_a_forked_process_has_one_of_its_own(folder: Path) -> None:
    """In a program of its own, as forking a process with threads is not for this one."""
    program = (
        "import os, sys; from pathlib import Path; from index.probe import probe\n"
        f"folder = Path({str(folder)!r})\n"
        "first = probe(folder, 'f', 50)\n"
        "child = os.fork()\n"
        "for _ in range(20): assert probe(folder, 'f', 50) is None and probe(folder, 'f', 1)\n"
        "if child: _, status = os.waitpid(child, 0); print(first, status)\n"
    )
    assert run(program) == "None 0\n"


def run(program: str, cwd: Path | None = None) -> str:
    """What a program prints that can import what this one can."""
    start = f"import sys; sys.path[:] = {[str(Path(entry).absolute()) for entry in sys.path]!r}\n"
    command = [sys.executable, "-W", "error", "-c", start + program]
    done = subprocess.run(command, capture_output=True, check=True, text=True, cwd=cwd)
    assert done.stderr == ""
    return done.stdout


def test_nothing_in_the_working_folder_is_mistaken_for_the_program(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    for name in ("index.py", "chromadb.py", "json.py"):
        (elsewhere / name).write_text("raise SystemExit(3)")
    program = f"from pathlib import Path; from index.probe import probe; print(probe(Path({str(folder)!r}), 'f', 50))"
    assert run(program, cwd=elsewhere) == "None\n"


@pytest.mark.parametrize("ending", ["", "os.kill(os.getpid(), 9)", "probe(folder, 'f'); os.kill(os.getpid(), 9)"])
def test_it_ends_with_the_process_that_started_it(folder: Path, ending: str) -> None:
    program = (
        "import os; from pathlib import Path; import index.probe; from index.probe import probe, warm\n"
        f"folder = Path({str(folder)!r})\n"
        f"warm(); print(index.probe._WORKER._process.pid, flush=True); {ending}"
    )
    start = f"import sys; sys.path[:] = {sys.path!r}\n"
    done = subprocess.run([sys.executable, "-c", start + program], check=False, stdout=subprocess.PIPE, text=True)
    assert done.returncode == (-signal.SIGKILL if ending else 0)
    worker = int(done.stdout)
    while is_alive(worker):
        time.sleep(0.01)


def is_alive(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"  # ended, and nobody has asked how


def test_starting_it_twice_starts_one() -> None:
    warm()
    warm()


def test_a_folder_may_be_named_from_wherever_this_process_is_now(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    warm()
    monkeypatch.chdir(folder.parent)
    assert probe(Path(folder.name), "f", COUNT, SAMPLE) is None
