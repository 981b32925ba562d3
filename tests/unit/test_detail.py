"""The subject is in the archive, and the detail is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from passages import DAY, evidence

from qa.detail import Detail, detail
from qa.plan import plan

HERON = (
    "The Heron, a trawler of 30 metres, came home to Kirk Haven on Friday. Her skipper, Joan Pascoe, sold the catch."
)
ALL_THERE = Detail(unheard=False, no_answer=False, nothing_said=False)


def lacking(question, *texts):
    return detail(plan(question, today=DAY), evidence(*texts or (HERON,)))


def test_nothing_lacks_where_it_is_said():
    assert lacking("Who sold the catch of the Heron?") == ALL_THERE
    assert lacking("How many metres is the trawler Heron?") == ALL_THERE


def test_a_thing_asked_for_of_which_no_passage_has_heard():
    assert lacking("Which boatyard built the Heron?").unheard
    assert not lacking("Which trawler came to Kirk Haven?").unheard


def test_a_thing_that_goes_by_another_word_where_the_rest_is_said():
    assert not lacking("Which vessel came home to Kirk Haven on Friday with a catch to sell?").unheard


def test_no_sentence_near_it_holds_such_an_answer():
    assert lacking("How much did the catch of the Heron cost?").no_answer
    assert not lacking("What did the skipper of the Heron say?").no_answer


def test_nothing_is_said_of_what_is_named_but_its_name():
    assert lacking("Where was Joan Pascoe born?").nothing_said
    assert not lacking("What did the skipper Joan Pascoe sell?").nothing_said
    assert not lacking("Where was she born?").nothing_said


def test_the_last_sentence_is_the_question():
    assert not lacking("A trawler came home. Who sold the catch?").no_answer


@pytest.mark.parametrize("question", ["", "?", "Why?", "1990"])
def test_a_question_without_words_lacks_nothing_that_can_be_told(question):
    assert not lacking(question).unheard


@given(st.text(), st.lists(st.text(min_size=1), min_size=1, max_size=3))
def test_any_question_and_texts(question, texts):
    found = lacking(question, *texts)
    assert not (found.nothing_said and found == ALL_THERE)
