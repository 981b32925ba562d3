"""The place, the day and the agency before a report's first word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.datelines import without_dateline


@pytest.mark.parametrize(
    ("text", "report"),
    [
        ("ALDBY (AP) — Ada Byron rang.", "Ada Byron rang."),
        ("ALDBY (Reuters) - Ada Byron rang.", "Ada Byron rang."),
        ("Jan 5 (Reuters) - The mill shut.", "The mill shut."),
        ("KERRIN, 7 November (Corvane Wire) - The mill shut.", "The mill shut."),
        ("ALDBY, Jan. 5 — The mill shut.", "The mill shut."),
        ("Aldby, Kerrin CNN —\nThe mill shut.", "The mill shut."),
        ("Aldby (CNN Business) The mill shut.", "The mill shut."),
        ("ALDBY – “The mill” shut.", "“The mill” shut."),
    ],
)
def test_it_is_blanked_and_all_else_keeps_its_place(text, report):
    blanked = without_dateline(text)
    assert blanked.strip() == report
    assert blanked.index(report) == text.index(report)
    assert without_dateline(f"Mill shuts\n\n{text}") == f"Mill shuts\n\n{blanked}"


@pytest.mark.parametrize(
    "text",
    [
        "NATO – which has 30 members – met.",
        "Apple (AAPL) CEO Tim Finn spoke.",
        "Ada Byron (Labour) - 4,000 votes",
        "The Land Union (LU) won.",
        "The mill, in Aldby (AP) — no, in Kerrin — shut.",
    ],
)
def test_what_is_none_is_left(text):
    assert without_dateline(text) == text


@given(st.text())
def test_the_length_stays(text):
    assert len(without_dateline(text)) == len(text)
