"""The reader's filter: what each thing that they do makes of it, and how what is set reads."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import Filter
from qa.web.narrowing import in_words, is_set, month_end, narrowed

APRIL = Filter(after=date(2022, 4, 1), before=date(2022, 4, 30))


def test_days_are_set_and_taken_away():
    where = narrowed(Filter(), "as_of", "2022-07-23")
    assert where == Filter(as_of=date(2022, 7, 23))
    assert narrowed(where, "as_of", "") == Filter()
    assert narrowed(Filter(), "after", " 2022-04-01 ").after == date(2022, 4, 1)


def test_a_beginning_behind_the_end_means_the_days_between():
    where = narrowed(Filter(before=date(2022, 4, 1)), "after", "2022-05-01")
    assert (where.after, where.before) == (date(2022, 4, 1), date(2022, 5, 1))


def test_a_month_is_set_widened_and_taken_away():
    assert narrowed(Filter(), "months", "2022-04") == APRIL
    assert narrowed(APRIL, "months", "2022-04") == Filter()
    assert narrowed(APRIL, "months", "2020-02") == Filter(after=date(2020, 2, 1), before=date(2020, 2, 29))
    assert narrowed(APRIL, "extend", "2022-06") == Filter(after=date(2022, 4, 1), before=date(2022, 6, 30))
    assert narrowed(APRIL, "extend", "2022-01") == Filter(after=date(2022, 1, 1), before=date(2022, 4, 30))
    assert narrowed(Filter(), "months", "2022-06:2022-04") == Filter(after=date(2022, 4, 1), before=date(2022, 6, 30))


def test_outlets_and_languages_are_put_in_and_out_whatever_their_case():
    where = narrowed(narrowed(Filter(), "source", "BBC"), "source", "Reuters")
    assert where.sources == ("BBC", "Reuters")
    assert narrowed(where, "source", "bbc").sources == ("Reuters",)
    assert narrowed(where, "sources", "").sources == ()
    assert narrowed(Filter(), "language", "en").languages == ("en",)


def test_clearing_clears_everything():
    assert narrowed(Filter(after=date(2022, 1, 1), sources=("BBC",), as_of=date(2022, 2, 1)), "all", "") == Filter()


@pytest.mark.parametrize("wrong", ["yesterday", "2022-02-30", "23/07/2022"])
def test_a_wrong_date_is_said(wrong: str):
    with pytest.raises(ValueError, match=f"“{wrong}” is no date"):
        narrowed(Filter(), "as_of", wrong)
    with pytest.raises(ValueError, match="is no date"):
        narrowed(Filter(), "months", wrong)


@given(st.text(max_size=12), st.text(max_size=20))
def test_whatever_is_sent_makes_a_filter_or_is_said_to_be_wrong(what: str, value: str):
    try:
        made = narrowed(APRIL, what, value)
    except ValueError:
        made = narrowed(APRIL, "all", value)
    assert isinstance(made, Filter)


def test_what_is_set_is_said_in_one_line():
    where = Filter(after=date(2022, 4, 1), before=date(2022, 4, 30), sources=("BBC", "Reuters"))
    assert in_words(where) == "Only BBC and Reuters, 1 to 30 April 2022"
    assert in_words(APRIL) == "Only 1 to 30 April 2022"
    assert in_words(Filter(languages=("de", "xx"))) == "Only in German and xx"
    assert in_words(Filter(sources=tuple("abcdef"))) == "Only 6 outlets"
    assert in_words(Filter(as_of=date(2022, 4, 1))) == ""


def test_each_limit_has_what_takes_it_away():
    where = Filter(after=date(2022, 4, 1), as_of=date(2022, 7, 23), sources=("BBC", "Reuters"), languages=("en",))
    assert [said for said, _, _ in is_set(where)] == [
        "As of 23 Jul 2022",
        "Since 1 April 2022",
        "BBC",
        "Reuters",
        "English",
    ]
    for _, what, value in is_set(where):
        where = narrowed(where, what, value)
    assert where == Filter()
    many = Filter(sources=tuple("abcdef"))
    assert [narrowed(many, what, value) for _, what, value in is_set(many)] == [Filter()]


def test_a_month_ends_on_its_last_day():
    assert [month_end(date(2024, month, 1)).day for month in (1, 2, 4)] == [31, 29, 30]
