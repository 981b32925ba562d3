"""What all parts of the page are made with."""

from __future__ import annotations

from typing import Any

import gradio as gr

from qa.web.escape import escaped

QUIET: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}

Changes = dict[Any, Any]  # component -> its new value


def html(name: str, value: str = "") -> gr.HTML:
    """An element that holds only HTML made here."""
    return gr.HTML(value, elem_id=name, js_on_load=None, apply_default_css=False)


def notice(text: str) -> str:
    """What went wrong, in one line; empty for nothing. The element stays, so that screen readers announce it."""
    return f'<p class="notice" role="alert">{escaped(text)}</p>'
