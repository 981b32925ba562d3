"""How likely it is that the evidence holds the answer."""

from dataclasses import replace
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st
from passages import DAY, PUBLISHED, evidence, hit

from qa.plan import plan
from qa.sufficiency import confidence, log_odds
from qa.values import Message

ASKED = "Who brokered the grain deal between Ukraine and Russia?"
GRAIN = "Turkey and the United Nations brokered the grain deal between Ukraine and Russia on Friday."


def found(similarity, text=GRAIN, **facts):
    return evidence(hit(text, similarity=similarity, **facts))


def odds(question, items, passages):
    return log_odds(plan(question, today=DAY), items, passages)


def test_names_and_figures_that_no_passage_has_count_against_it():
    there = odds("Did Turkey broker the deal?", found(0.6), 100)
    missing = odds("Did Portugal broker the deal?", found(0.6), 100)
    assert missing < there
    assert odds("Did Portugal and Norway broker it?", found(0.6), 100) < missing


def test_a_name_may_stand_in_headline_outlet_or_date():
    for question, facts in (
        ("What did officials in Istanbul sign?", {"title": "Istanbul deal"}),
        ("What did the CNN reporter see?", {"source": "CNN"}),
        ("What was signed that Thursday?", {"published": datetime(2022, 7, 21, tzinfo=UTC)}),
    ):
        assert odds(question, found(0.6, "A deal.", **facts), 100) > odds(question, found(0.6, "A deal."), 100)


@given(
    st.floats(-1, 1),
    st.lists(st.integers(0, 10**7), min_size=2, max_size=2).map(sorted),
    st.sampled_from([ASKED, "Why?", "Did Portugal pay 5?"]),
)
def test_the_larger_the_archive_the_stricter(similarity, passages, question):
    small, large = (odds(question, found(similarity), size) for size in passages)
    assert large <= small


@given(st.lists(st.floats(-1, 1), min_size=2, max_size=2).map(sorted))
def test_the_nearer_the_better(similarities):
    far, near = (odds(ASKED, found(similarity), 500) for similarity in similarities)
    assert far <= near


def test_one_more_passage_never_makes_it_worse():
    one = evidence(hit(GRAIN, similarity=0.5))
    two = evidence(hit(GRAIN, similarity=0.5), hit("Odesa is a port.", "b", similarity=0.2))
    assert odds("Who brokered it for Odesa?", two, 500) >= odds("Who brokered it for Odesa?", one, 500)


def test_words_that_are_in_no_passage_count_against_it_where_they_are_most_of_them():
    items = found(0.6, "Helen Dorrick is the chief engineer of Corvane Roads.")
    salary = odds("What salary does Helen Dorrick earn at Corvane Roads?", items, 100)
    office = odds("Which office does Helen Dorrick, chief engineer, hold at Corvane Roads?", items, 100)
    assert salary + 1 < office


def test_what_was_reported_when_the_question_looks_is_likelier_to_answer_it():
    fresh = odds(ASKED, found(0.6, published=PUBLISHED), 500)
    unknown = odds(ASKED, found(0.6), 500)
    old = odds(ASKED, found(0.6, published=datetime(2012, 7, 22, tzinfo=UTC)), 500)
    assert old < unknown < fresh


def test_a_time_in_the_question_is_when_it_looks():
    items = found(0.6, published=datetime(2012, 7, 22, tzinfo=UTC))
    query = plan("Who brokered the deal in July 2012?", today=DAY)
    assert log_odds(query, items, 500) > log_odds(replace(query, recency=plan(ASKED, today=DAY).recency), items, 500)


def test_confidence_is_a_probability():
    assert confidence(plan(ASKED, today=DAY), (), 100) == 0
    for similarity in (-1.0, 0.0, 0.5, 1.0):
        query, items = plan(ASKED, today=date(2022, 7, 23)), found(similarity)
        assert (confidence(query, items, 500) > 0.5) == (log_odds(query, items, 500) > 0)
        assert 0 < confidence(query, items, 500) < 1


def test_a_follow_up_with_words_that_nothing_near_its_subject_has_is_about_something_else():
    history = (Message("user", "Who brokered the grain deal?"), Message("assistant", GRAIN))
    strange = plan("Who won the boat race?", history, today=DAY)
    assert strange.text != strange.question
    alike = replace(strange, question=strange.text)
    assert log_odds(strange, found(0.6), 100) < log_odds(alike, found(0.6), 100) - 1


def test_a_follow_up_that_points_back_or_has_the_subject_s_words_is_as_likely_as_when_written_out():
    history = (Message("user", "Who brokered the grain deal?"), Message("assistant", GRAIN))
    for question in ("When did they agree on that?", "And the losers?", "When was the deal brokered?"):
        query = plan(question, history, today=DAY)
        assert log_odds(query, found(0.6), 100) == log_odds(replace(query, question=query.text), found(0.6), 100)
