"""Answers that were true when the archive ended."""

from datetime import UTC, date, datetime

import pytest
from passages import evidence, hit

from qa.age import aged
from qa.plan import plan
from qa.values import Sentence

OLD = hit("Ada Byron is the mayor.", "old", published=datetime(2019, 3, 1, tzinfo=UTC))
NEW = hit("Tom Pell is the mayor.", "new", published=datetime(2022, 7, 20, tzinfo=UTC))
UNDATED = hit("Nobody is the mayor.", "undated")


def notes(question, *hits, today=date(2026, 7, 23), cited=None):
    sentences = [Sentence(one.text, (number,)) for number, one in enumerate(hits, 1) if cited in (None, number)]
    return aged(plan(question, today=today), sentences, evidence(*hits))


@pytest.mark.parametrize(
    "question", ["Who is the mayor?", "Which mayor recently resigned?", "What’s the latest on the mayor?"]
)
def test_an_old_answer_to_how_things_are_now_says_how_old_it_is(question):
    (note,) = notes(question, OLD, NEW)
    assert "of 20 July 2022, over 4 years ago" in note


def test_over_one_year():
    assert "over a year ago" in notes("Who is the mayor?", NEW, today=date(2023, 8, 1))[0]


@pytest.mark.parametrize(
    "question", ["Who was the mayor?", "Who is the mayor as of July 2022?", "What is a mayor?", "Who won in 2022?"]
)
def test_what_was_or_does_not_age_needs_no_note(question):
    assert notes(question, OLD, NEW) == ()


def test_nor_does_what_is_recent_or_of_unknown_age():
    assert notes("Who is the mayor?", OLD, NEW, today=date(2023, 3, 1)) == ()
    assert notes("Who is the mayor?", OLD, UNDATED) == ()
    assert notes("Who is the mayor?") == ()


def test_only_what_is_cited_counts():
    assert "1 March 2019" in notes("Who is the mayor?", OLD, NEW, cited=1)[0]
