"""How much of a passage a card shows: what is cited, and some of what stands around it."""

from dataclasses import replace

import pytest
from page import check_markup
from passages import DAY, evidence, hit

from qa.cite import citations, cite
from qa.plan import plan
from qa.values import Answer, Evidence
from qa.web.conversation import asked, with_last
from qa.web.sources import AROUND, panel

WORD = "x" * 1_000_000
QUOTE = "Ida Holm bought the lighthouse."


def shown(*found: Evidence) -> str:
    turns = asked((), "Who bought it?")
    query = plan("Who bought it?", today=DAY)
    return panel(with_last(turns, replace(turns[-1], query=query, evidence=found)))


@pytest.mark.parametrize("text", [f"{QUOTE} {WORD}", WORD])
def test_a_word_of_a_megabyte_does_not_fill_a_card(text: str):
    html = shown(*evidence(hit(text)))
    assert len(html) < 2000
    assert "xxx …</blockquote>" in html
    check_markup(html)


def test_a_passage_ends_at_a_word():
    text = "Every lamp was out. " * 40
    html = shown(*evidence(hit(text)))
    cut = html.partition("<blockquote")[2].partition(">")[2].partition(" …</blockquote>")[0]
    assert AROUND <= len(cut) < AROUND + 10
    assert text.startswith(f"{cut} ")


@pytest.mark.parametrize("before", ["Every lamp went out. " * 20, "Every lamp went out. " * 60, f"{WORD} "])
def test_what_is_cited_stands_among_whole_words_that_are_near_it(before: str):
    (item,) = evidence(hit(f"{before}{QUOTE}"))
    sentences = cite(f"{QUOTE} [1]", [item])
    query = plan("Who bought it?", today=DAY)
    answer = Answer("Who bought it?", query, QUOTE, sentences, citations(sentences, [item]), None, "quotes", None)
    turns = asked((), "Who bought it?")
    html = panel(with_last(turns, replace(turns[-1], query=query, evidence=(item,), answer=answer)))
    shown = check_markup(html).marked
    assert shown == [QUOTE]
    assert len(html) < 3000
    if before != f"{WORD} ":
        word = html.partition("<blockquote")[2].partition("… ")[2].split(" ")[0]
        assert word in {"Every", "lamp", "went", "out."}
