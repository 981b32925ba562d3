"""Words made comparable."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.text import comparable, numbers, shingles, specifics, stems


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("brokered", "brokering"),
        ("ferries", "ferry"),
        ("Chinese", "China"),
        ("Ukrainians", "Ukraine"),
        ("American ships", "U.S. ships"),
        ("British", "UK"),
        ("defence", "defense"),
        ("the ferry was", "ferry"),
    ],
)
def test_what_has_the_same_stems(one, other):
    assert stems(one) == stems(other) != []


def test_words_of_grammar_have_none():
    assert stems("What was it that they did?") == []


def test_comparable():
    assert comparable("  “It’s   OK,”\nhe said [1]. ") == '"it\'s ok," he said (1).'
    assert comparable("«Ja»") == comparable('"ja"')


@given(st.text())
def test_comparable_twice_is_comparable_once(text):
    assert comparable(comparable(text)) == comparable(text)
    assert comparable(f" {text}\n") == comparable(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It cost 1,234,567.50 in 2022", ["1234567.50", "2022"]),
        ("5%, £3.6m and 7-8", ["5", "3.6", "7", "8"]),
        ("12,34", ["12", "34"]),
        ("none", []),
    ],
)
def test_numbers(text, found):
    assert numbers(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("When did Helen Dorrick speak in Vessen?", ["Helen", "Dorrick", "Vessen"]),
        ("What is Turkey's price for 400 tonnes?", ["Turkey", "400"]),
        ("Ferries sank. Nobody knew.", []),
        ("what happened?", []),
    ],
)
def test_names_and_numbers_inside_sentences(text, found):
    assert specifics(text) == found


def test_shingles():
    assert shingles("One two three four five six.") == {
        ("one", "two", "three", "four", "five"),
        ("two", "three", "four", "five", "six"),
    }
    assert shingles("One two") == {("one", "two")}
    assert shingles("") == {()}


@given(st.text(), st.integers(1, 6))
def test_a_text_has_a_run_of_each_place(text, size):
    assert 1 <= len(shingles(text, size)) <= max(1, len(text))
