"""What is denied, what is the opposite, and which office is a lesser one."""

import pytest
from held_against import problems, verdict
from hypothesis import given
from hypothesis import strategies as st

from qa.checks.negation import find_negations
from qa.checks.sides import sides_of

BRIDGE = (
    "The new bridge did not open in June. Prices rose sharply, and the oldest ferry was sold. The council has never "
    "approved the toll. Inspectors found no cracks in the deck, and the contractor denied hiding a report. "
    "Vice President Alma Reyes, who visited the site, and the mayor, Tom Dorrick, praised the workers."
)


@pytest.mark.parametrize(
    ("sentence", "about"),
    [
        ("The bridge did not open.", ["open"]),
        ("It didn’t open in June.", ["open", "June"]),
        ("Nobody was hurt, and the ship sailed.", ["hurt"]),
        ("Not only ferries sailed.", []),
        ("No. 10 refused to comment.", ["comment"]),
        ("It was a no-fly zone.", []),
        ("No more than 20 came.", []),
        ("He denied hiding it.", ["hiding"]),
    ],
)
def test_what_a_sentence_denies(sentence, about):
    found = [word.text for negation in find_negations(sentence) for word in negation.about]
    assert found == about


@pytest.mark.parametrize(
    "text",
    [
        "The new bridge did not open in June.",
        "The new bridge didn’t open in June.",
        "The new bridge failed to open in June.",
        "The council never approved the toll.",
        "No cracks were found in the deck by inspectors.",
        "The contractor denied that it had hidden a report.",
        "Prices increased sharply.",
        "Vice-President Reyes visited the site.",
        "Mayor Tom Dorrick praised the workers.",
    ],
)
def test_the_same_said_otherwise_is_borne_out(text):
    assert verdict(text, BRIDGE) == "supported", problems(text, BRIDGE)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("The new bridge opened in June.", "says “not”"),
        ("Prices did not rise sharply.", "does not say “not”"),
        ("The council has approved the toll.", "says “never”"),
        ("Inspectors found cracks in the deck.", "says “no”"),
        ("The contractor was hiding a report.", "says “denied”"),
        ("Prices fell sharply.", "the article says rose, not fell"),
        ("The newest ferry was sold.", "the article says oldest, not newest"),
        ("The oldest ferry was bought.", "the article says sold, not bought"),
        ("The old bridge did not open in June.", "the article says new, not old"),
        ("Alma Reyes, who visited the site, criticised the workers.", "the article says praised, not criticised"),
        ("President Alma Reyes visited the site.", "the article says vice president, not president"),
        ("Deputy Mayor Tom Dorrick praised the workers.", "the article says mayor, not deputy mayor"),
    ],
)
def test_the_opposite_is_not_borne_out(text, problem):
    assert verdict(text, BRIDGE) != "supported"
    assert problem in problems(text, BRIDGE)


@pytest.mark.parametrize("text", ["went up", "will go up", "did go up"])
def test_a_verb_and_its_particle_are_denied_together(text):
    passage = (
        "The levy on Tarnbury households would not go up, she said; the Assembly had agreed to meet the difference."
    )
    assert "says “not”" in problems(f"The levy on Tarnbury households {text}.", passage)
    assert verdict("The levy on Tarnbury households would not go up.", passage) == "supported"


def test_a_light_verb_denied_elsewhere_denies_nothing_here():
    passage = "The drivers did not go on strike on Monday. Most of them went home to Vessen at noon."
    assert verdict("Most of the drivers went home to Vessen at noon.", passage) == "supported"


def test_a_word_that_is_only_denied_is_denied_however_far_its_subject_is():
    passage = "The island of Aldersey, some of whose residents had telephoned the police, was not affected."
    assert "says “not”" in problems("The island of Aldersey was affected by the power cut.", passage)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("rose", "fell"),
        ("beat", "lost"),
        ("dissented", "concurred"),
        ("killed", "injured"),
        ("wounded", "died"),
        ("plaintiff", "defendant"),
        ("buyer", "seller"),
        ("usual", "unusual"),
        ("kept", "abolished"),
        ("increase", "cut"),
    ],
)
def test_opposites_are_on_the_two_sides_of_a_pair(one, other):
    assert across(one, other)
    assert across(other, one)
    assert not across(one, one)


def across(one, other):
    return bool(
        {(side.pair, side.right) for side in sides_of(one)} & {(side.pair, not side.right) for side in sides_of(other)}
    )


def test_to_defeat_is_to_beat():
    assert not across("beat", "defeated")
    assert across("defeated", "lost")


@given(st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=12))
def test_any_word_has_an_opposite_in_un(word):
    assert across(word, f"un{word}") or len(word) <= 3
