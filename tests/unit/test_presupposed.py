"""What a question takes for granted by its form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.presupposed import Premise, presupposed


@pytest.mark.parametrize(
    ("question", "clauses"),
    [
        ("Why did the ferry company cancel the timetable?", ("the ferry company cancel the timetable",)),
        ("When will the new bridge be opened?", ("the new bridge be opened",)),
        ("By how much was the grant raised?", ("the grant raised",)),
        ("Who cancelled the winter timetable?", ("cancelled the winter timetable",)),
        ("How many houses were flooded in Aldby?", ("houses were flooded in Aldby",)),
        ("How much did the fare fall by?", ("the fare fall by",)),
        ("Which pool did the council close?", ("the council close pool",)),
        ("Who spoke after the merger failed?", ("spoke", "the merger failed")),
        ("The merger failed. Why did shares rise?", ("shares rise", "The merger failed")),
        ("Did the ferry company cancel the timetable?", None),
        ("What did the council close?", None),
        ("What did Ms Rook say after the merger failed?", ("the merger failed",)),
        ("Why did it?", None),
        ("", None),
    ],
)
def test_the_clauses_that_are_so_whatever_the_answer_is(question, clauses):
    found = presupposed(question)
    assert (found.clauses if found else None) == clauses


def test_what_is_denied_and_what_another_event_may_answer():
    assert presupposed("Why didn’t the bridge open in May?") == Premise(("the bridge open in May",), denied=True)
    assert presupposed("Who opened the bridge?").another
    assert not presupposed("Why did Ms Rook open the bridge?").another


@given(st.text())
def test_any_question(question):
    found = presupposed(question)
    assert found is None or all(clause.strip() for clause in found.clauses)
