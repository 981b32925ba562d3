"""Quotations word for word, whose words they are, and that what is only claimed stays so."""

import pytest
from held_against import problems, verdict

from qa.checks.speech import find_quotations, find_speakers

COUNCIL = (
    "“We will not pay for this bridge twice,” Mayor Nora Stope said. She said that the treasurer, Ivan Rook, had lied "
    "to the council. Rook told the Courier that he would resign. A “lame duck” council may sit until June. Two "
    "auditors claimed that the harbour fund was empty. The police allegedly knew of the debt. “It was a bad deal. "
    "Nobody read it,” said Orla Finn, a lawyer."
)


@pytest.mark.parametrize(
    ("sentence", "speakers"),
    [
        ("“We will pay,” said Orla Finn.", {"orla", "finn"}),
        ("“We will pay,” Finn said.", {"finn"}),
        ("Finn, a lawyer, told Nora Stope to pay.", {"finn"}),
        ("According to Finn, Stope paid.", {"finn"}),
        ("Stope paid.", set()),
    ],
)
def test_who_speaks(sentence, speakers):
    assert find_speakers(sentence) == speakers


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("“We will pay,” she said.", ["We will pay,"]),
        ('He said "no way" twice.', ["no way"]),
        ("It’s the workers’ party.", []),
        ("She called it ‘a bad deal’.", ["a bad deal"]),
    ],
)
def test_what_is_quoted(sentence, words):
    assert [one.words for one in find_quotations(sentence)] == words


@pytest.mark.parametrize(
    "text",
    [
        "“We will not pay for this bridge twice,” the mayor, Nora Stope, said.",
        '"We will not pay for this bridge twice," Nora Stope said.',
        "“We will not pay for this bridge,” Stope said.",
        "Stope said the council would “not pay for this bridge twice”.",
        "Orla Finn, a lawyer, said: “It was a bad deal. Nobody read it.”",
        "Rook told the Courier that he would resign.",
        "The auditors claimed that the harbour fund was empty.",
        "According to two auditors, the harbour fund was empty.",
    ],
)
def test_words_with_the_right_speaker_are_borne_out(text):
    assert verdict(text, COUNCIL) == "supported", problems(text, COUNCIL)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("“We will not pay for this bridge again,” Stope said.", "are not in the cited passage"),
        ("“We will pay for this bridge twice,” Stope said.", "are not in the cited passage"),
        ("“We will not pay for this bridge twice,” said Ivan Rook.", "has Nora Stope say"),
        ("“It was a bad deal,” said Nora Stope.", "has Finn Orla say"),
    ],
)
def test_other_words_or_another_speaker_are_unsupported(text, problem):
    assert verdict(text, COUNCIL) == "unsupported"
    assert problem in problems(text, COUNCIL)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("The harbour fund was empty.", "says “claimed”"),
        ("The police knew of the debt.", "says “allegedly”"),
        ("Ivan Rook had lied to the council.", "has somebody say this"),
        ("Orla Finn told the Courier that she would resign.", "has Rook say this, not Finn Orla"),
    ],
)
def test_who_says_so_may_not_be_dropped_or_changed(text, problem):
    assert verdict(text, COUNCIL) != "supported"
    assert problem in problems(text, COUNCIL)


def test_a_short_quotation_that_is_not_there_is_doubted_only():
    assert verdict("A “dead duck” council may sit until June.", COUNCIL) == "partial"
