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
        ("over the past 2 months", "2022-05-24", TODAY),
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
    "2022 2022-02-30 9999-12-31 0001-01-01 1999 999 today yesterday , .".split()
)


@given(st.lists(TOKENS, max_size=8).map(" ".join), st.dates())
def test_no_text_and_no_day_fails_and_no_window_ends_before_it_begins(text, today):
    found, topic = find_window(text, today)
    assert found.after is None or found.before is None or found.after <= found.before
    assert found or topic == text
    assert len(topic) <= len(text)
