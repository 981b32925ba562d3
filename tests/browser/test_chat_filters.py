"""What a reader sets to narrow what may be used: on the page, at the desk, and in the answer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

import pytest
from chatting import GRAIN, ask, overflow, settled
from scripted import ScriptedDesk

from index import Filter

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [
    pytest.mark.browser,
    pytest.mark.filterwarnings("ignore:.future.no_silent_downcasting. is deprecated"),
    pytest.mark.filterwarnings("ignore:The copy keyword is deprecated"),
]

Reader = Callable[..., "Page"]


def open_filters(page: Page) -> None:
    page.locator(".bar").first.wait_for(state="attached")
    page.get_by_role("button", name="Time and outlets").click()


def chip(page: Page, said: str):
    return page.locator("#set .chips li", has_text=said)


def choose(page: Page, outlet: str) -> None:
    page.get_by_role("checkbox", name=outlet).click()
    chip(page, outlet).wait_for()


def test_as_of_reaches_the_desk_and_ages_count_from_it(reader: Reader, desk: ScriptedDesk):
    page = reader()
    open_filters(page)
    page.get_by_label("As of").fill("2022-07-23")
    chip(page, "As of 23 Jul 2022").wait_for()
    ask(page, GRAIN)
    assert desk.asked[-1][1] == date(2022, 7, 23)
    assert "1 day before the question’s date" in page.locator("#src-1-1").inner_text()
    assert "As of 23 Jul 2022" in page.locator("#turn-1 .chips").inner_text()


def test_what_is_set_is_said_in_the_answer_and_can_be_taken_away(reader: Reader, desk: ScriptedDesk):
    page = reader()
    open_filters(page)
    choose(page, "BBC News")
    choose(page, "Reuters")
    page.get_by_label("From").fill("2022-04-01")
    page.get_by_label("To", exact=True).fill("2022-04-30")
    chip(page, "1 to 30 April 2022").wait_for()
    ask(page, GRAIN)
    where = Filter(after=date(2022, 4, 1), before=date(2022, 4, 30), sources=("BBC News", "Reuters"))
    assert desk.asked[-1][2] == where
    assert "Only BBC News and Reuters, 1 to 30 April 2022" in page.locator("#turn-1 .chips").inner_text()
    settled(page)
    page.get_by_role("button", name="Remove: Reuters").click()
    chip(page, "Reuters").wait_for(state="detached")
    page.get_by_role("button", name="Clear all").click()
    page.locator("#set .chips").wait_for(state="detached")
    ask(page, GRAIN, turn=2)
    assert desk.asked[-1][2] == Filter()
    assert "Only" in page.locator("#turn-1 .chips").inner_text()


def test_a_month_is_set_by_its_bar_by_mouse_by_dragging_and_by_keyboard(reader: Reader):
    page = reader()
    open_filters(page)
    bar = page.get_by_role("button", name="June 2022: 2 articles")
    bar.click()
    chip(page, "1 to 30 June 2022").wait_for()
    assert bar.get_attribute("aria-pressed") == "true"
    assert page.get_by_label("From").input_value() == "2022-06-01"
    assert bar.evaluate("e => e === document.activeElement")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+Enter")
    chip(page, "1 June to 31 August 2022").wait_for()
    page.get_by_role("button", name="March 2020:").hover()
    page.mouse.down()
    page.get_by_role("button", name="January 2020:").hover()
    page.mouse.up()
    chip(page, "1 January to 31 March 2020").wait_for()


def test_one_bar_is_in_the_order_of_tabs_and_escape_closes_the_panel(reader: Reader):
    page = reader()
    page.locator(".bar").first.wait_for(state="attached")
    assert page.locator(".bar").count() == 155
    toggle = page.get_by_role("button", name="Time and outlets")
    toggle.focus()
    assert not page.locator("#filters").is_visible()
    page.keyboard.press("Enter")
    assert toggle.get_attribute("aria-expanded") == "true"
    # Chromium gives a field for a date four stops: month, day, year and its calendar.
    reached = []
    for _ in range(14):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.className + document.activeElement.id"))
    assert reached.count("bar") == 1
    assert "outlet-search" in reached
    page.keyboard.press("Escape")
    assert toggle.get_attribute("aria-expanded") == "false"
    assert toggle.evaluate("e => e === document.activeElement")
    assert not page.locator("#filters").is_visible()


def test_of_a_thousand_outlets_any_is_found_by_name(reader: Reader):
    page = reader()
    open_filters(page)
    assert page.locator("#outlets .choice").count() == 30
    page.get_by_text("972 more: find them by name").wait_for()
    page.get_by_label("Find an outlet").fill("town 777")
    page.get_by_role("checkbox", name="Herald of Town 777").wait_for()
    assert page.locator("#outlets .choice").count() == 1
    choose(page, "Herald of Town 777")
    page.get_by_label("Find an outlet").fill("no such thing")
    page.get_by_text("No outlet of that name.").wait_for()


def test_a_filter_that_admits_nothing_says_so_before_anything_is_asked(reader: Reader):
    page = reader()
    open_filters(page)
    page.get_by_label("Find an outlet").fill("town 999")
    choose(page, "Herald of Town 999")
    page.get_by_text("No article is within these limits").wait_for()


def test_a_language_is_chosen_where_there_is_more_than_one(reader: Reader, desk: ScriptedDesk):
    page = reader()
    open_filters(page)
    choose(page, "German")
    ask(page, GRAIN)
    assert desk.asked[-1][2] == Filter(languages=("de",))


def test_two_readers_never_see_each_other_s_filters(reader: Reader, desk: ScriptedDesk):
    first, second = reader(), reader()
    open_filters(first)
    choose(first, "BBC News")
    ask(second, GRAIN)
    assert desk.asked[-1][2] == Filter()
    assert second.locator("#set .chips").count() == 0
    ask(first, GRAIN)
    assert desk.asked[-1][2] == Filter(sources=("BBC News",))
    third = reader()
    third.locator(".bar").first.wait_for(state="attached")
    assert third.locator("#set .chips").count() == 0


def test_editing_a_question_brings_back_what_was_set_for_it(reader: Reader, desk: ScriptedDesk):
    page = reader()
    open_filters(page)
    choose(page, "BBC News")
    ask(page, GRAIN)
    settled(page)
    page.get_by_role("button", name="Remove: BBC News").click()
    chip(page, "BBC News").wait_for(state="detached")
    page.get_by_role("button", name="Edit question 1").click()
    chip(page, "BBC News").wait_for()
    page.get_by_label("Your question").press("Enter")
    page.locator("#turn-1.working").wait_for()
    page.locator("#turn-1.answered").wait_for()
    assert desk.asked[-1][2] == Filter(sources=("BBC News",))


@pytest.mark.parametrize("width", [360, 390, 768])
def test_the_panel_fits_a_narrow_window(reader: Reader, width: int):
    page = reader(width, 800)
    open_filters(page)
    choose(page, "BBC News")
    assert overflow(page) == 0
    panel = page.locator("#filters")
    assert panel.evaluate("e => e.scrollWidth - e.clientWidth") == 0
    box = panel.bounding_box()
    assert box["y"] >= 0
    assert box["y"] + box["height"] <= 800
