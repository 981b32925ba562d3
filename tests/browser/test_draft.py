"""The page that checks a draft in a real browser, over a real index with the writer that needs no model."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

import pytest
from attacks import load_attacks
from serving import served
from visiting import serious, visits

from index import Article, Index
from qa import Assistant
from qa.record import checked_record

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [
    pytest.mark.browser,
    pytest.mark.filterwarnings("ignore:.future.no_silent_downcasting. is deprecated"),
    pytest.mark.filterwarnings("ignore:The copy keyword is deprecated"),
]

RIGHT = "Millgate Bridge was shut in February 2024."
WRONG = "About 900 people live on Aldersey."
QUESTION = "Will it last?"
DRAFT = f"{RIGHT} {WRONG}\n\n{QUESTION}"
Open = Callable[..., "Page"]


@pytest.fixture(scope="module")
def desk(sample: Index) -> Assistant:
    return Assistant(sample, model="quotes")


@pytest.fixture(scope="module")
def application(desk: Assistant) -> Iterator[str]:
    from qa.server import create_app

    with served(partial(create_app, desk)) as address:
        yield address


@pytest.fixture
def drafts(browser: Browser, application: str, requested: list[str]) -> Iterator[Open]:
    with visits(browser, requested) as visit:

        def open_page(**window: object) -> Page:
            page = visit(f"{application}/draft/", **window)
            page.get_by_role("textbox", name="Your text").wait_for()
            return page

        yield open_page


def check(page: Page, draft: str = DRAFT, counted: str = "") -> None:
    page.get_by_role("textbox", name="Your text").fill(draft)
    page.get_by_role("button", name="Check", exact=True).click()
    page.locator(".state.over", has_text=counted).wait_for()


def row(page: Page, text: str):
    return page.locator(".proof > li", has_text=text)


def test_each_sentence_has_its_verdict_and_opens_its_evidence(drafts: Open, desk: Assistant):
    page = drafts()
    check(page)
    assert page.locator("#draft-state").inner_text() == "3 sentences: 1 supported, 1 unsupported, 1 nothing to check"
    assert "supported" in row(page, RIGHT).locator(".verdict").inner_text()
    (problem,) = desk.check(WRONG)[0].problems
    assert row(page, WRONG).locator(".problem").inner_text() == problem
    assert not row(page, WRONG).locator("mark").first.is_visible()
    row(page, WRONG).locator("summary").click()
    evidence = row(page, WRONG).locator(".piece").first
    assert evidence.locator("mark").first.is_visible()
    assert evidence.locator(".outlet").inner_text()
    assert evidence.locator(".publisher a").get_attribute("href").partition("#:~:text=")[2]


def test_it_opens_by_keyboard_alone(drafts: Open):
    page = drafts()
    page.get_by_role("textbox", name="Your text").fill(DRAFT)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent.trim()") == "Check"
    page.keyboard.press("Enter")
    page.locator(".state.over").wait_for()
    summary = row(page, RIGHT).locator("summary")
    summary.focus()
    assert summary.evaluate("element => getComputedStyle(element).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    assert row(page, RIGHT).locator("mark").first.is_visible()


def test_only_the_doubtful_are_shown_at_wish(drafts: Open):
    page = drafts()
    check(page)
    page.get_by_role("checkbox", name="Only what is in doubt").check()
    assert not row(page, RIGHT).is_visible()
    assert row(page, WRONG).is_visible()
    check(page, RIGHT, "1 sentence:")
    assert row(page, RIGHT).is_visible()
    page.get_by_role("checkbox", name="Only what is in doubt").check()
    assert page.get_by_text("No sentence is in doubt.").is_visible()


def test_what_was_published_later_does_not_count(drafts: Open):
    page = drafts()
    page.get_by_role("textbox", name="As of").fill("2024-02-14")
    check(page, "Millgate Bridge reopened after 13 months.")
    assert "As of 14 Feb 2024" in page.locator("#draft-state").inner_text()
    assert "0 supported" not in page.locator("#draft-state").inner_text()
    assert page.locator(".proof > li.supported").count() == 0


@pytest.mark.parametrize(
    ("draft", "day", "said"),
    [("", "", "Paste a text first"), (DRAFT, "soon", "“soon” is no date"), ("word " * 10_001, "", "at most 50,000")],
)
def test_what_cannot_be_checked_is_said_and_kept(drafts: Open, draft: str, day: str, said: str):
    page = drafts()
    page.get_by_role("textbox", name="Your text").fill(draft)
    page.get_by_role("textbox", name="As of").fill(day)
    page.get_by_role("button", name="Check", exact=True).click()
    page.get_by_role("alert").get_by_text(said).wait_for()
    assert page.get_by_role("textbox", name="Your text").input_value() == draft


def test_a_long_draft_grows_and_can_be_stopped(drafts: Open):
    page = drafts()
    page.get_by_role("textbox", name="Your text").fill(f"{RIGHT} {WRONG} " * 200)
    page.get_by_role("button", name="Check", exact=True).click()
    page.get_by_text("of 400 sentences").wait_for()
    page.locator(".proof > li").nth(1).wait_for()
    page.get_by_role("button", name="Stop").click()
    page.locator(".state.over").wait_for()
    assert "Stopped." in page.locator("#draft-state").inner_text()
    assert 2 <= page.locator(".proof > li").count() < 400
    check(page, RIGHT, "1 sentence:")
    assert page.locator(".proof > li").count() == 1


def test_it_is_taken_away_as_json_markdown_and_a_page_of_its_own(drafts: Open, browser: Browser, desk: Assistant):
    page = drafts()
    check(page)
    saved = {}
    for name in ("JSON", "Markdown", "HTML"):
        with page.expect_download() as download:
            page.get_by_role("link", name=name, exact=True).click()
        saved[name] = download.value.path().read_text(encoding="utf-8")
    assert [json.loads(line) for line in saved["JSON"].splitlines()] == [
        json.loads(json.dumps(checked_record(one))) for one in desk.check(DRAFT)
    ]
    assert f"**unsupported** {WRONG}" in saved["Markdown"]
    alone = browser.new_page()
    asked: list[str] = []
    alone.on("request", lambda request: asked.append(request.url))
    alone.set_content(saved["HTML"])
    alone.locator("summary").first.click()
    assert alone.locator("mark").first.is_visible()
    assert asked == []
    alone.close()


def test_the_pages_lead_to_each_other_behind_a_prefix(browser: Browser, desk: Assistant, requested: list[str]):
    from contextlib import asynccontextmanager

    from fastapi import FastAPI

    from qa.server import create_app

    def make() -> FastAPI:
        inner = create_app(desk)

        @asynccontextmanager
        async def lifespan(_: FastAPI):
            async with inner.router.lifespan_context(inner):
                yield

        outer = FastAPI(lifespan=lifespan)
        outer.mount("/tools/news", inner)
        outer.get("/favicon.ico")(lambda: "")
        return outer

    with served(make) as address, visits(browser, requested) as visit:
        page = visit(f"{address}/tools/news/draft/")
        check(page, RIGHT, "1 sentence:")
        page.get_by_role("link", name="Archive").click()
        page.locator(".rows a").first.click()
        page.locator("#article h2").wait_for()
        page.get_by_role("link", name="Ask").click()
        page.get_by_label("Your question").wait_for()
        assert page.url == f"{address}/tools/news/"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(drafts: Open, scheme: str):
    page = drafts(scheme=scheme)
    assert serious(page) == []
    check(page)
    row(page, WRONG).locator("summary").click()
    assert serious(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_never_scrolls_sideways_and_comes_to_the_result(drafts: Open, scheme: str):
    page = drafts(width=390, height=844, scheme=scheme)
    check(page, f"{DRAFT} {'Donaudampfschifffahrt' * 20} sank in 1912.")
    page.locator(".proof summary").first.click()
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") == 0
    assert page.locator("#draft-state").evaluate("element => element.getBoundingClientRect().top < innerHeight")


def test_the_worst_of_articles_and_drafts_are_text(browser: Browser, tmp_path, minilm, requested: list[str]):
    from qa.server import create_app

    articles = [article for attack in load_attacks() for article in attack.articles]
    hostile = "<img src=http://evil.example/a.png onerror=alert(1)> sank 25 ships. ![b](http://evil.example/b.png)"
    with Index.create(tmp_path / "news.index", embedder=minilm) as index:
        index.add([*articles, Article("own", hostile, "<b>Own</b> \u202emoney", "<i>Evil</i>", "javascript:alert(4)")])
        with (
            served(partial(create_app, Assistant(index, model="quotes"))) as address,
            visits(browser, requested) as visit,
        ):
            page = visit(f"{address}/draft/")
            page.get_by_role("textbox", name="Your text").wait_for()
            check(page, "\n\n".join([hostile, *(article.text[:300] for article in articles[:12])]))
            page.locator(".proof details").evaluate_all("all => all.forEach(one => { one.open = true })")
            shown = page.locator("#proof")
            assert shown.locator("img, script, iframe, svg, form, [onerror], [onload]").count() == 0
            assert shown.locator("a[href^=javascript], a[href*='evil.example']").count() == 0
            assert "<b>Own</b> money" in shown.inner_text()
            page.wait_for_timeout(300)
