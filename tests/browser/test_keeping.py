"""Conversations are kept for whoever held them, found again, gone on with, shared, judged and deleted."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from chatting import ask
from serving import served
from visiting import serious

from index import Article, Index
from qa import Assistant
from qa.choices import ModelChoice
from qa.web.desks import Desks
from qa.web.notebook.feedback import Feedback

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [
    pytest.mark.browser,
    # Gradio sums up its queue with options of pandas that pandas 3 deprecates.
    pytest.mark.filterwarnings("ignore:.future.no_silent_downcasting. is deprecated"),
    pytest.mark.filterwarnings("ignore:The copy keyword is deprecated"),
]
STORIES = (
    Article(
        id="museum", title="Museum opens", source="Marrow Post", text="Ada Quill opened the museum in Marrow on Friday."
    ),
    Article(
        id="pool",
        title="Pool to close",
        source="Marrow Post",
        text="The council of Marrow voted to close the swimming pool.",
    ),
)
OPENED, CLOSE = "Who opened the museum in Marrow?", "What did the council of Marrow vote to close?"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("notebook")


@pytest.fixture(scope="module")
def address(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    from qa.server import create_app

    with Index.create(tmp_path_factory.mktemp("archive") / "news.index") as index:
        index.add(STORIES)
        desk = Assistant(index, model="quotes")
        broken = ModelChoice("openai:other", "other, by OpenAI", "billed by OpenAI", "OpenAI")
        desks = Desks(desk, [ModelChoice("quotes", "Quotations"), broken], _unreachable)
        with served(partial(create_app, desk, notebook=home, desks=desks)) as address:
            yield address


def _unreachable(name: str) -> Assistant:
    from index import ModelError

    raise ModelError(f"{name}: it is not reached: choose another.")


def kept(page: Page, address: str, questions: list[str]) -> None:
    """Waits until the list of conversations is `questions`, and opens it: keeping comes after the answer."""
    for _ in range(100):
        listed = page.context.request.get(f"{address}/conversations/").text()  # leaving the page would break it off
        if re.findall(r"<a href=\"[0-9a-f]{16}\">(.*?)</a>", listed) == questions:
            break
        page.wait_for_timeout(100)
    page.wait_for_timeout(300)
    page.goto(f"{address}/conversations/")
    assert page.locator(".entries a").all_inner_texts() == questions


def test_a_conversation_is_found_gone_on_with_renamed_and_deleted(reader: Callable[..., Page], address: str) -> None:
    page = reader()
    ask(page, OPENED, turn=1)
    ask(page, CLOSE, turn=2)
    kept(page, address, [OPENED])
    page.get_by_label("Words that were asked").fill("swimming")
    page.get_by_role("button", name="Find").click()
    page.get_by_role("link", name=OPENED).click()
    assert page.locator("mark").first.inner_text() == STORIES[0].text
    page.get_by_role("link", name="Go on with it").click()
    page.locator("#turn-2").wait_for()
    assert page.locator("#sources section:not([hidden]) .card").first.is_visible()
    ask(page, OPENED, turn=3)
    kept(page, address, [OPENED])
    page.locator(".entries a").click()
    assert page.locator("article").count() == 3
    page.get_by_label("Name").fill("Marrow")
    page.get_by_role("button", name="Rename").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Marrow"
    page.get_by_text("Delete", exact=True).click()
    page.get_by_role("button", name="Delete it").click()
    page.get_by_text("Nothing is kept yet").wait_for()


def test_a_tab_comes_back_to_the_conversation_that_it_left(reader: Callable[..., Page], address: str) -> None:
    page = reader()
    ask(page, OPENED, turn=1)
    page.wait_for_url("**/?conversation=*")
    for left in ("Archive", "Conversations", "Deutsch"):
        page.get_by_role("link", name=left).click()
        page.get_by_role("link", name=re.compile("Ask|English")).first.click()
        page.get_by_role("heading", name=OPENED).wait_for()
    ask(page, CLOSE, turn=2)
    page.reload()
    page.locator("#turn-2.answered").wait_for()
    another = page.context.new_page()
    another.goto(address)
    another.get_by_role("button", name="Ask", exact=True).wait_for()
    page.get_by_role("button", name="New conversation").click()
    page.locator("#turn-1").wait_for(state="detached")
    page.wait_for_url(re.compile(r"/$"))
    page.get_by_role("link", name="Archive").click()
    page.get_by_role("link", name="Ask", exact=True).click()
    for empty in (another, page):
        empty.get_by_text("Ask about anything").wait_for()
        assert empty.locator("article.turn").count() == 0
    kept(page, address, [OPENED])


def test_a_new_conversation_is_another_one(reader: Callable[..., Page], address: str) -> None:
    page = reader()
    ask(page, OPENED, turn=1)
    page.get_by_role("button", name="New conversation").click()
    page.locator("#turn-1").wait_for(state="detached")
    ask(page, CLOSE, turn=1)
    kept(page, address, [CLOSE, OPENED])


def test_two_readers_never_see_each_other_s_conversations(reader: Callable[..., Page], address: str) -> None:
    ada, grace = reader(), reader()
    ask(ada, OPENED, turn=1)
    kept(ada, address, [OPENED])
    kept(grace, address, [])
    conversation = ada.locator(".entries a").get_attribute("href")
    grace.goto(f"{address}/?conversation={conversation}")
    grace.get_by_text("not there any more").wait_for()
    assert grace.locator("article.turn").count() == 0


def test_a_shared_answer_opens_for_someone_else(reader: Callable[..., Page], address: str) -> None:
    ada, grace = reader(), reader()
    ask(ada, OPENED, turn=1)
    ada.get_by_role("button", name="Share the answer to question 1").click()
    link = ada.locator("a[data-address]")
    link.wait_for()
    assert link.inner_text().startswith(f"{address}/answers/")
    grace.goto(link.inner_text())
    assert grace.get_by_role("heading", level=1).inner_text() == OPENED
    assert grace.locator("mark").inner_text() == STORIES[0].text


def test_an_opinion_is_kept(reader: Callable[..., Page], home: Path) -> None:
    page = reader()
    ask(page, OPENED, turn=1)
    page.get_by_text("Was this right?").click()
    page.get_by_label("Wrong").first.check()
    page.get_by_label("What would be right?").fill("Nobody")
    page.get_by_role("button", name="Send").click()
    page.get_by_text("Kept. Thank you.").wait_for()
    for _ in range(50):
        if opinions := Feedback(home).opinions():
            break
        page.wait_for_timeout(100)
    assert [(one.question, one.good, one.right) for one in opinions] == [(OPENED, False, "Nobody")]


def test_a_model_is_chosen_and_what_it_fails_with_is_said(reader: Callable[..., Page]) -> None:
    page = reader()
    page.get_by_label("Answers by").select_option("openai:other")
    page.get_by_text("questions and passages are sent to OpenAI").wait_for()
    ask(page, OPENED, turn=1, ends="failed")
    page.get_by_text("it is not reached: choose another").wait_for()
    page.get_by_label("Answers by").select_option("quotes")
    page.get_by_text("Nothing leaves this machine").wait_for()
    ask(page, OPENED, turn=2)
    page.get_by_text("borne out").wait_for()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_serious_is_found_on_the_kept_pages(reader: Callable[..., Page], address: str, scheme: str) -> None:
    page = reader(scheme=scheme)
    ask(page, OPENED, turn=1)
    page.get_by_role("button", name="Share the answer to question 1").click()
    shared = page.locator("a[data-address]")
    shared.wait_for()
    answer = shared.inner_text()
    kept(page, address, [OPENED])
    assert serious(page) == []
    page.locator(".entries a").click()
    page.get_by_text("Delete", exact=True).click()
    page.get_by_role("button", name="Delete it").wait_for()
    assert serious(page) == []
    page.goto(answer)
    page.locator("mark").wait_for()
    assert serious(page) == []
