"""Who cannot be the answer, since the question says who it is."""

import pytest

from qa.answer_spans import Asked
from qa.described import described
from qa.names import Names

TEXTS = (
    "Ada Byron telephoned Danish Finance Minister Nils Holm on Friday. Then Holm spoke to German Chancellor Ute Kern.",
)
NAMES = Names(TEXTS)


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("Who telephoned Denmark's finance minister?", {"Holm"}),
        ("Who telephoned the Danish finance minister on Friday?", {"Holm"}),
        ("Who telephoned the finance minister of Sweden?", set()),
        ("Who is Denmark's finance minister?", set()),
        ("Who resigned as Danish finance minister?", set()),
        ("When did the Danish finance minister speak?", set()),
        ("Who telephoned?", set()),
    ],
)
def test_whom_a_question_describes_by_an_office(question, found):
    assert described(question, NAMES, TEXTS) == found


def test_a_counterpart_is_described_by_the_country():
    texts = ("Ada Byron rang up her Danish counterpart, Nils Holm.",)
    assert described("Who rang up Denmark's finance minister?", Names(texts), texts) == {"Holm"}
    assert described("Who was the first to ring up Denmark's finance minister?", Names(texts), texts) == {"Holm"}
    assert described("Who rang up Sweden's finance minister?", Names(texts), texts) == set()


def test_it_is_not_marked_as_the_answer():
    question = "Who telephoned Denmark's finance minister?"
    asked = Asked(question, NAMES, described(question, NAMES, TEXTS))
    sentence = "Holm was rung up by Ada Byron."
    span = asked.span(sentence)
    assert sentence[span.start : span.end] == "Ada Byron"
    assert asked.span("Nobody rang up Nils Holm.") is None
