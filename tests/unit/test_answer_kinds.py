"""What a question asks for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from passages import DAY

from qa.answer_kinds import answer_kind, questions_in
from qa.plan import plan
from qa.values import Message


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("When did the bridge open?", "date"),
        ("Who is Helen Dorrick?", None),
        ("Who is Corvane’s chief engineer?", "person"),
        ("In which year was it built?", "date"),
        ("They will strike indefinitely from when?", "date"),
        ("How many people live there?", "number"),
        ("What was the final score?", "number"),
        ("How much did it cost?", "money"),
        ("What price did the coins fetch?", "money"),
        ("By how much have prices risen?", "amount"),
        ("What percentage voted?", "share"),
        ("How old is the captain?", "age"),
        ("How long did the strike last?", "duration"),
        ("How many days did the strike last?", "duration"),
        ("How far is it to Vessen?", "distance"),
        ("Who brokered the deal?", "person"),
        ("Whose idea was it?", "person"),
        ("Which British actor refused?", "person"),
        ("Which ministers did he call?", "person"),
        ("For whom was the last state funeral held?", "person"),
        ("Where was it signed?", "place"),
        ("Which Italian city hosts it?", "place"),
        ("The fleet sailed to which country?", "country"),
        ("Which of the following companies was fined?", "name"),
        ("Which film won the prize?", "title"),
        ("What is the new ship called?", "title"),
        ("What did the council decide?", None),
        ("Why did he resign?", None),
        ("How did the fire start?", None),
        ("Did the bridge open when it should?", None),
        ("Is the mayor who resigned coming back?", None),
        ("", None),
    ],
)
def test_what_is_asked_for(question, kind):
    assert answer_kind(question) == kind


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("The man who fled was last seen near which town?", "place"),
        ("After the flood, when nobody came, which minister resigned?", "person"),
        ("What did the images show?", None),
        ("Which team did she play for?", "name"),
    ],
)
def test_a_word_that_only_tells_of_something_asks_for_nothing(question, kind):
    assert answer_kind(question) == kind


def test_questions_that_are_asked_at_once():
    asked = plan("When did they speak, and what was not disclosed?", today=DAY)
    assert questions_in(asked) == ["When did they speak", "what was not disclosed?"]


def test_of_a_follow_up_what_it_adds():
    history = (Message("user", "Who found the silver coins on the moor?"),)
    assert questions_in(plan("And when was that?", history, today=DAY)) == ["And when was that?"]


@given(st.text())
def test_any_text_is_read(question):
    answer_kind(question)
    assert questions_in(plan(question, today=DAY)) or not question.strip()
