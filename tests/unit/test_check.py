"""Verdicts: a sentence held against what it cites."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from passages import PUBLISHED, evidence, hit

from qa.check import check
from qa.cite import cite
from qa.values import Sentence

GRAIN = (
    "Turkey and the United Nations brokered a deal on Friday 22 July to let 20 million tonnes of grain leave Odesa. "
    "“This is a beacon of hope,” said António Guterres, the UN secretary-general. "
    "The deal does not cover the port of Mykolaiv. "
    "Five ships may sail each day, and the ports will open within weeks."
)
MAYOR = (
    "It is false that the mayor took bribes. Two councillors accused the treasurer of hiding a debt of £3.6m. "
    "The opposition claims that the bridge will never reopen."
)
FOUND = evidence(
    hit(GRAIN, "grain", 40, title="Grain deal signed in Istanbul", published=PUBLISHED), hit(MAYOR, "mayor")
)


def verdict(text, *numbers):
    (sentence,) = check([Sentence(text, numbers or (1,))], FOUND)
    return sentence.verdict


def problems(text, *numbers):
    (sentence,) = check([Sentence(text, numbers or (1,))], FOUND)
    return " | ".join(sentence.problems)


@pytest.mark.parametrize(
    "text",
    [
        "Five ships may sail each day, and the ports will open within weeks.",
        "five ships may sail each day,  and the ports will open within weeks.",
        '"This is a beacon of hope," said António Guterres, the UN secretary-general.',
        GRAIN[GRAIN.index("The deal does") :],
        GRAIN,
    ],
)
def test_verbatim_sentences_are_supported(text):
    assert verdict(text) == "supported"
    assert problems(text) == ""


@pytest.mark.parametrize(
    "text",
    [
        "The United Nations and Turkey brokered a deal to let grain leave Odesa.",
        "A deal to let 20 million tonnes of grain leave Odesa was brokered by Turkey.",
        "Guterres called the deal “a beacon of hope”.",
        "The port of Mykolaiv is not covered by the deal.",
        "On Friday, a deal on grain was signed in Istanbul.",
        "5 ships may sail each day.",
    ],
)
def test_a_true_paraphrase_is_supported(text):
    assert verdict(text) == "supported", problems(text)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("Turkey brokered a deal to let 30 million tonnes of grain leave Odesa.", "not 30"),
        ("Turkey brokered a deal to let 2 million tonnes of grain leave Odesa.", "not 2"),
        ("Turkey brokered the deal on Friday 23 July to let grain leave Odesa.", "not Friday 23 July"),
        ("Six ships may sail each day, and the ports will open within weeks.", "Five, not Six"),
        ("Turkey brokered a deal in 2021 to let grain leave Odesa.", "does not say 2021"),
        ("Turkey brokered a deal on Thursday to let grain leave Odesa.", "not Thursday"),
        ("The United Nations and Greece brokered a deal to let grain leave Odesa.", "does not name Greece"),
        ("Greece brokered a deal to let grain leave Odesa.", "does not name Greece"),
        ("Boris Johnson brokered a deal to let grain leave Odesa.", "not Boris Johnson"),
        ("Russia's envoys brokered a deal to let grain leave Odesa.", "does not name Russia"),
        ("“This is a beacon of hope,” said Boris Johnson.", "not Boris Johnson"),
        ("Guterres called the deal “a beacon of despair”.", "“a beacon of despair” are not in"),
        ("“The guns will fall silent,” said António Guterres.", "“The guns will fall silent” are not in"),
        ("The deal does cover the port of Mykolaiv.", "says “not”"),
        ("The deal covers the port of Mykolaiv.", "says “not”"),
        ("Turkey and the United Nations have not brokered a deal to let grain leave Odesa.", "does not say “not”"),
        ("Five ships may never sail each day.", "does not say “never”"),
        ("Penguins at the zoo have hatched two eggs.", "does not say this"),
    ],
)
def test_what_was_changed_is_not_supported_and_the_problem_says_what(text, problem):
    assert verdict(text) != "supported"
    assert problem in problems(text)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("The mayor took bribes.", "says “false”"),
        ("The treasurer is hiding a debt of £3.6m.", "says “accused”"),
        ("The bridge will never reopen.", "says “claims”"),
        ("The bridge will reopen.", "says “claims”"),
    ],
)
def test_half_a_sentence_that_says_the_opposite_or_drops_who_says_so_is_not_supported(text, problem):
    assert verdict(text, 2) == "partial"
    assert problem in problems(text, 2)


def test_who_says_so_may_be_put_in_other_words():
    assert verdict("The opposition says that the bridge will never reopen.", 2) == "supported"
    assert verdict("Two councillors said that the treasurer was hiding a debt of £3.6m.", 2) == "supported"


def test_without_a_citation_it_is_uncited():
    assert check([Sentence("Five ships may sail each day.")], FOUND) == (
        Sentence("Five ships may sail each day.", (), "uncited", ("it cites nothing",)),
    )
    (sentence,) = check(cite("Five ships may sail each day. [9]", FOUND), FOUND)
    assert (sentence.verdict, sentence.problems) == ("uncited", ("it cites [9], and there is no such passage",))


def test_the_wrong_passage_does_not_support_it_and_both_together_do():
    text = "Five ships may sail each day, and the ports will open within weeks."
    assert verdict(text, 2) == "unsupported"
    assert verdict(text, 2, 1) == "supported"


def test_one_false_mark_beside_a_right_one_is_partial():
    (sentence,) = check(cite("Five ships may sail each day. [1][9]", FOUND), FOUND)
    assert sentence.verdict == "partial"
    assert "[9]" in sentence.problems[0]


def test_part_of_what_is_said_is_partial():
    text = "Ships may sail within weeks, carrying a record harvest to hungry families abroad."
    assert verdict(text) == "partial"
    assert "the cited passage says only part of this" in problems(text)


@given(st.text(max_size=80), st.text(max_size=80), st.booleans())
def test_any_text_has_a_verdict_and_what_is_not_supported_has_a_problem(text, passage, cites):
    (item,) = evidence(passage)
    (sentence,) = check([Sentence(text, (1,) if cites else ())], [item])
    assert sentence.text == text
    assert (sentence.verdict == "uncited") == (not cites)
    assert bool(sentence.problems) == (sentence.verdict != "supported")


@given(st.lists(st.integers(0, 3), min_size=2, max_size=2, unique=True).map(sorted))
def test_whole_sentences_in_a_row_are_always_supported(bounds):
    sentences = [
        GRAIN[: GRAIN.index(" “This")],
        GRAIN[GRAIN.index("“This") : GRAIN.index(" The deal")],
        GRAIN[GRAIN.index("The deal") : GRAIN.index(" Five")],
        GRAIN[GRAIN.index("Five") :],
    ]
    assert verdict(" ".join(sentences[bounds[0] : bounds[1] + 1])) == "supported"
