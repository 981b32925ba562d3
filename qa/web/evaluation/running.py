"""The part of the Evaluate page in which a test set is run and its report read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gradio as gr

from index import NewsError, SettingsError
from qa.evaluation import Run, evaluate, read_cases
from qa.evaluation.report import render_report
from qa.web.desk import Desk
from qa.web.evaluation import render
from qa.web.evaluation.folder import Folder
from qa.web.evaluation.work import Finished, Progress, follow
from qa.web.listen import Stop
from qa.web.texts import number, text

_QUIET: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
_AT_ONCE = 1  # evaluation is heavy, and people are asking questions meanwhile

Changes = dict[Any, Any]  # component -> its new value


@dataclass(frozen=True, slots=True)
class _Parts:
    """The components that events read and change. What a reader ran is in `run`, which is theirs alone."""

    run: gr.State
    stopping: gr.State
    chosen: gr.Dropdown
    upload: gr.File
    against: gr.Dropdown
    start: gr.Button
    stop: gr.Button
    status: gr.HTML
    problem: gr.HTML
    headline: gr.HTML
    saving: gr.Row
    name: gr.Textbox
    save: gr.Button
    report: gr.HTML

    def busy(self, *, busy: bool) -> Changes:
        """Stop stands where Run stood while a set is run."""
        return {self.start: gr.update(visible=not busy), self.stop: gr.update(visible=busy)}

    def shown(self, run: Run | None, earlier: Run | None) -> Changes:
        """A run with its report, or none."""
        return {
            self.run: run,
            self.headline: render.headline(run) if run else "",
            self.report: render.frame(render_report(run, ".html", earlier)) if run else "",
            self.saving: gr.update(visible=run is not None),
        }

    def said(self, words: str, progress: Progress | None = None) -> Changes:
        """What is being done."""
        return {self.status: render.status(words, progress)}


def html(name: str, value: str = "") -> gr.HTML:
    """An element that holds only HTML made here."""
    return gr.HTML(value, elem_id=name, js_on_load=None, apply_default_css=False)


def running(desk: Desk, folder: Folder) -> gr.Dropdown:
    """Lay out and connect the part that runs a set; returns the list of sets, which others add to."""
    parts = _lay_out()
    _connect(parts, desk, folder)
    return parts.chosen


def choices(folder: Folder) -> Changes:
    """The test sets and the saved runs that there are now, by the names of the lists."""
    return {
        "sets": gr.update(choices=folder.sets()),
        "runs": gr.update(choices=[(text("evaluate.against.nothing"), ""), *((name, name) for name in folder.runs())]),
    }


def _lay_out() -> _Parts:
    run, stopping = gr.State(None), gr.State(None)
    with gr.Row(elem_classes="choose"):
        chosen = gr.Dropdown([], label=text("evaluate.set"), elem_id="set", value=None)
        against = gr.Dropdown(
            [(text("evaluate.against.nothing"), "")], label=text("evaluate.against"), elem_id="against", value=""
        )
    upload = gr.File(label=text("evaluate.upload"), elem_id="upload", height=150)
    with gr.Row(elem_classes="do"):
        start = gr.Button(text("evaluate.run"), variant="primary", elem_id="run", scale=0)
        stop = gr.Button(text("stop"), variant="stop", elem_id="stop-run", scale=0, visible=False)
        status = html("status", render.status())
    problem = html("problem", render.problem(""))
    headline = html("headline")
    with gr.Row(elem_classes="do", visible=False) as saving:
        name = gr.Textbox(
            label=text("evaluate.name"), elem_id="run-name", max_lines=1, placeholder=text("evaluate.run.hint")
        )
        save = gr.Button(text("evaluate.save.run"), elem_id="save-run", scale=0)
    report = html("report")
    return _Parts(
        run, stopping, chosen, upload, against, start, stop, status, problem, headline, saving, name, save, report
    )


def _connect(parts: _Parts, desk: Desk, folder: Folder) -> None:
    touched = [*parts.shown(None, None), *parts.busy(busy=False), *parts.said("")]
    everything = [*touched, parts.stopping, parts.problem, parts.chosen, parts.against]
    events: dict[str, Any] = {"outputs": everything, **_QUIET}
    started = parts.start.click(
        _runner(desk, folder, parts),
        [parts.chosen, parts.upload, parts.against],
        concurrency_id="evaluations",
        concurrency_limit=_AT_ONCE,
        **events,
    )
    started.failure(lambda: {**parts.busy(busy=False), **parts.said(text("broke.off"))}, None, **events)
    parts.stop.click(_ask_to_stop, parts.stopping, None, **_QUIET)

    def save(name: str, run: Run | None) -> Changes:
        if run is None:
            return {}
        try:
            saved = folder.save_run(name, run)
        except NewsError as error:
            return {parts.problem: render.problem(str(error))}
        return {
            **parts.said(text("evaluate.saved", name=saved)),
            parts.problem: render.problem(""),
            parts.against: choices(folder)["runs"],
        }

    def compare(name: str, run: Run | None) -> Changes:
        try:
            return parts.shown(run, folder.run(name) if name else None)
        except NewsError as error:
            return {parts.problem: render.problem(str(error))}

    parts.save.click(save, [parts.name, parts.run], **events)
    parts.against.input(compare, [parts.against, parts.run], **events)


def refresh(folder: Folder, page: gr.Blocks) -> None:
    """Offer, whenever the page is opened, what is in the folder then."""
    lists = [block for block in page.blocks.values() if getattr(block, "elem_id", None) in {"set", "against"}]

    def now() -> Changes:
        there = choices(folder)
        return {block: there["sets" if getattr(block, "elem_id", None) == "set" else "runs"] for block in lists}

    page.load(now, None, lists, **_QUIET)


def _ask_to_stop(stopping: Stop | None) -> None:
    if stopping:
        stopping.ask()


def _runner(desk: Desk, folder: Folder, parts: _Parts) -> Callable[[str | None, str | None, str], Iterator[Changes]]:
    def run(chosen: str | None, upload: str | None, against: str) -> Iterator[Changes]:
        stop = Stop()
        try:
            cases = read_cases(Path(upload) if upload else folder.set_file(_some(chosen)))
            earlier = folder.run(against) if against else None
            yield {
                **parts.busy(busy=True),
                **parts.said(text("evaluate.starting")),
                **parts.shown(None, None),
                parts.problem: render.problem(""),
                parts.stopping: stop,
            }
            for event in follow(lambda progress: evaluate(desk, cases, progress=progress), stop):
                match event:
                    case Progress(done, total):
                        yield parts.said(text("evaluate.progress", done=number(done), total=number(total)), event)
                    case Finished(result):
                        yield {
                            **parts.busy(busy=False),
                            **parts.said(text("evaluate.done")),
                            **parts.shown(result, earlier),
                        }
                        return
            yield {**parts.busy(busy=False), **parts.said(text("evaluate.stopped"))}
        except NewsError as error:
            yield {**parts.busy(busy=False), **parts.said(""), parts.problem: render.problem(str(error))}
        finally:
            stop.happened()

    return run


def _some(chosen: str | None) -> str:
    if not chosen:
        raise SettingsError(text("evaluate.none.chosen"))
    return chosen
