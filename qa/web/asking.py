"""Questions and answers: what is asked by the box, by a button, anew or otherwise, and what the page then does."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import gradio as gr

from index import Filter, NewsError
from qa.values import Event, Token
from qa.web.conversation import Turn, Turns, asked, before, history, with_last
from qa.web.desks import Desks
from qa.web.escape import clean
from qa.web.filtering import filter_shown
from qa.web.layout import Changes, Parts
from qa.web.listen import Stop, listen
from qa.web.render import notice
from qa.web.texts import number, text

LONGEST_QUESTION = 10_000
"""Characters."""
ASKED_AT_ONCE = 24
"""Questions that stand on their pages: those that are being answered, and those in line. Each takes a thread."""
FRAME_SECONDS = 0.05
"""Between two pictures of a growing answer: each is the whole answer so far."""


class Asking:
    """What a reader's events do over a desk. It keeps nothing: what belongs to a reader comes in with each event."""

    def __init__(self, desks: Desks, parts: Parts) -> None:
        self._desks = desks
        self._parts = parts

    def ask(  # noqa: PLR0917 - Gradio hands over what an event reads one by one
        self, question: str, where: Filter, editing: int, turns: Turns, stopping: Stop | None, model: str
    ) -> Iterator[Changes]:
        """Ask what was typed; where a question is being edited, in its place."""
        earlier = before(turns, editing) if editing else turns
        turn = asked(earlier, clean(question).strip(), where)[-1]
        yield from self._begin(turn, earlier, stopping, model)

    def again(self, turns: Turns, stopping: Stop | None, model: str, event: gr.EventData) -> Iterator[Changes]:
        """Ask the last question anew, read otherwise or not; or one of those that were offered behind it."""
        last = turns[-1] if turns else None
        if last is None or signalled(event, "turn") != str(last.number):
            return
        what, reading = signalled(event, "what"), last.reading
        if what == "follow":
            if question := _offered(last, signalled(event, "place")):
                yield from self._begin(asked(turns, question, last.where)[-1], turns, stopping, model)
            return
        if what == "context":
            reading = replace(reading, context=not reading.context)
        elif what == "time":
            reading = replace(reading, time=not reading.time)
        turn = asked(turns[:-1], last.question, last.where, reading)[-1]
        yield from self._begin(turn, turns[:-1], stopping, model)

    def edit(self, turns: Turns, where: Filter, event: gr.EventData) -> Changes:
        """Put an earlier question, and what was set for it, back into the composer; or with 0 leave it as it was."""
        parts, number = self._parts, signalled(event, "turn")
        turn = next((turn for turn in turns if str(turn.number) == number), None)
        if turn is None:
            return {**parts.edited(0), parts.question: ""}
        shown = filter_shown(self._desks.first, parts, turn.where) if turn.where != where else {}
        return {**parts.edited(turn.number), **shown, parts.question: turn.question, parts.complaint: notice("")}

    def broke_off(self, turns: Turns) -> Changes:
        """End a turn that a fault of the program has ended."""
        unfinished = turns and turns[-1].progress == "working"
        return self._parts.ended(with_last(turns, turns[-1].failed(text("broke.off"))) if unfinished else turns)

    def _begin(self, turn: Turn, earlier: Turns, stopping: Stop | None, model: str) -> Iterator[Changes]:
        parts = self._parts
        if wrong := _wrong(turn.question, stopping):
            yield {parts.complaint: notice(wrong)}
            return
        stop, turns = Stop(), (*earlier, turn)
        try:
            yield {**parts.begun(turns), parts.stopping: stop}
            for grown in self._written(turn, earlier, stop, model):
                was, turns = turns, with_last(turns, grown)
                yield parts.grown(turns, was)
            was, turns = turns, with_last(turns, self._followed(turns, stop))
            yield {**parts.grown(turns, was), **parts.busy(busy=False)}
        finally:
            stop.happened()

    def _written(self, turn: Turn, earlier: Turns, stop: Stop, model: str) -> Iterator[Turn]:
        """`turn` as it grows, to its end."""
        drawn, first = 0.0, turn

        def start() -> Iterator[Event]:
            with self._desks.line.place(stop):
                if not stop.wanted:
                    yield from self._desks.desk(model).stream(
                        first.question,
                        as_of=first.as_of,
                        where=first.where,
                        history=history(earlier),
                        reading=first.reading,
                    )

        try:
            for event in listen(start, stop):
                turn = turn.after(event)
                if not isinstance(event, Token) or time.monotonic() - drawn > FRAME_SECONDS:
                    drawn = time.monotonic()
                    yield turn
        except NewsError as error:
            turn = turn.failed(str(error))
        yield turn.stopped() if stop.wanted else turn

    def _followed(self, turns: Turns, stop: Stop) -> Turn:
        """The last turn with what may be asked next.

        Without it where looking for that fails, is stopped, or would keep others waiting for their answers.
        """
        turn = turns[-1]
        if turn.answer is None or len(self._desks.line):
            return turn
        try:
            for question in self._desks.first.suggest(turn.answer, asked=[earlier.question for earlier in turns]):
                turn = turn.followed_by(question)
                if stop.wanted or len(self._desks.line):
                    break
        except NewsError:
            return turns[-1]
        return turn


def signalled(event: gr.EventData, name: str) -> str:
    """What the page's script sent under a name, as text; "" for nothing. Anybody can send anything."""
    return str(getattr(event, name, "") or "")


def _offered(turn: Turn, place: str) -> str | None:
    return turn.suggestions[int(place)] if place.isdecimal() and int(place) < len(turn.suggestions) else None


def _wrong(question: str, stopping: Stop | None) -> str | None:
    """Why a question cannot be asked, in words."""
    if not question:
        return text("question.empty")
    if len(question) > LONGEST_QUESTION:
        return text("question.long", n=number(len(question)), most=number(LONGEST_QUESTION))
    return text("question.busy") if stopping and not stopping.over else None


def connect_asking(parts: Parts, desks: Desks, quiet: dict[str, Any]) -> list[Any]:
    """Which event asks what. The events, each of which ends when an answer does."""
    asking = Asking(desks, parts)
    shown: dict[str, Any] = {"outputs": parts.written, **quiet}
    answers: dict[str, Any] = {"concurrency_id": "answers", "concurrency_limit": ASKED_AT_ONCE, **shown}
    rest = [parts.where, parts.editing, parts.turns, parts.stopping, parts.model]
    events = [
        gr.on([parts.ask.click, parts.question.submit], asking.ask, [parts.question, *rest], **answers),
        *(button.click(asking.ask, [button, *rest], **answers) for button in parts.buttons),
        parts.signals.again(asking.again, [parts.turns, parts.stopping, parts.model], **answers),
    ]
    for event in events:
        event.failure(asking.broke_off, parts.turns, **shown)
    edited = [*parts.edited(0), *parts.narrowed, parts.question]
    parts.signals.edit(asking.edit, [parts.turns, parts.where], edited, **quiet)
    return events
