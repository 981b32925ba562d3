"""Dates: each resolved against the day its article was published, a Friday, 12 May 2023."""

from datetime import date, timedelta

import pytest
from held_against import problems, verdict
from hypothesis import given
from hypothesis import strategies as st

from qa.checks.times import find_times

SNOW = (
    "Heavy snow shut the pass on Tuesday. The road from Calder to Tarn reopened on 9 May after eight days. The last "
    "closure, in March 2018, lasted a fortnight. Ploughs were bought three years ago."
)
DAY = date(2023, 5, 12)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("9 May", date(2023, 5, 9), date(2023, 5, 9)),
        ("the 9th of May 2021", date(2021, 5, 9), date(2021, 5, 9)),
        ("May 9, 2021", date(2021, 5, 9), date(2021, 5, 9)),
        ("2021-05-09", date(2021, 5, 9), date(2021, 5, 9)),
        ("December", date(2022, 12, 1), date(2022, 12, 31)),
        ("2018", date(2018, 1, 1), date(2018, 12, 31)),
        ("1990s", date(1990, 1, 1), date(1999, 12, 31)),
        ("Tuesday", date(2023, 5, 9), date(2023, 5, 9)),
        ("Friday", DAY, DAY),
        ("yesterday", date(2023, 5, 11), date(2023, 5, 11)),
        ("two days ago", date(2023, 5, 10), date(2023, 5, 10)),
        ("tomorrow", date(2023, 5, 13), date(2023, 5, 13)),
    ],
)
def test_the_days_that_a_date_means(text, first, last):
    (time,) = find_times(f"It opened {text}.")
    assert time.days(DAY) == (first, last)


@pytest.mark.parametrize("text", ["It may open.", "They march on.", "It cost $2,018.", "31 June is no day."])
def test_what_is_no_date_means_no_day(text):
    assert not any(time.days(DAY) for time in find_times(text))


@given(st.dates(date(1900, 1, 1), date(2090, 12, 31)))
def test_a_day_written_out_is_that_day(day):
    for text in (f"{day.day} {day:%B} {day.year}", f"{day:%B} {day.day}, {day.year}", day.isoformat()):
        if 1500 <= day.year <= 2099:
            (time,) = find_times(f"It opened on {text}.")
            assert time.days(DAY) == (day, day)


@given(st.integers(0, 6))
def test_a_weekday_is_within_the_week_before_publication(back):
    day = DAY - timedelta(days=back)
    (time,) = find_times(f"It opened on {day:%A}.")
    assert time.days(DAY) == (day, day)


@pytest.mark.parametrize(
    "text",
    [
        "Heavy snow shut the pass on 9 May.",
        "Heavy snow shut the pass on Tuesday, May 9, 2023.",
        "The road from Calder to Tarn reopened on Tuesday.",
        "The road from Calder to Tarn reopened this week.",
        "The last closure was in 2018.",
        "The last closure, in March 2018, lasted two weeks.",
        "Ploughs were bought in 2020.",
    ],
)
def test_the_same_day_said_otherwise_is_borne_out(text):
    assert verdict(text, SNOW) == "supported", problems(text, SNOW)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("The road from Calder to Tarn reopened on 10 May.", "9 May, not 10 May"),
        ("The road from Calder to Tarn reopened on Wednesday.", "not Wednesday"),
        ("The road from Calder to Tarn reopened on 9 May 2022.", "9 May 2022"),
        ("The road from Calder to Tarn reopened on 9 June.", "9 June"),
        ("The last closure was in March 2016.", "March 2018, not March 2016"),
        ("Heavy snow shut the pass on Monday.", "not Monday"),
        ("Ploughs were bought in 2012.", "2012"),
    ],
)
def test_another_day_is_not_borne_out(text, problem):
    assert verdict(text, SNOW) != "supported"
    assert problem in problems(text, SNOW)


def test_without_a_date_of_publication_a_weekday_is_only_a_weekday():
    assert verdict("Heavy snow shut the pass on Tuesday.", SNOW, published=None) == "supported"
    assert verdict("Heavy snow shut the pass on 9 May.", SNOW, published=None) != "supported"
