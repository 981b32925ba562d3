"""Who did what to whom: swapped roles are unsupported, and faithful paraphrases are not."""

import pytest
from held_against import problems, verdict

from qa.checks.deeds import find_deeds

DEAL = (
    "Halden Paper bought Corvane Mills for $240m in April. Edith Marsh, who founded Corvane Mills in 1998, will leave "
    "the company. Halden Paper was sued by Norvik Timber in June 2022."
)
CUP = (
    "Aldersey beat Vessen 3-1 in the cup final on Saturday. Tom Dorrick scored twice for Aldersey. Vessen, who beat "
    "Scarth in the semi-final, missed a penalty."
)
COURT = (
    "Justice Helen Marrow wrote the majority opinion. Justice Paul Ransley concurred in the judgment, but wrote that "
    "he would have gone no further. Justice Ada Quill wrote the dissent. The plaintiff, Orla Finn, had sued the county."
)
SAY = (
    "Mayor Nora Stope said that the treasurer, Ivan Rook, had lied to the council. Rook told reporters that he would "
    "resign. Vessen and Tarn rejected the plan that Calder and Scarth had backed."
)
FIGHT = (
    "Police arrested Ansel Brock on Monday after he attacked Lena Voss, a former rival. Voss, whom Brock had sued in "
    "2019, was taken to hospital by her brother. Brock was later charged by prosecutors, and freed by a judge."
)


@pytest.mark.parametrize(
    ("text", "passage"),
    [
        ("Corvane Mills bought Halden Paper for $240m.", DEAL),
        ("Halden Paper was bought by Corvane Mills for $240m.", DEAL),
        ("Corvane acquired Halden for $240m.", DEAL),
        ("Halden Paper, bought by Corvane Mills in April, was sued in June 2022.", DEAL),
        ("Halden Paper sued Norvik Timber in June 2022.", DEAL),
        ("Norvik Timber was sued by Halden Paper in June 2022.", DEAL),
        ("Vessen beat Aldersey 3-1 in the cup final on Saturday.", CUP),
        ("Aldersey were beaten 3-1 by Vessen in the cup final.", CUP),
        ("Aldersey lost 3-1 to Vessen in the cup final on Saturday.", CUP),
        ("Vessen defeated Aldersey in the cup final.", CUP),
        ("Scarth beat Vessen in the semi-final.", CUP),
        ("Vessen, who beat Aldersey 3-1, missed a penalty.", CUP),
        ("The county had sued Orla Finn.", COURT),
        ("Rook said that Mayor Nora Stope had lied to the council.", SAY),
        ("Calder rejected the plan that Vessen had backed.", SAY),
        ("Ansel Brock arrested police on Monday.", FIGHT),
    ],
)
def test_swapped_roles_are_not_borne_out(text, passage):
    assert verdict(text, passage) != "supported"


def test_a_swap_is_unsupported_and_the_problem_says_what_the_article_has():
    text = "Vessen beat Aldersey 3-1 in the cup final on Saturday."
    assert verdict(text, CUP) == "unsupported"
    assert problems(text, CUP) == "the article says that Aldersey beat Vessen, not the other way round"


@pytest.mark.parametrize(
    ("text", "passage"),
    [
        ("Corvane Mills was bought by Halden Paper for $240m.", DEAL),
        ("Halden Paper acquired Corvane Mills for $240m in April.", DEAL),
        ("Corvane Mills was sold to Halden Paper for $240m in April.", DEAL),
        ("Corvane Mills, bought by Halden Paper in April, was founded by Edith Marsh.", DEAL),
        ("Corvane Mills, which Halden Paper bought in April, was founded in 1998.", DEAL),
        ("Norvik Timber sued Halden Paper in June 2022.", DEAL),
        ("Halden Paper, which bought Corvane Mills in April, was sued by Norvik Timber.", DEAL),
        ("Corvane Mills was founded by Edith Marsh in 1998.", DEAL),
        ("Vessen lost 3-1 to Aldersey in the cup final on Saturday.", CUP),
        ("Vessen were beaten 3-1 by Aldersey in the cup final.", CUP),
        ("Aldersey defeated Vessen in the cup final.", CUP),
        ("Vessen were defeated by Aldersey in the cup final.", CUP),
        ("Aldersey, who beat Vessen 3-1, won the cup.", CUP),
        ("Scarth lost to Vessen in the semi-final.", CUP),
        ("Scarth, whom Vessen beat, had been in the semi-final.", CUP),
        ("Vessen, having beaten Scarth in the semi-final, missed a penalty.", CUP),
        ("Dorrick scored twice for Aldersey in the cup final.", CUP),
        ("The dissent was written by Justice Ada Quill.", COURT),
        ("Ada Quill dissented.", COURT),
        ("Orla Finn had sued the county.", COURT),
        ("The county had been sued by Orla Finn.", COURT),
        ("Stope said that Ivan Rook had lied to the council.", SAY),
        ("Ivan Rook, the treasurer, told reporters that he would resign.", SAY),
        ("Tarn and Vessen rejected the plan backed by Calder and Scarth.", SAY),
        ("Vessen rejected the plan that Scarth had backed.", SAY),
        ("Ansel Brock was arrested by police on Monday.", FIGHT),
        ("Lena Voss was attacked by Ansel Brock.", FIGHT),
        ("Brock, who attacked Lena Voss, was arrested on Monday.", FIGHT),
        ("Prosecutors charged Brock.", FIGHT),
        ("A judge freed Brock.", FIGHT),
    ],
)
def test_a_faithful_paraphrase_survives(text, passage):
    assert verdict(text, passage) == "supported", problems(text, passage)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("Justice Paul Ransley wrote the dissent.", "Ada Quill wrote dissent, not Paul Ransley"),
        ("Justice Ada Quill wrote the majority opinion.", "Helen Marrow wrote majority opinion, not Ada Quill"),
        ("Helen Marrow wrote the dissent.", "Ada Quill wrote dissent, not Helen Marrow"),
    ],
)
def test_what_somebody_else_in_the_article_did_is_not_borne_out(text, problem):
    assert verdict(text, COURT) != "supported"
    assert problem in problems(text, COURT)


def test_whoever_plays_for_one_side_does_not_play_for_the_other():
    assert problems("Tom Dorrick scored twice for Vessen.", CUP) == (
        "the article says that Tom Dorrick scored for Aldersey, not Vessen"
    )


@pytest.mark.parametrize(
    "text",
    ["Mara Finn met Jonas Reed in Calder.", "Jonas Reed met Mara Finn in Calder.", "Jonas Reed married Mara Finn."],
)
def test_what_two_do_together_has_no_order(text):
    assert (
        verdict(text, "Mara Finn met Jonas Reed in Calder. A year later Mara Finn married Jonas Reed.") == "supported"
    )


def test_the_problem_says_it_as_the_article_does():
    lost = "Vessen lost 3-1 to Aldersey at home, and were fined by Scarth Council."
    assert "says that Aldersey beat Vessen, not" in problems("Vessen beat Aldersey 3-1 at home.", lost)
    assert "says that Corvane was sued by Halden, not" in problems(
        "Corvane sued Halden.", "Corvane was sued by Halden."
    )


def test_what_each_did_to_the_other_is_borne_out_both_ways():
    both = "Aldersey beat Vessen in 2019. In 2022 Vessen beat Aldersey at home."
    assert verdict("Aldersey beat Vessen in 2019.", both) == "supported"
    assert verdict("Vessen beat Aldersey in 2022.", both) == "supported"


def deeds(sentence):
    return [(deed.agent.text, deed.verb.text, deed.link, deed.patient.text) for deed in find_deeds(sentence)]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Halden Paper bought Corvane Mills.", [("Halden Paper", "bought", "", "Corvane Mills")]),
        ("Halden Paper has not bought Corvane Mills.", []),
        ("It bought Corvane Mills.", []),
        ("Ivan Rook, the treasurer, sued Nora Stope.", [("Ivan Rook", "sued", "", "Nora Stope")]),
        ("The board was sued on Friday by Nora Stope.", [("Nora Stope", "sued", "", "board")]),
        ("Corvane Mills was sold in April to Halden Paper.", []),
        ("Rook apologised to Stope.", [("Rook", "apologised", "to", "Stope")]),
        ("", []),
    ],
)
def test_a_deed_has_whoever_stands_next_to_its_verb(sentence, found):
    assert [deed for deed in deeds(sentence) if deed[1] not in {"board", "treasurer"}] == found
