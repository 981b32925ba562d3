"""Someone who has never seen it, from the first page: asks, checks a citation, limits to a month, adds an article."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from chatting import ask, in_view, overflow, settled
from serving import served
from visiting import visits

from index import Index, read_articles
from index.embed import Embedder
from qa import Assistant

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [
    pytest.mark.browser,
    # Gradio sums up its queue with options of pandas that pandas 3 deprecates.
    pytest.mark.filterwarnings("ignore:.future.no_silent_downcasting. is deprecated"),
    pytest.mark.filterwarnings("ignore:The copy keyword is deprecated"),
]

ARCHIVE = Path(__file__).parents[1] / "data" / "archive.jsonl"
COST = "How much will the repair of Millgate Bridge cost?"


@pytest.fixture(scope="module")
def address(minilm: Embedder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    from qa.server import create_app

    home = tmp_path_factory.mktemp("first-visit")
    with Index.create(home / "news.index", embedder=minilm) as index:
        index.add(read_articles(ARCHIVE))
        desk = Assistant(index, model="quotes")
        with served(partial(create_app, desk, editable=True, notebook=home / "notebook")) as address:
            yield address


@pytest.mark.parametrize("width", [1440, 390])
def test_the_four_things_that_a_newcomer_wants_are_done_from_the_first_page(
    browser: Browser, requested: list[str], address: str, tmp_path: Path, width: int
):
    with visits(browser, requested) as visit:
        page = visit(address, width, 900)
        page.get_by_label("Your question").wait_for()
        ask(page, COST)
        check_the_first_citation(page)
        limit_to_february(page)
        ask(page, COST, turn=2)
        assert "£4.2m" in page.locator("#turn-2 .answer").inner_text()
        days = page.locator("#sources-2 .card time").evaluate_all("all => all.map(e => e.dateTime.slice(0, 7))")
        assert days
        assert set(days) == {"2024-02"}
        add(page, tmp_path / "kelp.txt", f"The Brannoch kelp farm of berth {width} opened with 14 workers, it said.")
        page.locator("#turn-2").wait_for()  # the conversation is back
        ask(page, f"How many workers has the Brannoch kelp farm of berth {width}?", turn=3)
        assert f"berth {width} opened with 14 workers" in page.locator("#turn-3 .answer").inner_text()
        assert overflow(page) == 0


def check_the_first_citation(page: Page) -> None:
    settled(page)
    assert in_view(page, "#turn-1 .answer")
    page.locator("#turn-1 a.cite").first.click()
    lit = page.locator(".card.lit")
    lit.wait_for()
    page.wait_for_function("document.querySelector('.card.lit').getBoundingClientRect().top < innerHeight - 200")
    cited = lit.locator("mark").first.inner_text()
    lit.get_by_role("button", name="Read the article").click()
    page.get_by_role("dialog").wait_for()
    assert in_view(page, "dialog mark")
    assert cited in page.get_by_role("dialog").locator("mark").all_inner_texts()
    page.get_by_role("button", name="Close").click()


def limit_to_february(page: Page) -> None:
    page.get_by_role("button", name="Time and outlets").click()
    page.get_by_role("button", name="February 2024: 2 articles").click()
    page.locator("#set", has_text="1 to 29 February 2024").wait_for()


def add(page: Page, file: Path, said: str) -> None:
    """Add an article that says so, and come back to ask about it."""
    file.write_text(f"Kelp farm opens\n\n{said}", encoding="utf-8")
    page.get_by_role("link", name="Archive").click()
    page.get_by_role("tab", name="Add articles").click()
    page.locator("#uploads input[type=file]").set_input_files(file)
    page.locator("#uploads .file-preview").wait_for()
    page.get_by_role("button", name="Add to the archive").click()
    page.get_by_text("1 article added.").wait_for()
    page.get_by_role("link", name="Ask about").click()
    page.get_by_label("Your question").wait_for()
