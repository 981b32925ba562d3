"""The Evaluate page in a real browser, over a real index with the writer that needs no model."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from serving import served
from visiting import PATIENCE, serious, visits, watch

from index import Index, ModelError
from qa import Assistant, read_cases
from qa.evaluation import read_run
from qa.testing import ScriptedChatModel
from qa.values import Message

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = [
    pytest.mark.browser,
    pytest.mark.filterwarnings("ignore:.future.no_silent_downcasting. is deprecated"),
    pytest.mark.filterwarnings("ignore:The copy keyword is deprecated"),
]

CASES = [
    {
        "id": "hoard",
        "question": "Who dug up the medieval money on Scarth Moor?",
        "asked": "2024-10-10",
        "answers": ["Owen Birtle"],
        "relevant": ["ug-2024-10-03-hoard"],
        "tags": ["finds"],
    },
    {"id": "cup", "question": "Who won the 1998 World Cup?", "asked": "2024-10-10", "answers": []},
]
Visit = Callable[..., "Page"]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("evaluation")
    folder.joinpath("two.jsonl").write_text("".join(f"{json.dumps(case)}\n" for case in CASES), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def evaluation(sample: Index, home: Path) -> Iterator[str]:
    from qa.server import create_app

    app = partial(create_app, Assistant(sample, model="quotes"), evaluation=home)
    with served(app) as address:
        yield f"{address}/"


@pytest.fixture
def visit(browser: Browser, evaluation: str) -> Iterator[Visit]:
    """Opens the Evaluate page for a reader of their own. What the page logs as an error fails the test."""
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def open_page(width: int = 1440, height: int = 900, scheme: str = "light") -> Page:
        context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
        contexts.append(context)
        page = context.new_page()
        watch(page, faults)
        page.goto(f"{evaluation}evaluate/")
        page.get_by_role("button", name="Run", exact=True).wait_for()
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert faults == []


def choose(page: Page, label: str, option: str) -> None:
    page.get_by_label(label).click()
    page.get_by_role("option", name=option, exact=True).click()


def run_two(page: Page) -> None:
    choose(page, "Test set", "two.jsonl")
    page.get_by_role("button", name="Run", exact=True).click()
    page.locator("iframe.report").wait_for()


def draft_four(page: Page) -> None:
    page.get_by_role("tab", name="Make a test set").click()
    page.get_by_label("Cases", exact=True).fill("4")
    page.get_by_role("button", name="Draft").click()
    page.get_by_role("button", name="Accept", exact=True).wait_for()


def test_the_chat_leads_there_and_back(browser: Browser, evaluation: str):
    page = browser.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(evaluation)
    page.get_by_role("link", name="Evaluate").click()
    page.get_by_role("tab", name="Make a test set").wait_for()
    page.get_by_role("link", name="Ask").click()
    page.get_by_label("Your question").wait_for()
    page.close()


def test_a_set_is_run_and_its_report_shown_in_place(visit: Visit):
    page = visit()
    run_two(page)
    headline = page.locator(".headline").inner_text()
    assert "questions\n2" in headline
    assert "answer_recall" in headline
    report = page.frame_locator("iframe.report")
    report.get_by_role("button", name=CASES[0]["question"]).click()
    assert report.locator(".detail mark").first.is_visible()
    report.get_by_label("Outcome").select_option("refused, rightly")
    assert report.locator("#count").inner_text() == "1 of 2"


def test_a_run_is_nobody_elses_until_it_is_saved_and_then_compared_with(visit: Visit, home: Path):
    first, second = visit(), visit()
    run_two(first)
    assert second.locator("iframe.report").count() == 0
    first.get_by_label("Name").first.fill("before")
    first.get_by_role("button", name="Save this run for everyone").click()
    first.get_by_text("Saved as before.json.").wait_for()
    assert [outcome.case.id for outcome in read_run(home / "runs" / "before.json").cases] == ["hoard", "cup"]
    second.reload()
    choose(second, "Compare with", "before")
    run_two(second)
    assert "2 cases are in both runs" in second.frame_locator("iframe.report").locator("#comparison").inner_text()


def test_a_name_that_is_taken_or_is_a_path_saves_nothing(visit: Visit, home: Path):
    page = visit()
    run_two(page)
    for name, said in (("../../out", "Give a name of letters"), ("", "Give a name of letters")):
        page.get_by_label("Name").first.fill(name)
        page.get_by_role("button", name="Save this run for everyone").click()
        page.get_by_role("alert").get_by_text(said).wait_for()
    assert not (home.parent / "out.json").exists()


def test_a_file_that_is_no_test_set_is_one_line(visit: Visit, tmp_path: Path):
    wrong = tmp_path / "wrong.jsonl"
    wrong.write_text('{"id": "1", "question": "Who?"}\n', encoding="utf-8")
    page = visit()
    page.locator("#upload input[type=file]").set_input_files(wrong)
    page.locator("#upload .file-preview").wait_for()
    page.get_by_role("button", name="Run", exact=True).click()
    page.get_by_role("alert").get_by_text("has no answers").wait_for()


def test_nothing_chosen_is_said(visit: Visit):
    page = visit()
    page.get_by_role("button", name="Run", exact=True).click()
    page.get_by_role("alert").get_by_text("Choose a test set").wait_for()


def test_drafts_are_edited_accepted_dropped_and_saved_as_a_set(visit: Visit, home: Path):
    page = visit()
    draft_four(page)
    question = page.get_by_label("Question", exact=True)
    first = question.input_value()
    question.fill("When was the bridge at Orsay opened?")
    page.get_by_label("Answers, one a line").fill("in May\nMay 2024")
    page.get_by_role("button", name="Accept", exact=True).click()
    page.get_by_text("1 accepted, 0 dropped").wait_for()
    assert question.input_value() != first
    page.get_by_role("button", name="Drop").click()
    page.get_by_text("1 accepted, 1 dropped").wait_for()
    page.get_by_role("button", name="Back").click()
    page.get_by_text("1 accepted, 0 dropped").wait_for()
    page.get_by_role("button", name="Accept", exact=True).click()
    page.get_by_text("2 accepted, 0 dropped").wait_for()
    page.locator("#set-name input, #set-name textarea").fill("mine")
    page.get_by_role("button", name="Save the accepted").click()
    page.get_by_text("Saved as mine.jsonl: 2 cases.").wait_for()
    cases = read_cases(home / "mine.jsonl")
    assert (cases[0].question, cases[0].answers) == ("When was the bridge at Orsay opened?", ("in May", "May 2024"))
    assert "draft" not in cases[0].tags
    page.get_by_role("tab", name="Run a test set").click()
    choose(page, "Test set", "mine.jsonl")


def test_a_language_model_drafts_what_stands_in_the_passage_and_where_it_fails_that_is_said(
    browser: Browser, requested: list[str], sample: Index, tmp_path: Path
):
    from qa.server import create_app

    asked, answer, down = "Who searched Scarth Moor near Aldersley with a metal detector?", "Alun Merrow", []

    def reply(sent: Sequence[Message]) -> str:
        if down:
            raise ModelError("the model is not reached: start it.")
        return f"Question: {asked if 'Scarth Moor, near' in sent[-1].content else 'What did he do?'}\nAnswer: {answer}"

    desk = Assistant(sample, model=ScriptedChatModel(replies=reply))
    app = partial(create_app, desk, evaluation=tmp_path)
    with served(app) as address, visits(browser, requested) as visit:
        page = visit(f"{address}/evaluate/")
        page.get_by_role("tab", name="Make a test set").click()
        page.get_by_label("which reads an article for each").check()
        page.get_by_label("Cases", exact=True).fill("4")
        page.get_by_role("button", name="Draft").click()
        page.get_by_text("0 accepted, 0 dropped").wait_for()
        assert page.get_by_label("Question", exact=True).input_value() == asked
        assert page.get_by_label("Answers, one a line").input_value() == answer
        page.get_by_role("button", name="Accept", exact=True).click()
        page.get_by_text("1 accepted, 0 dropped").wait_for()
        page.locator("#set-name input, #set-name textarea").fill("by-model")
        page.get_by_role("button", name="Save the accepted").click()
        page.get_by_text("Saved as by-model.jsonl: 1 case.").wait_for()
        down.append(True)
        page.get_by_role("button", name="Draft").click()
        page.get_by_role("alert").get_by_text("the model is not reached: start it.").wait_for()
        page.get_by_role("button", name="Draft").wait_for()
    (case,) = read_cases(tmp_path / "by-model.jsonl")
    assert (case.question, case.answers, case.relevant) == (asked, (answer,), ("ug-2024-10-03-hoard",))


def test_a_wrong_date_keeps_the_case(visit: Visit):
    page = visit()
    draft_four(page)
    page.get_by_label("Asked on").fill("soon")
    page.get_by_role("button", name="Accept", exact=True).click()
    page.get_by_role("alert").get_by_text("“soon” is no date").wait_for()
    assert page.get_by_text("0 accepted, 0 dropped").is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_never_scrolls_sideways_and_axe_finds_nothing_serious(visit: Visit, scheme: str):
    page = visit(width=390, height=844, scheme=scheme)
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") == 0
    run_two(page)
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") == 0
    assert serious(page) == []
    other = visit(width=390, height=844, scheme=scheme)
    draft_four(other)
    assert other.evaluate("document.documentElement.scrollWidth - innerWidth") == 0
    assert serious(other) == []
