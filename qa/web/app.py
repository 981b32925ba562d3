"""The chat page as a whole: what it is made of, what is shown when it is opened, and how it is put at an address."""

from __future__ import annotations

import time
from collections.abc import Collection, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

import gradio as gr
from starlette.middleware import Middleware

from qa.web import reader, render
from qa.web.asking import connect_asking, signalled
from qa.web.conversation import Turns
from qa.web.desks import ANSWERS_AT_ONCE, Desks
from qa.web.excerpt import excerpts
from qa.web.filtering import connect_filters
from qa.web.keeping import Keeping
from qa.web.kept_events import connect_keeping
from qa.web.layout import Changes, Parts, html, lay_out
from qa.web.listen import Stop
from qa.web.pages import Page, pages
from qa.web.spoken import SpokenBlocks, SpokenPage

_WAITING_AT_MOST = 32
_STYLES = ("style", "filters", "article", "keeping", "evaluate", "archive", "draft", "proof")
_QUIET: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}


def build(
    desks: Desks, there: Collection[Page], *, examples: Sequence[str] = (), notebook: Path | None = None
) -> SpokenBlocks:
    """The web chat over `desks`. `examples` are questions offered first; `there` are the pages of the application.

    Conversations are kept in the folder `notebook`; without one, nothing is kept, shared or judged.
    """
    desk = desks.first
    page: SpokenBlocks
    with SpokenBlocks("News QA") as page:
        masthead = html("masthead", render.header(desk.index.coverage(), desk.model_name, desk.sends_to))
        html("pages", pages("ask", there))
        parts = lay_out(desks, examples, masthead, keeps=notebook is not None)
        answered = connect_asking(parts, desks, _QUIET)
        arrived = connect_filters(page, parts, desk, _QUIET)
        if notebook:
            connect_keeping(parts, Keeping(notebook), arrived, answered, _QUIET)
        _connect(page, parts, desks)
    page.queue(max_size=_WAITING_AT_MOST, default_concurrency_limit=ANSWERS_AT_ONCE)
    return page


def mount(app: Any, page: SpokenBlocks, path: str = "/", *, largest_upload: int = 1, comes_back: bool = False) -> None:
    """Put `page` at `path` of a FastAPI application. Whatever `app` answers already keeps its path.

    `largest_upload` is in bytes: in the chat nothing is uploaded. Where it `comes_back`, a tab that opens it again is
    shown the conversation that it left.
    """
    scripts = ["script", "keeping", *(["conversation"] if comes_back else [])]
    gr.mount_gradio_app(
        app,
        page,
        path=path,
        theme=gr.themes.Base(font=["system-ui", "sans-serif"], font_mono=["ui-monospace", "monospace"]),
        css="".join(_asset(f"{name}.css") for name in _STYLES),
        head=f"<style>{_asset('root.css')}</style><script>{''.join(_asset(f'{name}.js') for name in scripts)}</script>",
        footer_links=[],
        run_history=False,
        enable_monitoring=False,
        show_error=False,
        max_file_size=largest_upload,
        ssr_mode=False,
        app_kwargs={"middleware": [Middleware(SpokenPage, page.language)]},
    )


def _asset(name: str) -> str:
    return files("qa.web").joinpath("assets", name).read_text("utf-8")


def _connect(page: gr.Blocks, parts: Parts, desks: Desks) -> None:
    desk = desks.first

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
            **parts.edited(0),
            **parts.remembered(""),
            parts.question: "",
            parts.complaint: render.notice(""),
        }

    def refreshed(model: str) -> Changes:
        coverage = desk.index.coverage()
        return {
            parts.masthead: render.header(coverage, *desks.writer(model)),
            parts.welcome: render.welcome(coverage),
        }

    def choose(model: str, event: gr.EventData) -> Changes:
        wanted = signalled(event, "value")
        model = wanted if desks.offers(wanted) else model
        return {
            parts.model: model,
            parts.masthead: render.header(desk.index.coverage(), *desks.writer(model)),
        }

    def read(turns: Turns, event: gr.EventData) -> Any:
        number, card = signalled(event, "turn"), signalled(event, "card")
        turn = next((turn for turn in turns if str(turn.number) == number), None)
        excerpt = excerpts(turn).get(card) if turn else None
        if excerpt is None:
            return gr.skip()
        return reader.article(excerpt, desk.index.versions(excerpt.article_id), time.monotonic_ns())

    parts.stop.click(stop, parts.stopping, None, **_QUIET)
    # In two steps: Gradio repeats an answer's last picture once it has ended, which must not come after the empty page.
    parts.new.click(end, parts.stopping, None, **_QUIET).then(begin_anew, None, parts.written, **_QUIET)
    parts.signals.read(read, parts.turns, parts.article, **{**_QUIET, "concurrency_limit": None})
    page.load(refreshed, parts.model, [parts.masthead, parts.welcome], **_QUIET)
    parts.signals.choose(choose, parts.model, [parts.model, parts.masthead], **_QUIET)
