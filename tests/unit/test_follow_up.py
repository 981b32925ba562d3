"""A question of a conversation, made to stand alone by rules."""

import pytest
from passages import DAY

from qa.follow_up import MOST_EXCHANGES, standalone
from qa.values import Message

GRAIN = ("Who brokered the grain deal between Ukraine and Russia?", "Turkey and the United Nations did.")
DEFENCE = ("How much did Finland spend on defence in 2021?", "It spent 4.6 billion euros.")
BRIDGE = ("Why was Millgate Bridge closed?", "Inspectors had found cracks.")
PRESIDENT = ("Who is the president of Finland?", "Sauli Niinistö is the president.")
BUYER = ("Who bought Tarnbury mill?", "Brightwell Board, a maker of cardboard, has bought it.")
FIRE = ("What happened to the Aldersey Star?", "A fire broke out. Iona Spurrell said the sea had been kind.")


def after(*exchanges):
    """The conversation so far."""
    return [message for asked, said in exchanges for message in (Message("user", asked), Message("assistant", said))]


def rewritten(question, *exchanges):
    return standalone(question, after(*exchanges), DAY)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Is it safe now?", "Millgate Bridge closed: is it safe now?"),
        ("When was that?", "Millgate Bridge closed: when was that?"),
        ("Was anybody hurt there?", "Millgate Bridge closed: was anybody hurt there?"),
        ("Why?", "Millgate Bridge closed: why?"),
        ("Since when?", "Millgate Bridge closed: since when?"),
        ("And then?", "Millgate Bridge closed: then?"),
        ("Who else?", "Millgate Bridge closed: who else?"),
        ("Does the minister trust them?", "Millgate Bridge closed: does the minister trust them?"),
        ("What did Kerrow say about it?", "Millgate Bridge closed: what did Kerrow say about it?"),
    ],
)
def test_what_points_back_is_asked_of_all_that_the_question_before_was_about(question, text):
    assert rewritten(question, BRIDGE) == text


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("How many died?", "Millgate Bridge: how many died?"),
        ("What will the repairs cost?", "Millgate Bridge: what will the repairs cost?"),
        ("And what does the company say?", "Millgate Bridge: what does the company say?"),
        ("Tell me more", "Millgate Bridge: Tell me more"),
    ],
)
def test_what_names_nothing_is_asked_of_the_names_in_the_question_before(question, text):
    assert rewritten(question, BRIDGE) == text


@pytest.mark.parametrize(
    "question",
    [
        "Which team won the women's football final at Wembley?",
        "How many people live on Aldersey island?",
        "Who is chief engineer of Corvane Roads?",
        "Who won the 2022 World Cup?",
        "Did Ukraine say that it would sign?",
        "Who lost their homes in Kharkiv?",
        "Did Thole praise her successor?",
        "Is there a bridge at Kirk Haven?",
        "What does the IT department of Halden Paper do?",
        "What is a heat pump?",
        "How does a ballot work?",
        "And how many votes did Lansdell get?",
    ],
)
def test_a_question_that_says_all_is_left_as_it_is(question):
    assert rewritten(question, BRIDGE) == question


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("And Norway?", "How much did Norway spend on defence in 2021?"),
        ("What about the United States?", "How much did the United States spend on defence in 2021?"),
        ("and in Sweden?", "How much did Finland spend on defence in 2021 in Sweden?"),
        ("And the year before?", "How much did Finland spend on defence in 2020?"),
        ("two years later?", "How much did Finland spend on defence in 2023?"),
        ("What about last year?", "How much did Finland spend on defence last year?"),
        ("What about 2019?", "How much did Finland spend on defence in 2019?"),
        ("And education?", "Finland spend on defence in 2021: education?"),
    ],
)
def test_what_about_something_else_is_asked_in_the_words_of_the_question_before(question, text):
    assert rewritten(question, DEFENCE) == text


@pytest.mark.parametrize(
    ("question", "before", "text"),
    [
        ("And in Norway?", "How many voted in Finland?", "How many voted in Norway?"),
        ("And on the island?", "Who is mayor at Kirk Haven?", "Who is mayor on the island?"),
        ("And the one at Skelhaven?", "Who shut the bridge in Vessen in May?", "Who shut the bridge at Skelhaven?"),
        (
            "And drivers?",
            "How do pedestrians get across Millgate Bridge?",
            "How do drivers get across Millgate Bridge?",
        ),
        (
            "And the swing bridge at Skelhaven?",
            "How many cars use Millgate Bridge?",
            "How many cars use the swing bridge at Skelhaven?",
        ),
        ("And his deputy?", "Who is mayor of Vessen?", "mayor of Vessen: who is his deputy?"),
        ("And the deputy?", "Who is mayor of Vessen?", "mayor of Vessen: who is the deputy?"),
        ("And in last year's?", "Who won this year's cup final?", "Who won last year's cup final?"),
        ("And in 2019?", "Who won this year's cup final?", "Who won the cup final in 2019?"),
        ("And a month earlier?", "What did wheat cost in April 2022?", "What did wheat cost in March 2022?"),
        ("The day after?", "What was said on 30 June 2022?", "What was said on 1 July 2022?"),
    ],
)
def test_it_takes_the_place_of_what_answers_to_it(question, before, text):
    assert rewritten(question, (before, "So.")) == text


def test_what_the_answer_named_is_not_set_against_what_was_asked():
    answered = (GRAIN[0], "It was brokered by Turkey.")
    assert rewritten("What about Turkey?", answered) == f"{GRAIN[0].removesuffix('?')}, Turkey?"


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("How old is he?", "Finland: how old is Sauli Niinistö?"),
        ("Where do his parents live?", "Finland: where do Sauli Niinistö’s parents live?"),
        ("And his mother?", "president of Finland: who is Sauli Niinistö’s mother?"),
        ("Who came before him?", "Finland: who came before Sauli Niinistö?"),
    ],
)
def test_a_person_is_named(question, text):
    assert rewritten(question, PRESIDENT) == text


def test_he_stays_the_same_and_she_is_somebody_else():
    mayor = ("Did he meet the mayor of Vessen?", "Yes, Anthea Moule said that she had met Mr Niinistö.")
    assert rewritten("When did he resign?", PRESIDENT, mayor) == "Finland: when did Sauli Niinistö resign?"
    assert rewritten("When did she resign?", PRESIDENT, mayor) == "Finland: when did Anthea Moule resign?"


def test_who_was_asked_for_is_spoken_of_next():
    successor = ("Who succeeded Marian Thole?", "Daniel Quennor did.")
    assert rewritten("How old is he?", successor) == "Marian Thole: how old is Daniel Quennor?"
    assert rewritten("How much did they borrow?", BUYER) == "Tarnbury mill, Brightwell Board: how much did they borrow?"


def test_a_ship_and_a_place_are_no_people():
    assert rewritten("How old was she?", FIRE) == "Aldersey Star: how old was Iona Spurrell?"
    ship = ("When did the Lady Ysolde sail from Tarn Ferry?", "On Monday, in Tarn Ferry.")
    assert rewritten("Why was she late?", ship) == "Lady Ysolde sail from Tarn Ferry: why was she late?"


def test_a_chain_goes_back_to_the_question_that_began_it():
    history = [*after(("Who won the cup final at the Ropewalk?", "So."), GRAIN)]
    history += after(("And when was it signed?", "In July."), ("Where?", "In Istanbul."))
    assert standalone("Why there?", history, DAY) == "grain deal between Ukraine and Russia: why there?"


def test_a_question_may_return_to_what_was_spoken_of_before():
    cup = ("When was the Corvane Cup?", "In May.")
    assert rewritten("Back to the bridge: who pays?", BRIDGE, cup) == "Millgate Bridge: who pays?"
    assert rewritten("When will the bridge reopen?", BRIDGE, cup) == "Millgate Bridge: when will the bridge reopen?"
    assert rewritten("When will the shops reopen?", BRIDGE, cup) == "Corvane Cup: when will the shops reopen?"


def test_a_long_question_is_told_by_its_names():
    long = (
        "After the fire that crippled the Aldersey Star last October off Kirk Haven and left the island without a ship "
        "for weeks on end, who was to blame?"
    )
    assert rewritten("Why?", (long, "So.")) == "Aldersey Star, Kirk Haven: why?"


def test_a_long_conversation_is_read_from_its_end():
    turns = [GRAIN, *[(f"And what did they say in town {number}?", "So.") for number in range(5000)]]
    assert rewritten("And why?", *turns).count("?") == 1
    assert len(rewritten("And why?", *turns).split()) < 4 * MOST_EXCHANGES


def test_an_answer_without_a_question_is_passed_over():
    assert standalone("And when?", [Message("assistant", "Hello."), Message("system", "Be kind.")], DAY) == "And when?"
