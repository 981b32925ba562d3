"""Articles going into the archive, followed one by one. Whoever stops following, the work is done to its end."""

from __future__ import annotations

import queue
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass, replace
from typing import Literal

from index import AddReport, Article, Failure
from qa.web.archive.intake import Given
from qa.web.desk import Archive
from qa.web.listen import Stop

Outcome = Literal["read", "added", "updated", "unchanged", "failed"]

_LOOK_SECONDS = 0.4  # at most one report in this time


@dataclass(frozen=True, slots=True)
class Line:
    """What became of one article: `problem` only where it is not taken in."""

    name: str
    outcome: Outcome
    id: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Adding:
    """How far it is: a line for each article, in order; `report` once all of it is in the archive."""

    lines: tuple[Line, ...] = ()
    all_read: bool = False
    report: AddReport | None = None

    @property
    def failed(self) -> tuple[Line, ...]:
        """What is not taken in."""
        return tuple(line for line in self.lines if line.outcome == "failed")

    def then(self, item: Article | Failure | None) -> Adding:
        """With one more that was read; None for the end of what there is to read."""
        match item:
            case None:
                return replace(self, all_read=True)
            case Failure(where, problem):
                line = Line(where, "failed", problem=problem)
            case Article():
                line = Line(item.title or item.text[:80], "read", item.id)
        return replace(self, lines=(*self.lines, line))

    def ended(self, report: AddReport) -> Adding:
        """With what the archive made of each."""
        outcomes: dict[str, Outcome] = dict.fromkeys(report.unchanged, "unchanged")
        outcomes |= dict.fromkeys(report.updated, "updated")
        outcomes |= dict.fromkeys(report.added, "added")
        lines = [replace(line, outcome=outcomes.get(line.id, line.outcome)) for line in self.lines]
        # The archive itself may refuse what a reader took: that is not among the lines yet.
        known = {(line.name, line.problem) for line in lines}
        late = [one for one in report.failed if (one.where, one.problem) not in known]
        lines += [Line(one.where, "failed", problem=one.problem) for one in late]
        return replace(self, lines=tuple(lines), all_read=True, report=report)


def adding(archive: Archive, given: Given, stop: Stop) -> Iterator[Adding]:
    """How far it is, a few times a second, at last with the report. What was read when `stop` is wanted goes in.

    Raises what the archive raises, IndexLocked before anything is read: then the files are still there.
    """
    heard: queue.SimpleQueue[Article | Failure | None] = queue.SimpleQueue()

    def told() -> Iterator[Article | Failure]:
        try:
            for item in given.read():
                heard.put(item)
                yield item
                if stop.wanted:
                    break
        finally:
            heard.put(None)
            given.discard()

    pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="adding")
    working = pool.submit(copy_context().run, lambda: archive.add(told()))
    pool.shutdown(wait=False)
    state = Adding()
    while not working.done():
        state = _caught_up(state, heard, _LOOK_SECONDS)
        yield state
    yield _caught_up(state, heard, 0).ended(working.result())


def _caught_up(state: Adding, heard: queue.SimpleQueue[Article | Failure | None], seconds: float) -> Adding:
    """With all that was heard of meanwhile, waiting so long for the first of it."""
    try:
        state = state.then(heard.get(timeout=seconds) if seconds else heard.get_nowait())
        while True:
            state = state.then(heard.get_nowait())
    except queue.Empty:
        return state
