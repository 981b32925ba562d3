"""Somebody's words in the evidence, and whether they are about what is asked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from passages import evidence, hit

from qa.names import Names
from qa.speech_asked import speech_asked
from qa.statements import statements, unspoken

BRIDGE = (
    "The bridge at Aldby will shut on Friday. Ada Byron, its engineer, said that cracks had been found. "
    "“We saw them in time,” she said. Tom Finn welcomed the news. He said that the lorries were too heavy."
)
STORM = "A storm sank three boats off Kerrin. Joan Pascoe said that the harbour was safe."


def whose(question, *texts):
    items = evidence(*texts)
    found = statements(speech_asked(question), items, Names(item.hit.text for item in items))
    texts = {item.number: item.hit for item in items}
    return [texts[one.number].text[one.start - texts[one.number].start :].split(".")[0] for one in found]


def test_by_name_and_by_what_stands_for_it_until_another_is_named():
    assert whose("What did Ada Byron say?", BRIDGE) == [
        "Ada Byron, its engineer, said that cracks had been found",
        "“We saw them in time,” she said",
    ]
    assert whose("What did Tom Finn say?", BRIDGE) == [
        "Tom Finn welcomed the news",
        "He said that the lorries were too heavy",
    ]


def test_another_of_the_same_last_name_is_not_meant():
    assert whose("What did Helen Byron say?", BRIDGE) == []


def test_who_is_described_has_the_name_that_the_evidence_gives():
    assert whose("What did the skipper of the Heron say?", "The skipper, Joan Pascoe, was tired. Pascoe said so.") == [
        "Pascoe said so",
    ]


def test_an_institution_speaks_by_name_or_initials_or_as_what_it_is():
    said = "The Aldby Harbour Board met. The board said that it would pay. Later AHB said how much."
    assert whose("What did the Aldby Harbour Board say?", said) == [
        "The board said that it would pay",
        "Later AHB said how much",
    ]


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("What did the WHO say?", "The World Health Organization said so."),
        ("What did Denmark say?", "Danish officials said so."),
        ("What did the Prime Minister say?", "The prime minister said so."),
        ("What did Xi Jinping say?", "On Friday Xi said so."),
        ("What did Queen Ada II say?", "On Friday Queen Ada said so."),
        ("What did Ada Byron say?", "“So it is,” said Professor Byron."),
        ("What did Ada Byron say?", "It is so, according to Ms Byron."),
    ],
)
def test_by_whatever_name(question, sentence):
    assert whose(question, sentence) == [sentence.rstrip(".")]


@pytest.mark.parametrize(
    "question",
    [
        "What did Ada Byron say about the cracks?",
        "What did Byron say about the bridge?",
        "How did Tom Finn react to the cracks?",
        "What did Joan Pascoe say about the storm?",
        "What did Joan Pascoe say?",
        "What did the harbour master say about the storm?",
        "When did the storm come?",
    ],
)
def test_what_is_said_of_the_topic(question):
    assert unspoken(question, evidence(BRIDGE, STORM)) == 0


@pytest.mark.parametrize(
    "question",
    [
        "What did Ada Byron say about Kerrin?",
        "How did Joan Pascoe react to the shutting of Aldby bridge?",
        "Why did Tom Finn criticise the Kerrin boats?",
        "What did Nils Holm say about the storm?",
    ],
)
def test_nothing_is_said_of_the_topic(question):
    assert unspoken(question, evidence(BRIDGE, STORM)) == 1


def test_who_is_unheard_of_in_an_office_is_left_to_be_put_right():
    assert unspoken("What did the engineer Nils Holm say about the storm?", evidence(BRIDGE, STORM)) == 0
    assert unspoken("What did the engineer Ada Byron say about Kerrin?", evidence(BRIDGE, STORM)) == 1


def test_the_nearest_passage_may_have_another_word_for_it_but_not_for_a_name():
    gale = hit(STORM, "gale", similarity=0.7)
    other = hit("The bridge at Aldby will shut on Friday.", "bridge", similarity=0.5)
    assert 0 < unspoken("What did Joan Pascoe say about the hurricane?", evidence(gale, other)) < 1
    assert unspoken("What did Joan Pascoe say about Aldby?", evidence(gale, other)) == 1


@given(st.text(), st.lists(st.text(min_size=1), min_size=1, max_size=3))
def test_any_question_and_texts(question, texts):
    assert 0 <= unspoken(question, evidence(*texts)) <= 1
