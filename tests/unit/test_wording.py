"""What the wording of questions and sentences tells."""

import pytest

from qa.wording import asks_for_the_first, asks_when_it_was, asks_why, gives_a_reason, is_ahead, is_the_first


@pytest.mark.parametrize(
    ("question", "why"),
    [
        ("Why did the mill shut?", True),
        ("What was the cause of the fire?", True),
        ("What prompted the strike?", True),
        ("When did the mill shut?", False),
        ("What was the fire called?", False),
    ],
)
def test_why(question, why):
    assert asks_why(question) == why


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("The mill shut because the price of power had doubled.", True),
        ("Engineers found soft clay under the wall.", True),
        ("There were too few midwives.", True),
        ("The mill shut on Friday.", False),
    ],
)
def test_a_reason(sentence, reason):
    assert gives_a_reason(sentence) == reason


@pytest.mark.parametrize(
    ("question", "past"),
    [
        ("When did the bridge reopen?", True),
        ("And when was the bridge opened?", True),
        ("On which day did it reopen?", True),
        ("When was the bridge due to reopen?", False),
        ("When was the bridge supposed to reopen?", False),
        ("When will the bridge reopen?", False),
        ("Who reopened the bridge?", False),
    ],
)
def test_when_it_was(question, past):
    assert asks_when_it_was(question) == past


@pytest.mark.parametrize(
    ("sentence", "ahead"),
    [
        ("The bridge will reopen in May.", True),
        ("It was due to reopen in May.", True),
        ("The reopening was put back to May.", True),
        ("It hopes to let traffic back by May.", True),
        ("The bridge reopened in May.", False),
        ("Traffic came back in May, before the fair.", False),
    ],
)
def test_what_is_to_come(sentence, ahead):
    assert is_ahead(sentence) == ahead


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("Who made the first call to Aldby?", True),
        ("Who was the first to call?", True),
        ("What did the First Minister say?", False),
        ("How many came in the first three months?", False),
        ("Who scored in the first half?", False),
    ],
)
def test_the_first_of_its_kind_is_asked_for(question, first):
    assert asks_for_the_first(question) == first


@pytest.mark.parametrize(
    ("sentence", "first"),
    [
        ("They spoke for the first time on Friday.", True),
        ("It was an initial call.", True),
        ("In the first-of-its-kind visit, she came by boat.", True),
        ("Trade rose in the first three months of the year.", False),
        ("They led at the end of the first half.", False),
    ],
)
def test_the_first_of_its_kind_is_told_of(sentence, first):
    assert is_the_first(sentence) == first
