"""Questions about a thing that they do not name, and texts that tell of such a one."""

import pytest
from passages import DAY, hit

from qa.bare import bare, on_it
from qa.plan import plan
from qa.values import Message


def asked(question, **more):
    return bare(plan(question, today=DAY, **more))


@pytest.mark.parametrize(
    ("question", "noun"),
    [
        ("How many people died in the fire?", ("fire",)),
        ("What did the court rule?", ("court",)),
        ("Why was the bridge shut?", ("bridg",)),
        ("Who is the chief executive?", ("chief", "execut")),
        ("When did the prime minister resign?", ("prime", "minist")),
        ("What was the source of the mistake?", ("mistak",)),
    ],
)
def test_the_noun(question, noun):
    assert asked(question).noun == noun


@pytest.mark.parametrize(
    "question",
    [
        "How many people died in the Harwick fire?",
        "How many people died in the fire in Harwick?",
        "How many people died in the fire last week?",
        "How many people died in the latest fire?",
        "How many people died in a fire?",
        "How many pupils were hurt in the fire that burnt the village school?",
        "Who won the last final?",
        "Why?",
    ],
)
def test_what_is_told_more_closely_or_speaks_of_any(question):
    assert asked(question) is None


def test_what_was_spoken_of_before_is_known():
    assert asked("And who died in the fire?", history=(Message("user", "Was there a fire in Harwick?"),)) is None


FIRE = asked("How many people died in the fire?")


@pytest.mark.parametrize(
    ("text", "there"),
    [
        ("The fire killed four.", True),
        ("A blaze swept the mill.", True),
        ("Fires broke out.", True),
        ("He was killed by fire.", True),
        ("The chief of the fire station spoke.", False),
        ("Firefighters came.", False),
        ("The crowd was crushed.", False),
    ],
)
def test_whether_a_text_speaks_of_such_a_thing(text, there):
    assert FIRE.mentioned(text) == there


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("A large fire broke out.", True),
        ("the Harwick fire", True),
        ("Harwick’s worst fire", True),
        ("They saw the fire at Harwick.", True),
        ("They saw the fire.", False),
    ],
)
def test_whether_a_text_tells_it_from_others(text, told):
    assert FIRE.introduced(text) == told


def test_only_passages_on_such_a_thing_can_answer():
    query = plan("How many people died in the fire?", today=DAY)
    crush = hit("At least 154 people died in the crush.", "crush")
    fire = hit("Four people died when the mill burnt.", "mill", title="Fire in Harwick")
    assert on_it(query, [crush, fire]) == [fire]
    assert on_it(query, [crush]) == []
    assert on_it(plan("How many people died in Harwick?", today=DAY), [crush, fire]) == [crush, fire]


def test_where_the_noun_is_there_only_as_part_of_another_nothing_is_left_out():
    query = plan("Who leads the fire?", today=DAY)
    station = hit("Tom Pell leads the fire station.")
    assert on_it(query, [station]) == [station]
