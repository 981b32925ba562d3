"""Names: spellings, surnames, initials, abbreviations and peoples; and which stands in whose place."""

import pytest
from held_against import problems, verdict

from qa.checks.proper_names import abbreviates, find_names, long_forms, same_people, spelling

DEAL = (
    "Halden Paper, of Norway, bought Corvane Mills in April. Edith Marsh, who founded Corvane Mills, will leave the "
    "company. The European Central Bank lent it €40m, Dr José Núñez told the BBC. U.S. envoys visited Kyiv."
)


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("Halden Paper bought Corvane Mills.", ["Halden Paper", "Corvane Mills"]),
        ("However, Marsh left on Monday 3 May.", ["Marsh"]),
        ("The U.S. and the BBC agreed.", ["U.S.", "BBC"]),
        ("Sen. Ada Quill met Núñez’s aides.", ["Sen Ada Quill", "Núñez"]),
        ("nobody left.", []),
        ("", []),
    ],
)
def test_names_are_runs_of_capitals(sentence, names):
    assert [name.text for name in find_names(sentence)] == names


@pytest.mark.parametrize(
    ("one", "other"),
    [("Núñez", "nunez"), ("Zelenskyy", "Zelensky"), ("U.S.", "US"), ("O’Brien", "O'Brien"), ("É", "e")],
)
def test_one_name_has_one_spelling(one, other):
    assert spelling(one) == spelling(other)


@pytest.mark.parametrize(("one", "other"), [("iran", "iranians"), ("norwegian", "norway"), ("finnish", "finland")])
def test_a_country_and_its_people(one, other):
    assert same_people(one, other) == same_people(other, one)


def test_initials():
    (initials, words), *_ = long_forms("Centers for Disease Control said so.")
    assert (initials, [word.text for word in words]) == ("cdc", ["Centers", "Disease", "Control"])
    assert abbreviates("cdc", initials)
    assert not abbreviates("fbi", initials)


@pytest.mark.parametrize(
    "text",
    [
        "Marsh founded Corvane Mills.",
        "E. Marsh, who founded Corvane Mills, will leave the company.",
        "Ms Marsh, who founded Corvane Mills, will leave the company.",
        "Halden bought Corvane Mills in April.",
        "The Norwegian company Halden Paper bought Corvane Mills.",
        "The ECB lent the company €40m.",
        "Jose Nunez told the BBC that the European Central Bank lent it €40m.",
        "US envoys visited Kyiv.",
    ],
)
def test_a_name_said_otherwise_is_borne_out(text):
    assert verdict(text, DEAL) == "supported", problems(text, DEAL)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("Edward Marsh, who founded Corvane Mills, will leave the company.", "Edward Marsh"),
        ("Edith March, who founded Corvane Mills, will leave the company.", "Edith March"),
        ("Halden Paper bought Tarn Mills in April.", "Tarn Mills"),
        ("Sweden’s Halden Paper bought Corvane Mills in April.", "Sweden"),
        ("Orla Finn, who founded Corvane Mills, will leave the company.", "Orla Finn"),
        ("The IMF lent the company €40m.", "IMF"),
        ("U.S. envoys visited Minsk.", "Minsk"),
    ],
)
def test_another_name_is_not_borne_out(text, problem):
    assert verdict(text, DEAL) != "supported"
    assert problem in problems(text, DEAL)


def test_the_name_in_its_place_is_said():
    assert problems("U.S. envoys visited Minsk.", DEAL) == "the article names Kyiv, not Minsk"
    assert verdict("U.S. envoys visited Minsk.", DEAL) == "unsupported"
