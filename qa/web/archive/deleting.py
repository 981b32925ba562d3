"""Deleting the article that is open, asked for twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import gradio as gr

from index import IndexLocked, NewsError
from qa.web.archive.shared import QUIET, Changes, html, notice
from qa.web.desk import Archive
from qa.web.escape import escaped
from qa.web.texts import text


@dataclass(frozen=True, slots=True)
class Deleting:
    """The components for it, below the article."""

    begin: gr.Button
    asking: gr.Column
    asked: gr.HTML
    really: gr.Button
    keep: gr.Button
    said: gr.HTML

    def quiet(self) -> Changes:
        """Nothing is asked."""
        return {self.begin: gr.update(visible=True), self.asking: gr.update(visible=False), self.said: notice("")}

    def connect(
        self,
        archive: Archive,
        shown: gr.State,
        *,
        typed: list[Any],
        outputs: list[Any],
        redrawn: Callable[..., Changes],
    ) -> None:
        """Delete the article that is `shown`; then `redrawn`, given what is `typed`, changes `outputs`."""
        own: list[Any] = [self.begin, self.asking, self.asked, self.said]

        def ask(id_: str) -> Changes:
            article = archive.article(id_)
            if article is None:
                return {self.said: notice(text("archive.gone"))}
            title = article.title or text("title.unknown")
            heading = escaped(text("archive.delete.asked", title=title))
            asked = f"<h3>{heading}</h3><p>{text('archive.delete.about')}</p>"
            return {self.begin: gr.update(visible=False), self.asking: gr.update(visible=True), self.asked: asked}

        def delete(id_: str, *wanted: Any) -> Iterator[Changes]:
            yield {self.asking: gr.update(visible=False), self.said: f'<p role="status">{text("archive.deleting")}</p>'}
            try:
                archive.remove([id_])
            except IndexLocked:
                yield {**self.quiet(), self.said: notice(text("archive.locked"))}
            except NewsError as error:
                yield {**self.quiet(), self.said: notice(str(error))}
            else:
                yield {**self.quiet(), **redrawn(*wanted)}

        # What was asked about one article is not asked about the next.
        shown.change(self.quiet, None, own, **QUIET)
        self.begin.click(ask, shown, own, **QUIET).then(None, js=_focus("keep-article"), **QUIET)
        self.keep.click(self.quiet, None, own, **QUIET).then(None, js=_focus("delete-article"), **QUIET)
        deleted = self.really.click(delete, [shown, *typed], [*own, *outputs], **QUIET)
        deleted.then(None, shown, js=_FORGET, **QUIET)
        deleted.failure(lambda: {**self.quiet(), self.said: notice(text("broke.off"))}, None, own, **QUIET)


# The address of an article that is gone is no place to come back to.
_FORGET = "(shown) => { if (!shown) { history.replaceState(null, '', location.pathname); scrollTo(0, 0) } }"


def _focus(name: str) -> str:
    return f"() => document.getElementById('{name}').focus()"


def deleting() -> Deleting:
    """Lay it out."""
    begin = gr.Button(text("archive.delete"), elem_id="delete-article", scale=0)
    with gr.Column(visible=False, elem_id="delete-asking") as asking:
        asked = html("delete-asked")
        with gr.Row(elem_classes="do"):
            really = gr.Button(text("archive.delete.really"), variant="stop", elem_id="delete-really", scale=0)
            keep = gr.Button(text("archive.delete.not"), elem_id="keep-article", scale=0)
    said = html("delete-said", notice(""))
    return Deleting(begin, asking, asked, really, keep, said)
