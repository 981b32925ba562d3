"""The likely answer within a sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from passages import DAY, evidence

from qa.answer_spans import Asked, with_answers
from qa.names import Names
from qa.plan import plan
from qa.values import Sentence

TEXTS = (
    "Alun Merrow, 52, found the coins. Mr Merrow is a postman. Helen Dorrick said so in Vessen. "
    "The ship was built in Skelhaven by Marrow Point. Ferries sail from Norway to Denmark."
)


def marked(question, sentence):
    span = Asked(question, Names([TEXTS, sentence])).span(sentence)
    return sentence[span.start : span.end] if span else None


@pytest.mark.parametrize(
    ("question", "sentence", "answer"),
    [
        ("When did the bridge open?", "The bridge opened at noon on Saturday 22 March 2025.", "Saturday 22 March 2025"),
        ("In which year was the bridge built?", "The bridge, built in 1931, is closed.", "1931"),
        ("How many seats does the stand have?", "Its 3,200 seats replace 40 trees.", "3,200"),
        ("How many trees are there?", "Its 3,200 seats replace 40 trees.", "40"),
        ("How much did the ship cost?", "The ship, for 240 people, cost £31m in all.", "£31m"),
        ("How much will it cost an hour?", "It will cost $22 an hour for 3 years.", "$22 an hour"),
        ("What percentage voted?", "In 61 towns 63.4 per cent of people voted.", "63.4 per cent"),
        ("How long did the strike last?", "The strike of 212 people lasted for 24 days.", "24 days"),
        ("How old is the finder?", "The finder, Alun Merrow, 52, has 3 dogs.", "52"),
        ("How old was the pilot?", "A 17-year-old pilot flew 6 planes.", "17"),
        ("Who found the coins?", "Alun Merrow found the coins in Vessen.", "Alun Merrow"),
        ("By whom were the coins found?", "In Vessen the coins were found by Merrow.", "Merrow"),
        ("Where was the ship built?", "The ship that Helen Dorrick ordered was built in Skelhaven.", "Skelhaven"),
        (
            "Which team beat the Mariners?",
            "The Vessen Mariners lost to the Skelhaven Rovers.",
            "Skelhaven Rovers",
        ),
        ("Who is in the Merrow family?", "In the house lives Alun Merrow.", "Alun Merrow"),
        ("Ferries sail to which country?", "Ferries of Marrow Point sail to Denmark.", "Denmark"),
        ("Who rang up Helen Dorrick?", "VESSEN (AP) — Alun Merrow rang up Helen Dorrick.", "Alun Merrow"),
        ("When did the mill shut?", "The mill shut on Friday 3 May, its owner said on Monday.", "Friday 3 May"),
        ("When did its owner say so?", "The mill shut in May, its owner said on Monday.", "Monday"),
        ("When did Dorrick ring?", "Helen Dorrick rang him on Sunday, he told a briefing on Monday.", "Sunday"),
        ("Which film was shown?", "They showed “The Last Keeper” at the Strand.", "The Last Keeper"),
    ],
)
def test_what_is_marked(question, sentence, answer):
    assert marked(question, sentence) == answer


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Why did the bridge shut?", "The bridge shut on Saturday 22 March 2025."),
        ("Did Helen Dorrick resign?", "Helen Dorrick resigned on Friday."),
        ("What did Helen Dorrick say?", "Helen Dorrick said so on Friday."),
        ("When did it open?", "It opened at last."),
        ("How many came?", "Nobody came."),
        ("Who did Alun Merrow meet?", "Alun Merrow met nobody."),
        ("Who was rung up?", "VESSEN (Corvane Wire) - Nobody was rung up."),
        ("When did they talk?", "They talked at length, an official said Thursday."),
        ("When did they talk?", "The minister on Tuesday said that they had talked."),
        ("Who resigned?", "The minister resigned on Monday 3 June."),
        ("Which country was it?", "It was the county of Corvane."),
    ],
)
def test_where_there_is_nothing_of_the_kind_or_no_kind_nothing_is_marked(question, sentence):
    assert marked(question, sentence) is None


def test_the_figure_of_a_date_or_an_hour_is_no_number_of_things():
    assert marked("How many sailings are there?", "From 12 May at 7.15am there are six sailings.") == "six"
    assert marked("How many sailings are there?", "The sailings began on 12 May at 7.15am.") is None


def test_how_long_may_be_a_length():
    assert marked("How long is the ship?", "The ship is 120 metres long.") == "120 metres"


def test_sentences_are_marked_one_by_one():
    items = evidence("The ship cost £31m. It is green.")
    sentences = (Sentence("The ship cost £31m.", (1,)), Sentence("It is green.", (1,)))
    first, second = with_answers(plan("How much did the ship cost?", today=DAY), sentences, items)
    assert (first.text[first.answer.start : first.answer.end], second.answer) == ("£31m", None)
    assert (first.citations, second.citations) == ((1,), (1,))


def test_what_a_correction_takes_back_is_not_the_answer():
    text = "Correction: Our report said that the ship cost £8.1m. The cost of the ship, its owner says, was £8.7m."
    (found,) = with_answers(plan("How much did the ship cost?", today=DAY), (Sentence(text, (1,)),), evidence(text))
    assert text[found.answer.start : found.answer.end] == "£8.7m"


def test_a_question_in_two_parts_marks_what_either_asks_for():
    items = evidence("The ship cost £31m. It came on Friday.")
    sentences = (Sentence("The ship cost £31m.", (1,)), Sentence("It came on Friday.", (1,)))
    found = with_answers(plan("How much did the ship cost and when did it come?", today=DAY), sentences, items)
    assert [one.text[one.answer.start : one.answer.end] for one in found] == ["£31m", "Friday"]


PIECES = st.lists(
    st.sampled_from("Who When How much many which film £5m 12 May Ada Byron of in “Ox” , . ? 3 km".split())
)


@given(st.one_of(st.text(), PIECES.map(" ".join)), st.one_of(st.text(), PIECES.map(" ".join)))
def test_what_is_marked_is_a_part_of_the_sentence_that_is_not_blank(question, sentence):
    span = Asked(question, Names([sentence])).span(sentence)
    assert span is None or (0 <= span.start < span.end <= len(sentence) and sentence[span.start : span.end].strip())
