"""Events of an answer, or of other long work, heard in a thread of their own, so that a reader can stop waiting."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import TypeVar

Heard = TypeVar("Heard")

LOOK_SECONDS = 0.1  # how often a wish to stop is looked for while nothing is heard


class Stop:
    """A reader's wish to end an answer while it is written. One for each answer."""

    def __init__(self) -> None:
        self._wanted, self._over = threading.Event(), threading.Event()

    @property
    def wanted(self) -> bool:
        """Whether someone has asked for it."""
        return self._wanted.is_set()

    @property
    def over(self) -> bool:
        """Whether the answer has ended, however it did."""
        return self._over.is_set()

    def ask(self) -> None:
        """Ask for it. The answer ends soon, by itself."""
        self._wanted.set()

    def ask_and_wait(self, seconds: float = 5.0) -> None:
        """Ask for it, and wait until nothing more of the answer will be shown."""
        self._wanted.set()
        self._over.wait(seconds)

    def happened(self) -> None:
        """The answer has ended, however it did."""
        self._wanted.set()
        self._over.set()


def listen(start: Callable[[], Iterator[Heard]], stop: Stop) -> Iterator[Heard]:
    """The events that `start` gives, until they end or `stop` is wanted; then theirs is closed at its next event.

    They are all made in one thread, in the language that is spoken here. What they raise is raised here.
    """
    heard: queue.SimpleQueue[Heard | None] = queue.SimpleQueue()

    def hear() -> None:
        try:
            for event in start():
                heard.put(event)
                if stop.wanted:
                    break
        finally:
            heard.put(None)

    pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="answer")
    hearing = pool.submit(copy_context().run, hear)
    pool.shutdown(wait=False)
    while not stop.wanted:
        try:
            event = heard.get(timeout=LOOK_SECONDS)
        except queue.Empty:
            continue
        if event is None:
            hearing.result()
            return
        yield event
