"""The window that a question names, and the question without it. Today is Saturday 23 July 2022."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from passages import DAY

from qa.dates import find_window
from qa.values import Window

TODAY = DAY.isoformat()


def window(after, before):
    return Window(after and date.fromisoformat(after), before and date.fromisoformat(before))


@pytest.mark.parametrize(
    ("expression", "after", "before"),
    [
        ("on 14 July 2022", "2022-07-14", "2022-07-14"),
        ("on 14th July, 2022", "2022-07-14", "2022-07-14"),
        ("on the 14th of July 2022", "2022-07-14", "2022-07-14"),
        ("on July 14, 2022", "2022-07-14", "2022-07-14"),
        ("on July 14th 2022", "2022-07-14", "2022-07-14"),
        ("on Sept. 11, 2001", "2001-09-11", "2001-09-11"),
        ("on 2022-07-14", "2022-07-14", "2022-07-14"),
        ("in April 2022", "2022-04-01", "2022-04-30"),
        ("in april 2022", "2022-04-01", "2022-04-30"),
        ("in Feb. 2020", "2020-02-01", "2020-02-29"),
        ("in May of 2021", "2021-05-01", "2021-05-31"),
        ("in 2021", "2021-01-01", "2021-12-31"),
        ("during 1999", "1999-01-01", "1999-12-31"),
        ("in April", "2022-04-01", "2022-04-30"),
        ("in may", "2022-05-01", "2022-05-31"),
        ("in July", "2022-07-01", "2022-07-31"),
        ("in September", "2021-09-01", "2021-09-30"),
        ("last May", "2022-05-01", "2022-05-31"),
        ("this June", "2022-06-01", "2022-06-30"),
        ("yesterday", "2022-07-22", "2022-07-22"),
        ("the day before yesterday", "2022-07-21", "2022-07-21"),
        ("today", TODAY, TODAY),
        ("this week", "2022-07-16", TODAY),
        ("this month", "2022-07-01", TODAY),
        ("this year", "2022-01-01", TODAY),
        ("last week", "2022-07-11", TODAY),
        ("last month", "2022-06-01", "2022-06-30"),
        ("last year", "2021-01-01", "2021-12-31"),
        ("in the past week", "2022-07-16", TODAY),
        ("in the last 3 days", "2022-07-20", TODAY),
        ("over the past 2 months", "2022-05-23", TODAY),
        ("over the past three days", "2022-07-20", TODAY),
        ("over the last 24 hours", "2022-07-22", TODAY),
        ("in the past decade", "2012-07-23", TODAY),
        ("in recent weeks", "2022-06-23", TODAY),
        ("yesterday morning", "2022-07-22", "2022-07-22"),
        ("last night", "2022-07-22", "2022-07-22"),
        ("this morning", TODAY, TODAY),
        ("three days ago", "2022-07-20", "2022-07-20"),
        ("two weeks ago", "2022-07-04", "2022-07-10"),
        ("a fortnight ago", "2022-07-04", "2022-07-10"),
        ("a month ago", "2022-06-01", "2022-06-30"),
        ("eighteen months ago", "2021-01-01", "2021-01-31"),
        ("twenty-three years ago", "1999-01-01", "1999-12-31"),
        ("so far this year", "2022-01-01", TODAY),
        ("earlier this month", "2022-07-01", TODAY),
        ("this quarter", "2022-07-01", TODAY),
        ("last quarter", "2022-04-01", "2022-06-30"),
        ("last decade", "2010-01-01", "2019-12-31"),
        ("in Q2 2022", "2022-04-01", "2022-06-30"),
        ("in the second quarter", "2022-04-01", "2022-06-30"),
        ("in the third quarter of last year", "2021-07-01", "2021-09-30"),
        ("in the first half of 2021", "2021-01-01", "2021-06-30"),
        ("last summer", "2021-06-01", "2021-08-31"),
        ("this summer", "2022-06-01", "2022-08-31"),
        ("last spring", "2022-03-01", "2022-05-31"),
        ("in the fall of 2021", "2021-09-01", "2021-11-30"),
        ("in the winter of 2021-22", "2021-12-01", "2022-02-28"),
        ("in the 1990s", "1990-01-01", "1999-12-31"),
        ("in early July", "2022-07-01", "2022-07-11"),
        ("in mid-June", "2022-06-11", "2022-06-21"),
        ("in late February 2020", "2020-02-20", "2020-02-29"),
        ("at the end of last year", "2021-09-01", "2021-12-31"),
        ("by the end of March", None, "2022-03-31"),
        ("between March and May 2022", "2022-03-01", "2022-05-31"),
        ("between November and February", "2021-11-01", "2022-02-28"),
        ("between 10 and 20 June 2022", "2022-06-10", "2022-06-20"),
        ("from 30 April to 9 May", "2022-04-30", "2022-05-09"),
        ("between 2019 and 2021", "2019-01-01", "2021-12-31"),
        ("on 5 May", "2022-05-05", "2022-05-05"),
        ("on May 5th", "2022-05-05", "2022-05-05"),
        ("on 24 December", "2021-12-24", "2021-12-24"),
        ("on Thursday, 14 July", "2022-07-14", "2022-07-14"),
        ("since 24 February", "2022-02-24", TODAY),
        ("in April last year", "2021-04-01", "2021-04-30"),
        ("on Tuesday", "2022-07-19", "2022-07-19"),
        ("on Saturday", TODAY, TODAY),
        ("last Saturday", "2022-07-16", "2022-07-16"),
        ("since Friday", "2022-07-22", TODAY),
        ("last weekend", "2022-07-16", "2022-07-17"),
        ("over the weekend", "2022-07-23", "2022-07-24"),
        ("since March", "2022-03-01", TODAY),
        ("since 3 March 2022", "2022-03-03", TODAY),
        ("since March 2021", "2021-03-01", TODAY),
        ("since 2020", "2020-01-01", TODAY),
        ("since yesterday", "2022-07-22", TODAY),
        ("after 14 July 2022", "2022-07-14", TODAY),
        ("before March 2022", None, "2022-02-28"),
        ("before 2020", None, "2019-12-31"),
        ("until May 2022", None, "2022-05-31"),
        ("by 2030", None, "2030-12-31"),
        ("since 2030", "2030-01-01", None),
    ],
)
def test_expressions_of_time(expression, after, before):
    assert find_window(f"What happened {expression}?", DAY)[0] == window(after, before)
    assert find_window(f"What happened {expression.upper()}?", DAY)[0] == window(after, before)


@pytest.mark.parametrize(
    "text",
    [
        "Who won the 2022 World Cup?",
        "Is the 2021 census out?",
        "Who led this march on the capital?",
        "May they appeal?",
        "Why was the last march banned?",
        "How safe is the Boeing 737?",
        "What did Columbus find in 1492?",
        "Who said that “1984” came true?",
        "What was the last straw?",
        "What is a day trader?",
        "What happened on 2022-13-45?",
        "What has changed since the invasion?",
        "What did the January 6 committee find?",
        "How did the September 11 attacks change flying?",
        "What does the April 2022 report say?",
        "Which records fell in the 2020 Tokyo Olympics?",
        "What is in Budget 2022?",
        "Who was behind the 9/11 attacks?",
        "Who won on Super Tuesday?",
        "Who fell with the fall of Kabul?",
        "What may happen in the march?",
        "Who was the first half of the duo?",
        "Who speaks next week?",
        "Are prices higher than last year?",
        "How much has rent risen compared to a year ago?",
        "What is expected tomorrow?",
        "What will the company announce on Tuesday?",
        "Will the bridge reopen by the end of March?",
        "Who ran in past elections?",
        "Who left in the last few minutes?",
        "",
    ],
)
def test_what_names_no_time_is_left_as_it_is(text):
    assert find_window(text, DAY) == (Window(), text)


@pytest.mark.parametrize("day", ["31 June 2022", "0 June 2022", "45 June 2022"])
def test_of_a_day_that_does_not_exist_the_month_counts(day):
    assert find_window(f"What happened on {day}?", DAY)[0] == window("2022-06-01", "2022-06-30")


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("What happened to grain in April 2022?", "What happened to grain?"),
        ("What did Kyiv say on 14 July 2022 about grain?", "What did Kyiv say about grain?"),
        ("What has risen since March?", "What has risen?"),
        ("Who resigned yesterday?", "Who resigned?"),
        ("Who resigned on the 3rd of May 2022?", "Who resigned?"),
        ("In April 2022, who resigned?", "who resigned?"),
        ("What did yesterday's vote decide?", "What did the vote decide?"),
        ("What was agreed at last month’s summit?", "What was agreed at the summit?"),
        ("What was the score in this year's final?", "What was the score in the final?"),
    ],
)
def test_the_topic_is_without_the_time(question, topic):
    assert find_window(question, DAY)[1] == topic


def test_today_is_given_not_looked_up():
    assert find_window("Who resigned today?", date(2001, 1, 1))[0] == window("2001-01-01", "2001-01-01")
    assert find_window("Who resigned last month?", date(2001, 1, 1))[0] == window("2000-12-01", "2000-12-31")
    assert find_window("Who resigned in January?", date(2001, 1, 1))[0] == window("2001-01-01", "2001-01-31")


TOKENS = st.sampled_from(
    "since before after until by in on of the last this past day week month year weeks May March Sept. 0 1 31 2 3rd "
    "2022 2022-02-30 9999-12-31 0001-01-01 1999 999 today yesterday , . ago two between and from to early end 1990s Q2 "
    "second quarter half summer winter Tuesday weekend decade 's".split()
)


@given(st.lists(TOKENS, max_size=8).map(" ".join), st.dates())
def test_no_text_and_no_day_fails_and_no_window_ends_before_it_begins(text, today):
    found, topic = find_window(text, today)
    assert found.after is None or found.before is None or found.after <= found.before
    assert found or topic == text
    assert len(topic) <= len(text)
