"""Questions that could be about several things."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest
from passages import DAY, hit

from qa.plan import plan
from qa.readings import readings
from qa.values import Message

ELECTIONS = [
    hit("Ada Byron won the election in Harwick on Sunday.", "harwick", title="Harwick votes", score=1.0),
    hit("The election on the island of Sark was won by Tom Pell, who won it narrowly.", "sark", score=0.9),
    hit("Nobody won the first round of the election in Corrow.", "corrow", score=0.8),
]
ASKED = "Who won the election?"


def ids(question, hits=ELECTIONS, **more):
    return [found.article_id for found in readings(plan(question, today=DAY, **more), hits)]


def test_three_things_that_have_nothing_in_common_are_three_readings():
    assert ids(ASKED) == ["harwick", "sark", "corrow"]


@pytest.mark.parametrize(
    "question",
    [
        "Who won the election in Harwick?",
        "Who won the election in 2021?",
        "Who won the election last week?",
        "Who won the latest election?",
        "Who won the last election?",
        "Who won the election for mayor by a narrow margin on a rainy day?",
        "Who won an election?",
        "Why?",
    ],
)
def test_a_question_that_says_which_or_asks_for_any_is_clear(question):
    assert ids(question) == []


def test_two_readings_are_not_enough():
    assert ids(ASKED, ELECTIONS[:2]) == []


def test_reports_of_one_thing_are_one_reading_even_by_way_of_a_third():
    link = hit("Ada Byron, who won the election in Harwick, met Tom Pell.", "link", score=0.9)
    assert ids(ASKED, [*ELECTIONS, link]) == []


def test_passages_that_tell_of_no_such_thing_or_come_far_behind_are_no_readings():
    other = hit("The election will be dull, and nobody has won yet.", "corrow", score=0.8)
    assert ids(ASKED, [*ELECTIONS[:2], other]) == []
    compound = hit("A Corrow election official won praise.", "corrow", score=0.8)
    assert ids(ASKED, [*ELECTIONS[:2], compound]) == []
    far = hit("Nobody won the first round of the election in Corrow.", "corrow", score=0.1)
    assert ids(ASKED, [*ELECTIONS[:2], far]) == []


def test_one_that_most_report_is_the_one_that_is_meant():
    of_harwick = [hit(f"Ada Byron won the election in Harwick by {n} votes.", f"h{n}") for n in range(5)]
    assert ids(ASKED, [*of_harwick, *ELECTIONS[1:]]) == []
    assert ids(ASKED, [*of_harwick[:2], *ELECTIONS[1:]]) == ["h0", "sark", "corrow"]


@pytest.mark.parametrize(("age", "clear"), [(0, True), (2, True), (3, False), (40, False)])
def test_one_that_several_have_reported_within_days_is_the_one_that_is_meant(age, clear):
    when = datetime.combine(DAY, time(12), UTC) - timedelta(days=age)
    fresh = [hit("Tom Pell won the election on Sark.", name, published=when) for name in ("post", "courier")]
    long_ago = [replace(one, published=when - timedelta(days=400)) for one in (ELECTIONS[0], ELECTIONS[2])]
    assert (ids(ASKED, [*long_ago, *fresh]) == []) == clear


def test_what_only_one_has_reported_of_late_is_one_of_several():
    now = datetime.combine(DAY, time(12), UTC)
    assert len(ids(ASKED, [replace(one, published=now) for one in ELECTIONS])) == 3


def test_a_follow_up_is_about_what_was_spoken_of():
    assert ids("And who won it?", history=(Message("user", "When was the election?"),)) == []
