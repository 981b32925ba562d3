"""Links between the pages of the application, the same on each."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

Page = Literal["ask", "archive", "draft", "conversations", "evaluate"]

_PAGES: dict[Page, tuple[str, str]] = {
    "ask": ("Ask", ""),
    "archive": ("Archive", "archive/"),
    "draft": ("Check a draft", "draft/"),
    "conversations": ("Conversations", "conversations/"),
    "evaluate": ("Evaluate", "evaluate/"),
}


def pages(here: Page, there: Collection[Page]) -> str:
    """The links as they lead from the page `here`, to those that are `there`."""
    up = "" if here == "ask" else "../"
    items = "".join(
        f'<a aria-current="page">{label}</a>' if page == here else f'<a href="{up}{address}">{label}</a>'
        for page, (label, address) in _PAGES.items()
        if page in there
    )
    return f'<nav class="pages" aria-label="Pages">{items}</nav>'
