"""A conversation as it is kept, and what a list of them shows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from qa.marks import without_marks
from qa.web.conversation import Turns

_TITLE_CHARACTERS = 80


@dataclass(frozen=True, slots=True)
class Entry:
    """A kept conversation in a list. `said` are its questions and answers, in order, without marks."""

    id: str
    title: str
    started: datetime
    changed: datetime
    said: tuple[str, ...] = ()

    def mentions(self, words: str) -> bool:
        """Whether every word occurs in its title, or in what was said, whatever the case."""
        text = "\n".join((self.title, *self.said)).casefold()
        return all(word in text for word in words.casefold().split())


@dataclass(frozen=True, slots=True)
class Kept:
    """A conversation with its evidence as it was. `title` is the first question, until renamed."""

    id: str
    title: str
    started: datetime
    changed: datetime
    turns: Turns

    @property
    def entry(self) -> Entry:
        """It in a list."""
        said = (part for turn in self.turns for part in (turn.question, turn.answer.text if turn.answer else ""))
        return Entry(
            self.id, self.title, self.started, self.changed, tuple(without_marks(part) for part in said if part)
        )

    def continued(self, turns: Turns, now: datetime) -> Kept:
        """It with what has been said since."""
        return replace(self, turns=turns, changed=now)


def begun(id_: str, turns: Turns, now: datetime) -> Kept:
    """The conversation that `turns` begin, called by its first question."""
    return Kept(id_, title(turns[0].question), now, now, turns)


def title(text: str) -> str:
    """`text` as a title: one line, cut at a word."""
    line = " ".join(text.split())
    if len(line) <= _TITLE_CHARACTERS:
        return line
    return f"{line[: _TITLE_CHARACTERS - 1].rsplit(' ', 1)[0]}…"


def now() -> datetime:
    """The present moment, in UTC."""
    return datetime.now(UTC)
