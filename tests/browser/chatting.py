"""What a reader does on the chat page, and waits for."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

GRAIN = "Who brokered the grain deal?"
RATES = "And what did the central bank do?"
Reader = Callable[..., "Page"]


def put(page: Page, question: str, *, turn: int = 1) -> None:
    """Ask, in whatever language the page is, and wait until the question stands there."""
    box = page.locator("#question textarea")
    box.fill(question)
    # An answer stands on the page a moment before Gradio takes another question; until then Enter does nothing.
    for _ in range(20):
        box.press("Enter")
        page.wait_for_timeout(400)
        if page.locator(f"#turn-{turn}").count():
            break


def ask(page: Page, question: str, *, turn: int = 1, ends: str = "answered") -> None:
    put(page, question, turn=turn)
    page.locator(f"#turn-{turn}.{ends}").wait_for()


def settled(page: Page) -> None:
    """Wait until nothing more is being done for an answer."""
    page.get_by_role("button", name="Ask", exact=True).wait_for()
    page.wait_for_timeout(400)


def mark(page: Page, turn: int, number: int, nth: int = 0):
    return page.locator(f"#turn-{turn} a.cite[data-number='{number}']").nth(nth)


def in_view(page: Page, selector: str) -> bool:
    return page.locator(selector).evaluate(
        "e => { const r = e.getBoundingClientRect(); return r.top >= 0 && r.top < innerHeight && r.height > 0 }"
    )


def overflow(page: Page) -> int:
    return page.evaluate("document.documentElement.scrollWidth - innerWidth")
