"""What axe-core finds on the chat page in each of its states, light and dark: nothing serious."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from chatting import GRAIN, RATES, ask, settled
from test_chat_filters import choose, open_filters

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [
    pytest.mark.browser,
    pytest.mark.filterwarnings("ignore:.future.no_silent_downcasting. is deprecated"),
    pytest.mark.filterwarnings("ignore:The copy keyword is deprecated"),
]

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def empty(page: Page) -> None:
    page.locator(".welcome").wait_for()


def answered(page: Page) -> None:
    ask(page, GRAIN)
    ask(page, RATES, turn=2)
    settled(page)
    page.locator("#turn-1 .flag").first.focus()


def refused(page: Page) -> None:
    ask(page, "Who won the 1998 World Cup?")
    settled(page)


def failed(page: Page) -> None:
    ask(page, "Does the model answer?", ends="failed")
    settled(page)


def filters_open(page: Page) -> None:
    open_filters(page)
    choose(page, "BBC News")
    page.get_by_role("button", name="June 2022: 2 articles").click()
    page.locator("#set", has_text="June 2022").wait_for()


def editing(page: Page) -> None:
    ask(page, GRAIN)
    settled(page)
    page.get_by_role("button", name="Edit question 1").click()
    page.get_by_text("Editing question 1.").wait_for()


def article_open(page: Page) -> None:
    ask(page, GRAIN)
    page.locator("#src-1-1 [data-act=read]").click()
    page.get_by_role("dialog").wait_for()


def faults(page: Page) -> list[str]:
    """Rules that are broken seriously, each with where."""
    axe: Any = pytest.importorskip("axe_playwright_python.base", reason="needs axe-playwright-python (the extra `dev`)")
    page.evaluate(axe.AXE_SCRIPT)
    found = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
    return [
        f"{one['id']}: {node['target']} {node['failureSummary']}"
        for one in found["violations"]
        if one["impact"] in {"serious", "critical"}
        for node in one["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("state", [empty, answered, refused, failed, filters_open, editing, article_open])
def test_nothing_serious_is_found(reader: Callable[..., Page], state: Callable[[Page], None], scheme: str):
    page = reader(scheme=scheme)
    state(page)
    assert faults(page) == []


def test_nothing_serious_is_found_on_a_phone(reader: Callable[..., Page]):
    page = reader(390, 844, touch=True)
    answered(page)
    assert faults(page) == []
