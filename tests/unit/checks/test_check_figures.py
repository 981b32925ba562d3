"""Figures: how they are read, which of them agree, and what a sentence may make of those in an article."""

import pytest
from held_against import problems, verdict
from hypothesis import given
from hypothesis import strategies as st

from qa.checks import numerals
from qa.checks.agreement import agrees, alike
from qa.checks.figures import find_figures
from qa.checks.units import in_unit

HARBOUR = (
    "The harbour board sold 1,250 berths for £3.6m last year, 12% more than in 2021. Its eleven wardens work 38 hours "
    "a week. About two thirds of the boats are under 10 metres long."
)
CRASH = (
    "Seven people were killed and 23 injured when a coach left the road near Tarn. It had 40 seats. Of 50 calls to the "
    "police, 15 were made by children. The road was built in 1958."
)
SCORES = (
    "Support for the levy fell to 41% from 47% in May, according to a poll of 2,000 adults by Covid-19 researchers."
)


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("It cost $1.2 million.", [("count", 1_200_000, "dollars")]),
        ("It cost £3.6m in all.", [("count", 3_600_000, "sterling")]),
        ("It cost 45 pence.", [("count", 45, "pence")]),
        ("They paid €12bn.", [("count", 12e9, "euros")]),
        ("Two hundred and five ships came.", [("count", 205, "")]),
        ("Twenty-five of 1,250 came.", [("count", 25, ""), ("count", 1250, "")]),
        ("Half a million people came.", [("count", 500_000, "")]),
        ("A dozen people came.", [("count", 12, "")]),
        ("It fell by 0.5 percentage points.", [("count", 0.5, "points")]),
        ("It fell by 12 per cent.", [("count", 12, "percent")]),
        ("A quarter of them left.", [("count", 25, "percent")]),
        ("One in four left.", [("count", 25, "percent")]),
        ("They won 3-1.", [("score", 3, "")]),
        ("It lasted a fortnight.", [("count", 1, "fortnights")]),
        ("The 21st race began at 7.30pm.", [("ordinal", 21, ""), ("clock", 19 * 60 + 30, "")]),
        ("Covid-19 came in March 2020.", [("label", 0, "")]),
        ("Dozens came.", [("vague", 24, "")]),
        ("Nobody came on 3 May 2022.", []),
        ("No one came.", []),
    ],
)
def test_figures_are_read_with_their_units(sentence, found):
    assert [(one.kind, one.value, one.unit) for one in find_figures(sentence)] == found


def test_the_first_of_two_shares_the_size_and_unit_of_the_second():
    assert [one.value for one in find_figures("It will cost 40 to 50 million dollars.")] == [40e6, 50e6]


@given(st.integers(0, 999_999))
def test_a_number_written_out_is_that_number(number):
    assert numerals.cardinal(_in_words(number)) == number


def _in_words(number):
    small = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
        seventeen eighteen nineteen""".split()
    tens = "twenty thirty forty fifty sixty seventy eighty ninety".split()
    if number < 20:
        return small[number]
    if number < 100:
        return tens[number // 10 - 2] + (f"-{small[number % 10]}" if number % 10 else "")
    size, name = (100, "hundred") if number < 1000 else (1000, "thousand")
    rest = f" and {_in_words(number % size)}" if number % size else ""
    return f"{_in_words(number // size)} {name}{rest}"


@given(st.floats(0.01, 1e6), st.sampled_from(["miles", "feet", "metres"]), st.sampled_from(["kilometres", "yards"]))
def test_conversion_there_and_back_changes_nothing(value, one, other):
    assert in_unit(in_unit(value, one, other), other, one) == pytest.approx(value)


def figure(text):
    (found,) = find_figures(f"It has {text} in all.")
    return found


@pytest.mark.parametrize(
    ("claim", "article"),
    [
        ("1,250 berths", "1250 berths"),
        ("about 1,200 berths", "1,250 berths"),
        ("more than 1,200 berths", "1,250 berths"),
        ("nearly 1,300 berths", "1,250 berths"),
        ("nearly 1,300 berths", "1,295 berths"),
        ("at least 40 people", "44 people"),
        ("under 50 people", "48 people"),
        ("31,000 people", "31,200 people"),
        ("$1.2 billion", "$1.21 billion"),
        ("33 feet", "10 metres"),
        ("two weeks", "14 days"),
        ("two thirds of them", "66%"),
        ("dozens of people", "44 people"),
    ],
)
def test_figures_that_agree(claim, article):
    assert alike(figure(claim), figure(article))
    assert agrees(figure(claim), figure(article))


@pytest.mark.parametrize(
    ("claim", "article"),
    [
        ("1,350 berths", "1,250 berths"),
        ("more than 1,300 berths", "1,250 berths"),
        ("nearly 1,200 berths", "1,250 berths"),
        ("nearly 1,310 berths", "1,250 berths"),
        ("about 25 people", "23 people"),
        ("over 10 metres", "under 10 metres"),
        ("12 feet", "10 metres"),
        ("three weeks", "14 days"),
        ("a third of them", "66%"),
        ("44 people", "dozens of people"),
        ("dozens of people", "9 people"),
    ],
)
def test_figures_that_do_not_agree(claim, article):
    assert not agrees(figure(claim), figure(article))


@pytest.mark.parametrize(
    ("claim", "article"), [("12%", "12 percentage points"), ("£12", "$12"), ("12 miles", "12 hours")]
)
def test_figures_of_another_kind_are_no_more_alike_than_a_name(claim, article):
    assert not alike(figure(claim), figure(article))


@pytest.mark.parametrize(
    "text",
    [
        "The board sold 1,250 berths for 3.6 million pounds.",
        "The harbour board sold twelve hundred and fifty berths.",
        "The harbour board sold nearly 1,300 berths.",
        "Its 11 wardens work 38 hours a week.",
        "About 67% of the boats are under 10 metres long.",
        "Two thirds of the boats are under 33 feet long.",
    ],
)
def test_a_figure_put_otherwise_is_borne_out(text):
    assert verdict(text, HARBOUR) == "supported", problems(text, HARBOUR)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("The harbour board sold 1,350 berths.", "the article says 1,250, not 1,350"),
        ("The harbour board sold 1,250 berths for £3.9m.", "the article says £3.6m, not £3.9m"),
        ("The harbour board sold 1,250 berths for $3.6m.", "has no $3.6m"),
        ("The harbour board sold 1,250 berths and 340 moorings.", "has no 340"),
        ("Its twelve wardens work 38 hours a week.", "the article says eleven, not twelve"),
        ("The wardens work 83 hours a week.", "the article says 38 hours, not 83 hours"),
        ("About a third of the boats are under 10 metres long.", "not about a third"),
    ],
)
def test_a_figure_that_the_article_does_not_have_is_unsupported(text, problem):
    assert verdict(text, HARBOUR) == "unsupported"
    assert problem in problems(text, HARBOUR)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("In all, 30 people were killed or injured when a coach left the road near Tarn.", "its Seven and 23"),
        ("The road, built in 1958, is 65 years old.", "its 1958 and 2023"),
        ("Of the calls to the police, 30% were made by children.", "its 50 and 15"),
    ],
)
def test_what_follows_from_the_articles_figures_is_for_the_reader_to_see(text, parts):
    assert verdict(text, CRASH) == "partial"
    assert parts in problems(text, CRASH)


def test_a_fall_in_points_follows_from_two_shares():
    text = "Support for the levy fell by 6 percentage points, according to a poll."
    assert verdict(text, SCORES) == "partial"
    assert "its 41% and 47%" in problems(text, SCORES)
    assert verdict("Support for the levy fell by 9 percentage points, according to a poll.", SCORES) == "unsupported"


@pytest.mark.parametrize(
    "text",
    [
        "Seven people were injured and 23 killed when a coach left the road near Tarn.",
        "Seven people were injured when a coach left the road near Tarn.",
        "Twenty-three people were killed when a coach left the road near Tarn.",
    ],
)
def test_a_figure_counts_what_the_article_counts_with_it(text):
    assert verdict(text, CRASH) == "unsupported"
    assert verdict("Seven people died and 23 were injured when a coach left the road near Tarn.", CRASH) == "supported"


def test_a_label_with_another_number_is_unsupported_and_one_that_is_not_there_is_doubted():
    assert "the article says Covid-19, not Covid-22" in problems("Covid-22 researchers asked 2,000 adults.", SCORES)
    assert verdict("Covid-22 researchers asked 2,000 adults.", SCORES) == "unsupported"
    assert "does not mention G20" in problems("G20 researchers asked 2,000 adults in a poll on the levy.", SCORES)
    assert verdict("The Covid-19 researchers asked 2,000 adults in a poll.", SCORES) == "supported"
