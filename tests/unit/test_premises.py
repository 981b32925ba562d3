"""Questions that take for granted what the source denies."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from passages import DAY, evidence

from qa.plan import plan
from qa.premises import contradiction, with_premise
from qa.values import Sentence

DENIED = "The ferry company will not cancel the winter timetable."


def found(question, *texts):
    return contradiction(plan(question, today=DAY), evidence(*texts))


@pytest.mark.parametrize("question", ["Why will the ferry company cancel the winter timetable?"])
def test_a_source_that_denies_it_is_found(question):
    contradicted = found(question, "The weather was fine.", DENIED)
    assert contradicted.text == DENIED
    assert "not" in contradicted.note


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Why did the levy on households go up?", "The levy on households would not go up, the minister said."),
        ("Why did the firm increase the number of turbines?", "The firm has cut the number of turbines from 42 to 34."),
        ("Who was dismissed over the bridge survey?", "Nobody would be dismissed over the bridge survey, she said."),
    ],
)
def test_what_is_denied_or_the_opposite_is_said_first(question, text):
    assert found(question, "The weather was fine.", text).text == text


def test_another_figure_contradicts_why_but_not_who():
    texts = ("The workers voted to accept a rise of 5 per cent.",)
    assert found("Why did the workers accept a rise of 7 per cent?", *texts) is not None
    assert found("Who voted to accept a rise of 7 per cent for the workers?", *texts) is None


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Why did the ferry company cancel the winter timetable?", "The ferry company cancelled the winter timetable."),
        ("Why did the ferry company cancel the winter timetable?", "It rained, and no one sailed."),
        ("Why did the ferry company cancel the winter timetable?", "The ferry company did not answer."),
        ("What will the ferry company cancel this winter?", DENIED),
        ("Why will the ferry company not cancel the winter timetable?", DENIED),
    ],
)
def test_no_alarm_without_a_clear_contradiction(question, text):
    assert found(question, text) is None


def test_where_sources_disagree_there_is_no_contradiction():
    said = "The ferry company will cancel the winter timetable."
    assert found("Why will the ferry company cancel the winter timetable?", DENIED, said) is None


def test_the_sentence_that_denies_it_comes_first_with_a_note_and_nothing_is_marked_as_the_answer():
    texts = ("The weather was fine on 3 May.", DENIED)
    items = evidence(*texts)
    sentences = tuple(Sentence(text, (number,), "supported") for number, text in enumerate(texts, 1))
    query = plan("When will the ferry company cancel the winter timetable?", today=DAY)
    ordered, notes = with_premise(query, sentences, items)
    assert [one.text for one in ordered] == [DENIED, texts[0]]
    assert len(notes) == 1
    assert all(one.answer is None for one in ordered)
    assert with_premise(plan("When was the weather fine?", today=DAY), sentences, items) == (sentences, ())


@given(st.text(), st.text(min_size=1))
def test_any_question_and_text(question, text):
    query = plan(question, today=DAY)
    sentences = (Sentence(text, (1,)), Sentence("uncited"))
    ordered, _ = with_premise(query, sentences, evidence(text))
    assert sorted(one.text for one in ordered) == sorted(one.text for one in sentences)
