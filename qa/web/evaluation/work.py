"""Long work in a thread of its own, followed by whoever waits for it, who may stop it."""

from __future__ import annotations

import queue
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Generic, TypeVar

from qa.web.listen import Stop

Result = TypeVar("Result")
Work = Callable[[Callable[[int, int], None]], Result]

_LOOK_SECONDS = 0.3


@dataclass(frozen=True, slots=True)
class Progress:
    """So many of so many are done."""

    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Finished(Generic[Result]):
    """The work is over, and this came of it."""

    result: Result


class _Stopped(Exception):
    """Raised within the work, at its next report of progress, because nobody waits for it any more."""


def follow(work: Work[Result], stop: Stop) -> Iterator[Progress | Finished[Result]]:
    """How far the work is, a few times a second, and at last what came of it; nothing more once `stop` is wanted.

    `work` is given what it must call with how many are done and how many there are. What it raises is raised here.
    """
    reports: queue.SimpleQueue[Progress | None] = queue.SimpleQueue()

    def report(done: int, total: int) -> None:
        if stop.wanted:
            raise _Stopped
        reports.put(Progress(done, total))

    pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="evaluation")
    working = pool.submit(work, report)
    working.add_done_callback(lambda _: reports.put(None))
    pool.shutdown(wait=False)
    while not stop.wanted:
        latest = _latest(reports)
        if latest is None:
            yield Finished(working.result())
            return
        if latest:
            yield latest[0]


def _latest(reports: queue.SimpleQueue[Progress | None]) -> tuple[Progress, ...] | None:
    """The last report within a moment, none where there is none; None once the work is over."""
    try:
        last = reports.get(timeout=_LOOK_SECONDS)
        while last is not None and not reports.empty():
            last = reports.get_nowait()
    except queue.Empty:
        return ()
    return None if last is None else (last,)
