"""Whose words a question asks for, and about what."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.speech_asked import speech_asked


@pytest.mark.parametrize(
    ("question", "speaker", "topic"),
    [
        ("What did Ada Byron say about the bridge?", "Ada Byron", {"bridg"}),
        ("And what has Mayor Joan McNally said about a new bridge?", "Mayor Joan McNally", {"bridg"}),
        ("What does Ada Byron think of Kerrin?", "Ada Byron", {"kerrin"}),
        ("How did Ada Byron react to the storm?", "Ada Byron", {"storm"}),
        ("Why did Ada Byron criticise the harbour board?", "Ada Byron", {"harbour", "board"}),
        ("What did Ada Byron tell reporters about the storm?", "Ada Byron", {"storm"}),
        ("What was Ada Byron's reaction to the storm?", "Ada Byron", {"storm"}),
        ("What has the Aldby Harbour Board said about the storm?", "Aldby Harbour Board", {"storm"}),
        ("What did Ada Byron say?", "Ada Byron", set()),
    ],
)
def test_whose_words_and_about_what(question, speaker, topic):
    asked = speech_asked(question)
    assert (asked.speaker, asked.topic) == (speaker, topic)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("What did Ada Byron say about the storm?", True),
        ("What did Ada Byron say at the quay about the storm?", True),
        ("What did Ada Byron say when the storm came?", True),
        ("What did Ada Byron say at the quay?", False),
        ("What did Ada Byron tell reporters?", False),
        ("What does Ada Byron think is killing the seals?", False),
        ("How did Ada Byron react to the storm?", True),
    ],
)
def test_whether_the_topic_is_told(question, told):
    assert speech_asked(question).is_told == told


def test_a_date_is_no_topic():
    assert speech_asked("What did Ada Byron say about the storm of 30 January?").topic == {"storm"}


def test_who_is_described_has_no_name():
    asked = speech_asked("What did the skipper of the Heron say about the storm?")
    assert (asked.speaker, asked.role, asked.described) == ("", "skipper", {"skipper", "heron"})


@pytest.mark.parametrize(
    "question",
    [
        "What do the articles say about Ada Byron?",
        "What does the archive say about the storm?",
        "What do the latest reports say about the storm?",
        "What did Ada Byron buy?",
        "Who said so?",
        "How do vaccines work?",
        "Why did the mill shut?",
        "What is a storm?",
        "",
    ],
)
def test_something_else_is_asked_for(question):
    assert speech_asked(question) is None


@given(st.text())
def test_any_question(question):
    asked = speech_asked(question)
    assert asked is None or not (asked.speaker and asked.role)
