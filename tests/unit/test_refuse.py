"""When there is no answer, and what is said instead."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from passages import DAY, evidence, hit

from index import Coverage
from qa.plan import plan
from qa.refuse import confidence, refuse, shortfall

HOLDS = Coverage(1200, 4000, datetime(2010, 1, 3, tzinfo=UTC), datetime(2022, 7, 22, tzinfo=UTC))
ASKED = "Who brokered the grain deal between Ukraine and Russia?"
GRAIN = "Turkey and the United Nations brokered the grain deal between Ukraine and Russia on Friday."


def found(similarity, text=GRAIN, **facts):
    return evidence(hit(text, similarity=similarity, **facts))


def reason(question, items, holds=HOLDS, today=DAY):
    return shortfall(plan(question, today=today), items, holds)


def test_evidence_that_is_near_suffices():
    assert reason(ASKED, found(0.8)) is None


def test_no_evidence_does_not():
    assert reason(ASKED, ()) == "not covered"


def test_evidence_that_is_far_does_not():
    assert reason(ASKED, found(0.1, "Penguins have hatched two eggs.")) == "not covered"


def test_on_the_subject_but_without_the_answer():
    assert reason("Who won the Eurovision contest in Turin?", found(0.55, "A singer fell ill.")) == "detail not covered"


@pytest.mark.parametrize(
    ("question", "outside"),
    [
        ("Who resigned in 2005?", True),
        ("Who resigned before 2010?", True),
        ("Who resigned on 2022-07-23?", True),
        ("Who resigned in August 2023?", True),
        ("Who resigned since March 2024?", True),
        ("Who resigned in January 2010?", False),
        ("Who resigned on 2022-07-22?", False),
        ("Who resigned in July 2022?", False),
        ("Who resigned by 2030?", False),
        ("Who resigned before 2030?", False),
        ("Who resigned?", False),
    ],
)
def test_a_time_wholly_outside_the_archive(question, outside):
    said = reason(question, found(0.9, "The minister resigned."), today=date(2026, 1, 1))
    assert (said == "outside the dates") == outside


def test_what_is_to_come_may_have_been_reported_before():
    items = found(0.9, "Repairs of the bridge will cost £4m in 2030.")
    assert reason("What will repairs of the bridge cost in 2030?", items) is None
    assert reason("What did repairs of the bridge cost in 2030?", items) == "outside the dates"


def test_an_archive_without_dates_has_no_outside():
    assert reason("Who resigned in 1999?", found(0.9, "The minister resigned."), Coverage(2, 9, None, None)) is None


def test_names_and_figures_that_no_passage_has_count_against_it():
    there = confidence("Did Turkey broker the deal?", found(0.6), 100)
    missing = confidence("Did Portugal broker the deal?", found(0.6), 100)
    assert missing < there
    assert confidence("Did Portugal and Norway broker it?", found(0.6), 100) < missing


def test_a_name_may_stand_in_headline_outlet_or_date():
    for question, facts in (
        ("What did officials in Istanbul sign?", {"title": "Istanbul deal"}),
        ("What did the CNN reporter see?", {"source": "CNN"}),
        ("What was signed that Thursday?", {"published": datetime(2022, 7, 21, tzinfo=UTC)}),
    ):
        assert confidence(question, found(0.6, "A deal.", **facts), 100) > confidence(
            question, found(0.6, "A deal."), 100
        )


@given(
    st.floats(-1, 1),
    st.lists(st.integers(0, 10**7), min_size=2, max_size=2).map(sorted),
    st.sampled_from([ASKED, "Why?", "Did Portugal pay 5?"]),
)
def test_the_larger_the_archive_the_stricter(similarity, passages, question):
    small, large = (confidence(question, found(similarity), size) for size in passages)
    assert large <= small


@given(st.lists(st.floats(-1, 1), min_size=2, max_size=2).map(sorted))
def test_the_nearer_the_better(similarities):
    far, near = (confidence(ASKED, found(similarity), 500) for similarity in similarities)
    assert far <= near


def test_one_more_passage_never_makes_it_worse():
    one = evidence(hit(GRAIN, similarity=0.5))
    two = evidence(hit(GRAIN, similarity=0.5), hit("Odesa is a port.", "b", similarity=0.2))
    assert confidence("Who brokered it for Odesa?", two, 500) >= confidence("Who brokered it for Odesa?", one, 500)


def test_a_refusal_says_why_what_the_archive_holds_and_what_is_nearest():
    hits = [hit("b", "x", 0), hit("a", "y", 0), hit("c", "x", 5), hit("d", "z"), hit("e", "w")]
    refusal = refuse("not covered", plan(ASKED, today=DAY), hits, HOLDS)
    assert refusal.message == (
        "The archive does not cover this. It holds 1,200 articles, published from 3 January 2010 to 22 July 2022."
    )
    assert [near.text for near in refusal.nearest] == ["b", "a", "d"]
    assert (refusal.reason, refusal.holds) == ("not covered", HOLDS)


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("Who resigned on 3 May 2031?", "time asked about (3 May 2031)."),
        ("Who resigned in May 2031?", "time asked about (1 May 2031 to 31 May 2031)."),
        ("Who resigned since 2031?", "time asked about (since 1 January 2031)."),
        ("Who resigned before 2001?", "time asked about."),
    ],
)
def test_a_refusal_for_its_time_names_the_time(question, says):
    assert says in refuse("outside the dates", plan(question, today=DAY), [], HOLDS).message


@pytest.mark.parametrize(
    ("holds", "says"),
    [
        (Coverage(0, 0, None, None), "It holds 0 articles."),
        (Coverage(2, 5, None, None), "It holds 2 articles."),
        (replace(HOLDS, articles=1), "It holds 1 article, published"),
    ],
)
def test_what_it_holds(holds, says):
    assert says in refuse("detail not covered", plan(ASKED, today=DAY), [], holds).message
