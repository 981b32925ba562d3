"""A question in its conversation, to a query."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from passages import DAY

from index import Filter, Recency
from qa.plan import MOST_PARTS, plan, standalone
from qa.values import Message, Window

ASKED = "Who brokered the grain deal between Ukraine and Russia?"
HISTORY = (Message("user", ASKED), Message("assistant", "Turkey and the United Nations did."))


def conversation(*questions):
    return [message for question in questions for message in (Message("user", question), Message("assistant", "So."))]


@pytest.mark.parametrize(
    "question",
    [
        "And when was it signed?",
        "Where did they sign?",
        "What about Turkey?",
        "How about the price of wheat?",
        "Why?",
        "And then?",
        "What did he say about Odesa's ports?",
        "Is that still in force?",
        "Who else?",
    ],
)
def test_a_question_that_leans_on_the_ones_before_is_made_standalone(question):
    assert plan(question, HISTORY, today=DAY).text == f"{ASKED} {question}"
    assert plan(question, HISTORY, today=DAY).question == question
    assert plan(question, today=DAY).text == question


@pytest.mark.parametrize(
    "question",
    [
        "Which team won the women's football final at Wembley?",
        "How many people live on Aldersey island?",
        "Why did the Prime Minister of Italy resign?",
        "Who is chief engineer of Corvane Roads?",
        "What will the repairs of Millgate Bridge cost?",
    ],
)
def test_a_question_that_says_all_is_left_as_it_is(question):
    assert plan(question, HISTORY, today=DAY).text == question


def test_only_what_the_reader_asked_is_added():
    assert "Turkey" not in standalone("And when?", HISTORY)
    assert standalone("And when?", [Message("assistant", "Hello.")]) == "And when?"


def test_a_chain_goes_back_to_the_question_that_began_it_and_no_further():
    history = conversation("Who won the cup final at the Ropewalk?", ASKED, "And when was it signed?")
    assert standalone("Where?", history) == f"{ASKED} And when was it signed? Where?"


def test_a_long_chain_keeps_its_beginning_and_its_end():
    history = conversation(ASKED, *(f"And what about it in town {n}?" for n in range(5000)))
    assert standalone("And why?", history) == (
        f"{ASKED} And what about it in town 4998? And what about it in town 4999? And why?"
    )
    assert standalone("And why?", history).count("?") == MOST_PARTS


def test_white_space_is_evened_out():
    assert plan("  Who\n brokered\tit?  ", today=DAY).question == "Who brokered it?"


@pytest.mark.parametrize(
    ("question", "intent"),
    [
        ("What is the latest on the grain deal?", "latest"),
        ("Who is currently in charge of Corvane Roads?", "latest"),
        ("What happened to the bridge in April 2022?", "at a time"),
        ("Who resigned yesterday?", "at a time"),
        ("What is the latest of this week?", "at a time"),
        ("How did the strike at the mill unfold?", "development"),
        ("Give me a timeline of the bridge closure in 2022", "development"),
        ("What is a heat dome?", "timeless"),
        ("How does a heat pump work?", "timeless"),
        ("Who brokered the grain deal?", "news"),
    ],
)
def test_intent(question, intent):
    assert plan(question, today=DAY).intent == intent


@pytest.mark.parametrize(
    ("question", "recency"),
    [
        ("What is the latest on the grain deal?", Recency(DAY, 30.0, weight=1.5)),
        ("Who has recently left the cabinet?", Recency(DAY, 30.0, weight=1.0)),
        ("What happened this week?", Recency(DAY, 30.0, weight=1.0)),
        ("Who brokered the grain deal?", Recency(DAY, 30.0, weight=1.0)),
        ("What happened on 1 July 2022?", Recency(date(2022, 7, 8), 30.0)),
        ("What happened on 21 July 2022?", Recency(DAY, 30.0)),
        ("What happened in June 2022?", Recency(date(2022, 7, 7), 59.0)),
        ("What will have happened by 2030?", Recency(DAY, 30.0)),
        ("What is a heat dome?", None),
        ("How did the strike unfold?", None),
    ],
)
def test_where_in_time_to_look_first(question, recency):
    assert plan(question, today=DAY).recency == recency


def test_today_is_the_day_given_else_the_reader_s_as_of_else_this_day():
    asked = "Who resigned yesterday?"
    day = Window(date(2022, 7, 22), date(2022, 7, 22))
    assert plan(asked, today=DAY).window == day
    assert plan(asked, where=Filter(as_of=DAY)).window == day
    assert plan(asked, where=Filter(as_of=datetime(2022, 7, 23, 9, 30, tzinfo=UTC))).today == DAY
    assert plan(asked).window.after < date.today() == plan(asked).today


def test_the_reader_s_filter_is_kept_as_it_is_and_a_named_time_filters_nothing():
    where = Filter(after=date(2022, 1, 1), before=date(2022, 12, 31), sources=("CNN",))
    query = plan("Who resigned in June 2022?", where=where, today=DAY)
    assert query.where == where
    assert query.window == Window(date(2022, 6, 1), date(2022, 6, 30))
    assert plan("Who resigned in June 2022?", today=DAY).where == Filter()


def test_a_follow_up_s_own_time_goes_before_that_of_the_question_before():
    history = conversation("What happened to the price of wheat in April 2022?")
    query = plan("And in May 2022?", history, today=DAY)
    assert query.window == Window(date(2022, 5, 1), date(2022, 5, 31))
    assert query.topic == "What happened to the price of wheat? And?"
    assert query.text == "What happened to the price of wheat in April 2022? And in May 2022?"


def test_a_follow_up_without_a_time_keeps_that_of_the_question_before():
    history = conversation("What happened to the price of wheat in April 2022?")
    assert plan("And why?", history, today=DAY).window == Window(date(2022, 4, 1), date(2022, 4, 30))


def test_a_day_at_the_end_of_the_calendar():
    assert plan("What happened on 9999-12-31?", today=DAY).window.after == date(9999, 12, 31)
    assert plan("What happened this week?", today=date(1, 1, 3)).window == Window()


@given(st.text(max_size=60), st.lists(st.text(max_size=30), max_size=4), st.dates())
def test_any_question_after_any_conversation_has_a_query(question, asked, today):
    query = plan(question, conversation(*asked), today=today)
    assert query.text.endswith(query.question)
    assert query.question == " ".join(question.split())
    assert query.where == Filter()
    assert query.today == today
