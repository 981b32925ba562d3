"""The full-text index holds what was put into it, and BM25 ranks it by the formula."""

import math
import sqlite3
from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from index.bm25 import K1, TITLE, B, bm25
from index.lexicon import SCHEMA, Lexicon
from index.postings import BLOCK_BITS

NUMBERS = st.sampled_from([1, 2, 3, (1 << BLOCK_BITS) - 1, 1 << BLOCK_BITS, (1 << BLOCK_BITS) + 1, 5 << BLOCK_BITS])
TERMS = st.lists(st.sampled_from(["grain", "deal", "US", "新闻", "x" * 64]), max_size=6)


@pytest.fixture
def lexicon() -> Iterator[Lexicon]:
    database = sqlite3.connect(":memory:")
    database.executescript(SCHEMA)
    yield Lexicon(database)
    database.close()


def held(lexicon: Lexicon, term: str) -> dict[int, tuple[int, int]]:
    """By passage number, the counts in text and title."""
    found = lexicon.postings([term])
    if not found:
        return {}
    (postings,) = found
    assert list(postings.numbers) == sorted(postings.numbers)
    counts = zip(postings.counts.tolist(), postings.titles.tolist(), strict=True)
    return dict(zip(postings.numbers.tolist(), counts, strict=True))


class LexiconMachine(RuleBasedStateMachine):
    """Drives a lexicon and a dictionary of passages side by side."""

    def __init__(self) -> None:
        super().__init__()
        self.database = sqlite3.connect(":memory:")
        self.database.executescript(SCHEMA)
        self.lexicon = Lexicon(self.database)
        self.passages: dict[int, tuple[list[str], list[str]]] = {}

    @rule(number=NUMBERS, text=TERMS, title=TERMS)
    def put(self, number: int, text: list[str], title: list[str]) -> None:
        if number in self.passages:
            self.lexicon.drop(number, *self.passages.pop(number))
        self.lexicon.add(number, text, title)
        self.passages[number] = (text, title)

    @rule(number=NUMBERS)
    def drop(self, number: int) -> None:
        if number in self.passages:
            self.lexicon.drop(number, *self.passages.pop(number))

    @rule()
    def flush(self) -> None:
        self.lexicon.flush()

    @invariant()
    def holds_what_the_dictionary_holds(self) -> None:
        # What is not flushed need not show; a second lexicon over the same rows shows what was written.
        if self.lexicon._pending or self.lexicon._dropped:
            return
        for term in ("grain", "deal", "US", "新闻", "x" * 64):
            expected = {
                number: (text.count(term), title.count(term))
                for number, (text, title) in self.passages.items()
                if term in text or term in title
            }
            assert held(self.lexicon, term) == expected

    def teardown(self) -> None:
        self.lexicon.flush()
        self.holds_what_the_dictionary_holds()
        for number, passage in list(self.passages.items()):
            self.lexicon.drop(number, *passage)
        self.lexicon.flush()
        assert self.database.execute("SELECT count(*) FROM postings").fetchone() == (0,)
        self.database.close()


TestLexiconBehavesAsADictionary = LexiconMachine.TestCase


def test_what_is_forgotten_is_not_written(lexicon: Lexicon) -> None:
    lexicon.add(1, ["grain"], [])
    lexicon.forget()
    lexicon.flush()
    assert lexicon.postings(["grain"]) == []


def test_counts_stop_at_what_a_byte_holds(lexicon: Lexicon) -> None:
    lexicon.add(7, ["grain"] * 1000, ["grain"] * 300)
    lexicon.flush()
    assert held(lexicon, "grain") == {7: (255, 255)}


TEXTS = st.lists(st.lists(st.sampled_from("abcde"), min_size=1, max_size=8), min_size=1, max_size=8)


def ranked(texts: list[tuple[int, list[str], list[str]]], query: list[str], allowed: set[int]) -> dict[int, float]:
    """Scores above 0, by the code."""
    database = sqlite3.connect(":memory:")
    try:
        database.executescript(SCHEMA)
        lexicon = Lexicon(database)
        lengths = np.zeros(1 + max(number for number, *_ in texts), dtype=np.float32)
        mask = np.zeros(len(lengths), dtype=bool)
        for number, text, title in texts:
            lexicon.add(number, text, title)
            lengths[number] = len(text)
            mask[number] = number in allowed
        lexicon.flush()
        scores = bm25(lexicon.postings(query), lengths, mask)
        return {int(number): float(scores[number]) for number in np.flatnonzero(scores)}
    finally:
        database.close()


@given(TEXTS, TEXTS, st.sets(st.sampled_from("abcdz"), min_size=1), st.sets(st.integers(1, 8)))
def test_bm25_is_the_formula_over_the_passages_that_are_allowed(
    bodies: list[list[str]], titles: list[list[str]], query: set[str], allowed: set[int]
) -> None:
    texts = [(n, body, titles[n % len(titles)]) for n, body in enumerate(bodies, start=1)]
    within = [one for one in texts if one[0] in allowed]
    expected = {}
    for number, body, title in within:
        score = 0.0
        for term in query:
            holding = sum(term in other or term in heading for _, other, heading in within)
            weight = math.log(1 + (len(within) - holding + 0.5) / (holding + 0.5))
            count = body.count(term) + TITLE * title.count(term)
            mean = sum(len(other) for _, other, _ in within) / len(within)
            score += weight * count * (K1 + 1) / (count + K1 * (1 - B + B * len(body) / mean))
        if score:
            expected[number] = score
    assert ranked(texts, sorted(query), allowed) == pytest.approx(expected, rel=1e-5)


@given(TEXTS, st.sets(st.sampled_from("abcdz"), min_size=1), st.sets(st.integers(1, 8), min_size=1))
def test_what_is_hidden_does_not_show_in_the_scores(
    bodies: list[list[str]], query: set[str], allowed: set[int]
) -> None:
    texts = [(n, body, list[str]()) for n, body in enumerate(bodies, start=1)]
    visible = [one for one in texts if one[0] in allowed]
    alone = ranked(visible, sorted(query), allowed) if visible else {}
    assert ranked(texts, sorted(query), allowed) == alone
