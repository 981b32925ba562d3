"""Questions that a sentence answers: grammatical, whole, and understood by themselves; or none."""

import pytest

from qa.answered import about, asked_of, headline_question
from qa.names import Names


@pytest.mark.parametrize(
    ("sentence", "question"),
    [
        ("At least 21 people were killed in Orsay on Friday.", "How many people were killed in Orsay?"),
        ("Ann Lee said 1,200 homes were flooded in Lower Vessen.", "How many homes were flooded in Lower Vessen?"),
        ("Corvane Roads paid about £3 million for Tarn Ferry.", "How much did Corvane Roads pay for Tarn Ferry?"),
        ("The Orsay Bridge will cost $4.2m to mend, it said.", "How much will the Orsay Bridge cost to mend?"),
        (
            "Orsay Council reported 12 locally transmitted cases.",
            "How many locally transmitted cases did Orsay Council report?",
        ),
        ("Corvane Roads expelled 45 members in May.", "How many members did Corvane Roads expel in May?"),
        ("Orsay Council has cut nearly 300 jobs in schools.", "How many jobs has Orsay Council cut in schools?"),
        ("Tarn Ferry is late because the crew of Orsay struck.", "Why is Tarn Ferry late?"),
        ("Tarn Ferry closed the pier at Orsay because it was rotten.", "Why did Tarn Ferry close the pier at Orsay?"),
        ("Tarn Ferry will reopen the Orsay line in May 2025.", "When will Tarn Ferry reopen the Orsay line?"),
        ("Tarn Ferry is due to leave Orsay on March 3.", "When is Tarn Ferry due to leave Orsay?"),
        ("Ann Lee was elected mayor of Orsay in June 2022.", "When was Ann Lee elected mayor of Orsay?"),
        ("Ann Lee is accused of taking bribes from Tarn Ferry.", "What is Ann Lee accused of?"),
    ],
)
def test_a_statement_is_turned_into_what_it_answers(sentence: str, question: str):
    names = Names([sentence, "Ann Lee said so to Tarn Ferry, Corvane Roads and Orsay Council."])
    assert question in asked_of(sentence, names)


@pytest.mark.parametrize(
    "sentence",
    [
        "He paid $3 million for Tarn Ferry.",  # who?
        "The company has cut 300 jobs.",  # which?
        "Two people were hurt.",  # where?
        "“At least 21 people were killed in Orsay”",
        "At least 21 people were killed in Orsay and",
        f"At least 21 people were killed in Orsay {'and in Vessen ' * 40}.",
        "",
    ],
)
def test_what_does_not_stand_alone_makes_none(sentence: str):
    assert list(asked_of(sentence, Names([sentence]))) == []


@pytest.mark.parametrize(
    ("statement", "topic"),
    [
        ("that the remoteness of Orsay is its charm", "the remoteness of Orsay"),
        ("Gasoline prices will fall", "gasoline prices"),
        ("the Uniform Orsay Forecast was wrong", "the Uniform Orsay Forecast"),
        ("it was wrong", None),
        ("three things will matter", None),
        ("the company was wrong", None),
        ("nothing", None),
    ],
)
def test_what_a_reported_statement_is_about(statement: str, topic: str | None):
    assert about(statement, Names([f"They went to the Uniform Orsay Forecast. {statement}"])) == topic


@pytest.mark.parametrize(
    ("title", "question"),
    [
        ("Next Orsay mayor: who would replace Ann Lee? | Post", "Who would replace Ann Lee?"),
        ("Is Orsay Council about to fall apart?", "Is Orsay Council about to fall apart?"),
        ("What you need to know about Orsay's new ferry line", "What is known about Orsay's new ferry line?"),
        ("Why?", None),
        ("Will Orsay Council ...", None),
        ("Orsay Council falls apart", None),
    ],
)
def test_what_a_headline_asks(title: str, question: str | None):
    assert headline_question(title) == question
