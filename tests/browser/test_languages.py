"""The interface in another language: each page, at the width of a small phone, in the words of that language alone."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING

import pytest
from chatting import overflow, put
from serving import served
from visiting import serious, visits

from index import Index
from qa import Assistant
from qa.choices import ModelChoice
from qa.web.desks import Desks
from qa.web.languages import LANGUAGES
from qa.web.languages.words import Words

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [
    pytest.mark.browser,
    pytest.mark.filterwarnings("ignore:.future.no_silent_downcasting. is deprecated"),
    pytest.mark.filterwarnings("ignore:The copy keyword is deprecated"),
]

HOARD = "Who found the silver coins on Scarth Moor?"
CUP = "Who won the 1998 World Cup?"
GRADIO = {"Drop File Here", "- or -", "Click to Upload", "Click to upload or drop files", "Clear", "Remove"}
# Everything of a page that is read or heard, piece by piece; but not what articles, outlets and answers say.
PIECES = """() => [...document.body.querySelectorAll("*")]
  .filter((e) => !e.closest("script, style, svg, [dir=auto], [lang=en], bdi, #examples, .example"))
  .flatMap((e) => [
    [...e.childNodes].filter((n) => n.nodeType === 3).map((n) => n.textContent).join(" "),
    ...["aria-label", "placeholder", "title", "alt"].map((name) => e.getAttribute(name) || ""),
  ])
  .map((piece) => piece.replace(/\\s+/g, " ").trim())
  .filter(Boolean)"""
Open = Callable[..., "Page"]


@pytest.fixture(scope="module")
def application(sample: Index, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    from qa.server import create_app

    evaluation = tmp_path_factory.mktemp("evaluation")
    case = {"id": "cup", "question": CUP, "answers": []}
    evaluation.joinpath("one.jsonl").write_text(f"{json.dumps(case)}\n", encoding="utf-8")
    desk = Assistant(sample, model="quotes")
    desks = Desks(desk, [ModelChoice("quotes", "Quotations"), ModelChoice("openai:m", "m", "billed", "OpenAI")])
    app = partial(
        create_app,
        desk,
        examples=(HOARD,),
        evaluation=evaluation,
        editable=True,
        notebook=tmp_path_factory.mktemp("notebook"),
        desks=desks,
    )
    with served(app) as address:
        yield address


@pytest.fixture
def visit(browser: Browser, requested: list[str]) -> Iterator[Open]:
    with visits(browser, requested) as opened:
        yield opened


def recognisable(words: Words) -> Mapping[str, re.Pattern[str]]:
    """The texts of a language of which two words or more are its own, or all, as patterns of what comes of them."""
    texts = (text for said in words.values() for text in ([said] if isinstance(said, str) else said.values()))
    return {
        text: re.compile(re.sub(r"\\\{\w+\\\}", ".+", re.escape(text)))
        for text in texts
        if "{" not in text or len(re.findall(r"(?<![{\w])[^\W\d_]{2,}", text)) > 1
    }


ENGLISH, GERMAN = recognisable(LANGUAGES["en"]), recognisable(LANGUAGES["de"])
BOTH = set(ENGLISH) & set(GERMAN)


def german(page: Page) -> set[str]:
    """The texts of German that a page shows: it shows none of English, says its language, and fits."""
    assert page.evaluate("document.documentElement.lang") == "de"
    pieces = set(page.evaluate(PIECES))
    left = {piece for piece in pieces for text, one in ENGLISH.items() if text not in BOTH and one.fullmatch(piece)}
    found = {text for piece in pieces for text, one in GERMAN.items() if text not in BOTH and one.fullmatch(piece)}
    assert left - found == set()
    assert pieces & GRADIO == set()
    assert overflow(page) == 0
    return found


def answered(page: Page, turn: int) -> None:
    page.locator(f"#turn-{turn}.answered").wait_for()
    page.locator("#ask").wait_for()  # where Stop stood meanwhile


def test_a_browser_that_asks_for_german_gets_every_page_in_german(visit: Open, application: str):
    page = visit(f"{application}/", width=360, height=740, locale="de-DE")
    page.locator("#filters button.bar").first.wait_for(state="attached")
    assert page.url == f"{application}/de/"
    assert {"Fragen", "Ihre Frage", "Neues Gespräch", "Quellen", "Zeit und Medien"} <= german(page)
    put(page, HOARD)
    answered(page, 1)
    assert page.locator("#turn-1 .status").inner_text().startswith("Geprüft: ")
    assert page.locator("#sources-1 .byline time").first.inner_text() == "3. Okt. 2024"
    assert {"Zitiert", "Artikel lesen", "Stimmt das?"} <= german(page)
    page.get_by_role("button", name="Zeit und Medien").click()
    page.get_by_label("Stand", exact=True).fill("2024-10-10")
    page.locator("#set", has_text="Stand: 10. Okt. 2024").wait_for()
    german(page)
    put(page, CUP, turn=2)
    answered(page, 2)
    assert "Es enthält 16 Artikel" in page.locator("#turn-2 .refusal").inner_text()
    assert "vor dem Stichtag" in page.locator("#sources-2").inner_text()
    page.locator("#sources-2 [data-act=read]").first.click()
    page.get_by_role("dialog").wait_for()
    assert {"Schließen"} <= german(page)
    page.get_by_role("button", name="Schließen").click()
    page.get_by_role("button", name="Die Antwort auf Frage 1 teilen").click()
    shared = page.locator("a[data-address]")
    shared.wait_for()
    assert shared.get_attribute("href").startswith("../answers/")

    page.get_by_role("link", name="Archiv").click()
    page.locator(".rows").wait_for()
    assert {"Titel und Texte durchsuchen", "Nach Monat"} <= german(page)
    page.locator(".rows a").first.click()
    page.locator("article.full").wait_for()
    assert {"Erschienen", "Ressort", "Englisch"} <= {*german(page), *page.locator(".facts dd").all_inner_texts()}
    page.get_by_role("tab", name="Artikel aufnehmen").click()
    page.get_by_role("button", name="Ins Archiv aufnehmen").click()
    page.get_by_text("Legen Sie zuerst eine Datei ab").wait_for()
    german(page)

    page.get_by_role("link", name="Text prüfen").click()
    page.get_by_label("Ihr Text").fill("Alun Merrow, 52, found 420 silver coins on Scarth Moor. Who knows?")
    page.get_by_role("button", name="Prüfen", exact=True).click()
    page.get_by_text(re.compile(r"^2 Sätze: ")).wait_for()
    assert {"nichts zu prüfen", "Nur Zweifelhaftes", "Speichern als"} <= german(page)

    page.get_by_role("link", name="Auswerten").click()
    page.get_by_label("Testfälle", exact=True).click()
    page.get_by_role("option", name="one.jsonl").click()
    page.get_by_role("button", name="Auswerten", exact=True).click()
    page.locator("iframe.report").wait_for()
    assert {"Fertig.", "Auswertung für alle speichern", "Bericht der Auswertung"} <= german(page)
    page.get_by_role("tab", name="Testfälle entwerfen").click()
    page.get_by_label("Fälle", exact=True).fill("2")
    page.get_by_role("button", name="Entwerfen").click()
    page.get_by_role("button", name="Annehmen").wait_for()
    assert {"Gefragt am", "Verwerfen"} <= german(page)

    page.get_by_role("link", name="Gespräche").click()
    page.locator(".entries a").wait_for()
    assert {"Wörter aus Fragen oder Antworten"} <= german(page)
    assert serious(page) == []
    page.locator(".entries a").click()
    page.get_by_role("heading", level=1, name=HOARD).wait_for()
    assert {"Fortsetzen", "Umbenennen", "Gespräch löschen"} <= german(page)
    assert serious(page) == []
    page.get_by_role("link", name="Fortsetzen").click()
    page.locator("#turn-2").wait_for()
    assert page.url.startswith(f"{application}/de/?conversation=")


def test_a_language_is_chosen_and_stays_whatever_the_browser_asks_for(visit: Open, application: str):
    page = visit(f"{application}/archive/")
    page.locator(".rows").wait_for()  # leaving a page that is not whole yet is an error on it
    page.get_by_role("link", name="Deutsch").click()
    page.locator(".rows").wait_for()
    page.get_by_role("tab", name="Artikel aufnehmen").click()
    page.get_by_text("Datei hier ablegen").wait_for()
    assert page.url == f"{application}/de/archive/"
    page.goto(f"{application}/archive/?article=vp-2025-05-25-cup")
    page.get_by_text("Zurück zur Liste").wait_for()
    page.get_by_role("link", name="English").click()
    page.get_by_text("Back to the list").wait_for()
    assert page.url == f"{application}/archive/?article=vp-2025-05-25-cup"
    other = visit(f"{application}/archive/?language=en", locale="de-DE")
    other.locator(".rows").wait_for()
    other.get_by_role("tab", name="Add articles").click()
    other.get_by_text("Drop File Here").wait_for()
    assert other.evaluate("document.documentElement.lang") == "en"


def test_readers_of_two_languages_are_answered_at_once_each_in_theirs(visit: Open, application: str):
    pages = {"en": visit(f"{application}/"), "de": visit(f"{application}/", locale="de-DE")}
    for turn in (1, 2):
        for page in pages.values():
            put(page, HOARD, turn=turn)
        for page in pages.values():
            answered(page, turn)
    for language, (checked, read) in {
        "en": ("Checked", "Read the article"),
        "de": ("Geprüft", "Artikel lesen"),
    }.items():
        assert all(checked in one for one in pages[language].locator(".turn .status").all_inner_texts())
        assert {*pages[language].locator("[data-act=read]").all_inner_texts()} <= {read, ""}  # "" where folded away
