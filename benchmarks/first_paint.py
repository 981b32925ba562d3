"""When the chat page is painted, and when a question can be typed, in headless Chromium at 1440 by 900."""

import statistics
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext

VISITS = 5
CHROMIUM = "/usr/bin/chromium"
_WATCH = """
    const look = () => {
        const box = document.querySelector('#question textarea');
        if (box?.getBoundingClientRect().height) window.usable = performance.now();
        else requestAnimationFrame(look);
    };
    look();
"""
_PAINTED = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime"


@dataclass(frozen=True)
class Opened:
    """Milliseconds from the click on a link, medians: to the first paint, and until a question can be typed."""

    painted: float
    usable: float


def measure(address: str) -> tuple[Opened, Opened]:
    """By a browser that has never been there, and by one that has."""
    from playwright.sync_api import sync_playwright

    first, again = list[Opened](), list[Opened]()
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        for _ in range(VISITS):
            context = browser.new_context(viewport={"width": 1440, "height": 900})
            first.append(_opened(context, address))
            again.append(_opened(context, address))
            context.close()
        browser.close()
    return _median(first), _median(again)


def _opened(context: "BrowserContext", address: str) -> Opened:
    page = context.new_page()
    page.add_init_script(_WATCH)
    page.goto(address)
    page.wait_for_function("window.usable")
    opened = Opened(page.evaluate(_PAINTED), page.evaluate("window.usable"))
    page.close()
    return opened


def _median(all_: list[Opened]) -> Opened:
    return Opened(statistics.median(one.painted for one in all_), statistics.median(one.usable for one in all_))
