"""What stands where on the chat page: its components, and what they show of a conversation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import gradio as gr

from index import Filter
from qa.web import filters, models, render, sources
from qa.web.conversation import Turns
from qa.web.desks import Desks
from qa.web.texts import text

Changes = dict[Any, Any]  # component -> its new value

OFFERED = 3
"""Questions to begin with, at most."""

_SIGNALS = """
for (const name of ["again", "edit", "read", "narrow", "seek", "publish", "opine", "choose"])
  document.addEventListener(`newsqa:${name}`, (event) => trigger(name, event.detail));
"""


@dataclass(frozen=True, slots=True)
class Parts:
    """The components that events read and change."""

    turns: gr.State
    where: gr.State
    editing: gr.State
    stopping: gr.State
    kept: gr.State
    model: gr.State
    signals: gr.HTML
    kept_shown: gr.HTML
    masthead: gr.HTML
    welcome: gr.HTML
    offered: gr.Row
    buttons: tuple[gr.Button, ...]
    earlier: gr.HTML
    latest: gr.HTML
    sources: gr.HTML
    article: gr.HTML
    complaint: gr.HTML
    being_edited: gr.HTML
    chips: gr.HTML
    question: gr.Textbox
    ask: gr.Button
    stop: gr.Button
    new: gr.Button
    keeps: bool
    examples: Sequence[str]
    dates: gr.HTML
    months: gr.HTML
    outlet_search: gr.HTML
    outlets: gr.HTML
    languages: gr.HTML

    def conversation(self, turns: Turns) -> Changes:
        """The conversation as it stands. Only the last turn changes while it is written, so it stands apart."""
        return {
            self.turns: turns,
            self.earlier: render.conversation(turns[:-1], keeps=self.keeps),
            self.latest: render.conversation(turns[-1:], latest=True, keeps=self.keeps),
            self.sources: sources.panel(turns),
        }

    def grown(self, turns: Turns, before: Turns) -> Changes:
        """What has changed since `before` of a conversation whose last turn is being answered."""
        changes = {
            self.turns: turns,
            self.latest: render.conversation(turns[-1:], latest=True, keeps=self.keeps),
        }
        if sources.differ(turns[-1], before[-1]):
            changes[self.sources] = sources.panel(turns)
        return changes

    def busy(self, *, busy: bool) -> Changes:
        """Stop stands where Ask stood while an answer is written."""
        return {self.ask: gr.update(visible=not busy), self.stop: gr.update(visible=busy)}

    def begun(self, turns: Turns) -> Changes:
        """The conversation with a question that has just been asked."""
        return {
            **self.conversation(turns),
            **self.busy(busy=True),
            **self.opening(visible=False),
            **self.edited(0),
            self.question: "",
            self.complaint: render.notice(""),
        }

    def ended(self, turns: Turns) -> Changes:
        """The conversation once nothing more is being written."""
        return {**self.conversation(turns), **self.busy(busy=False)}

    def edited(self, number: int) -> Changes:
        """Which question is being asked anew, 0 for none."""
        return {self.editing: number, self.being_edited: render.editing(number)}

    def remembered(self, id_: str) -> Changes:
        """Under which id the conversation is kept, "" for none yet; the page's script reads it, to come back to it."""
        return {self.kept: id_, self.kept_shown: f'<span data-kept="{id_}"></span>'}

    def opening(self, *, visible: bool) -> Changes:
        """What only an empty conversation shows."""
        there = [*self.examples[:OFFERED], *[""] * OFFERED]
        return {
            self.welcome: gr.update(visible=visible),
            self.offered: gr.update(visible=visible and bool(self.examples)),
            **{
                button: gr.update(value=one, visible=bool(one))
                for button, one in zip(self.buttons, there, strict=False)
            },
        }

    @property
    def written(self) -> list[Any]:
        """What an answer changes on its way."""
        shown = [*self.conversation(()), *self.busy(busy=False), *self.opening(visible=True), *self.edited(0)]
        return [*shown, *self.remembered(""), self.question, self.complaint, self.stopping]

    @property
    def narrowed(self) -> list[Any]:
        """What a change of the filter changes."""
        return [self.where, self.chips, self.dates, self.months, self.outlets, self.languages, self.complaint]


def html(name: str, value: str = "", **more: Any) -> gr.HTML:
    """A piece of the page by its id."""
    return gr.HTML(value, elem_id=name, apply_default_css=False, **{"js_on_load": None, **more})


def lay_out(desks: Desks, examples: Sequence[str], masthead: gr.HTML, *, keeps: bool) -> Parts:
    """The page below its masthead. `examples` are looked at whenever it is empty.

    `keeps` is whether conversations are kept, and answers can be shared and judged.
    """
    signals, kept_shown = html("signals", js_on_load=_SIGNALS), html("kept")
    states = (
        gr.State(()), gr.State(Filter()), gr.State(0), gr.State(None), gr.State(""), gr.State(desks.first.model_name),
    )  # fmt: skip
    with gr.Column(elem_id="desk"):
        with gr.Column(elem_id="conversation"):
            welcome = html("welcome", render.welcome(desks.first.index.coverage()))
            with gr.Row(elem_id="examples", visible=False) as offered:
                buttons = tuple(gr.Button("", elem_classes="example", visible=False) for _ in range(OFFERED))
            earlier, latest = html("earlier"), html("latest")
        with gr.Column(elem_id="panel"), gr.Column(elem_id="shelf"):
            html("panel-heading", f"<h2>{text('sources')}</h2>")
            shown = html("sources", sources.panel(()))
        with gr.Column(elem_id="composer"):
            complaint, being_edited, chips = html("complaint", render.notice("")), html("editing"), html("set")
            with gr.Row(elem_id="ask-row"):
                question = gr.Textbox(
                    label=text("question"), elem_id="question", lines=1, max_lines=6, scale=1, autofocus=True
                )
                ask = gr.Button(text("ask"), variant="primary", elem_id="ask", scale=0)
                stop = gr.Button(text("stop"), variant="stop", elem_id="stop", scale=0, visible=False)
            with gr.Row(elem_id="options"):
                html("filter-button", filters.toggle())
                with gr.Column(elem_id="filters"):
                    panel = tuple(html(name) for name in ("dates", "months", "search", "outlets", "languages"))
                html("models", models.menu(desks.choices, desks.first.model_name))
                new = gr.Button(text("new"), elem_id="new", scale=0)
    article = html("reader")
    return Parts(
        *states, signals, kept_shown, masthead, welcome, offered, buttons, earlier, latest, shown, article, complaint,
        being_edited, chips, question, ask, stop, new, keeps, examples, *panel,
    )  # fmt: skip
