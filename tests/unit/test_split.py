"""Splitting: nothing lost, nothing twice, sentences whole, no passage too long for the embedder."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index import Span
from index.embed import load_embedder
from index.split import LONGEST_TOKEN, sentences, split

TOKENIZER = load_embedder()

WORDS = st.sampled_from(
    [
        "grain",
        "deal",
        "Dr.",
        "U.S.",
        "3.14",
        "naïve",
        "re\u0301sume\u0301",
        "обстрел",
        "新闻报道",
        "खबर",
        "😀",
        "👩‍👩‍👧",
        "🇺🇦",
        "“Go!”",
        "a" * 300,
    ]
)
ENDS = st.sampled_from([".", "?", "!", "…", "。", ".”", ""])
GAPS = st.sampled_from([" ", "  ", "\n", "\n\n", "\r\n", "\t", "\u00a0", "\u2028", ""])
SENTENCES = st.tuples(st.lists(WORDS, max_size=12).map(" ".join), ENDS, GAPS).map("".join)
TEXTS = st.one_of(st.text(max_size=300), st.lists(SENTENCES, max_size=12).map("".join))
SIZES = st.integers(min_value=1, max_value=40)


def solid(text: str) -> str:
    """A text without its white space."""
    return "".join(text.split())


def tokens(text: str) -> int:
    """Tokens of a text, a word that the embedder does not know at all counted by its length."""
    return sum(-(-(end - start) // LONGEST_TOKEN) for start, end in TOKENIZER.token_spans(text))


def texts(text: str, spans: list[Span]) -> list[str]:
    return [text[span.start : span.end] for span in spans]


def check_partition(text: str, spans: list[Span]) -> None:
    """Every character that is not white space is in one span, and the spans are in order and trimmed."""
    at = 0
    for span in spans:
        assert at <= span.start < span.end <= len(text)
        assert text[at : span.start].strip() == ""
        assert text[span.start : span.end] == text[span.start : span.end].strip()
        at = span.end
    assert text[at:].strip() == ""


@given(TEXTS, st.sampled_from([None, "en", "de", "uk", "zh", "en-GB", "no such language"]))
def test_sentences_hold_every_character_once(text: str, language: str | None) -> None:
    check_partition(text, sentences(text, language))


@given(TEXTS, SIZES)
@example("a" * 5000, 3)
@example("新闻" * 500, 7)
@example("grain/deal/" * 100, 5)
@example("", 5)
def test_passages_hold_every_character_once(text: str, most: int) -> None:
    check_partition(text, split(text, TOKENIZER.token_spans, most))


@given(TEXTS, SIZES)
@example("新闻" * 500, 7)
@example("grain/deal/" * 100, 5)
@example("unbelievably " * 100, 1)
def test_no_passage_is_longer_than_it_may_be(text: str, most: int) -> None:
    starts = [start for start, _ in TOKENIZER.token_spans(text)]
    for passage in split(text, TOKENIZER.token_spans, most):
        assert sum(passage.start <= start < passage.end for start in starts) <= most
        before, after = text[: passage.start][-1:], text[passage.end :][:1]
        # A word cut in two may be other tokens than it was as a whole.
        if not before.strip() and not after.strip():
            assert tokens(text[passage.start : passage.end]) <= most


@given(TEXTS, SIZES)
def test_a_sentence_that_fits_into_a_passage_is_whole(text: str, most: int) -> None:
    passages = split(text, TOKENIZER.token_spans, most)
    for sentence in sentences(text):
        if tokens(text[sentence.start : sentence.end]) <= most:
            assert any(span.start <= sentence.start and sentence.end <= span.end for span in passages)


@given(st.lists(WORDS.filter(lambda word: len(word) < 50), min_size=1, max_size=200), st.integers(20, 40))
def test_a_sentence_that_is_too_long_is_cut_between_words(words: list[str], most: int) -> None:
    text = " ".join(words)
    for passage in split(text, TOKENIZER.token_spans, most):
        assert text[passage.end : passage.end + 1].strip() == ""
        assert text[max(0, passage.start - 1) : passage.start].strip() == ""


def test_passages_of_an_article_are_of_about_one_length() -> None:
    text = " ".join(f"Ship number {number} left the port of Odesa." for number in range(60))
    sizes = [tokens(passage) for passage in texts(text, split(text, TOKENIZER.token_spans, 160))]
    assert max(sizes) <= 160
    assert min(sizes) > 0.8 * max(sizes)


def test_a_word_without_end_is_cut_as_a_sentence_is() -> None:
    text = f"It began so. {'x' * 1_000_000} It ended so."
    spans = split(text, TOKENIZER.token_spans, 160)
    check_partition(text, spans)
    assert len(spans) > 60
    assert max(span.end - span.start for span in spans) <= 160 * LONGEST_TOKEN


def test_a_short_article_is_one_passage() -> None:
    text = "A ship left Odesa. It carried grain.\n\nIt was the first."
    assert texts(text, split(text, TOKENIZER.token_spans, 160)) == [text]


def test_a_line_break_ends_a_sentence() -> None:
    text = "Grain deal signed\nShips leave port\n"
    assert texts(text, sentences(text)) == text.splitlines()


def test_lines_wrapped_at_one_width_are_one_paragraph() -> None:
    text = (
        "The first ship carrying grain left the port of Odesa on Monday,\n"
        "officials said. It was bound for Tripoli in Lebanon and was to be\n"
        "inspected on its way through the Bosphorus by a joint team from\n"
        "four countries.\n\nA second ship is to follow."
    )
    assert [sentence.split()[0] for sentence in texts(text, sentences(text))] == ["The", "It", "A"]
    assert solid("".join(texts(text, sentences(text)))) == solid(text)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        (
            "Dr. Smith met U.S. officials at 3.14 p.m. on Monday. They agreed.",
            "Dr. Smith met U.S. officials at 3.14 p.m. on Monday.",
        ),
        ("😀 Grain prices fell 🌾. They may rise.", "😀 Grain prices fell 🌾."),
        ("He said: “We will go. We must.” Then he left.", "He said: “We will go. We must.”"),
    ],
)
def test_a_sentence_ends_where_a_reader_would_end_it(text: str, first: str) -> None:
    assert texts(text, sentences(text))[0] == first
