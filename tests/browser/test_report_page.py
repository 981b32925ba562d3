"""The report of a run in a real browser, opened as the file that it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from visiting import watch

from index import Index
from qa import Assistant, evaluate, read_cases
from qa.evaluation.report import write_report

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Locator, Page

pytestmark = pytest.mark.browser

CASES = Path(__file__).parents[1] / "data" / "cases.jsonl"
SEVERAL = 14
Opened = Callable[..., "Page"]


@pytest.fixture(scope="module")
def report(sample: Index, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run of cases of each outcome, beside one in which the first failed."""
    cases = read_cases(CASES)
    answered = [case for case in cases if case.answers][: SEVERAL // 2]
    chosen = [*answered, *[case for case in cases if not case.answers][: SEVERAL // 2]]
    run = evaluate(Assistant(sample, model="quotes"), chosen)
    first, *others = run.cases
    earlier = replace(run, cases=(replace(first, answer=None, error="it did not answer"), *others))
    file = tmp_path_factory.mktemp("report") / "run.html"
    write_report(run, file, earlier)
    return file


@pytest.fixture
def opened(browser: Browser, report: Path) -> Iterator[Opened]:
    """Opens the report for a reader of their own; whatever it asks for, or logs as an error, fails the test."""
    contexts: list[BrowserContext] = []
    asked_for: list[str] = []
    faults: list[str] = []

    def open_page(width: int = 1440, scheme: str = "light") -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce"
        )
        contexts.append(context)
        context.on("request", lambda request: asked_for.append(request.url))
        page = context.new_page()
        watch(page, faults)
        page.goto(report.as_uri())
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert faults == []
    assert asked_for == [report.as_uri()] * len(contexts)


def column(page: Page, place: int) -> list[str]:
    return page.locator(f"#table tbody tr:not([hidden]) > :nth-child({place})").all_inner_texts()


def test_cases_are_sorted_by_a_column_both_ways_and_none_is_last(opened: Opened):
    page = opened()
    header = page.get_by_role("columnheader", name="Rank")
    header.get_by_role("button").click()
    assert header.get_attribute("aria-sort") == "ascending"
    up = column(page, 4)
    numbers = [int(rank) for rank in up if rank.isdigit()]
    assert numbers == sorted(numbers)
    assert not any(rank.isdigit() for rank in up[len(numbers) :])
    page.get_by_role("columnheader", name="ms").get_by_role("button").click()
    page.get_by_role("columnheader", name="ms").get_by_role("button").click()
    took = [int(ms.replace(",", "")) for ms in column(page, 6)]
    assert took == sorted(took, reverse=True)
    assert header.get_attribute("aria-sort") == "none"


def test_cases_are_filtered_by_words_outcome_and_change(opened: Opened):
    page = opened()
    count = page.locator("#count")
    question = page.locator(".open").first.inner_text()
    page.get_by_label("Find").fill(question.upper())
    assert count.inner_text() == f"1 of {SEVERAL}"
    assert page.locator(".open:visible").inner_text() == question
    page.get_by_label("Find").fill("")
    page.get_by_label("Outcome").select_option("refused, rightly")
    assert set(column(page, 2)) == {"refused, rightly"}
    assert count.inner_text() == f"{len(column(page, 2))} of {SEVERAL}"
    page.get_by_label("Outcome").select_option("")
    page.get_by_label("Change").select_option("better")
    assert count.inner_text() == f"1 of {SEVERAL}"


def test_a_case_opens_down_to_its_evidence_and_goes_along_when_sorted(opened: Opened):
    page = opened()
    opener = page.locator("#table tr[data-kind=right] .open").first
    question = opener.inner_text()
    opener.click()
    detail = page.locator(".detail")
    said = detail.locator(".said > span > span:first-child").first.inner_text()
    marked = detail.locator(".cited mark").all_inner_texts()
    assert any(words_of(said) in words_of(mark) or words_of(mark) in words_of(said) for mark in marked)
    assert detail.locator(".cited .badge-number").first.is_visible()
    assert detail.locator(".relevant").count()
    page.get_by_role("columnheader", name="Question").get_by_role("button").click()
    page.get_by_role("columnheader", name="Question").get_by_role("button").click()
    before = page.locator("tr:has(+ .detail) .open")
    assert before.inner_text() == question
    page.get_by_label("Outcome").select_option("refused, rightly")
    assert not detail.is_visible()
    page.get_by_label("Outcome").select_option("")
    before.click()
    assert page.locator(".detail").count() == 0


def test_what_the_earlier_run_said_is_beside_it(opened: Opened):
    page = opened()
    page.get_by_label("Change").select_option("better")
    page.locator(".open:visible").click()
    detail = page.locator(".detail")
    assert detail.get_by_role("heading", name="Earlier run: error").is_visible()
    assert detail.get_by_text("it did not answer").is_visible()


def words_of(text: str) -> str:
    return " ".join(re.findall(r"\w+", text))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_it_can_be_read_in_light_and_dark_and_on_a_phone(opened: Opened, width: int, scheme: str):
    page = opened(width, scheme)
    page.locator("#table tr[data-kind=right] .open").first.click()
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") == 0
    body = page.locator("body")
    assert (luminance(body, "backgroundColor") > 0.5) is (scheme == "light")
    for name in ("h1", ".meaning", ".tick", ".brief", ".badge", ".said", ".cited mark", ".byline", ".facts p"):
        shown = page.locator(name).first
        ink = "fill" if name == ".tick" else "color"
        behind = shown if name == ".cited mark" else body
        assert contrast(luminance(shown, ink), luminance(behind, "backgroundColor")) >= 4.5, name


def luminance(element: Locator, style: str) -> float:
    """The relative luminance of a colour (WCAG 2)."""
    found = element.evaluate(f"element => getComputedStyle(element).{style}")
    red, green, blue = (int(value) / 255 for value in re.findall(r"\d+", found)[:3])
    parts = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in (red, green, blue)]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(a: float, b: float) -> float:
    return (max(a, b) + 0.05) / (min(a, b) + 0.05)
