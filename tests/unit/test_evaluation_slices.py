from datetime import UTC, date, datetime

import pytest
from outcomes import answer

from index import SettingsError
from qa.evaluation import Case, Run
from qa.evaluation.figure import figure
from qa.evaluation.measures import find_measure
from qa.evaluation.outcome import Outcome, Relevant
from qa.evaluation.slices import KINDS, labels
from qa.evaluation.table import render_table
from qa.values import Message

HELD = (
    Relevant("a", "Courier", datetime(2023, 5, 1, tzinfo=UTC)),
    Relevant("b", "Post", datetime(2024, 1, 2, tzinfo=UTC)),
    Relevant("c", None, None),
)


@pytest.mark.parametrize(
    ("question", "word"),
    [
        ("Who mended it?", "who"),
        ("With whom did she speak?", "who"),
        ("In the spring, how many sheep were lost?", "how many"),
        ("How did it end?", "how"),
        ("The show was renewed by which channel?", "which"),
        ("Name the ferry.", "other"),
        ("Is somewhat better?", "other"),
    ],
)
def test_the_question_word_is_the_first(question, word):
    assert labels("word", Outcome(Case("1", question), None)) == (word,)


def test_a_case_is_sliced_by_what_was_relevant_not_by_what_was_found():
    outcome = Outcome(Case("1", "?", relevant=("a", "b", "c")), None, relevant=HELD)
    assert labels("outlet", outcome) == ("Courier", "Post")
    assert labels("year", outcome) == ("2024",)
    assert labels("year", Outcome(Case("1", "?", date(2022, 2, 2)), None, relevant=HELD)) == ("2022",)
    assert [labels(kind, Outcome(Case("1", "?"), None)) for kind in ("outlet", "year", "tag")] == [(), (), ()]


def test_turns_are_first_or_follow_up():
    follow_up = Case("1", "And?", history=(Message("user", "Who?"),))
    assert [labels("turn", Outcome(case, None)) for case in (follow_up, Case("2", "?"))] == [("follow-up",), ("first",)]


def test_an_unknown_kind_is_an_error_that_lists_the_known():
    with pytest.raises(SettingsError, match="there are no slices by 'moon'; use one of tag, outlet, year, word, turn"):
        labels("moon", Outcome(Case("1", "?"), None))
    assert KINDS == ("tag", "outlet", "year", "word", "turn")


def test_figures_of_a_slice_are_those_of_its_cases():
    who, when = Case("1", "Who?", answers=("Ann",)), Case("2", "When?", answers=("Friday",))
    outcomes = (Outcome(who, answer("Ann.")), Outcome(when, answer("Ann.")))
    run = Run({}, {"answer_recall": figure(find_measure("answer_recall"), outcomes)}, outcomes)
    assert {word: figures["answer_recall"].value for word, figures in run.by("word").items()} == {
        "who": 1.0,
        "when": 0.0,
    }
    assert render_table(run, ["word"]).splitlines()[-2:] == ["when      1          0.000", "who       1          1.000"]
