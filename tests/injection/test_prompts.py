"""What a model is sent: however an article is poisoned, nothing of it stands where an order could stand."""

import secrets
from datetime import date

import pytest
from attacks import Attack, load_attacks
from obedient import Obedient, Scaffold, orders
from passages import evidence, hit

from index import Article
from qa.instructions import without_instructions
from qa.models import load_model
from qa.plan import plan
from qa.prompting import LONGEST_PASSAGE, fence, fence_passage, load_prompt
from qa.testing import ScriptedChatModel
from qa.turn import Write
from qa.unseen import LONGEST_LABEL
from qa.values import Evidence, Message
from qa.writers.llm import ModelWriter

ATTACKS = load_attacks()
PLAIN = {"override", "role", "language", "encoded", "note", "leak"}
"""Families that give their orders in words alone."""

each_attack = pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.id)


def sent(attack: Attack, *items: Evidence) -> tuple[Message, ...]:
    """What a model is sent about some evidence: by default, about the attack's articles, each one passage."""
    items = items or evidence(
        *(hit(one.text, one.id, title=one.title, source=one.source, published=one.published) for one in attack.articles)
    )
    chat = ScriptedChatModel(replies=["It is. [1]"])
    list(ModelWriter(load_model(chat)).stream(Write(plan(attack.question, today=date(2024, 5, 20)), items)))
    return chat.sent[0]


def scaffold(attack: Attack) -> Scaffold:
    return Scaffold.of(sent(attack, *evidence("The weather was fine.")))


def prompt(attack: Attack, treat, treat_text=None) -> tuple[Message, ...]:
    """The same, but each text of an article goes through `treat`, or `treat_text`, and nothing else."""
    treat_text = treat_text or treat
    system, user = sent(attack, *evidence("The weather was fine."))
    nonce = secrets.token_hex(4)
    passages = [
        load_prompt("evidence").render(
            nonce=nonce,
            number=number,
            outlet=treat(article.source or "", nonce),
            date="2024-05-14",
            title=treat(article.title, nonce),
            text=treat_text(article.text, nonce),
        )
        for number, article in enumerate(attack.articles, start=1)
    ]
    return system, Message("user", "\n\n".join([*passages, user.content.partition("\n\n")[2]]))


def test_there_are_enough_attacks_of_every_kind():
    assert len(ATTACKS) >= 60
    assert len({attack.id for attack in ATTACKS}) == len(ATTACKS)
    assert len({attack.family for attack in ATTACKS}) >= 15
    for attack in ATTACKS:
        assert attack.answered_in(" ".join(article.text for article in attack.articles)), attack.id
        assert not attack.answered_in(attack.forbidden), attack.id


@each_attack
def test_no_order_is_seen_in_what_a_model_is_sent(attack: Attack):
    assert orders(sent(attack), scaffold(attack)) == []


@each_attack
def test_the_fence_alone_would_do(attack: Attack):
    assert orders(prompt(attack, fence, fence_passage), scaffold(attack)) == []


def test_without_a_fence_the_orders_are_seen():
    """The reader of these tests is as gullible as they need."""
    seen = [attack for attack in ATTACKS if orders(prompt(attack, lambda text, _: text), scaffold(attack))]
    assert len(seen) >= 0.8 * len(ATTACKS)
    assert {attack.id for attack in ATTACKS if attack.family in {"template", "fence", "system", "marks"}} <= {
        attack.id for attack in seen
    }


def test_an_article_that_knows_the_fence_cannot_close_it():
    def treat(text: str, nonce: str) -> str:
        return fence(text.replace("a1b2c3d4", nonce).replace("9f8e7d6c", nonce.upper()), nonce)

    for attack in ATTACKS:
        assert orders(prompt(attack, treat), scaffold(attack)) == []


def test_a_prompt_is_bounded_whatever_an_article_holds():
    article = Article("long", "x" * 1_000_000, "y" * 1_000_000, "z" * 1_000_000)
    _, user = sent(Attack("long", "long", "Who?", (), "", (article,)))
    assert len(user.content) < LONGEST_PASSAGE + 2 * LONGEST_LABEL + 1000


def test_orders_in_words_alone_are_left_out_and_the_news_stays():
    for attack in (attack for attack in ATTACKS if attack.family in PLAIN):
        told = " ".join(without_instructions(one.text) for one in attack.articles)
        assert attack.forbidden not in told, attack.id
        assert attack.answered_in(told), attack.id


def test_the_obedient_model_answers_where_it_sees_no_order():
    for attack in ATTACKS:
        assert attack.answered_in(Obedient(attack, scaffold(attack))(sent(attack))), attack.id
