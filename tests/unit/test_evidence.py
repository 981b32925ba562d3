"""Hits into numbered evidence, for any hits whatever."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from passages import hit

from qa.evidence import MOST_PER_ARTICLE, choose

STORY = "The ferry sailed at noon on Monday with 160 people and came to Aldersey at one in the afternoon."


def story(word):
    return " ".join(f"{word}{n}" for n in range(12))


def test_numbered_from_one_in_the_order_of_the_hits():
    hits = [hit(story("b"), "b"), hit(story("a"), "a"), hit(story("c"), "c")]
    chosen = choose(hits)
    assert [item.number for item in chosen] == [1, 2, 3]
    assert [item.hit for item in chosen] == hits


def test_a_copy_is_folded_into_the_better_passage():
    copy = replace(
        hit(STORY + " Weather follows.", "wire"), title="Ferry", source="Corvane Wire", url="https://w.example"
    )
    (first, second) = choose([hit(STORY, "post"), hit(story("other"), "other"), copy])
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
    assert [copy.article_id for copy in choose(hits)[0].also_in] == ["wire"]


def test_another_report_of_the_event_is_no_copy():
    other = "At noon on Monday 160 people left for the island on the ferry, which reached Aldersey an hour later."
    assert len(choose([hit(STORY, "post"), hit(other, "courier")])) == 2


def test_an_article_that_repeats_itself_is_no_copy_of_itself():
    assert [item.also_in for item in choose([hit(STORY, "post", 0), hit(STORY, "post", 500)])] == [(), ()]


def test_one_article_has_three_passages_at_most():
    hits = [hit(story(f"p{n}x"), "a", n) for n in range(6)] + [hit(story("b"), "b")]
    assert [item.hit.article_id for item in choose(hits)] == ["a", "a", "a", "b"]


def test_the_best_passage_is_taken_however_long_and_a_shorter_one_after_what_does_not_fit():
    hits = [hit("word " * 500, "a"), hit(story("b"), "b")]
    assert [item.hit.article_id for item in choose(hits, words=100)] == ["a"]
    hits = [hit(story("a"), "a"), hit("word " * 500, "b"), hit(story("c"), "c")]
    assert [item.hit.article_id for item in choose(hits, words=100)] == ["a", "c"]


@pytest.mark.parametrize("most", [1, 3])
def test_no_more_passages_than_asked_for_but_their_copies(most):
    hits = [hit(story(f"s{n}x"), f"a{n}") for n in range(6)] + [hit(story("s0x"), "copy")]
    chosen = choose(hits, most=most)
    assert len(chosen) == most
    assert [copy.article_id for copy in chosen[0].also_in] == ["copy"]


def test_nothing_found_is_no_evidence():
    assert choose([]) == ()


TEXTS = st.one_of(
    st.just(STORY), st.text("ab c.\n", max_size=80), st.lists(st.sampled_from(STORY.split())).map(" ".join)
)
PASSAGES = st.tuples(st.sampled_from("abcde"), st.integers(0, 9), TEXTS)


@given(
    st.lists(PASSAGES, max_size=25, unique_by=lambda passage: passage[:2]),
    st.integers(1, 10),
    st.integers(1, 60),
)
def test_laws(passages, most, words):
    hits = [hit(text, article, start) for article, start, text in passages]
    chosen = choose(hits, most=most, words=words)
    assert [item.number for item in chosen] == list(range(1, len(chosen) + 1))
    assert len(chosen) <= most
    assert bool(chosen) == bool(hits)
    assert sum(len(item.hit.text.split()) for item in chosen[1:]) <= max(
        0, words - len(hits[0].text.split()) if hits else 0
    )
    ids = [item.hit.passage_id for item in chosen]
    assert len(set(ids)) == len(ids)
    places = [hits.index(item.hit) for item in chosen]
    assert places == sorted(places)
    assert places[:1] == [0][: len(hits)]
    for article in "abcde":
        assert sum(item.hit.article_id == article for item in chosen) <= MOST_PER_ARTICLE
    for item in chosen:
        copies = [copy.article_id for copy in item.also_in]
        assert len(set(copies)) == len(copies)
        assert item.hit.article_id not in copies
    assert choose(hits, most=most, words=words) == chosen
