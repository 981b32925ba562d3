"""A question asked again, edited, read otherwise, or followed by one that is suggested."""

from __future__ import annotations

import pytest
from chatting import GRAIN, RATES, Reader, ask, settled
from scripted import SUGGESTED, ScriptedDesk

from qa.values import Reading

pytestmark = [
    pytest.mark.browser,
    # Gradio sums up its queue with options of pandas that pandas 3 deprecates.
    pytest.mark.filterwarnings("ignore:.future.no_silent_downcasting. is deprecated"),
    pytest.mark.filterwarnings("ignore:The copy keyword is deprecated"),
]


def test_an_answer_is_asked_for_again(reader: Reader, desk: ScriptedDesk):
    page = reader()
    ask(page, GRAIN)
    ask(page, RATES, turn=2)
    assert page.get_by_role("button", name="Ask again").count() == 1
    settled(page)
    before = len(desk.asked)
    page.get_by_role("button", name="Ask again").click()
    page.locator("#turn-2.working").wait_for()
    page.locator("#turn-2.answered").wait_for()
    assert page.locator(".turn").count() == 2
    assert len(desk.asked) == before + 1
    assert desk.asked[-1] == desk.asked[-2]


def test_what_failed_or_was_stopped_can_be_asked_again(reader: Reader, desk: ScriptedDesk):
    page = reader()
    ask(page, "Does the model answer?", ends="failed")
    settled(page)
    before = len(desk.asked)
    page.get_by_role("button", name="Ask again").click()
    page.locator("#turn-1.working").wait_for()
    page.locator("#turn-1.failed").wait_for()
    assert len(desk.asked) == before + 1


def test_an_earlier_question_is_edited_and_the_conversation_goes_on_from_there(reader: Reader, desk: ScriptedDesk):
    page = reader()
    ask(page, GRAIN)
    ask(page, RATES, turn=2)
    settled(page)
    page.get_by_role("button", name="Edit question 1").click()
    page.get_by_text("Editing question 1.").wait_for()
    box = page.get_by_label("Your question")
    assert box.input_value() == GRAIN
    assert page.evaluate("document.activeElement.matches('#question textarea')")
    page.get_by_role("button", name="Keep it as it was").click()
    page.get_by_text("Editing question 1.").wait_for(state="detached")
    assert box.input_value() == ""
    assert page.locator(".turn").count() == 2
    page.get_by_role("button", name="Edit question 1").click()
    page.get_by_text("Editing question 1.").wait_for()
    box.fill("Who mediated?")
    box.press("Enter")
    page.locator("#turn-1 .question", has_text="Who mediated?").wait_for()
    page.locator("#turn-1.answered").wait_for()
    assert page.locator(".turn").count() == 1
    assert page.get_by_text("Editing question").count() == 0
    assert desk.asked[-1][3] == ()


def test_what_may_be_asked_next_is_offered_and_asked(reader: Reader, desk: ScriptedDesk):
    page = reader()
    ask(page, GRAIN)
    offered = page.locator("#turn-1 .suggestion")
    offered.nth(1).wait_for()
    assert tuple(offered.all_inner_texts()) == SUGGESTED
    settled(page)
    offered.nth(1).click()
    page.locator("#turn-2.answered").wait_for()
    assert desk.asked[-1][0] == RATES
    assert len(desk.asked[-1][3]) == 2
    page.locator("#turn-2 .suggestion").first.wait_for()
    assert page.locator(".suggestion").all_inner_texts() == [SUGGESTED[0]]


def test_the_time_read_into_a_question_is_taken_away_and_put_back(reader: Reader, desk: ScriptedDesk):
    page = reader()
    ask(page, GRAIN)
    settled(page)
    assert "Time asked about: 1 to 31 July 2022" in page.locator("#turn-1 .chips").inner_text()
    page.get_by_role("button", name="Ask of any time").click()
    page.locator("#turn-1 .chips", has_text="Of any time").wait_for()
    settled(page)
    assert desk.readings[-1] == Reading(time=False)
    page.get_by_role("button", name="Ask of the time that the question names again").click()
    page.locator("#turn-1 .chips", has_text="1 to 31 July 2022").wait_for()
    assert desk.readings[-1] == Reading()


def test_a_question_s_rewriting_is_taken_away(reader: Reader, desk: ScriptedDesk):
    page = reader()
    ask(page, GRAIN)
    ask(page, RATES, turn=2)
    settled(page)
    page.get_by_role("button", name="Search for the words as written").click()
    page.locator("#turn-2 .chips", has_text="As written, not as a follow-up").wait_for()
    settled(page)
    assert desk.readings[-1] == Reading(context=False)
    assert "Searched as" not in page.locator("#turn-2 .chips").inner_text()
    assert page.locator("#turn-1 .chips .remove").count() == 0
