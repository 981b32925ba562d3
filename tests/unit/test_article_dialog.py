"""An article opened on the page: the version that was cited, all of it, as text, with what is cited marked."""

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st
from page import Reading, check_markup

from index import Span, Version
from qa.web.escape import clean
from qa.web.excerpt import Excerpt
from qa.web.reader import article

NOON = datetime(2024, 7, 18, 12, tzinfo=UTC)
TEXT = "The bridge is shut.\n\nIt will open in May. The mayor said so.\nNobody believed her."
QUOTE = "It will open in May."
START = TEXT.index(QUOTE)
EXCERPT = Excerpt(
    "a", "v1", "Bridge shut", "The Post", "https://post.example/a", NOON, TEXT[START:], START,
    (Span(START, START + len(QUOTE)),),
)  # fmt: skip
FIRST = Version("a", "v1", "Bridge shut", TEXT, NOON)
SECOND = Version("a", "v2", "Bridge open", "The bridge is open.", NOON)


def test_all_of_it_is_there_in_paragraphs_and_what_is_cited_is_marked():
    html = article(EXCERPT, [FIRST], 1)
    reading = check_markup(html)
    assert reading.marked == [QUOTE]
    assert html.count("<p>") == 3
    assert all(line in reading.text for line in TEXT.splitlines())
    assert "has changed since" not in html
    assert reading.links == ["https://post.example/a#:~:text=It%20will%20open%20in%20May.%20The%20mayor%20said%20so."]


def test_an_old_version_is_shown_as_it_was_cited_and_says_so():
    reading = check_markup(article(EXCERPT, [FIRST, SECOND], 1))
    assert reading.marked == [QUOTE]
    assert "It has changed since." in reading.text
    assert "The bridge is open." not in reading.text


def test_of_an_article_that_is_gone_the_passage_is_shown():
    reading = check_markup(article(EXCERPT, [], 1))
    assert "no longer in the archive" in reading.text
    assert reading.marked == [QUOTE]
    assert "The bridge is shut." not in reading.text


def test_without_a_citation_the_passage_that_was_found_is_marked():
    reading = check_markup(article(replace(EXCERPT, spans=()), [FIRST], 1))
    assert "".join(reading.marked) == TEXT[START:].replace("\n", "")


def test_a_mark_goes_on_over_paragraphs():
    spans = (Span(TEXT.index("shut"), TEXT.index("will")),)
    assert Reading(article(replace(EXCERPT, spans=spans), [FIRST], 1)).marked == ["shut.", "It "]


def test_the_same_article_can_be_opened_again():
    assert article(EXCERPT, [FIRST], 1) != article(EXCERPT, [FIRST], 2)


def test_a_megabyte_on_one_line_is_one_paragraph():
    whole = "word " * 200_000
    excerpt = replace(EXCERPT, passage=whole[:500], start=0, spans=(Span(5, 9),))
    html = article(excerpt, [Version("a", "v1", "Long", whole, NOON)], 1)
    assert html.count("<p>") == 1
    assert Reading(html).marked == ["word"]


NASTY = st.lists(
    st.sampled_from(
        ["<script>", "</p>", "</dialog>", '"', "&lt;", "\u202e", "\u200b", "\n", "\n\n", "[1]", "word ", "\x00"]
    )
).map("".join)


@given(NASTY, NASTY, st.integers(0, 40), st.integers(0, 40))
def test_nothing_in_an_article_is_ever_markup(text: str, title: str, start: int, length: int):
    excerpt = Excerpt("a", "v1", title, title, text, NOON, text, 0, (Span(start, start + length),))
    reading = check_markup(article(excerpt, [Version("a", "v1", title, text, NOON)], 1))
    assert "".join(reading.marked) == clean(text[start : start + length]).replace("\n", "") or not text.strip()
