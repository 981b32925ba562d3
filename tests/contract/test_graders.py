"""Graders over a real index: similarity by its embedder, and the errors of what is not there."""

import importlib.util

import pytest
from outcomes import answer

from index import SettingsError
from qa.evaluation import Case, Instruments
from qa.evaluation.graders import graders
from qa.evaluation.outcome import Outcome

CASE = Case("1", "Who won?", answers=("Ann Lee won the race.",))


def test_similarity_is_the_cosine_of_answer_and_likest_reference(sample):
    (grade,) = graders(["answer_similarity"], Instruments(sample)).values()
    near, far = (grade(Outcome(CASE, answer(text))) for text in ("The race was won by Ann Lee. [1]", "It rained."))
    assert grade(Outcome(CASE, answer("Ann Lee won the race. [1]"))) == pytest.approx(1.0, abs=0.01)
    assert 0.99 > near > far
    assert grade(Outcome(CASE, answer("No.", refused=True))) == 0.0
    assert grade(Outcome(Case("2", "?"), answer("It rained."))) is None


def test_what_a_measure_lacks_is_said_before_anything_is_asked(sample):
    for name, instruments, message in [
        ("answer_similarity", Instruments(), "needs an index"),
        ("cost", Instruments(sample, prices={"input": 1.0}), "needs both prices"),
        ("faithfulness", Instruments(sample), "a language model must judge; name one with --judge"),
    ]:
        with pytest.raises(SettingsError, match=message):
            graders([name], instruments)


def test_a_price_is_of_input_or_output():
    with pytest.raises(SettingsError, match="price words=1: give input=PRICE and output=PRICE"):
        Instruments(prices={"words": 1.0})


@pytest.mark.skipif(importlib.util.find_spec("ragas") is not None, reason="the extra is installed")
def test_without_the_extra_the_error_says_what_to_install(sample):
    from langchain_core.language_models import FakeListChatModel

    with pytest.raises(
        SettingsError, match=r"faithfulness: they need Ragas; install it with: pip install 'news-qa\[ragas\]'"
    ):
        graders(["faithfulness"], Instruments(sample, judge=FakeListChatModel(responses=[""])))
