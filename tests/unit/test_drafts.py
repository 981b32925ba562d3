"""A draft into claims: what is checked, what is passed over, and what leans on what came before."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.drafts import claims, leans


def checked(draft):
    return [claim.said for claim in claims(draft) if claim.checkable]


@pytest.mark.parametrize(
    "text",
    [
        "What happens next?",
        "Will the ferry sail again (and when?)",
        "Background",
        "The ferry fire",
        "Reaction to the fire",
        "By Jane Rudge",
        "Additional reporting by Owen Marsh and Lily Hart",
        "A sad day.",
        "Yes.",
        "Not so.",
        "7 November 2024",
        "Monday 7 November 2024, 6pm",
        "***",
        "[1]",
        "…",
    ],
)
def test_what_claims_nothing_is_passed_over(text):
    assert checked(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Seven hurt in ferry fire",
        "Mayor resigns over bridge",
        "Ferry fire: 7 hurt",
        "It sank.  Nobody was hurt.".split("  ")[1],
        "“Where is it?” she asked.",
        "“Where is it, and who took it away?”",
        "The ship will sail.",
        "He is 52.",
        "It cost £25m.",
        "They want 30 more.",
    ],
)
def test_what_claims_something_is_checked(text):
    assert checked(text) == [text]


def test_marks_and_markup_are_left_out():
    draft = (
        "# Ferry burns off **Aldersey**\n\n- The ship *lost* all power. [1]\n"
        "- [The fire](https://a.example/1) began at 6pm [2, 3].\n"
        "1. Nobody died.\n"
    )
    assert [claim.text for claim in claims(draft)] == [
        "Ferry burns off Aldersey",
        "The ship lost all power.",
        "The fire began at 6pm.",
        "Nobody died.",
    ]


def test_a_dateline_is_shown_and_not_checked():
    (claim,) = claims("VESSEN, 7 November (Corvane Wire) - The bridge will stay shut.")
    assert claim.text.startswith("VESSEN")
    assert claim.said == "The bridge will stay shut."


def test_a_name_in_capitals_is_no_dateline():
    assert checked("NATO - a military alliance - met in Madrid.") != ["met in Madrid."]


def test_a_sentence_that_points_back_has_those_before_it_as_context():
    first, second, third, fourth = claims(
        "Halden Paper will shut its mill. It has lost money for years. The company blames the price of power. "
        "Straitline ordered a ship from Marrow Point."
    )
    assert first.context == ""
    assert second.context == first.said
    assert third.context == f"{first.said} {second.said}"
    assert {"halden", "paper"} <= third.about
    assert fourth.context == ""


def test_a_question_between_does_not_part_them():
    *_, last = claims("Halden Paper will shut its mill. Why now? It has lost money for years.")
    assert last.context == "Halden Paper will shut its mill."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The company sued him in Texas.", True),
        ("The deal was brokered by the United Nations.", True),
        ("Police said he had fled to Rome.", True),
        ("The repair of Millgate Bridge cost £4m.", False),
        ("Inflation in the US rose again.", False),
        ("In July, Musk told Twitter that he wanted to end it.", False),
    ],
)
def test_what_leans_points_back_before_it_names_anything(text, expected):
    assert leans(text) == expected


def test_a_day_is_no_name_to_stand_on():
    *_, last = claims("Halden Paper shut its mill in Tarnbury. The strike ended on Friday.")
    assert last.context


@given(st.text())
def test_any_text_is_a_draft(text):
    for claim in claims(text):
        assert claim.text
        assert claim.said
