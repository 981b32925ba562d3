"""Hits into numbered evidence, for any hits whatever."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from passages import hit

from qa.evidence import MOST_PER_ARTICLE, STANDARD, Budget, choose
from qa.tokens import estimate

STORY = "The ferry sailed at noon on Monday with 160 people and came to Aldersey at one in the afternoon."


def story(word):
    return " ".join(f"{word}{n}" for n in range(12))


def test_numbered_from_one_in_the_order_of_the_hits():
    hits = [hit(story("b"), "b"), hit(story("a"), "a"), hit(story("c"), "c")]
    chosen = choose(hits, STANDARD)
    assert [item.number for item in chosen] == [1, 2, 3]
    assert [item.hit for item in chosen] == hits


def test_a_copy_is_folded_into_the_better_passage():
    copy = replace(
        hit(STORY + " Weather follows.", "wire"), title="Ferry", source="Corvane Wire", url="https://w.example"
    )
    (first, second) = choose([hit(STORY, "post"), hit(story("other"), "other"), copy], STANDARD)
    assert first.hit.article_id == "post"
    (also,) = first.also_in
    assert (also.article_id, also.title, also.source, also.url) == (
        "wire",
        "Ferry",
        "Corvane Wire",
        "https://w.example",
    )
    assert second.also_in == ()


def test_two_passages_of_a_copy_name_it_once():
    half = len(STORY) // 2
    hits = [hit(STORY, "post"), hit(STORY[: half + 20], "wire", 0), hit(STORY[half - 20 :], "wire", 60)]
    assert [copy.article_id for copy in choose(hits, STANDARD)[0].also_in] == ["wire"]


def test_another_report_of_the_event_is_no_copy():
    other = "At noon on Monday 160 people left for the island on the ferry, which reached Aldersey an hour later."
    assert len(choose([hit(STORY, "post"), hit(other, "courier")], STANDARD)) == 2


def test_an_article_that_repeats_itself_is_no_copy_of_itself():
    chosen = choose([hit(STORY, "post", 0), hit(STORY, "post", 500)], STANDARD)
    assert [item.also_in for item in chosen] == [(), ()]


def test_a_title_that_is_none_takes_no_room_from_the_text():
    endless = replace(hit(STORY, "post"), title="and so on " * 3000, source="x" * 30_000)
    assert [item.hit for item in choose([endless], Budget(tokens=200))] == [endless]


def test_one_article_has_three_passages_at_most_besides_its_lead():
    hits = [hit(story(f"p{n}x"), "a", n) for n in range(1, 6)] + [hit(story("b"), "b")]
    assert [item.hit.article_id for item in choose(hits, STANDARD)] == ["a", "a", "a", "b"]
    lead = hit(story("lead"), "a", 0)
    assert [item.hit for item in choose([*hits, lead], STANDARD)] == [*hits[:3], hits[-1], lead]


def words(text):
    return len(text.split())


def test_what_does_not_fit_is_passed_over_for_a_shorter_one_after_it():
    hits = [hit(story("a"), "a"), hit("word " * 500, "b"), hit(story("c"), "c")]
    assert [item.hit.article_id for item in choose(hits, Budget(8, 100, words))] == ["a", "c"]


def test_the_best_passage_is_cut_behind_a_sentence_where_it_is_too_long():
    text = "The ferry sailed at noon. It carried 160 people. Nobody was hurt."
    (item,) = choose([hit(text, "a", 40), hit("Rain fell on the whole of the island.", "b")], Budget(8, 10, words))
    assert item.hit.text == "The ferry sailed at noon. It carried 160 people."
    assert (item.hit.start, item.hit.end) == (40, 40 + len(item.hit.text))
    assert choose([hit(text)], Budget(8, 3, words)) == ()


def test_tokens_are_counted_as_the_writer_counts_them_headings_included():
    hits = [replace(hit(f"Six {name}.", name), title="one two three", source="four") for name in "abc"]
    assert len(choose(hits, Budget(8, 17, words))) == 2
    assert len(choose(hits, Budget(8, 18, words))) == 3
    assert len(choose(hits, Budget(8, 18, lambda text: 2 * words(text)))) == 1


@pytest.mark.parametrize(("text", "tokens"), [("", 0), ("a", 1), ("news", 1), ("newspaper", 3), ("中文新闻", 3)])
def test_where_no_tokenizer_is_at_hand_four_bytes_are_a_token(text, tokens):
    assert estimate(text) == tokens


@pytest.mark.parametrize("most", [1, 3])
def test_no_more_passages_than_asked_for_but_their_copies(most):
    hits = [hit(story(f"s{n}x"), f"a{n}") for n in range(6)] + [hit(story("s0x"), "copy")]
    chosen = choose(hits, Budget(most))
    assert len(chosen) == most
    assert [copy.article_id for copy in chosen[0].also_in] == ["copy"]


def test_nothing_found_is_no_evidence():
    assert choose([], STANDARD) == ()


TEXTS = st.one_of(
    st.just(STORY), st.text("ab c.\n", max_size=80), st.lists(st.sampled_from(STORY.split())).map(" ".join)
)
PASSAGES = st.tuples(st.sampled_from("abcde"), st.integers(0, 9), TEXTS)


@given(
    st.lists(PASSAGES, max_size=25, unique_by=lambda passage: passage[:2]),
    st.integers(1, 10),
    st.integers(0, 60),
    st.sampled_from([words, len, estimate]),
)
def test_laws(passages, most, tokens, count):
    hits = [hit(text, article, start) for article, start, text in passages]
    budget = Budget(most, tokens, count)
    chosen = choose(hits, budget)
    assert [item.number for item in chosen] == list(range(1, len(chosen) + 1))
    assert len(chosen) <= most
    assert sum(budget.cost(item.hit) for item in chosen) <= tokens
    assert all(item.hit in hits for item in chosen[1:])
    assert all(item.hit.end - item.hit.start == len(item.hit.text) for item in chosen)
    ids = [item.hit.passage_id for item in chosen]
    assert len(set(ids)) == len(ids)
    places = [[hit.passage_id for hit in hits].index(each) for each in ids]
    assert places == sorted(places)
    for article in "abcde":
        assert sum(item.hit.article_id == article and item.hit.start > 0 for item in chosen) <= MOST_PER_ARTICLE
    for item in chosen:
        copies = [copy.article_id for copy in item.also_in]
        assert len(set(copies)) == len(copies)
        assert item.hit.article_id not in copies
    assert choose(hits, budget) == chosen
