"""Vectors tried out in a process of their own: Chroma may crash on a damaged folder, and take its process along.

That process is started once and serves all requests, a line of JSON each way. It ends when its input does, and so with
the process that started it, however that ends.
"""

from __future__ import annotations

import atexit
import json
import logging
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from index.embed import Vectors
from index.errors import IndexDamaged
from index.vectors import VectorFolder, load

_START = "import sys; sys.path[:] = sys.argv[1:]; from index.probe import serve; serve()"
_LOG = logging.getLogger("index")


def probe(
    folder: Path, fingerprint: str, count: int | None = None, sample: Mapping[str, Vectors] | None = None
) -> str | None:
    """Open a vector folder elsewhere, search it, close it; return what is wrong, None if nothing.

    There must be `count` vectors, if given, and those of `sample` (by id) must be as they are there and be found.
    """
    request = {
        "folder": str(folder.absolute()),  # the other process was started wherever this one was then
        "fingerprint": fingerprint,
        "count": count,
        "sample": {id_: vector.tolist() for id_, vector in (sample or {}).items()},
    }
    return _WORKER.ask(request)


def warm() -> None:
    """Start the process that `probe` will need, and go on meanwhile."""
    _WORKER.start()


class _Worker:
    """The other process. Threads take turns; after a fork the child starts one of its own."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._process: subprocess.Popen[str] | None = None
        self._ready = False
        atexit.register(self.stop)
        if hasattr(os, "register_at_fork"):
            os.register_at_fork(after_in_child=self.forget)

    def forget(self) -> None:
        """Leave the process to the one that started it."""
        if self._process is not None:
            nowhere = os.open(os.devnull, os.O_RDWR)
            for stream in (self._process.stdin, self._process.stdout):
                if stream:
                    os.dup2(nowhere, stream.fileno())  # what is left in its buffer must not reach the process
                    stream.close()
            os.close(nowhere)
            self._process.returncode = 0  # nor is it ours to wait for
        self._turn, self._process, self._ready = threading.Lock(), None, False

    def start(self) -> None:
        with self._turn:
            self._started()

    def stop(self) -> None:
        with self._turn:
            if self._process is not None:
                self._process.kill()
                self._end(self._process)

    def ask(self, request: Mapping[str, Any]) -> str | None:
        with self._turn:
            process = self._started()
            if process is None or not self._is_ready(process):
                _LOG.warning("%s: not tried out, as no process could be started for it", request["folder"])
                return None
            answer = self._exchange(process, json.dumps(request))
            if answer:
                fault: str | None = json.loads(answer)
                return fault
            return f"the vector store crashed on it ({_cause(self._end(process))})"

    def _started(self) -> subprocess.Popen[str] | None:
        if self._process is None:
            try:
                self._process = subprocess.Popen(  # noqa: S603 - this program itself
                    [sys.executable, "-c", _START, *sys.path],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                    text=True,
                )
            except OSError:
                return None
        return self._process

    def _is_ready(self, process: subprocess.Popen[str]) -> bool:
        assert process.stdout  # noqa: S101 - for the type checker; it is a pipe
        if not self._ready:
            self._ready = bool(process.stdout.readline())
            if not self._ready:
                self._end(process)
        return self._ready

    def _exchange(self, process: subprocess.Popen[str], line: str) -> str:
        assert process.stdin  # noqa: S101 - for the type checker; both are pipes
        assert process.stdout  # noqa: S101 - as above
        try:
            process.stdin.write(f"{line}\n")
            process.stdin.flush()
        except BrokenPipeError:
            return ""
        return process.stdout.readline()

    def _end(self, process: subprocess.Popen[str]) -> int:
        self._process, self._ready = None, False
        # Not `with`, which would flush what a process that is gone never reads.
        for stream in (process.stdin, process.stdout):
            try:
                if stream:
                    stream.close()
            except BrokenPipeError:
                continue
        return process.wait()


def _cause(code: int) -> str:
    return signal.Signals(-code).name if code < 0 else f"exit {code}"


_WORKER = _Worker()


# -- in the other process


def serve() -> None:
    """Answer requests from standard input until it ends."""
    # Ctrl-C in a terminal reaches this process too; it ends with the other one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    load()
    answers.write("ready\n")
    answers.flush()
    for line in sys.stdin:
        answers.write(f"{json.dumps(_fault(json.loads(line)))}\n")
        answers.flush()


def _fault(request: Mapping[str, Any]) -> str | None:
    sample = {id_: np.array(vector, dtype=np.float32) for id_, vector in request["sample"].items()}
    try:
        with VectorFolder(Path(request["folder"]), request["fingerprint"]) as vectors:
            return vectors.fault(request["count"], sample)
    except IndexDamaged:
        return "the vector store cannot read them"
