"""What a question asks for, and which sentences offer it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.answer_kinds import answer_kind, offers, people


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("When did the bridge open?", "date"),
        ("In which year was it built?", "date"),
        ("How many people live there?", "number"),
        ("How much did it cost?", "number"),
        ("What percentage voted?", "number"),
        ("Who brokered the deal?", "person"),
        ("Whose idea was it?", "person"),
        ("Where was it signed?", "name"),
        ("Which Italian city hosts it?", "name"),
        ("What did the council decide?", None),
        ("Why did he resign?", None),
        ("", None),
    ],
)
def test_what_is_asked_for(question, kind):
    assert answer_kind(question) == kind


@pytest.mark.parametrize(
    ("kind", "sentence", "does"),
    [
        ("date", "It opened on Friday.", True),
        ("date", "It opened in 1998.", True),
        ("date", "It opened in March.", True),
        ("date", "It opened to 1200 people.", False),
        ("date", "It opened at last.", False),
        ("number", "It cost £4m.", True),
        ("number", "It cost twice as much.", True),
        ("number", "It cost too much.", False),
        ("person", "Merrow found the coins.", True),
        ("person", "The coins were found in Aldersley.", False),
        ("person", "A postman found the coins.", False),
        ("name", "The coins were found in Aldersley.", True),
        ("name", "The coins were found in a pot.", False),
        ("name", "They were found there.", False),
    ],
)
def test_what_a_sentence_offers(kind, sentence, does):
    assert offers(kind, sentence, "Who found the coins, and where?", {"Alun", "Merrow"}) == does


def test_a_name_that_the_question_has_is_no_answer():
    assert not offers("name", "They met in Istanbul.", "What was signed in Istanbul?")
    assert not offers("person", "Merrow found it.", "Whom did Merrow meet?", {"Merrow"})


def test_people_s_names_and_what_looks_like_them():
    text = "Alun Merrow met Defence Minister Wei Fenghe in New York. President Xi Jinping was in Hong Kong on Friday."
    assert {"Alun", "Merrow", "Wei", "Fenghe", "Xi", "Jinping"} <= people(text)
    assert not {"New", "York", "Defence", "Minister", "President", "Friday"} & people(text)


@given(st.text(), st.text())
def test_any_text_has_an_answer_to_each(question, sentence):
    kind = answer_kind(question)
    assert kind is None or offers(kind, sentence, question) in {True, False}
    for kind in ("date", "number", "person", "name"):
        assert isinstance(offers(kind, sentence, question, people(sentence)), bool)
