"""What a sentence is held against: which cited sentences bear it, and whether they say enough of it."""

import pytest
from passages import evidence, hit

from qa.checks.figures import find_figures
from qa.checks.ground import ground
from qa.checks.meaning import wrong_meaning
from qa.checks.places import instead, likeliest, mentions

TEXT = "The harbour opened in May. The new ferry carries 240 passengers to the island. Fares stay at £2."


def held(claim, text=TEXT, title="Harbour news"):
    return ground(claim, evidence(hit(text, "a1", title=title)))


def test_the_sentence_that_says_the_most_bears_it_first():
    found = held("The ferry carries 240 passengers.")
    assert found.bearing[0].statement.text.startswith("The new ferry")
    assert found.bearing[0].support > 0.9
    assert found.bears(found.bearing[0])


def test_the_headline_is_read_as_a_heading():
    headings = [source.statement.text for source in held("The ferry sails.").sources if source.heading]
    assert len(headings) == 1
    assert headings[0].startswith("Harbour news")


def test_nothing_bears_what_has_no_word_in_common():
    assert held("Wolves howled.").bearing == ()


def test_a_figure_is_held_against_those_in_its_place():
    claim = held("The new ferry carries 260 passengers to the island.")
    (figure,) = find_figures(claim.claim.text)
    found = mentions(claim, figure, find_figures)
    best = likeliest(found)
    assert best is not None
    assert best.what.value == 240
    assert best.beside
    assert best.bears
    assert instead([], found, untold=0.3) == best
    assert instead(found, [], untold=0.3) is None
    assert likeliest([]) is None


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        ("The new ferry carries passengers to the island.", []),
        ("Wolves howled over the frozen moor.", ["the cited passage does not say this"]),
        (
            "The ferry carries passengers while wolves, bears and foxes howl.",
            ["the cited passage says only part of this"],
        ),
    ],
)
def test_how_much_of_a_sentence_is_said(claim, said):
    assert [problem.text for problem in wrong_meaning(held(claim))] == said
