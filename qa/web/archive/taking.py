"""Taking articles in: files and addresses, followed one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import gradio as gr

from index import IndexLocked, NewsError
from qa.web.archive import progress
from qa.web.archive.adding import adding
from qa.web.archive.intake import LARGEST_UPLOAD, MOST_ADDRESSES, given
from qa.web.archive.shared import QUIET, Changes, html, notice
from qa.web.desk import Archive
from qa.web.listen import Stop
from qa.web.texts import text

_EXAMPLES = "https://example.com/news/story\nhttps://example.com/feed.xml"


@dataclass(frozen=True, slots=True)
class _Parts:
    """The components that events read and change."""

    stopping: gr.State
    uploads: gr.File
    addresses: gr.Textbox
    add: gr.Button
    stop: gr.Button
    complaint: gr.HTML
    report: gr.HTML

    def busy(self, *, busy: bool) -> Changes:
        """Stop stands where Add stood while articles are taken in."""
        return {self.add: gr.update(visible=not busy), self.stop: gr.update(visible=busy)}

    def refused(self, why: str) -> Changes:
        """Why nothing was taken in; what was given stays."""
        return {**self.busy(busy=False), self.complaint: notice(why), self.report: _about()}


def taking(archive: Archive, private_hosts: tuple[str, ...]) -> Any:
    """Lay out and connect it; returns the event after which the archive may hold more."""
    parts = _lay_out()
    outputs = [*parts.refused(""), parts.stopping, parts.uploads, parts.addresses]
    events: dict[str, Any] = {"outputs": outputs, **QUIET}
    added = parts.add.click(_taking(archive, parts, private_hosts), [parts.uploads, parts.addresses], **events)
    added.failure(lambda: parts.refused(text("broke.off")), None, **events)

    def stop(stopping: Stop | None) -> None:
        if stopping:
            stopping.ask()

    parts.uploads.upload(lambda: notice(""), None, parts.complaint, **QUIET)
    parts.stop.click(stop, parts.stopping, None, **QUIET)
    return added


def _about() -> str:
    return progress.about(LARGEST_UPLOAD // 1_000_000, MOST_ADDRESSES)


def _lay_out() -> _Parts:
    stopping = gr.State(None)
    with gr.Row(elem_id="adding-desk"):
        with gr.Column(elem_id="adding-form"):
            html(
                "adding-intro",
                f'<div class="intro"><h2>{text("archive.add.heading")}</h2><p>{text("archive.add.lead")}</p></div>',
            )
            uploads = gr.File(label=text("archive.files"), file_count="multiple", elem_id="uploads", height=170)
            addresses = gr.Textbox(
                label=text("archive.addresses"), placeholder=_EXAMPLES, lines=4, max_lines=10, elem_id="addresses"
            )
            complaint = html("adding-complaint", notice(""))
            with gr.Row(elem_classes="do"):
                add = gr.Button(text("archive.add"), variant="primary", elem_id="add-articles", scale=0)
                stop = gr.Button(text("stop"), variant="stop", elem_id="stop-adding", scale=0, visible=False)
        with gr.Column(elem_id="adding-report-column"):
            report = html("adding-report", _about())
    return _Parts(stopping, uploads, addresses, add, stop, complaint, report)


def _taking(
    archive: Archive, parts: _Parts, private_hosts: tuple[str, ...]
) -> Callable[[Sequence[str] | None, str], Iterator[Changes]]:
    def take(uploads: Sequence[str] | None, addresses: str) -> Iterator[Changes]:
        try:
            all_given = given(uploads, addresses, private_hosts)
        except ValueError as error:
            yield {parts.complaint: notice(str(error))}
            return
        stop = Stop()
        try:
            yield {
                **parts.busy(busy=True),
                parts.complaint: notice(""),
                parts.report: progress.starting(text("archive.reading")),
                parts.stopping: stop,
            }
            for state in adding(archive, all_given, stop):
                if state.report is None:
                    yield {parts.report: progress.progress(state, text("archive.stopping") if stop.wanted else "")}
                    continue
                yield {
                    **parts.busy(busy=False),
                    parts.report: progress.report(state, stopped=stop.wanted),
                    parts.uploads: None,
                    parts.addresses: "",
                }
        except IndexLocked:
            yield parts.refused(text("archive.locked"))
        except NewsError as error:
            yield parts.refused(str(error))
        finally:
            stop.happened()

    return take
