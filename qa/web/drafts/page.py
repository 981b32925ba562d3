"""The page: what stands where, and which event calls what."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

import gradio as gr

from index import NewsError
from qa.web.dates import typed_day
from qa.web.desk import Desk
from qa.web.drafts import export, render
from qa.web.drafts.progress import Proof, begun
from qa.web.listen import Stop, listen
from qa.web.pages import Page, pages
from qa.web.render import header
from qa.web.spoken import SpokenBlocks
from qa.web.texts import text

_AT_ONCE = 2
_FRAME_SECONDS = 0.4  # between two pictures of a growing proof: each is all of it so far
_QUIET: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
# On a phone, what comes of it is below what can be seen.
_SHOW = (
    "() => { if (matchMedia('(max-width: 60rem)').matches) document.getElementById('proof-column').scrollIntoView() }"
)

Changes = dict[Any, Any]  # component -> its new value


@dataclass(frozen=True, slots=True)
class _Parts:
    """The components that events read and change."""

    stopping: gr.State
    draft: gr.Textbox
    as_of: gr.Textbox
    complaint: gr.HTML
    check: gr.Button
    stop: gr.Button
    state: gr.HTML
    tools: gr.Row
    only: gr.Checkbox
    save: gr.HTML
    proof: gr.HTML

    def busy(self, *, busy: bool) -> Changes:
        """Stop stands where Check stood while a draft is checked."""
        return {self.check: gr.update(visible=not busy), self.stop: gr.update(visible=busy)}

    def growing(self, proof: Proof, said: str = "") -> Changes:
        """What is checked so far."""
        return {self.state: render.state(proof, said), self.proof: render.proof(proof)}

    def over(self, proof: Proof) -> Changes:
        """The proof, as it stays."""
        return {
            **self.growing(proof.ended()),
            **self.busy(busy=False),
            self.tools: gr.update(visible=bool(proof.sentences)),
            self.save: export.links(proof.ended()),
        }

    def complain(self, why: str) -> Changes:
        """What is wrong with what the reader gave; all else stays."""
        return {self.complaint: render.notice(why)}


def build_drafts(desk: Desk, there: Collection[Page]) -> SpokenBlocks:
    """The page over `desk`; `there` are the pages of the application."""
    page: SpokenBlocks
    with SpokenBlocks(text("draft.title")) as page:
        masthead = _html("masthead", header(desk.index.coverage(), desk.model_name, desk.sends_to))
        _html("pages", pages("draft", there))
        _connect(_lay_out(), desk)
        page.load(lambda: header(desk.index.coverage(), desk.model_name, desk.sends_to), None, masthead, **_QUIET)
    page.queue(max_size=16, default_concurrency_limit=_AT_ONCE)
    return page


def _html(name: str, value: str = "") -> gr.HTML:
    return gr.HTML(value, elem_id=name, js_on_load=None, apply_default_css=False)


def _lay_out() -> _Parts:
    stopping = gr.State(None)
    with gr.Row(elem_id="draft-desk"):
        with gr.Column(elem_id="draft"):
            _html("draft-intro", render.intro())
            draft = gr.Textbox(
                label=text("draft.text"),
                placeholder=text("draft.text.hint"),
                lines=14,
                max_lines=22,
                elem_id="draft-text",
            )
            as_of = gr.Textbox(
                label=text("filter.as.of"), placeholder=text("filter.day"), info=text("draft.as.of.about"), max_lines=1,
                elem_id="draft-as-of",
            )  # fmt: skip
            complaint = _html("draft-complaint", render.notice(""))
            with gr.Row(elem_id="draft-do"):
                check = gr.Button(text("draft.check"), variant="primary", elem_id="draft-check", scale=0)
                stop = gr.Button(text("stop"), variant="stop", elem_id="draft-stop", scale=0, visible=False)
        with gr.Column(elem_id="proof-column"):
            state = _html("draft-state", render.state(None))
            with gr.Row(elem_id="proof-tools", visible=False) as tools:
                only = gr.Checkbox(label=text("draft.only.doubtful"), elem_id="only-doubtful", interactive=True)
                save = _html("draft-save")
            proof = _html("proof", render.legend())
    return _Parts(stopping, draft, as_of, complaint, check, stop, state, tools, only, save, proof)


def _connect(parts: _Parts, desk: Desk) -> None:
    outputs = [*parts.over(Proof(0)), parts.complaint, parts.stopping, parts.only]
    events: dict[str, Any] = {"outputs": outputs, **_QUIET}
    checked = parts.check.click(
        _checking(desk, parts),
        [parts.draft, parts.as_of],
        concurrency_id="drafts",
        concurrency_limit=_AT_ONCE,
        **events,
    )
    parts.check.click(None, js=_SHOW, **_QUIET)
    checked.failure(lambda: {**parts.busy(busy=False), **parts.complain(text("broke.off"))}, None, **events)

    def stop(stopping: Stop | None) -> None:
        if stopping:
            stopping.ask()

    parts.stop.click(stop, parts.stopping, None, **_QUIET)


def _checking(desk: Desk, parts: _Parts) -> Callable[[str, str], Iterator[Changes]]:
    def check(draft: str, day: str) -> Iterator[Changes]:
        try:
            proof = begun(draft, typed_day(day))
        except ValueError as error:
            yield parts.complain(str(error))
            return
        stop = Stop()
        try:
            yield {
                **parts.busy(busy=True),
                **parts.growing(proof, text("draft.starting")),
                **parts.complain(""),
                parts.tools: gr.update(visible=False),
                parts.only: False,
                parts.stopping: stop,
            }
            for grown in _grown(desk, proof, draft, stop):
                proof = grown
                yield parts.growing(proof)
            yield parts.over(proof)
        except NewsError as error:
            yield {**parts.over(proof), **parts.complain(str(error))}
        finally:
            stop.happened()

    return check


def _grown(desk: Desk, proof: Proof, draft: str, stop: Stop) -> Iterator[Proof]:
    """The proof as it grows, a few times a second, and at last with all that was checked."""
    drawn = 0.0
    for sentence in listen(partial(desk.check_each, draft, as_of=proof.as_of), stop):
        proof = proof.then(sentence)
        if time.monotonic() - drawn > _FRAME_SECONDS:
            drawn = time.monotonic()
            yield proof
    yield proof
