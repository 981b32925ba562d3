"""A real server on a free loopback port, and a real browser that may reach nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from scripted import ScriptedDesk
from serving import served
from visiting import watch

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

AGAIN = 2
"""Times that a failed test is run again. On a busy machine a browser may stand still, or be looked at too early."""
CHROMIUM = Path("/usr/bin/chromium")
OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The summary says which tests of the browser were run again."""
    for item in items:
        if "browser" in item.keywords:
            item.add_marker(pytest.mark.flaky(reruns=AGAIN))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Not for the whole session: while Playwright runs, no other test could start an event loop."""
    playwright = pytest.importorskip("playwright.sync_api", reason="needs playwright (the extra `dev`)")
    if not CHROMIUM.exists():
        pytest.skip(f"needs a browser at {CHROMIUM}")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=str(CHROMIUM), args=OPTIONS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def desk() -> ScriptedDesk:
    return ScriptedDesk(pause=0.04)


@pytest.fixture(scope="session")
def address(desk: ScriptedDesk) -> Iterator[str]:
    from qa.server import create_app

    app = partial(create_app, desk, examples=("Who brokered the grain deal?", "Who won the 1998 World Cup?"))
    with served(app) as address:
        yield address


@pytest.fixture
def requested() -> list[str]:
    """The address of every request that a page of this test has made."""
    return []


@pytest.fixture
def reader(browser: Browser, address: str, requested: list[str]) -> Iterator[Callable[..., Page]]:
    """Opens the page for a new reader: a context of their own, 1440 by 900 unless said otherwise.

    What the page logs as an error, and every dialog it opens, fails the test.
    """
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def open_page(width: int = 1440, height: int = 900, *, scheme: str = "light", touch: bool = False) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme, has_touch=touch, reduced_motion="reduce"
        )
        contexts.append(context)
        context.on("request", lambda request: requested.append(request.url))
        page = context.new_page()
        watch(page, faults)
        page.goto(address)
        page.get_by_label("Your question").wait_for()
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert faults == []
