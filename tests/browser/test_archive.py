"""The Archive page in a real browser, over real indexes with the writer that needs no model."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from attacks import load_attacks
from filelock import FileLock
from serving import served
from visiting import serious, visits

from index import Article, Index
from qa import Assistant

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [
    pytest.mark.browser,
    pytest.mark.filterwarnings("ignore:.future.no_silent_downcasting. is deprecated"),
    pytest.mark.filterwarnings("ignore:The copy keyword is deprecated"),
]

LANTERNS = "Kirk Haven lit 412 paper lanterns on Monday, said the harbour master, Solveig Aune."
Open = Callable[..., "Page"]


@pytest.fixture(scope="module")
def home(sample_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the sample archive, which these tests change."""
    return Path(shutil.copytree(sample_home, tmp_path_factory.mktemp("archive") / "news.index"))


@pytest.fixture(scope="module")
def archive(home: Path, minilm) -> Iterator[Index]:
    with Index.open(home, embedder=minilm) as index:
        yield index


@pytest.fixture(scope="module")
def application(archive: Index) -> Iterator[str]:
    from qa.server import create_app

    desk = Assistant(archive, model="quotes")
    with served(partial(create_app, desk, editable=True, private_hosts=("127.0.0.1",))) as address:
        yield address


@pytest.fixture
def archives(browser: Browser, application: str, requested: list[str]) -> Iterator[Open]:
    with visits(browser, requested) as visit:

        def open_page(path: str = "", **window: object) -> Page:
            page = visit(f"{application}/archive/{path}", **window)
            page.locator(".listing, #article h2").first.wait_for()
            return page

        yield open_page


def search(page: Page, words: str) -> None:
    page.get_by_role("textbox", name="Search titles and texts").fill(words)
    page.keyboard.press("Enter")
    page.locator(".list-head", has_text=words).wait_for()


def add(page: Page, *files: Path, addresses: str = "") -> None:
    page.get_by_role("tab", name="Add articles").click()
    if files:
        page.locator("#uploads input[type=file]").set_input_files(files)
        page.locator("#uploads .file-preview").wait_for()
    page.get_by_role("textbox", name="Web addresses").fill(addresses)
    page.get_by_role("button", name="Add to the archive").click()


def test_it_shows_what_there_is_over_time_and_by_outlet(archives: Open, archive: Index):
    page = archives()
    assert page.get_by_role("img", name="Articles from February 2024 to").is_visible()
    page.get_by_text("As a table").click()
    rows = page.locator(".over-time tbody tr")
    shown = sum(int(cell) for cell in rows.locator("td").all_inner_texts())
    assert shown == sum(archive.months().values())
    page.get_by_role("button", name="March 2025").click()
    page.locator(".list-head", has_text="Show all articles").wait_for()
    days = page.locator(".rows time").all_inner_texts()
    assert days
    assert all(day.endswith("Mar 2025") for day in days)
    page.get_by_role("button", name="Harbour Courier").click()
    page.wait_for_function(
        "new Set([...document.querySelectorAll('.rows .outlet')].map(one => one.innerText)).size == 1"
    )
    assert set(page.locator(".rows .outlet").all_inner_texts()) == {"Harbour Courier"}
    page.get_by_role("button", name="Show all articles").click()
    page.get_by_role("button", name="Older").wait_for()


def test_it_is_browsed_page_by_page_and_searched(archives: Open):
    page = archives()
    first = page.locator(".rows a").all_inner_texts()
    page.get_by_role("button", name="Older").click()
    page.get_by_text("21 to 40").wait_for()
    assert not set(first) & set(page.locator(".rows a").all_inner_texts())
    search(page, "scallop beds")
    assert page.locator(".rows a").first.inner_text() == "Wind farm shrinks to spare scallop beds"
    page.get_by_role("textbox", name="From").fill("soon")
    page.get_by_role("button", name="Search", exact=True).click()
    page.get_by_role("alert").get_by_text("“soon” is no date").wait_for()
    assert page.locator(".rows a").first.inner_text() == "Wind farm shrinks to spare scallop beds"


def test_an_article_is_read_in_full_and_the_browser_leads_back(archives: Open, archive: Index):
    page = archives()
    page.locator(".rows a").nth(9).focus()
    name = page.locator(".rows a").nth(9).inner_text()
    page.keyboard.press("Enter")
    page.locator("#article h2").wait_for()
    page.wait_for_function("document.activeElement.tagName == 'H2'")
    assert page.locator("#article h2").inner_text() == name
    id_ = page.url.partition("?article=")[2]
    article = archive.article(id_)
    assert article
    assert " ".join(page.locator("#article .text").inner_text().split()) == " ".join(article.text.split())
    assert "Published" in page.locator(".facts").inner_text()
    assert "Added" in page.locator(".facts").inner_text()
    page.go_back()
    page.locator(".rows").wait_for()
    page.wait_for_function("document.activeElement.dataset.article")
    assert page.evaluate("document.activeElement.innerText") == name
    assert "article=" not in page.url
    again = archives(f"?article={id_}")
    assert again.locator("#article h2").inner_text() == name
    again.get_by_role("button", name="Back to the list").click()
    again.locator(".rows").wait_for()


def test_an_article_is_added_and_asked_about(archives: Open, tmp_path: Path):
    file = tmp_path / "lanterns.md"
    file.write_text(f"---\ntitle: Lanterns return\ndate: 2025-09-02\n---\n{LANTERNS}\n", encoding="utf-8")
    page = archives()
    add(page, file)
    page.get_by_text("1 article added.").wait_for()
    page.get_by_role("link", name="Ask about what is new").click()
    page.get_by_label("Your question").fill("How many paper lanterns did Kirk Haven light?")
    page.keyboard.press("Enter")
    page.locator("#turn-1.answered").wait_for()
    assert LANTERNS in page.locator("#turn-1 .answer").inner_text()


def test_pages_and_feeds_are_fetched_and_bad_input_is_named(archives: Open, tmp_path: Path, server):
    story = (
        "<html><title>Goats</title><article><p>Odo Marl keeps nine goats on the quay of Aldersey.</p></article></html>"
    )
    page_address = server.say("/goats", story)
    links = [server.say(f"/seals{number}", story.replace("nine goats", f"{number} seals")) for number in (1, 2)]
    entries = "".join(f"<item><title>Seals</title><link>{link}</link></item>" for link in links)
    feed = f"<rss version='2.0'><channel><title>Coast</title>{entries}</channel></rss>"
    feed_address = server.say("/feed.xml", feed, "application/rss+xml")
    broken = tmp_path / "lines.jsonl"
    broken.write_text(
        f"{json.dumps({'title': 'Hens', 'text': 'Ten hens live on Aldersey.'})}\n{{broken\n", encoding="utf-8"
    )
    page = archives()
    add(page, broken, addresses=f"{page_address}\n{feed_address}\nhttp://localhost:1/x\n/etc/passwd")
    page.get_by_text("4 articles added, 3 problems.").wait_for()
    problems = page.locator(".failures").inner_text()
    assert "lines.jsonl:2" in problems
    assert "localhost" in problems
    assert "not a public address" in problems
    assert "not a web address" in problems
    assert page.get_by_role("textbox", name="Web addresses").input_value() == ""
    page.get_by_role("button", name="Goats", exact=True).first.click()
    page.locator("#article h2", has_text="Goats").wait_for()
    assert "nine goats" in page.locator("#article .text").inner_text()


def test_nothing_given_is_said(archives: Open):
    page = archives()
    add(page)
    page.get_by_role("alert").get_by_text("Drop a file or paste an address first.").wait_for()


def test_while_another_process_writes_that_is_said_and_what_was_given_stays(archives: Open, home: Path, tmp_path: Path):
    file = tmp_path / "hares.txt"
    file.write_text("Hares\n\nThree hares were seen on the moor.", encoding="utf-8")
    page = archives()
    with FileLock(home / "writer.lock"):
        add(page, file)
        page.get_by_role("alert").get_by_text("Someone else is adding").wait_for()
    page.get_by_role("button", name="Add to the archive").click()
    page.get_by_text("1 article added.").wait_for()


def test_an_article_is_deleted_only_when_asked_twice(archives: Open, archive: Index):
    archive.add([Article("doomed", "A walrus came ashore at Kirk Haven.", "Walrus ashore")])
    page = archives("?article=doomed")
    page.get_by_role("button", name="Delete this article").click()
    page.get_by_role("button", name="Keep it").wait_for()
    page.wait_for_function("document.activeElement.id == 'keep-article'")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Delete this article").wait_for()
    assert archive.article("doomed")
    page.get_by_role("button", name="Delete this article").click()
    page.get_by_role("button", name="Delete it for good").click()
    page.locator(".listing").wait_for()
    assert archive.article("doomed") is None
    assert archive.versions("doomed") == []
    page.wait_for_function("!location.search")
    gone = archives("?article=doomed")
    assert "no longer in the archive" in gone.locator("#article").inner_text()


def test_elsewhere_it_is_read_only(browser: Browser, sample: Index, requested: list[str]):
    from qa.server import create_app

    with (
        served(partial(create_app, Assistant(sample, model="quotes"))) as address,
        visits(browser, requested) as visit,
    ):
        page = visit(f"{address}/archive/")
        page.locator(".rows a").first.click()
        page.locator("#article h2").wait_for()
        assert page.get_by_role("tab").count() == 0
        assert page.get_by_role("button", name="Delete").count() == 0
        assert page.get_by_text("qa serve --editable").count() == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(archives: Open, scheme: str, tmp_path: Path):
    page = archives(scheme=scheme)
    page.get_by_text("As a table").click()
    assert serious(page) == []
    page.locator(".rows a").first.click()
    page.get_by_role("button", name="Delete this article").click()
    page.get_by_role("button", name="Keep it").wait_for()
    assert serious(page) == []
    empty = tmp_path / "empty.txt"
    empty.write_text("", encoding="utf-8")
    add(page, empty, addresses="nowhere")
    page.locator(".failures").wait_for()
    assert serious(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_never_scrolls_sideways(archives: Open, scheme: str):
    page = archives(width=390, height=844, scheme=scheme)
    sideways = "document.documentElement.scrollWidth - innerWidth"
    assert page.evaluate(sideways) == 0
    page.locator(".rows a").first.click()
    page.locator("#article h2").wait_for()
    assert page.evaluate(sideways) == 0
    page.get_by_role("tab", name="Add articles").click()
    page.get_by_role("button", name="Add to the archive").wait_for()
    assert page.evaluate(sideways) == 0


def test_the_worst_of_articles_are_text(browser: Browser, tmp_path: Path, minilm, requested: list[str]):
    from qa.server import create_app

    attacks = [article for attack in load_attacks() for article in attack.articles]
    hostile = (
        "<img src=http://evil.example/a.png onerror=alert(1)> ![b](http://evil.example/b.png) <script>alert(2)</script>"
    )
    own = Article(
        '"><b>', f"{hostile}\n\n{'x' * 1_000_000}", "<b>Own</b> \u202emoney", "<i>Evil</i>\u200b", "javascript:alert(4)"
    )
    with Index.create(tmp_path / "news.index", embedder=minilm) as index:
        index.add([*attacks, own])
        with (
            served(partial(create_app, Assistant(index, model="quotes"), editable=True)) as address,
            visits(browser, requested) as visit,
        ):
            page = visit(f"{address}/archive/")
            shown = page.locator("#overview, #list, #article")
            search(page, "onerror")
            bad = "img, script, iframe, form, [onerror], [onload], a[href^=javascript], a[href*='evil.example']"
            assert shown.locator(bad).count() == 0
            page.get_by_role("link", name="<b>Own</b> money").click()
            page.locator("#article h2").wait_for()
            assert hostile in page.locator("#article .text").inner_text()
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") == 0
            assert shown.locator(bad).count() == 0
            page.wait_for_timeout(300)
