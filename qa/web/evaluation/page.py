"""The Evaluate page as a whole, beside the chat."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import gradio as gr

from qa.web.desk import Desk
from qa.web.evaluation.folder import Folder
from qa.web.evaluation.making import making
from qa.web.evaluation.running import html, refresh, running
from qa.web.pages import Page, pages
from qa.web.render import header
from qa.web.spoken import SpokenBlocks
from qa.web.texts import text

LARGEST_UPLOAD = 20_000_000
"""Bytes of a test set that a reader gives."""


def build_evaluation(desk: Desk, home: Path, there: Collection[Page]) -> SpokenBlocks:
    """The page over `desk`; `home` is the folder of test sets and saved runs, `there` the application's pages."""
    folder = Folder(home)
    page: SpokenBlocks
    with SpokenBlocks(text("evaluate.title")) as page:
        html("masthead", header(desk.index.coverage(), desk.model_name, desk.sends_to))
        html("pages", pages("evaluate", there))
        with gr.Tabs(elem_id="parts", overflow_behavior="wrap"):
            with gr.Tab(text("evaluate.run.tab")):
                sets = running(desk, folder)
            with gr.Tab(text("evaluate.make.tab")):
                making(desk, folder, sets)
        refresh(folder, page)
    page.queue(max_size=16, default_concurrency_limit=2)
    return page
