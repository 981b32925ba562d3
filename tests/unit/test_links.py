"""Addresses and markup in a draft: the article's, word for word, or nobody's."""

import time

import pytest
from passages import evidence

from qa.check import check
from qa.values import Sentence

FOUND = evidence(
    "Tickets for the ferry are sold at https://ferry.example/tickets?from=home and by mail at desk@ferry.example. "
    "The page www.tides.example has the tides of the week. It costs <b>£4</b> to sail from the quay. "
    "The price is < £5, and children under 5 sail free."
)


def checked(text):
    (sentence,) = check([Sentence(text, (1,))], FOUND)
    return sentence


@pytest.mark.parametrize(
    "text",
    [
        "Tickets for the ferry are sold at https://ferry.example/tickets?from=home.",
        "Ferry tickets are sold by mail (desk@ferry.example).",
        "The tides of the week are on www.tides.example.",
        "To sail from the quay costs <b>£4</b>.",
        "The price to sail is < £5, but children under 5 sail free.",
    ],
)
def test_what_the_passage_has_is_no_problem(text):
    assert not [problem for problem in checked(text).problems if "does not hold" in problem]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Tickets for the ferry are sold at https://thief.example/tickets.", "https://thief.example/tickets"),
        ("Tickets for the ferry are sold at https://ferry.example/tickets?from=thief.", "https://ferry.example"),
        ("Tickets for the ferry are sold at thief.example/tickets.", "thief.example/tickets"),
        ("Tickets for the ferry are sold by mail at desk@thief.example.", "desk@thief.example"),
        ("The page www.thief.example has the tides of the week.", "www.thief.example"),
        (
            "Tickets for the ferry are sold [by mail](https://ferry.example/tickets?from=home).",
            "[by mail](https://ferry.example/tickets?from=home)",
        ),
        ("The ferry sells tickets. ![](//thief.example/a)", "![](//thief.example/a)"),
        ("The page has the tides of the week <img src=//thief.example>.", "<img src=//thief.example>"),
        ("Children under 5 sail free </script>.", "</script>"),
        ("Tickets for the ferry: javascript:alert(1)", "javascript:alert"),
    ],
)
def test_what_it_does_not_have_is_not_supported(text, found):
    sentence = checked(text)
    assert sentence.verdict == "unsupported"
    assert any(problem.startswith(f"the cited passage does not hold {found}") for problem in sentence.problems)


def test_a_long_one_is_not_shown_in_full():
    problem = next(one for one in checked(f"See https://thief.example/{'a' * 300}").problems if "hold" in one)
    assert len(problem) < 120


@pytest.mark.parametrize("piece", ["a.", "[", "![", "<a", "a@", "www.", "a://", "x.y/"])
def test_no_sentence_takes_long(piece):
    began = time.process_time()
    checked(piece * (4_000 // len(piece)))
    assert time.process_time() - began < 5
