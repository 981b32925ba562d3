"""Readers of a page, each in a browser context of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

Visit = Callable[..., "Page"]
PATIENCE = 120_000
"""Milliseconds that a page may take for one thing, on a machine that has much else to do."""
LEFT = ("AbortError", "Connection errored out")
"""What Gradio's client says on a page that is left while it listens to the server."""


def watch(page: Page, faults: list[str]) -> None:
    """Have what a page logs as an error, and each dialog that it opens, added to `faults`; give it time."""

    def fault(message: str) -> None:
        if not any(said in message for said in LEFT):
            faults.append(message)

    page.set_default_timeout(PATIENCE)
    page.on("pageerror", lambda error: fault(str(error)))
    page.on("console", lambda message: fault(message.text) if message.type == "error" else None)
    page.on("dialog", lambda dialog: (fault(f"dialog: {dialog.message}"), dialog.dismiss()))


@contextmanager
def visits(browser: Browser, requested: list[str]) -> Iterator[Visit]:
    """Opens an address for a new reader. What a page logs as an error, or asks of elsewhere, fails the test."""
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def open_page(
        address: str, width: int = 1440, height: int = 900, scheme: str = "light", locale: str = "en-US"
    ) -> Page:
        context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme, locale=locale)
        contexts.append(context)
        context.on("request", lambda request: requested.append(request.url))
        page = context.new_page()
        watch(page, faults)
        page.goto(address)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert faults == [], faults
    assert {urlsplit(url).hostname for url in requested if not url.startswith(("data:", "blob:"))} <= {"127.0.0.1"}


def serious(page: Page) -> list[str]:
    """What axe-core finds that people with disabilities could not use, or hardly."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs axe-playwright-python (`dev`)")
    found = axe.Axe().run(page).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html']}" for one in found if one["impact"] in {"serious", "critical"}]
