"""The page: what stands where, and which event calls what. All HTML comes from `render` and `sources`."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from importlib.resources import files
from typing import Any

import gradio as gr

from index import NewsError
from qa.values import Token
from qa.web import render, sources
from qa.web.conversation import Turn, Turns, asked, history, with_last
from qa.web.desk import Desk
from qa.web.listen import Stop, listen

_LONGEST_QUESTION = 10_000  # characters
_FRAME_SECONDS = 0.05  # between two pictures of a growing answer: each is the whole answer so far
_ANSWERS_AT_ONCE = 2
_WAITING_AT_MOST = 32
_BROKE_OFF = "Something went wrong on the server, whose log says what. Ask again."
_QUIET: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}

Changes = dict[Any, Any]  # component -> its new value


@dataclass(frozen=True, slots=True)
class _Parts:
    """The components that events read and change."""

    turns: gr.State
    stopping: gr.State
    masthead: gr.HTML
    welcome: gr.HTML
    offered: gr.Row
    examples: tuple[gr.Button, ...]
    earlier: gr.HTML
    latest: gr.HTML
    sources: gr.HTML
    complaint: gr.HTML
    question: gr.Textbox
    as_of: gr.Textbox
    ask: gr.Button
    stop: gr.Button
    new: gr.Button

    def conversation(self, turns: Turns) -> Changes:
        """The conversation as it stands. Only the last turn changes while it is written, so it stands apart."""
        return {
            self.turns: turns,
            self.earlier: render.conversation(turns[:-1]),
            self.latest: render.conversation(turns[-1:]),
            self.sources: sources.panel(turns),
        }

    def busy(self, *, busy: bool) -> Changes:
        """Stop stands where Ask stood while an answer is written."""
        return {self.ask: gr.update(visible=not busy), self.stop: gr.update(visible=busy)}

    def begun(self, turns: Turns) -> Changes:
        """The conversation with a question that has just been asked."""
        return {
            **self.conversation(turns),
            **self.busy(busy=True),
            **self.opening(visible=False),
            self.question: "",
            self.complaint: render.notice(""),
        }

    def ended(self, turns: Turns) -> Changes:
        """The conversation once nothing more is being written."""
        return {**self.conversation(turns), **self.busy(busy=False)}

    def opening(self, *, visible: bool) -> Changes:
        """What only an empty conversation shows."""
        return {
            self.welcome: gr.update(visible=visible),
            self.offered: gr.update(visible=visible and bool(self.examples)),
        }


def build(desk: Desk, *, examples: Sequence[str] = ()) -> gr.Blocks:
    """The web chat over `desk`. `examples` are questions offered before the first one is asked."""
    page: gr.Blocks
    with gr.Blocks(title="News QA", analytics_enabled=False, fill_width=True) as page:
        parts = _lay_out(desk, examples)
        _connect(page, parts, desk)
    page.queue(max_size=_WAITING_AT_MOST, default_concurrency_limit=_ANSWERS_AT_ONCE)
    return page


def mount(app: Any, page: gr.Blocks) -> None:
    """Put `page` at "/" of a FastAPI application. Whatever `app` answers already keeps its path."""
    gr.mount_gradio_app(
        app,
        page,
        path="/",
        theme=gr.themes.Base(font=["system-ui", "sans-serif"], font_mono=["ui-monospace", "monospace"]),
        css=_asset("style.css"),
        head=f"<script>{_asset('script.js')}</script>",
        footer_links=[],
        run_history=False,
        enable_monitoring=False,
        show_error=False,
        max_file_size=1,  # byte: nothing is uploaded here
        ssr_mode=False,
    )


def _asset(name: str) -> str:
    return files("qa.web").joinpath("assets", name).read_text("utf-8")


def _html(name: str, value: str = "") -> gr.HTML:
    return gr.HTML(value, elem_id=name, js_on_load=None, apply_default_css=False)


def _lay_out(desk: Desk, examples: Sequence[str]) -> _Parts:
    coverage = desk.index.coverage()
    turns, stopping = gr.State(()), gr.State(None)
    masthead = _html("masthead", render.header(coverage, desk.model_name, desk.sends_to))
    with gr.Column(elem_id="desk"):
        with gr.Column(elem_id="conversation"):
            welcome = _html("welcome", render.welcome(coverage))
            with gr.Row(elem_id="examples", visible=bool(examples)) as offered:
                buttons = tuple(gr.Button(question, elem_classes="example") for question in examples)
            earlier, latest = _html("earlier"), _html("latest")
        with gr.Column(elem_id="panel"), gr.Column(elem_id="shelf"):
            _html("panel-heading", "<h2>Sources</h2>")
            shown = _html("sources", sources.panel(()))
        with gr.Column(elem_id="composer"):
            complaint = _html("complaint", render.notice(""))
            with gr.Row(elem_id="ask-row"):
                question = gr.Textbox(
                    label="Your question", elem_id="question", lines=1, max_lines=6, scale=1, autofocus=True
                )
                ask = gr.Button("Ask", variant="primary", elem_id="ask", scale=0)
                stop = gr.Button("Stop", variant="stop", elem_id="stop", scale=0, visible=False)
            with gr.Row(elem_id="options"):
                as_of = gr.Textbox(label="As of", placeholder="YYYY-MM-DD", elem_id="as-of", max_lines=1)
                new = gr.Button("New conversation", elem_id="new", scale=0)
    return _Parts(
        turns, stopping, masthead, welcome, offered, buttons, earlier, latest, shown, complaint, question, as_of, ask,
        stop, new,
    )  # fmt: skip


def _connect(page: gr.Blocks, parts: _Parts, desk: Desk) -> None:
    everything = [*parts.conversation(()), *parts.busy(busy=False), *parts.opening(visible=True)]
    everything += [parts.question, parts.complaint, parts.stopping]
    events: dict[str, Any] = {"outputs": everything, **_QUIET}
    answers: dict[str, Any] = {"concurrency_id": "answers", "concurrency_limit": _ANSWERS_AT_ONCE, **events}
    answer = _answering(desk, parts)
    rest = [parts.as_of, parts.turns]
    asking = [
        gr.on([parts.ask.click, parts.question.submit], answer, [parts.question, *rest], **answers),
        *(button.click(answer, [button, *rest], **answers) for button in parts.examples),
    ]

    def broke_off(turns: Turns) -> Changes:
        unfinished = turns and turns[-1].progress == "working"
        return parts.ended(with_last(turns, turns[-1].failed(_BROKE_OFF)) if unfinished else turns)

    def stop(stopping: Stop | None) -> None:
        if stopping:
            stopping.ask()

    def end(stopping: Stop | None) -> None:
        if stopping:
            stopping.ask_and_wait()

    def begin_anew() -> Changes:
        return {
            **parts.ended(()),
            **parts.opening(visible=True),
            parts.question: "",
            parts.complaint: render.notice(""),
        }

    def refreshed() -> Changes:
        coverage = desk.index.coverage()
        return {
            parts.masthead: render.header(coverage, desk.model_name, desk.sends_to),
            parts.welcome: render.welcome(coverage),
        }

    for event in asking:
        event.failure(broke_off, parts.turns, **events)
    parts.stop.click(stop, parts.stopping, None, **_QUIET)
    # In two steps: Gradio repeats an answer's last picture once it has ended, which must not come after the empty page.
    parts.new.click(end, parts.stopping, None, **_QUIET).then(begin_anew, None, **events)
    page.load(refreshed, None, [parts.masthead, parts.welcome], **_QUIET)


def _answering(desk: Desk, parts: _Parts) -> Callable[[str, str, Turns], Iterator[Changes]]:
    def answer(question: str, day: str, turns: Turns) -> Iterator[Changes]:
        question = question.strip()
        try:
            as_of = _date(day)
            _check(question, turns)
        except ValueError as error:
            yield {parts.complaint: render.notice(str(error))}
            return
        stop = Stop()
        before, turns = turns, asked(turns, question, as_of)
        try:
            yield {**parts.begun(turns), parts.stopping: stop}
            for turn in _written(desk, turns[-1], before, stop):
                turns = with_last(turns, turn)
                yield parts.conversation(turns)
            yield parts.ended(turns)
        finally:
            stop.happened()

    return answer


def _written(desk: Desk, turn: Turn, before: Turns, stop: Stop) -> Iterator[Turn]:
    """`turn` as it grows, to its end."""
    drawn = 0.0
    start = partial(desk.stream, turn.question, as_of=turn.as_of, history=history(before))
    try:
        for event in listen(start, stop):
            turn = turn.after(event)
            if not isinstance(event, Token) or time.monotonic() - drawn > _FRAME_SECONDS:
                drawn = time.monotonic()
                yield turn
    except NewsError as error:
        turn = turn.failed(str(error))
    yield turn.stopped() if stop.wanted else turn


def _date(text: str) -> date | None:
    if not (text := text.strip()):
        return None
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()
    except ValueError:
        raise ValueError(f"“{text[:40]}” is no date. Write it as YYYY-MM-DD, such as 2022-07-23.") from None


def _check(question: str, turns: Turns) -> None:
    if not question:
        raise ValueError("Write a question first.")
    if len(question) > _LONGEST_QUESTION:
        raise ValueError(f"That question has {len(question):,} characters; at most {_LONGEST_QUESTION:,} can be asked.")
    if turns and turns[-1].progress == "working":
        raise ValueError("An answer is being written. Wait for it, or stop it.")
