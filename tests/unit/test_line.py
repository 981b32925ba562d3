"""Readers in line for an answer: none is answered out of turn, and who leaves holds up nobody."""

import threading

import pytest

from qa.web.line import Line
from qa.web.listen import Stop


class Reader(threading.Thread):
    """Waits for a place, is noted when it has one, and keeps it until `leave` is set."""

    def __init__(self, line: Line, served: list[str], name: str) -> None:
        super().__init__(name=name, daemon=True)
        self.stop, self.leave, self.has_place = Stop(), threading.Event(), threading.Event()
        self._line, self._served = line, served

    def run(self) -> None:
        with self._line.place(self.stop):
            if not self.stop.wanted:
                self._served.append(self.name)
            self.has_place.set()
            self.leave.wait(30)


@pytest.fixture
def served() -> list[str]:
    return []


def in_line(line: Line, served: list[str], names: str) -> list[Reader]:
    """Readers that came one after the other."""
    readers = []
    for name in names:
        readers.append(Reader(line, served, name))
        before = len(line)
        readers[-1].start()
        while len(line) == before and not readers[-1].has_place.wait(0.01):
            pass
    return readers


def test_who_came_first_is_answered_first_and_no_more_at_once_than_there_are_places(served: list[str]):
    line = Line(2)
    readers = in_line(line, served, "abcd")
    assert served == ["a", "b"]
    assert len(line) == 2
    for leaving, next_ in ((1, 2), (2, 3)):
        readers[leaving].leave.set()
        assert readers[next_].has_place.wait(30)
    assert served == list("abcd")
    assert len(line) == 0


def test_who_no_longer_wants_an_answer_leaves_the_line_and_takes_nobody_s_place(served: list[str]):
    line = Line(1)
    first, second, third = in_line(line, served, "abc")
    second.stop.ask()
    assert second.has_place.wait(30)
    second.leave.set()
    second.join(30)
    assert len(line) == 1
    first.leave.set()
    assert third.has_place.wait(30)
    third.leave.set()
    third.join(30)
    assert served == ["a", "c"]
    (last,) = in_line(line, served, "d")
    assert served[-1] == "d"
    last.leave.set()
