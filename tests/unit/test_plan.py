"""A question in its conversation, to a query. Follow-ups and intents have tests of their own."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from passages import DAY

from index import Filter, Recency
from qa.plan import plan
from qa.values import Message, Reading, Window

ASKED = "Who brokered the grain deal between Ukraine and Russia?"
HISTORY = (Message("user", ASKED), Message("assistant", "Turkey and the United Nations did."))


def conversation(*questions):
    return [message for question in questions for message in (Message("user", question), Message("assistant", "So."))]


def test_a_follow_up_is_searched_as_it_reads_alone_and_kept_as_it_was_asked():
    query = plan("And when was it signed?", HISTORY, today=DAY)
    assert query.text == "grain deal between Ukraine and Russia, United Nations: when was it signed?"
    assert query.question == "And when was it signed?"
    assert plan("And when was it signed?", today=DAY).text == "And when was it signed?"


def test_a_text_made_standalone_elsewhere_is_taken_as_it_is():
    query = plan("And when?", HISTORY, today=DAY, text="When in July 2022 was the grain deal signed?")
    assert query.question == "And when?"
    assert query.text == "When in July 2022 was the grain deal signed?"
    assert query.topic == "When was the grain deal signed?"
    assert query.window == Window(date(2022, 7, 1), date(2022, 7, 31))


def test_white_space_is_evened_out():
    assert plan("  Who\n brokered\tit?  ", today=DAY).question == "Who brokered it?"


def test_today_is_the_day_given_else_the_reader_s_as_of_else_this_day():
    asked = "Who resigned yesterday?"
    day = Window(date(2022, 7, 22), date(2022, 7, 22))
    assert plan(asked, today=DAY).window == day
    assert plan(asked, where=Filter(as_of=DAY)).window == day
    assert plan(asked, where=Filter(as_of=datetime(2022, 7, 23, 9, 30, tzinfo=UTC))).today == DAY
    assert plan(asked).window.after < date.today() == plan(asked).today


@pytest.mark.parametrize(
    ("where", "window"),
    [
        (Filter(), Window(date(2022, 6, 1), date(2022, 6, 30))),
        (Filter(after=date(2022, 1, 1), before=date(2022, 12, 31)), Window(date(2022, 6, 1), date(2022, 6, 30))),
        (Filter(after=date(2022, 6, 20)), Window(date(2022, 6, 20), date(2022, 6, 30))),
        (
            Filter(before=datetime(2022, 6, 9, 12, tzinfo=UTC)),
            Window(date(2022, 6, 1), datetime(2022, 6, 9, 12, tzinfo=UTC)),
        ),
        (Filter(after=date(2022, 7, 1)), Window()),
    ],
)
def test_the_reader_s_filter_is_kept_and_a_named_time_is_taken_within_it(where, window):
    query = plan("Who resigned in June 2022?", where=where, today=DAY)
    assert query.where == where
    assert query.window == window


def test_without_a_named_time_the_filter_makes_no_window():
    assert plan("Who resigned?", where=Filter(after=date(2022, 6, 20)), today=DAY).window == Window()


def test_a_follow_up_s_own_time_goes_before_that_of_the_question_before():
    history = conversation("What happened to the price of wheat in April 2022?")
    query = plan("And in May 2022?", history, today=DAY)
    assert query.text == "What happened to the price of wheat in May 2022?"
    assert query.window == Window(date(2022, 5, 1), date(2022, 5, 31))
    assert query.topic == "What happened to the price of wheat?"
    assert plan("How high did it go in May 2022?", history, today=DAY).window == query.window


def test_a_follow_up_without_a_time_keeps_that_of_the_question_before():
    history = conversation("What happened to the price of wheat in April 2022?")
    assert plan("And why?", history, today=DAY).window == Window(date(2022, 4, 1), date(2022, 4, 30))


def test_the_intent_is_that_of_the_question_made_standalone():
    query = plan("And now?", conversation("How many turbines does Kestrel Wind want?"), today=DAY)
    assert query.intent == "latest"
    assert query.recency == Recency(DAY, 30.0, weight=1.5)


def test_a_day_at_the_end_of_the_calendar():
    assert plan("What happened on 9999-12-31?", today=DAY).window.after == date(9999, 12, 31)
    assert plan("What happened this week?", today=date(1, 1, 3)).window == Window()


WORDS = st.sampled_from(
    "And what about in Norway Finland he she his it there that last year the one before Truss Kerrow company How many "
    "died did why when Back to bridge: May 2022 a week earlier who Which of them Mr Dr said “ ’s ? . ,".split()
)
QUESTIONS = st.one_of(st.text(max_size=60), st.lists(WORDS, max_size=9).map(" ".join))


@given(QUESTIONS, st.lists(QUESTIONS, max_size=4), st.dates())
def test_any_question_after_any_conversation_has_a_query(question, asked, today):
    query = plan(question, conversation(*asked), today=today)
    assert query.question == " ".join(question.split())
    assert query.text or not query.question
    assert query.where == Filter()
    assert query.today == today
    assert plan(question, today=today).text == query.question


def test_a_follow_up_can_be_read_as_it_is_written():
    history = conversation("When will Millgate Bridge reopen?")
    assert plan("And why?", history, today=DAY).text != "And why?"
    assert plan("And why?", history, today=DAY, reading=Reading(context=False)).text == "And why?"


def test_a_question_can_be_read_without_the_time_that_it_names():
    query = plan("What happened to wheat in April 2022?", today=DAY, reading=Reading(time=False))
    assert query.window == Window()
    assert query.text == query.topic == "What happened to wheat?"
    assert query.question == "What happened to wheat in April 2022?"
    assert query.intent == "news"


def test_the_reader_s_own_filter_holds_whatever_is_left_out_of_the_question():
    where = Filter(after=date(2022, 4, 1))
    assert plan("What happened in May 2022?", where=where, today=DAY, reading=Reading(time=False)).where == where
