"""Names in a text, and what they are names of."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.names import Names, is_country

TEXT = (
    "Engineers met on Friday. Defence Minister Wei Fenghe spoke in Singapore. Helen Dorrick, the chief engineer, was "
    "there; Dorrick said little. The Department of Justice sent nobody. Halford Mackinder of Britain wrote a letter."
)
NAMES = Names([TEXT])


def found(text, names=NAMES):
    return [text[span.start : span.end] for span in names.find(text)]


def test_names_are_runs_of_words_with_capitals():
    assert found(TEXT) == [
        "Defence Minister Wei Fenghe",
        "Singapore",
        "Helen Dorrick",
        "Dorrick",
        "Department of Justice",
        "Halford Mackinder",
        "Britain",
    ]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The bridge is shut.", []),
        ("Bridges are shut.", []),
        ("Dorrick resigned.", ["Dorrick"]),
        ("It is Dorrick’s bridge.", ["Dorrick"]),
        ("They sang on Monday 3 May.", []),
        ("It runs on the iPhone.", ["iPhone"]),
        ("Then Anaïs Čapková sang.", ["Anaïs Čapková"]),
        ("Nobody left the U.S. in May.", ["U.S."]),
    ],
)
def test_the_first_word_of_a_sentence_counts_only_when_it_is_known_for_a_name(text, names):
    assert found(text) == names


def test_people_and_places_are_told_apart_by_what_stands_beside_them():
    assert all(NAMES.is_person(name) for name in ("Wei Fenghe", "Helen Dorrick", "Dorrick"))
    assert not any(NAMES.is_person(name) for name in ("Singapore", "Department of Justice", "Britain"))
    assert all(NAMES.is_place(name) for name in ("Singapore", "Britain"))
    assert not any(NAMES.is_place(name) for name in ("Helen Dorrick", "Wei Fenghe"))


def test_countries():
    assert all(is_country(name) for name in ("Sri Lanka", "United Kingdom", "UK", "Philippines"))
    assert not any(is_country(name) for name in ("Paris", "Africa", "Dorrick", ""))


@given(st.text())
def test_any_text_has_its_names_in_order_and_apart(text):
    spans = Names([text]).find(text)
    assert all(span.start < span.end for span in spans)
    assert all(one.end <= other.start for one, other in pairwise(spans))
