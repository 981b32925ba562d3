"""The part of the Evaluate page in which a test set is drafted and looked through."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import gradio as gr

from index import NewsError
from qa.evaluation.making import make_cases
from qa.evaluation.making.written import by_model
from qa.web.desk import Desk
from qa.web.evaluation import render
from qa.web.evaluation.folder import Folder
from qa.web.evaluation.review import Review
from qa.web.evaluation.running import choices, html
from qa.web.evaluation.work import Finished, Progress, follow
from qa.web.listen import Stop
from qa.web.texts import counted, number, text

_MOST = 200
_RULES, _MODEL = "rules", "model"
_QUIET: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}

Changes = dict[Any, Any]


@dataclass(frozen=True, slots=True)
class _Parts:
    """The components that events read and change. The drafts of one reader are no other's."""

    review: gr.State
    stopping: gr.State
    count: gr.Number
    seed: gr.Number
    by: gr.Radio
    draft: gr.Button
    stop: gr.Button
    status: gr.HTML
    problem: gr.HTML
    sheet: gr.Column
    source: gr.HTML
    question: gr.Textbox
    answers: gr.Textbox
    asked: gr.Textbox
    judging: gr.Row
    saving: gr.Row
    name: gr.Textbox

    def busy(self, *, busy: bool) -> Changes:
        """Stop stands where Draft stood while a set is drafted."""
        return {self.draft: gr.update(visible=not busy), self.stop: gr.update(visible=busy)}

    def shown(self, review: Review) -> Changes:
        """The case to be looked at, and how far the review is."""
        case = review.case
        return {
            self.review: review,
            self.sheet: gr.update(visible=case is not None),
            self.judging: gr.update(visible=bool(review.drafts)),
            self.saving: gr.update(visible=bool(review.accepted)),
            self.status: render.progress(review),
            self.problem: render.problem(""),
            self.source: render.source(case),
            self.question: case.question if case else "",
            self.answers: "\n".join(case.answers) if case else "",
            self.asked: case.asked.isoformat() if case and case.asked else "",
        }


def making(desk: Desk, folder: Folder, sets: gr.Dropdown) -> None:
    """Lay out and connect it; what is saved is offered in `sets`."""
    review, stopping = gr.State(Review()), gr.State(None)
    with gr.Row(elem_classes="choose"):
        count = gr.Number(20, label=text("evaluate.cases"), elem_id="count", minimum=1, maximum=_MOST, precision=0)
        seed = gr.Number(0, label=text("evaluate.seed"), elem_id="seed", precision=0)
    by = gr.Radio(
        [(text("evaluate.by.rules"), _RULES), (text("evaluate.by.model", model=desk.model_name), _MODEL)],
        value=_RULES,
        label=text("evaluate.by"),
        elem_id="by",
        visible=desk.language_model is not None,
    )
    with gr.Row(elem_classes="do"):
        draft = gr.Button(text("evaluate.draft"), variant="primary", elem_id="draft", scale=0)
        stop = gr.Button(text("stop"), variant="stop", elem_id="stop-draft", scale=0, visible=False)
        status = html("made")
    problem = html("making-problem", render.problem(""))
    with gr.Column(visible=False, elem_id="sheet") as sheet:
        source = html("source")
        question = gr.Textbox(label=text("evaluate.question"), elem_id="case-question", lines=2)
        answers = gr.Textbox(label=text("evaluate.answers"), elem_id="case-answers", lines=2)
        asked = gr.Textbox(
            label=text("evaluate.asked"), elem_id="case-asked", max_lines=1, placeholder=text("filter.day")
        )
    with gr.Row(elem_classes="do", visible=False) as judging:
        accept = gr.Button(text("evaluate.accept"), variant="primary", elem_id="accept", scale=0)
        drop = gr.Button(text("evaluate.drop"), elem_id="drop", scale=0)
        back = gr.Button(text("evaluate.back"), elem_id="back", scale=0)
    with gr.Row(elem_classes="do", visible=False) as saving:
        name = gr.Textbox(
            label=text("evaluate.name"), elem_id="set-name", max_lines=1, placeholder=text("evaluate.set.hint")
        )
        save = gr.Button(text("evaluate.save.set"), elem_id="save-set", scale=0)
    parts = _Parts(
        review, stopping, count, seed, by, draft, stop, status, problem, sheet, source, question, answers, asked,
        judging, saving, name,
    )  # fmt: skip
    _connect(parts, {"accept": accept, "drop": drop, "back": back, "save": save}, desk, folder, sets)


def _connect(parts: _Parts, buttons: dict[str, gr.Button], desk: Desk, folder: Folder, sets: gr.Dropdown) -> None:
    everything = [*parts.shown(Review()), *parts.busy(busy=False), parts.stopping, sets]
    events: dict[str, Any] = {"outputs": everything, **_QUIET}

    def accept(review: Review, question: str, answers: str, asked: str) -> Changes:
        try:
            return parts.shown(review.accept(question, answers, asked))
        except ValueError as error:
            return {parts.problem: render.problem(str(error))}

    def save(name: str, review: Review) -> Changes:
        try:
            saved = folder.save_cases(name, review.accepted)
        except NewsError as error:
            return {parts.problem: render.problem(str(error))}
        return {
            parts.status: render.status(counted("evaluate.saved.set", len(review.accepted), name=saved)),
            parts.problem: render.problem(""),
            sets: choices(folder)["sets"],
        }

    def stop(stopping: Stop | None) -> None:
        if stopping:
            stopping.ask()

    drafting = parts.draft.click(
        _drafter(desk, parts),
        [parts.count, parts.seed, parts.by],
        concurrency_id="evaluations",
        concurrency_limit=1,
        **events,
    )
    broke_off = {**parts.busy(busy=False), parts.problem: render.problem(text("broke.off"))}
    drafting.failure(lambda: broke_off, None, **events)
    parts.stop.click(stop, parts.stopping, None, **_QUIET)
    buttons["accept"].click(accept, [parts.review, parts.question, parts.answers, parts.asked], **events)
    buttons["drop"].click(lambda review: parts.shown(review.drop()), parts.review, **events)
    buttons["back"].click(lambda review: parts.shown(review.back()), parts.review, **events)
    buttons["save"].click(save, [parts.name, parts.review], **events)


def _drafter(desk: Desk, parts: _Parts) -> Callable[[float, float, str], Iterator[Changes]]:
    def draft(count: float, seed: float, by: str) -> Iterator[Changes]:
        stop = Stop()
        try:
            yield {**parts.shown(Review()), **parts.busy(busy=True), parts.stopping: stop}
            wanted = min(max(int(count or 1), 1), _MOST)

            def work(progress: Callable[[int, int], None]) -> Review:
                model = desk.language_model if by == _MODEL else None
                drafter = by_model(model) if model else None
                made = make_cases(desk.index, wanted, seed=int(seed or 0), drafter=drafter, progress=progress)
                return Review(tuple(made))

            for event in follow(work, stop):
                match event:
                    case Progress(done, _):
                        yield {parts.status: render.status(text("evaluate.reading", n=number(done)))}
                    case Finished(review):
                        yield {**parts.shown(review), **parts.busy(busy=False)}
                        return
            yield {**parts.shown(Review()), **parts.busy(busy=False)}
        except NewsError as error:
            yield {**parts.busy(busy=False), parts.problem: render.problem(str(error))}
        finally:
            stop.happened()

    return draft
