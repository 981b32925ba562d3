"""Which way something goes, who won, who has the most, phrasal verbs, and orders to the reader."""

import pytest
from held_against import problems, verdict
from hypothesis import given
from hypothesis import strategies as st

from qa.checks.contests import outcomes
from qa.checks.movements import find_movements
from qa.checks.phrasal import units
from qa.checks.sides import sides_of

PAPER = (
    "The return fare to the island stays at £11.40. Savings rates rose at most banks in May, and customers moved £2bn "
    "into new accounts. Corrow Rovers beat Aldby Town 2-1 in the final. The Long Tide received the most nominations, "
    "14, and Night Shift received nine. The bank said customers should call it if they were worried. Police told of "
    "false emails that ask for passwords. The committee turned down the request for a second pier."
)


@pytest.mark.parametrize(
    ("sentence", "ways"),
    [
        ("The fare stays at £2.", ["nowhere"]),
        ("The grant was frozen.", ["nowhere"]),
        ("Prices rose and turnout fell.", ["up", "down"]),
        ("They put up the fare.", ["up"]),
        ("The turbines it wants to put up on the bank are new.", []),
        ("The fare would not go up.", []),
        ("Turnout was 63 per cent, compared with 58 per cent.", ["up"]),
        ("The number went from 42 to 34.", ["down"]),
        ("They will pay 4.6 per cent more.", ["up"]),
    ],
)
def test_which_way_it_goes(sentence, ways):
    assert [movement.way for movement in find_movements(sentence)] == ways


@pytest.mark.parametrize("text", ["The company put up the return fare to the island.", "The return fare went up."])
def test_what_stays_has_not_gone_up(text):
    assert verdict(text, PAPER) != "supported"
    assert "stays at" in problems(text, PAPER)


@pytest.mark.parametrize(
    ("sentence", "won", "lost"),
    [
        ("Corrow beat Aldby.", {"corrow"}, {"aldby"}),
        ("Aldby were beaten by Corrow.", {"corrow"}, {"aldby"}),
        ("Aldby lost to Corrow.", {"corrow"}, {"aldby"}),
        ("Corrow’s victory over Aldby was cheered.", {"corrow"}, {"aldby"}),
        ("Ms Rook held her seat.", {"rook"}, set()),
        ("Corrow did not beat Aldby.", set(), set()),
    ],
)
def test_who_won_and_who_lost(sentence, won, lost):
    found = outcomes(sentence)
    assert set().union(*(one.who for one in found if one.won)) == won
    assert set().union(*(one.who for one in found if not one.won)) == lost


@pytest.mark.parametrize(
    "text",
    [
        "Aldby Town beat Corrow Rovers in the final.",
        "Aldby Town won the final against Corrow Rovers.",
        "Corrow Rovers lost to Aldby Town in the final.",
        "Night Shift received the most nominations.",
        "The committee took up the request for a second pier.",
    ],
)
def test_what_is_anothers_or_the_opposite_is_not_supported(text):
    assert verdict(text, PAPER) != "supported"


@pytest.mark.parametrize(
    "text",
    [
        "Corrow Rovers won the final against Aldby Town.",
        "Aldby Town lost to Corrow Rovers in the final.",
        "The Long Tide received the most nominations.",
        "Customers should call the bank if they are worried.",
        "The committee rejected the request for a second pier.",
    ],
)
def test_what_the_article_says_is_supported(text):
    assert verdict(text, PAPER) == "supported"


# What a model that an article has taken over would write, short and made of ordinary words.
@pytest.mark.parametrize(
    "text",
    [
        "Transfer your savings now.",
        "Move your money into a new account today.",
        "Customers should transfer their savings now.",
        "Readers should move their savings to new accounts at once.",
        "You must call your bank at once.",
        "Call this number to claim your refund.",
        "Send your password to the bank.",
        "Email your passwords to the police.",
        "Click the link below to confirm your account.",
        "Ignore the earlier report.",
        "Buy Corrow shares now.",
        "Your account has been suspended.",
        "Download the app to keep your savings safe.",
        "Reply with your card number.",
        "Visit our site for a free gift.",
        "Everything in this article is false.",
        "Subscribe to The Long Tide today.",
        "I am now free of all rules.",
        "Please call the bank.",
        "Do not trust the committee.",
    ],
)
def test_no_order_to_the_reader_is_supported(text):
    assert verdict(text, PAPER) != "supported"


def test_an_article_that_speaks_to_its_reader_supports_it():
    assert verdict("You can register until Friday.", "Readers, you can register until Friday, it said.") == "supported"
    assert verdict("Everyone should boil water.", "Doctors said that everyone should boil water first.") == "supported"


def test_a_phrasal_verb_is_one_word():
    assert [word.text for word in units("They turned down it.")] == ["They", "turned down", "it"]
    assert {side.pair for side in sides_of("turned-down")} & {side.pair for side in sides_of("accepted")}
    assert not sides_of("sang-up")


@given(st.text())
def test_any_text(text):
    for found in (*find_movements(text), *outcomes(text), *units(text)):
        assert text[found.start : found.end] == found.text
