"""A follow-up put to a language model: what is asked of it, and which of its replies count."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from passages import DAY

from qa.rewrite import Rewrite, Rewritten, accepted, planned
from qa.values import Message, Reading

HISTORY = (
    Message("user", "Who is president of Finland?"),
    Message("assistant", "Sauli Niinistö has been the president since 2012."),
)
ASKED = "When did he visit Kyiv?"
REQUEST = Rewrite(ASKED, HISTORY, "Finland: when did Sauli Niinistö visit Kyiv?", DAY)


def outcome(steps, reply):
    with pytest.raises(StopIteration) as stop:
        steps.send(Rewritten(reply))
    return stop.value.value


def test_a_question_that_leans_is_put_to_the_model():
    steps = planned(ASKED, HISTORY, today=DAY, rewrites=True)
    assert next(steps) == REQUEST
    query = outcome(steps, "When did President Sauli Niinistö of Finland visit Kyiv?")
    assert query.question == ASKED
    assert query.text == "When did President Sauli Niinistö of Finland visit Kyiv?"


@pytest.mark.parametrize("reply", [None, "", "Kyiv.", "I cannot help with that."])
def test_without_a_reply_that_counts_the_rules_do(reply):
    steps = planned(ASKED, HISTORY, today=DAY, rewrites=True)
    next(steps)
    assert outcome(steps, reply).text == REQUEST.draft


@pytest.mark.parametrize(
    ("question", "history", "rewrites"),
    [(ASKED, HISTORY, False), (ASKED, (), True), ("Who won the 2022 World Cup?", HISTORY, True)],
)
def test_no_model_is_asked_where_there_is_none_or_nothing_to_ask(question, history, rewrites):
    with pytest.raises(StopIteration):
        next(planned(question, history, today=DAY, rewrites=rewrites))


@pytest.mark.parametrize(
    "reply",
    [
        "When did Sauli Niinistö visit Kyiv?",
        "  **When did Sauli Niinistö visit Kyiv?**\n\nHe went there in August.",
        "Standalone question: When did Sauli Niinistö visit Kyiv?",
        "“When did Sauli Niinistö visit Kyiv?”",
        "> When did Sauli Niinistö visit Kyiv?",
        "<think>He is Niinistö. Who?</think>\nWhen did Sauli Niinistö visit Kyiv?",
        "Here it is:\n`When did Sauli Niinistö visit Kyiv?`",
    ],
)
def test_a_reply_is_read_however_it_is_dressed(reply):
    assert accepted(reply, REQUEST) == "When did Sauli Niinistö visit Kyiv?"


@pytest.mark.parametrize(
    "reply",
    [
        "Sauli Niinistö visited Kyiv on Wednesday.",  # an answer
        "When did Sauli Niinistö visit?",  # lacks the question's own name
        "When did Sauli Niinistö visit Kyiv and Odesa?",  # a name from nowhere
        "When in 1999 did Sauli Niinistö visit Kyiv?",  # a figure from nowhere
        "When did he visit Kyiv?",  # as it was
        "When did he visit Kyiv, Finland?",  # "he" is left open
        "Who is president of Finland?",  # the question before
        "How old is Sauli Niinistö of Kyiv?",  # asks for something else
        "When did Sauli Niinistö visit the famous golden churches of Kyiv?",  # words from nowhere
        "When did Sauli Niinistö visit Kyiv? Why did he go?",
        "When did Sauli Niinistö visit Kyiv " + "again and " * 40 + "again?",
        "<think>When did Sauli Niinistö visit Kyiv?",
        "?",
    ],
)
def test_a_reply_that_cannot_be_trusted_does_not_count(reply):
    assert accepted(reply, REQUEST) is None


def test_a_question_without_pointing_words_may_stay_as_it_is():
    request = Rewrite("Are petrol prices rising?", HISTORY, "Finland: are petrol prices rising?", DAY)
    assert accepted("Are petrol prices rising?", request) == "Are petrol prices rising?"


def test_the_year_that_last_year_was_is_no_invention():
    request = Rewrite("And last year?", HISTORY, "Who is president of Finland last year?", DAY)
    assert accepted("Who was president of Finland in 2021?", request)
    assert accepted("Who was president of Finland in 2014?", request) is None


@given(st.text(max_size=200))
def test_any_reply_can_be_read(reply):
    text = accepted(reply, REQUEST)
    assert text is None or ("\n" not in text and "Kyiv" in text)


def test_no_model_is_asked_to_rewrite_what_is_to_be_read_as_written():
    steps = planned("And last year?", HISTORY, today=DAY, rewrites=True, reading=Reading(context=False))
    with pytest.raises(StopIteration) as end:
        next(steps)
    assert end.value.value.text == "And last year?"


def test_a_model_s_rewrite_loses_the_time_that_is_not_to_be_read():
    steps = planned("And in Norway in May 2021?", HISTORY, today=DAY, rewrites=True, reading=Reading(time=False))
    next(steps)
    query = outcome(steps, "Who is president of Norway in May 2021?")
    assert query.text == "Who is president of Norway?"
    assert not query.window
