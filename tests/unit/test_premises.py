"""Questions that take for granted what the source denies."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from passages import DAY, PUBLISHED, evidence, hit

from qa.plan import plan
from qa.premises import contradiction, with_premise
from qa.values import Sentence

DENIED = "The ferry company will not cancel the winter timetable."


def found(question, *texts):
    return contradiction(
        plan(question, today=DAY),
        evidence(*(hit(text, f"a{at}", published=PUBLISHED) for at, text in enumerate(texts))),
    )


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


ROVERS = "Aldby Rovers drew 1-1 with Kerrin Park on Saturday. Ann Rook, the Rovers manager, left before the end."


@pytest.mark.parametrize(
    ("question", "text", "says"),
    [
        ("Why did the workers accept a rise of 7 per cent?", "The workers voted to accept a rise of 5 per cent.", "5"),
        ("Who gave the £5m organ to Aldby church?", "The Finn fund gave Aldby church its £2m organ.", "£2m"),
        (
            "Why did Rook Bricks close its kiln in March 2022?",
            "Rook Bricks closed its kiln on Friday 13 May.",
            "13 May",
        ),
        (
            "Why will the school move to Mill Lane in May 2023?",
            "The school will move to Mill Lane in June 2023.",
            "June",
        ),
        (
            "Why will Aldby School move to Mill Lane?",
            "Aldby School will move to a house in Castle Street.",
            "Castle Street",
        ),
        ("How did Aldby Rovers win 3-1 against Kerrin Park?", ROVERS, "drew 1-1"),
        ("How did Aldby Rovers beat Kerrin Park?", ROVERS, "drew 1-1"),
        ("Who scored when Aldby Rovers drew 2-2 with Kerrin Park?", ROVERS, "1-1"),
        ("What did Rovers manager Tom Finn say?", ROVERS, "Ann Rook"),
        ("When will the council build the tunnel?", "The council has dropped its plan to build the tunnel.", "dropped"),
        ("When will the museum build its tower?", "The museum was refused permission to build its tower.", "refused"),
        (
            "Why did the council accept the loan?",
            "It offered a loan, but the council turned it down.",
            "turned it down",
        ),
    ],
)
def test_another_particular_contradicts(question, text, says):
    assert says in found(question, text).note


@pytest.mark.parametrize(
    ("question", "text"),
    [
        (
            "Who gave the £5m organ to Aldby church?",
            "The Finn fund gave £2m, and Ms Rook the £5m organ of Aldby church.",
        ),
        ("Who gave £5m to the school?", "The Finn fund gave Aldby church its £2m organ."),
        ("Why did Rook Bricks close its kiln in May 2022?", "Rook Bricks closed its kiln on Friday 13 May."),
        ("Why did Rook Bricks close its kiln in March 2022?", "Rook Bricks said on 13 May that it closed its kiln."),
        ("Why did the fare rise in March 2022?", "The fare rose on Friday 13 May."),
        ("Why did Aldby Rovers sack Tom Finn in March 2022?", "Ann Rook was sacked by Aldby Rovers in May 2022."),
        ("Why did Ms Rook refuse a recount?", "Mr Finn asked for a recount, but Ms Rook refused it."),
        ("What did Kerrin Park manager Tom Finn say?", ROVERS),
        ("What did Rovers manager Ann Rook say?", ROVERS),
        ("What did mayor Tom Finn say?", "Ann Rook, the former mayor, met Tom Finn."),
        ("Who scored when Aldby Rovers drew 1-1 with Kerrin Park?", ROVERS),
        (
            "Why will the firm not build the 30 houses?",
            "Without a road it would not build the 30 houses, the firm said.",
        ),
    ],
)
def test_no_alarm_over_a_particular(question, text):
    assert found(question, text) is None


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
