"""Any text is a safe full-text query, and finds the texts that share a word with it."""

import sqlite3
import unicodedata
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from index.terms import MOST_TERMS, content_words, lexical_query, words

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


@pytest.fixture
def found() -> Iterator["Found"]:
    found = Found()
    yield found
    found.database.close()


class Found:
    """A full-text table as the catalogue has it."""

    def __init__(self) -> None:
        self.database = sqlite3.connect(":memory:")
        self.database.execute(
            "CREATE VIRTUAL TABLE terms USING fts5 (text, tokenize = 'porter unicode61 remove_diacritics 2')"
        )

    def __call__(self, query: str, *texts: str) -> list[str]:
        """Those of the texts that a query finds."""
        self.database.execute("DELETE FROM terms")
        self.database.executemany("INSERT INTO terms VALUES (?)", ((text,) for text in texts))
        match = lexical_query(query)
        rows = self.database.execute("SELECT text FROM terms WHERE terms MATCH ?", (match,)) if match else []
        return [text for (text,) in rows]


reuse = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.mark.parametrize("text", WEIRD)
def test_every_weird_string_is_a_safe_query(found: Found, text: str) -> None:
    assert isinstance(found(text, "Grain deal signed."), list)


@reuse
@given(st.text(st.characters()) | st.text('"*()+-^:{}ANDORT NEAR,', max_size=40))
def test_any_string_is_a_safe_query(found: Found, text: str) -> None:
    assert isinstance(found(text, "Grain deal signed."), list)


@reuse
@given(st.text(LETTERS))
@example("İstanbul")
@example("re\u0301sume\u0301")
@example("Straße ΟΔΟΣ Їжак")
def test_a_text_finds_itself(found: Found, text: str) -> None:
    # SQLite's tokenizer knows Unicode 6.1: what is newer or not assigned it may take for what Python does not.
    assume(all(unicodedata.ucd_3_2_0.category(character) != "Cn" for character in text))
    if any(word.strip("_") for word in words(text)):
        assert found(text, text) == [text]


@reuse
@given(st.lists(st.sampled_from("grain deal ships wheat Odesa port the of".split()), min_size=1))
def test_a_query_finds_what_shares_a_content_word(found: Found, chosen: list[str]) -> None:
    texts = ["grain", "deal", "ship", "wheat", "ODESA", "ports"]
    wanted = {text for text in texts if any(text.lower().rstrip("s") == word.lower().rstrip("s") for word in chosen)}
    assert set(found(" ".join(chosen), *texts)) == wanted


def test_operators_are_words(found: Found) -> None:
    assert found("grain NOT deal", "The deal.", "The grain.", "Neither.") == ["The deal.", "The grain."]
    assert found("grain AND wheat", "Only grain.") == ["Only grain."]
    assert found("gra*", "grain") == []


def test_accents_and_case_do_not_matter(found: Found) -> None:
    assert found("ISTANBUL resume", "İstanbul", "Un résumé", "re\u0301sume\u0301") == [
        "İstanbul",
        "Un résumé",
        "re\u0301sume\u0301",
    ]
    assert found("İstanbul", "Istanbul") == ["Istanbul"]


def test_words_of_grammar_count_only_when_there_are_no_others(found: Found) -> None:
    assert found("who is in the port", "Who is it?", "The port.") == ["The port."]
    assert found("who is it", "Who is it?", "A port.") == ["Who is it?"]
    assert content_words("What did the minister's office say?") == ["minister", "office"]


def test_a_pasted_text_is_cut_to_its_first_words() -> None:
    text = " ".join(f"word{number}" for number in range(2_000))
    assert lexical_query(text).split(" OR ") == [f'"word{number}"' for number in range(MOST_TERMS)]
    assert lexical_query("grain grain Grain deal") == '"grain" OR "deal"'
