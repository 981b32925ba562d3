"""What is asked for is of a kind of which the passages on the subject say nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from passages import evidence

from qa.kinds_said import kind_said
from qa.text import stems

HERON = (
    "The Heron, a blue trawler of 30 metres and 90 tonnes, was designed by Tom Finn. Her skipper, Joan Pascoe, 44, "
    "earned £900 on Friday. The mate, Ann Rook, was born in Aldby."
)


def said(question, *texts):
    return kind_said(question, frozenset(stems(question)), evidence(*texts or (HERON,)))


@pytest.mark.parametrize(
    "question",
    [
        "How old is Joan Pascoe?",
        "How heavy is the Heron?",
        "What colour is the Heron?",
        "How much was Joan Pascoe paid on Friday?",
        "Where was Ann Rook born?",
        "Who designed the Heron?",
        "Who is the mate of the Heron?",
        "When did the Heron come home?",
        "Who is Joan Pascoe?",
        "How fast did the Heron rise in the harbour?",
    ],
)
def test_something_of_the_kind_is_said(question):
    assert said(question)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("How old is Ann Rook?", HERON),
        ("How tall is the tower of Aldby?", "The tower of Aldby was sold for £30,000."),
        ("What colour is the tower of Aldby?", "The tower of Aldby was sold for £30,000."),
        ("How much was the mayor of Aldby paid?", "The mayor of Aldby sold the tower for £30,000."),
        ("Where was the mayor of Aldby, Ann Rook, born?", "Ann Rook, the mayor, sold the tower."),
        ("Who designed the tower of Aldby?", "The tower of Aldby was sold for £30,000."),
        ("Which bank sponsors the Aldby cup?", "The Aldby cup was won by Kerrin."),
        ("Who was the referee in the Aldby cup final?", "Kerrin won the Aldby cup final. A referendum is next."),
    ],
)
def test_nothing_of_the_kind_is_said(question, text):
    assert not said(question, text)


@given(st.text(), st.lists(st.text(min_size=1), min_size=1, max_size=3))
def test_any_question_and_texts(question, texts):
    assert said(question, *texts) in {True, False}
