"""What a question asks for in time, and where to look first."""

from datetime import date

import pytest
from passages import DAY

from index import Recency
from qa.plan import plan


@pytest.mark.parametrize(
    ("question", "intent"),
    [
        ("What is the latest on the grain deal?", "latest"),
        ("Who is currently in charge of Corvane Roads?", "latest"),
        ("How many turbines are planned at the moment?", "latest"),
        ("What happened to the bridge in April 2022?", "at a time"),
        ("Who resigned yesterday?", "at a time"),
        ("What is the latest of this week?", "at a time"),
        ("How did the strike at the mill unfold?", "development"),
        ("Give me a timeline of the bridge closure in 2022", "development"),
        ("How has the price of wheat changed since March?", "development"),
        ("What is a heat dome?", "timeless"),
        ("How does a heat pump work?", "timeless"),
        ("What does force majeure mean?", "timeless"),
        ("How do islanders get to the city?", "news"),
        ("Who brokered the grain deal?", "news"),
    ],
)
def test_intent(question, intent):
    assert plan(question, today=DAY).intent == intent


@pytest.mark.parametrize(
    ("question", "recency"),
    [
        ("What is the latest on the grain deal?", Recency(DAY, 30.0, weight=1.5)),
        ("Who has recently left the cabinet?", Recency(DAY, 30.0, weight=1.0)),
        ("What happened this week?", Recency(DAY, 30.0, weight=1.0)),
        ("Who brokered the grain deal?", Recency(DAY, 30.0, weight=1.0)),
        ("What happened on 1 July 2022?", Recency(date(2022, 7, 8), 30.0)),
        ("What happened on 21 July 2022?", Recency(DAY, 30.0)),
        ("What happened in June 2022?", Recency(date(2022, 7, 7), 59.0)),
        ("Give me a timeline of the strike in June 2022", Recency(date(2022, 7, 7), 59.0)),
        ("What will have happened by 2030?", Recency(DAY, 30.0)),
        ("What is a heat dome?", None),
        ("How did the strike unfold?", None),
    ],
)
def test_where_in_time_to_look_first(question, recency):
    assert plan(question, today=DAY).recency == recency
