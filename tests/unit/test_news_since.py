"""News as of the day of asking, told from what an archive may hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.news_since import asks_for_news


@pytest.mark.parametrize(
    "question",
    [
        "The board has approved a new ferry: how long is it?",
        "A storm has struck the coast: what is its name?",
        "Scientists have found frogs on the moor, but where?",
        "The board has approved a new ferry to which island?",
        "Which bank has collapsed?",
        "Which Danish bank is closing branches?",
        "Which company has said that it is shutting a mill?",
        "Which company has just been sold?",
        "Who has been elected mayor of Aldby?",
        "Who has won the Aldby cup?",
        "Why has a bridge been closed?",
    ],
)
def test_what_is_told_or_taken_as_new(question):
    assert asks_for_news(question)


@pytest.mark.parametrize(
    "question",
    [
        "Who is Ada Byron?",
        "Why did the bridge close?",
        "Has Aldby bridge reopened?",
        "Why has the wall become dearer?",
        "How much has Aldby bridge cost to mend?",
        "What has the auditor said about Aldby bridge?",
        "Which company has bought Aldby mill?",
        "Which company has bought the mill?",
        "Who is building the wall at Aldby?",
        "What is causing the floods?",
        "Who has won the Aldby cup most often?",
        "Which storm struck the coast?",
        "Which minister recently resigned?",
        "A storm struck the coast: what was its name?",
    ],
)
def test_what_an_archive_may_hold_whenever_it_is_asked(question):
    assert not asks_for_news(question)


@given(st.text())
def test_any_question(question):
    assert asks_for_news(question) in {True, False}
