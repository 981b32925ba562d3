"""Whether a figure is said of the very thing that is asked for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from passages import evidence, hit

from qa.figure_said import figure_said

ALDBY = (
    "Aldby, home to 4,200 people, has a museum with 60 sea-worn anchors. Its museum was founded by a skipper in 1894. "
    "The repair of its roof cost £30,000. Ann Rook, who keeps sheep, became director in 2019. The museum has 12 staff."
)
MILL = "Kerrin mill made a profit of £2m. Joan Pascoe, 57, who owns sheep, runs it. It was damaged by a storm in 2019."


@pytest.mark.parametrize(
    "question",
    [
        "How many anchors does the museum have?",
        "How many people live in Aldby?",
        "What is the population of Aldby?",
        "How many people work at the Aldby museum?",
        "When was the Aldby museum founded?",
        "How much did the repair of the roof of Aldby museum cost?",
        "When did Ann Rook become director?",
        "How many people came?",
        "How many miles is it?",
        "Who keeps sheep?",
        "How many cars fit into the car park that the museum will build?",
    ],
)
def test_it_is_said(question):
    assert figure_said(question, evidence(ALDBY))


@pytest.mark.parametrize(
    "question",
    [
        "How many boats does the Kerrin mill have?",
        "How many sheep does Joan Pascoe own?",
        "How many people live in Kerrin?",
        "How many people work at Kerrin mill?",
        "When was Kerrin mill founded?",
        "How much did the chimney of Kerrin mill cost?",
        "How much does Kerrin mill pay its director?",
        "When did Joan Pascoe become manager?",
        "How long is Kerrin Bridge?",
    ],
)
def test_it_is_not_said_though_there_are_figures(question):
    assert not figure_said(question, evidence(ALDBY, MILL))


def test_the_first_sentences_of_a_passage_go_on_with_what_the_article_names():
    lead = hit("Kerrin mill is to be sold.", "mill", 0)
    later = hit("The charter costs £900 a week.", "mill", 400)
    other = hit("The charter costs £900 a week.", "other", 400)
    question = "How much does the charter of Kerrin mill cost?"
    assert figure_said(question, evidence(lead, later))
    assert not figure_said(question, evidence(lead, other))


@given(st.text(), st.lists(st.text(min_size=1), min_size=1, max_size=3))
def test_any_question_and_texts(question, texts):
    assert figure_said(question, evidence(*texts)) in {True, False}
