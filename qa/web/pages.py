"""Links between the pages of the application, the same on each, and to the same page in other languages."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

from qa.web.languages import LANGUAGES
from qa.web.texts import spoken, text

Page = Literal["ask", "archive", "draft", "conversations", "evaluate"]

_PAGES: dict[Page, str] = {
    "ask": "",
    "archive": "archive/",
    "draft": "draft/",
    "conversations": "conversations/",
    "evaluate": "evaluate/",
}
ADDRESSES = frozenset(f"/{address}" for address in _PAGES.values())
"""Paths of the pages, without a language."""


def pages(here: Page, there: Collection[Page]) -> str:
    """The links as they lead from the page `here`, to those that are `there`."""
    up = "" if here == "ask" else "../"
    items = "".join(
        f'<a aria-current="page">{text(f"page.{page}")}</a>'
        if page == here
        else f'<a href="{up}{address}">{text(f"page.{page}")}</a>'
        for page, address in _PAGES.items()
        if page in there
    )
    return f'<nav class="pages" aria-label="{text("pages")}">{items}{_languages()}</nav>'


def _languages() -> str:
    """Each other language, by the name that it has for itself."""
    return "".join(
        f'<a class="language" href="?language={code}" lang="{code}" hreflang="{code}">{words["language"]}</a>'
        for code, words in LANGUAGES.items()
        if code != spoken()
    )
