"""Names in a text, and which of them look like people's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.question_names import is_person, names


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Who brokered the deal between Ukraine and Russia?", ["Ukraine", "Russia"]),
        ("Ships were ordered, the line said on Wednesday. The vessel is new.", []),
        ("What did Dr. Miriam Sallis and Mr Ransley say?", ["Dr. Miriam Sallis", "Mr Ransley"]),
        ("What did J. K. Rowling write in March?", ["J. K. Rowling"]),
        ("Why is the Bank of England in Boris Johnson's Britain?", ["Bank of England", "Boris Johnson", "Britain"]),
        ("What does the Paperworkers’ Union of O’Brien want?", ["Paperworkers’ Union of O’Brien"]),
        ("What did the US and the WHO agree?", ["US", "WHO"]),
        ("Drivers wait. Residents wait. Straitline Ferries waits.", ["Straitline Ferries"]),
        ("“Nobody knows,” said Søren Ødegård.", ["Søren Ødegård"]),
        ("who won the cup?", []),
        ("", []),
    ],
)
def test_names_are_found_as_they_are_written(text, found):
    assert names(text) == found


def test_what_does_not_open_a_sentence_may_begin_with_a_name():
    assert names("Norway") == []
    assert names("Norway", opens=False) == ["Norway"]


@pytest.mark.parametrize("name", ["Edmund Kerrow", "Dr Okehurst", "Søren Ødegård", "Anna Maria Lind", "Mr Stope"])
def test_people(name):
    assert is_person(name)


@pytest.mark.parametrize(
    "name", ["Kerrow", "Millgate Bridge", "Corvane Roads", "Bank of England", "NATO", "US Steel", "Dr", "White House"]
)
def test_no_people(name):
    assert not is_person(name)


@given(st.text(max_size=80))
def test_a_name_stands_in_its_text(text):
    for name in names(text):
        assert name
        assert set(name.split()) <= {part for word in text.split() for part in (word, *_parts(word, name))}


def _parts(word, name):
    return [part for part in name.split() if part in word]
