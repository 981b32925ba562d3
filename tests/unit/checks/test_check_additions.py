"""A place, a thing or a circumstance that no cited sentence has."""

import pytest
from held_against import held, verdict

PASSAGE = "Rook Wind will build 34 turbines on the bank, its director Ann Finn told a meeting of fishermen in Aldby."


@pytest.mark.parametrize(
    "added",
    [
        "on the moon",
        "and a lighthouse",
        "in heavy snow",
        "by telephone",
        "without pay",
        "because of mice",
        "after a brawl",
        "from the top of a bus",
    ],
)
def test_what_is_added_to_a_true_sentence_makes_it_partial(added):
    sentence = held(f"Rook Wind will build 34 turbines {added}.", PASSAGE)
    assert sentence.verdict == "partial"
    assert any(added.split()[-1] in problem for problem in sentence.problems)


@pytest.mark.parametrize(
    "text",
    [
        "Rook Wind will build 34 turbines on the bank.",
        "Rook Wind will build 34 turbines, Ann Finn said in a statement.",
        "Rook Wind will build 34 turbines, its directors told a meeting of fishers.",
        "Rook Wind will build 34 turbines on the bank, Ann Finn said at a meeting in Aldby.",
    ],
)
def test_what_is_there_or_may_be_said_of_anything_adds_nothing(text):
    assert verdict(text, PASSAGE) == "supported"
