"""The chat over a real index with the writer that needs no model: what only a real archive can show."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from chatting import ask, settled
from serving import served
from visiting import watch

from index import Article, Index, read_articles
from index.embed import Embedder
from qa import Assistant

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = [
    pytest.mark.browser,
    pytest.mark.filterwarnings("ignore:.future.no_silent_downcasting. is deprecated"),
    pytest.mark.filterwarnings("ignore:The copy keyword is deprecated"),
]

ARCHIVE = Path(__file__).parents[1] / "data" / "archive.jsonl"
WHY = "Why were the new parts for Millgate Bridge so late in coming?"
Visit = Callable[..., "Page"]


@pytest.fixture(scope="module")
def archive(minilm: Embedder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    """An archive of this module's own, to which it may add."""
    with Index.create(tmp_path_factory.mktemp("chat") / "news.index", embedder=minilm) as index:
        index.add(read_articles(ARCHIVE))
        yield index


@pytest.fixture(scope="module")
def chat(archive: Index) -> Iterator[str]:
    from qa.server import create_app

    with served(partial(create_app, Assistant(archive, model="quotes"))) as address:
        yield address


@pytest.fixture
def visit(browser: Browser, chat: str) -> Iterator[Visit]:
    """Opens the chat for a reader of their own. What the page logs as an error fails the test."""
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def open_page(width: int = 1440, height: int = 900) -> Page:
        context = browser.new_context(viewport={"width": width, "height": height}, reduced_motion="reduce")
        contexts.append(context)
        page = context.new_page()
        watch(page, faults)
        page.goto(chat)
        page.locator(".bar").first.wait_for(state="attached")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert faults == []


def test_the_article_opens_in_place_at_what_is_cited_and_the_focus_comes_back(visit: Visit, archive: Index):
    page = visit()
    ask(page, WHY)
    button = page.locator("#sources-1 [data-act=read]").first
    cited = page.locator("#sources-1 .card mark").first.inner_text()
    button.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    dialog.wait_for()
    assert cited in dialog.locator("mark").all_inner_texts()
    place = dialog.locator("mark").first.bounding_box()
    assert 0 <= place["y"] < 900
    title = dialog.get_by_role("heading").inner_text()
    whole = next(article.text for article in archive.articles() if article.title == title)
    shown = dialog.locator(".text p").all_text_contents()
    assert shown == [line for line in whole.splitlines() if line.strip()]
    assert dialog.evaluate("e => e.contains(document.activeElement)")
    page.keyboard.press("Escape")
    dialog.wait_for(state="hidden")
    assert button.evaluate("e => e === document.activeElement")
    page.keyboard.press("Enter")
    dialog.wait_for()
    dialog.get_by_role("button", name="Close").click()
    dialog.wait_for(state="hidden")


def test_an_earlier_answer_opens_the_version_that_it_cited(visit: Visit, archive: Index):
    first = Article("gate", "The Sallow sluice will be mended in June, said Orla Penn.", "Sluice to be mended", "AP")
    archive.add([first])
    page = visit()
    ask(page, "When will the Sallow sluice be mended?")
    archive.add([Article("gate", "The Sallow sluice is beyond mending.", "Sluice given up", "AP")])
    page.locator("#sources-1 .card", has_text="Sluice to be mended").locator("[data-act=read]").click()
    dialog = page.get_by_role("dialog")
    dialog.wait_for()
    assert "will be mended in June" in dialog.inner_text()
    assert "It has changed since." in dialog.inner_text()
    page.keyboard.press("Escape")
    archive.remove(["gate"])
    page.locator("#sources-1 .card", has_text="Sluice to be mended").locator("[data-act=read]").click()
    page.get_by_text("This article is no longer in the archive.").wait_for()
    assert "will be mended in June" in dialog.locator("mark").inner_text()


def test_every_suggestion_is_answered(visit: Visit):
    page = visit()
    ask(page, WHY)
    settled(page)
    offered = page.locator("#turn-1 .suggestion").all_inner_texts()
    assert 1 <= len(offered) <= 3
    page.locator("#turn-1 .suggestion").first.click()
    page.locator("#turn-2.answered").wait_for()
    assert page.locator("#turn-2 .question").inner_text() == offered[0]
    assert page.locator("#turn-2 .refusal").count() == 0


def test_a_month_and_an_outlet_narrow_what_is_cited(visit: Visit):
    page = visit()
    page.get_by_role("button", name="Time and outlets").click()
    page.get_by_role("button", name="February 2024: 2 articles").click()
    page.locator("#set", has_text="1 to 29 February 2024").wait_for()
    counts = page.locator("#outlets .choice").all_inner_texts()
    assert sum(int(one.split()[-1]) for one in counts) == 2
    page.get_by_role("checkbox", name="Harbour Courier").click()
    page.locator("#set", has_text="Harbour Courier").wait_for()
    ask(page, "How much will the repair of Millgate Bridge cost?")
    bylines = page.locator("#sources-1 .card .byline").all_inner_texts()
    assert bylines
    assert all("Harbour Courier" in line and "Feb 2024" in line for line in bylines)
    assert "Only Harbour Courier, 1 to 29 February 2024" in page.locator("#turn-1 .chips").inner_text()


def test_removing_the_time_asks_without_it(visit: Visit):
    page = visit()
    ask(page, "How much did the repair of Millgate Bridge cost in July 2024?")
    settled(page)
    page.get_by_role("button", name="Ask of any time").click()
    page.locator("#turn-1 .chips", has_text="Of any time").wait_for()
    page.locator("#turn-1.answered").wait_for()
    assert "1 to 31 July 2024" not in page.locator("#turn-1 .chips").inner_text()


def test_a_follow_up_is_searched_for_as_written_once_its_rewriting_is_removed(visit: Visit):
    page = visit()
    ask(page, WHY)
    ask(page, "And when did it reopen?", turn=2)
    settled(page)
    assert "Searched as: " in page.locator("#turn-2 .chips").inner_text()
    page.get_by_role("button", name="Search for the words as written").click()
    page.locator("#turn-2 .chips", has_text="As written, not as a follow-up").wait_for()
    page.locator("#turn-2.answered").wait_for()
    assert "Searched as: " not in page.locator("#turn-2").inner_text()
