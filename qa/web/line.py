"""Readers in line for an answer: so many are answered at a time, the others in the order in which they came."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

from qa.web.listen import LOOK_SECONDS, Stop


class Line:
    """A line before so many `places`, which all readers of a server share. Its length is how many wait."""

    def __init__(self, places: int) -> None:
        self._free = places
        self._waiting: deque[threading.Event] = deque()
        self._changing = threading.Lock()

    def __len__(self) -> int:
        return len(self._waiting)

    @contextmanager
    def place(self, stop: Stop) -> Iterator[None]:
        """Wait for a place, and keep it until the end; or, once `stop` is wanted, go on without."""
        called = threading.Event()
        with self._changing:
            if self._free:
                self._free -= 1
                called.set()
            else:
                self._waiting.append(called)
        try:
            while not called.wait(LOOK_SECONDS) and not stop.wanted:
                pass
            yield
        finally:
            self._leave(called)

    def _leave(self, called: threading.Event) -> None:
        with self._changing:
            if called in self._waiting:
                self._waiting.remove(called)
            elif self._waiting:
                self._waiting.popleft().set()
            else:
                self._free += 1
