"""The panel of filters as HTML: what is counted is shown, whatever outlets are called, however many there are."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from page import check_markup

from index import Filter
from qa.web import filters

MONTHS = {date(2022, 11, 1): 4, date(2023, 2, 1): 1}


def test_every_month_between_the_first_and_the_last_has_a_bar():
    html = filters.histogram(list(MONTHS), MONTHS, Filter())
    assert [f"{month}: {n}" in html for month, n in (("November 2022", 4), ("December 2022", 0))] == [True, True]
    assert html.count('class="bar"') == 4
    assert html.count('tabindex="0"') == 1
    assert 'style="--share:0.250"' in html
    assert 'aria-pressed="true"' not in html


def test_the_months_that_are_set_are_pressed_even_in_part_and_the_first_can_be_reached():
    where = Filter(after=date(2022, 12, 31), before=date(2023, 1, 1))
    html = filters.histogram(list(MONTHS), MONTHS, where)
    bars = html.split("<button")[1:]
    assert ['aria-pressed="true"' in bar for bar in bars] == [False, True, True, False]
    assert 'tabindex="0"' in bars[1]


def test_of_many_months_the_last_are_drawn():
    months = [date(1950, 1, 1), date(2022, 6, 1)]
    html = filters.histogram(months, {}, Filter())
    assert html.count('class="bar"') == filters.MOST_BARS
    assert "June 2022: 0 articles" in html


def test_an_archive_without_dates_has_no_bars():
    assert "No dated articles" in filters.histogram([], {}, Filter())


def test_of_a_thousand_outlets_few_are_shown_and_any_can_be_found():
    everywhere = {f"Outlet {n}": 1000 - n for n in range(1000)}
    html = filters.outlets(everywhere, everywhere, Filter(sources=("outlet 999",)), "")
    assert html.count('role="checkbox"') == filters.MOST_OUTLETS + 1
    assert html.count('aria-checked="true"') == 1
    assert "969 more" in html
    assert len(html) < 20_000
    found = filters.outlets(everywhere, {}, Filter(), "OUTLET 77")
    assert found.count('role="checkbox"') == 11
    assert "No outlet of that name" in filters.outlets(everywhere, {}, Filter(), "zzz")
    assert "outlet-search" in filters.outlet_search(1000)
    assert "outlet-search" not in filters.outlet_search(3)


def test_outlets_keep_their_place_when_what_else_is_set_changes_their_counts():
    everywhere = {"BBC": 9, "AP": 2}
    html = filters.outlets(everywhere, {"AP": 2}, Filter(), "")
    assert html.index("BBC") < html.index("AP")
    assert '<span class="count">0</span>' in html


def test_languages_are_offered_only_where_there_is_a_choice():
    assert filters.languages(["en"], {"en": 3}, Filter()) == ""
    html = filters.languages(["en", "de"], {"en": 3}, Filter(languages=("DE",)))
    assert "German" in html
    assert html.count('aria-checked="true"') == 1


def test_a_filter_that_admits_nothing_says_so():
    assert "No article is within" in filters.set_chips(Filter(sources=("AP",)), 0)
    assert "No article is within" not in filters.set_chips(Filter(sources=("AP",)), 1)
    assert filters.set_chips(Filter(), 0) == ""


@given(st.text(max_size=20), st.text(max_size=20))
def test_no_label_is_ever_markup(label: str, other: str):
    where = Filter(sources=(label,), languages=(other,))
    check_markup(filters.outlets({label: 1, "<b>'\"": 2}, {}, where, ""))
    check_markup(filters.languages([label, "<script>"], {}, where))
    check_markup(filters.set_chips(where, 0))
