"""An article made to do harm, in a real archive: asked about, cited, opened. It is text, and the page goes on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from chatting import ask, settled
from serving import served
from visiting import visits

from index import Article, Index, read_articles
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
MEGABYTE = 1_000_000
SENTENCE = "The Skerrow lighthouse was \u202edlos\u202c\u2066 sold to Ida\u200b Holm for 4 mil\u00adlion crowns in May."
MARKUP = (
    "<script>alert(1);fetch('http://evil.example/s')</script><img src=http://evil.example/i.png onerror=alert(2)> "
    "![beacon](http://evil.example/m.png) [crowns](javascript:alert(3)) {{constructor}} ${alert(4)}"
)
TALE = "The keeper's cottage, the oil store and the boathouse went with it, and so did the path to the landing. " * 12
SEEN = SENTENCE.translate(dict.fromkeys(map(ord, "\u202e\u202c\u2066\u200b\u00ad")))
HOSTILE = Article(
    '"><svg onload=alert(5)>',
    f"{SENTENCE}\n{MARKUP}\n{TALE}\n</p></dialog><iframe src=http://evil.example/f>{'x' * MEGABYTE}",
    "<style>*{display:none}</style> \u202eLighthouse\u202c sold<base href=http://evil.example/>",
    "<i>Evil</i> \u200bHerald",
    "javascript:alert(6)",
    datetime(2024, 5, 2, tzinfo=UTC),
)
ELEMENTS = (
    "script, style, img, svg, iframe, base, form, object, embed, b, i, [onerror], [onload], a[href^='javascript' i]"
)


@pytest.fixture
def page(browser: Browser, minilm: Embedder, tmp_path: Path, requested: list[str]) -> Iterator[Page]:
    from qa.server import create_app

    with Index.create(tmp_path / "news.index", embedder=minilm) as index:
        bridge = (
            article for article in read_articles(ARCHIVE) if isinstance(article, Article) and "Millgate" in article.text
        )
        index.add([HOSTILE, *bridge])
        with (
            served(partial(create_app, Assistant(index, model="quotes"))) as address,
            visits(browser, requested) as visit,
        ):
            page = visit(address)
            page.locator(".bar").first.wait_for(state="attached")
            yield page
            page.wait_for_timeout(300)  # time to ask for what it was told to


def test_a_hostile_article_is_quoted_shown_and_opened_as_text_and_the_page_goes_on(page: Page):
    ask(page, "To whom was the Skerrow lighthouse sold?")
    settled(page)
    shown = page.locator(".turn, .sources, dialog")
    assert SEEN in page.locator("#turn-1 .answer").inner_text()
    card = page.locator("#sources-1 .card").first
    assert card.locator("mark").first.inner_text() == SEEN
    assert MARKUP in card.locator("blockquote").inner_text()
    assert card.get_by_role("heading").inner_text() == (
        "<style>*{display:none}</style> Lighthouse sold<base href=http://evil.example/>"
    )
    assert shown.locator(ELEMENTS).count() == 0
    card.get_by_role("button", name="Read the article").click()
    dialog = page.get_by_role("dialog")
    dialog.wait_for()
    first, second, _, last = dialog.locator(".text p").all()
    assert first.inner_text() == SEEN
    assert second.inner_text() == MARKUP
    assert last.evaluate("e => e.textContent.length") > MEGABYTE
    assert first.locator("mark").inner_text() == SEEN
    assert shown.locator(ELEMENTS).count() == 0
    page.keyboard.press("Escape")
    dialog.wait_for(state="hidden")
    ask(page, "Why were the new parts for Millgate Bridge so late in coming?", turn=2)
    assert page.locator("#sources-2 .card").count()
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") == 0
