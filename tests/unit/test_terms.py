"""Any text is a safe query, and finds the texts that share a word with it."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.terms import LONGEST, MOST_TERMS, content_words, query_terms, terms, words

WEIRD = [
    "",
    " ",
    '"',
    "''",
    '""" OR 1',
    "grain AND",
    "NOT grain",
    "NEAR(grain deal, 5)",
    "grain NEAR deal",
    "title : grain",
    "{title text} : grain",
    "^grain",
    "grain*",
    "gra*n + deal",
    "-grain",
    "(grain",
    "grain)",
    "grain; DROP TABLE terms; --",
    "%_?",
    "\\",
    "\0",
    "grain\0deal",
    "\ud83d",
    "gra\udc00in",
    "😀 🇺🇦 👩‍👩‍👧",
    "\u202egrain\u200d",
    "what is the",
    "the",
    "x" * 10_000,
    "grain deal " * 1_000,
    " ".join(f"word{number}" for number in range(2_000)),
    "İstanbul",
    "re\u0301sume\u0301",
    "O'Brien's ex-wife",
    "新闻报道",
    "_ __ ½ ² ﬁ",
]
LETTERS = st.characters(min_codepoint=0x20, max_codepoint=0x52F)


def found(query: str, *texts: str) -> list[str]:
    """Those of the texts that a query shares a term with."""
    return [text for text in texts if set(query_terms(query)) & set(terms(text))]


@pytest.mark.parametrize("text", WEIRD)
def test_every_weird_string_has_terms_that_any_store_takes(text: str) -> None:
    check_terms(text)


@given(st.text(st.characters()) | st.text('"*()+-^:{}ANDORT NEAR,', max_size=40))
def test_any_string_has_terms_that_any_store_takes(text: str) -> None:
    check_terms(text)


def check_terms(text: str) -> None:
    for term in terms(text):
        assert term.encode()
        assert 0 < len(term) <= 4 * LONGEST
    assert set(query_terms(text)) <= set(terms(text))
    assert len(query_terms(text)) <= MOST_TERMS


@given(st.text(LETTERS))
@example("İstanbul")
@example("re\u0301sume\u0301")
@example("Straße ΟΔΟΣ Їжак")
@example("ﬁnance ½")
def test_a_text_finds_itself(text: str) -> None:
    if words(text):
        assert found(text, text) == [text]


@given(st.lists(st.sampled_from("grain deal ships wheat Odesa port the of".split()), min_size=1))
def test_a_query_finds_what_shares_a_content_word(chosen: list[str]) -> None:
    texts = ["grain", "deal", "ship", "wheat", "ODESA", "ports"]
    wanted = {text for text in texts if any(text.lower().rstrip("s") == word.lower().rstrip("s") for word in chosen)}
    assert set(found(" ".join(chosen), *texts)) == wanted


def test_operators_are_words() -> None:
    assert found("grain NOT deal", "The deal.", "The grain.", "Neither.") == ["The deal.", "The grain."]
    assert found("grain AND wheat", "Only grain.") == ["Only grain."]
    assert found("gra*", "grain") == []


def test_accents_and_case_do_not_matter() -> None:
    assert found("ISTANBUL resume", "İstanbul", "Un résumé", "re\u0301sume\u0301") == [
        "İstanbul",
        "Un résumé",
        "re\u0301sume\u0301",
    ]
    assert found("İstanbul", "Istanbul") == ["Istanbul"]


def test_words_of_grammar_count_only_when_there_are_no_others() -> None:
    assert found("who is in the port", "Who is it?", "The port.") == ["The port."]
    assert found("who is it", "Who is it?", "A port.") == ["Who is it?"]
    assert content_words("What did the minister's office say?") == ["minister", "office"]


def test_a_pasted_text_is_cut_to_its_first_words() -> None:
    text = " ".join(f"word{number}" for number in range(2_000))
    assert query_terms(text) == [f"word{number}" for number in range(MOST_TERMS)]
    assert query_terms("grain grain Grain deal") == ["grain", "deal"]


def test_names_in_capitals_are_no_words_of_grammar() -> None:
    texts = ("The US agreed.", "The U.S. agreed.", "They told us.", "THEY TOLD US")
    assert found("What did the US do?", *texts) == ["The US agreed.", "The U.S. agreed."]
    assert found("U.S. grain", "The US agreed.") == ["The US agreed."]


def test_word_forms_are_one_term() -> None:
    assert terms("elections elected electing Élection") == ["elect", "elect", "elect", "elect"]


def test_what_is_too_long_for_a_word_is_cut() -> None:
    assert terms("x" * 1_000_000) == ["x" * LONGEST]


def test_threads_get_the_same_terms() -> None:
    text = " ".join(f"running{number}s elections{number} agreed{number}" for number in range(300))
    once = terms(text)
    with ThreadPoolExecutor(8) as threads:
        for other in range(5):
            texts = [f"{text} {other}"] * 8
            assert all(got == [*once, str(other)] for got in threads.map(terms, texts))
