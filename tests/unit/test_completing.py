"""Evidence completed from its articles: what it leans on, what adjoins, and what never happens to it."""

from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from passages import hit

from index import sentences
from qa.completing import complete
from qa.evidence import STANDARD, Budget
from qa.values import AlsoIn, Evidence

STORY = """The ferry company named Ann Stott its captain. She had been a pilot for six years.

"It is an honour," she said. Fares will not rise. The company carries 160 people a day.
It sails to three islands: Aldersey, Vessen and Holm. Penguins live on Holm."""


def words(text):
    return len(text.split())


def at(part, article="a", text=STORY, number=1):
    """The evidence that is this part of an article."""
    start = text.index(part)
    return Evidence(number, hit(part, article, start))


def completed(*items, text=STORY, budget=STANDARD):
    return [item.hit.text for item in complete(items, {"a": text}, budget)]


@pytest.mark.parametrize(
    ("passage", "whole"),
    [
        ("Fares will not rise.", "Fares will not rise."),
        ("The ferry company named Ann Stott its captain.", "The ferry company named Ann Stott its captain."),
        (
            "She had been a pilot for six years.",
            "The ferry company named Ann Stott its captain. She had been a pilot for six years.",
        ),
        (
            '"It is an honour," she said. Fares will not rise.',
            'The ferry company named Ann Stott its captain. She had been a pilot for six years.\n\n"It is an honour," '
            "she said. Fares will not rise.",
        ),
        ("The company carries 160 people a day.", "Fares will not rise. The company carries 160 people a day."),
        (
            "It sails to three islands: Aldersey, Vessen and Holm.",
            "Fares will not rise. The company carries 160 people a day.\nIt sails to three islands: Aldersey, Vessen "
            "and Holm.",
        ),
        ("Penguins live on Holm.", "Penguins live on Holm."),
    ],
)
def test_a_passage_gets_the_sentences_before_it_that_it_leans_on(passage, whole):
    assert completed(at(passage)) == [whole]


@pytest.mark.parametrize(
    "first",
    [
        "He resigned.",
        "But Stott stayed.",
        "The minister said no.",
        "This was denied.",
        "“I see,” they said.",
        "And so?",
    ],
)
def test_a_sentence_leans(first):
    text = f"Dan Orr met the press. {first}"
    assert completed(at(first, text=text), text=text) == [text]


@pytest.mark.parametrize(
    "first",
    [
        "The price of wheat fell.",
        "The United Nations met.",
        "This week Orr resigned.",
        "Item four was dropped.",
        "Thebes fell.",
        "Orr said that he would resign.",
    ],
)
def test_a_sentence_stands_by_itself(first):
    text = f"Dan Orr met the press. {first}"
    assert completed(at(first, text=text), text=text) == [first]


def test_a_passage_that_ends_in_a_colon_gets_what_comes_after_it():
    text = "Three islands were named:\nAldersey, Vessen and Holm. Nobody lives there."
    whole = "Three islands were named:\nAldersey, Vessen and Holm."
    assert completed(at("Three islands were named:", text=text), text=text) == [whole]


def test_adjoining_passages_become_one_in_the_place_of_the_better():
    also = AlsoIn("copy", "", None, None, None)
    found = (
        at("Fares will not rise."),
        Evidence(2, hit("Other news entirely.", "b")),
        replace(at("Penguins live on Holm.", number=3), also_in=(also,)),
        at("The company carries 160 people a day.\nIt sails to three islands: Aldersey, Vessen and Holm.", number=4),
    )
    first, second = complete(found, {"a": STORY}, STANDARD)
    assert first.hit.text == STORY[STORY.index("Fares") :]
    assert (first.hit.passage_id, first.number, first.also_in) == (found[0].hit.passage_id, 1, (also,))
    assert (second.hit, second.number) == (found[1].hit, 2)


def test_passages_of_one_article_with_something_between_them_stay_apart():
    assert completed(at("Fares will not rise."), at("Penguins live on Holm.")) == [
        "Fares will not rise.",
        "Penguins live on Holm.",
    ]


def test_what_completes_the_better_passage_takes_the_room_of_the_last():
    found = (at("She had been a pilot for six years."), at("Penguins live on Holm.", number=2))
    assert completed(*found, budget=Budget(8, 20, words)) == [
        "The ferry company named Ann Stott its captain. She had been a pilot for six years.",
        "Penguins live on Holm.",
    ]
    assert len(completed(*found, budget=Budget(8, 19, words))) == 1


def test_a_completion_that_does_not_fit_is_left_out():
    assert completed(at("She had been a pilot for six years."), budget=Budget(8, 15, words)) == [
        "She had been a pilot for six years."
    ]


@pytest.mark.parametrize("texts", [{}, {"a": ""}, {"a": "Another version. " + STORY}, {"b": STORY}])
def test_an_article_that_is_gone_or_has_changed_leaves_its_passage_as_it_is(texts):
    found = (at("She had been a pilot for six years."),)
    assert complete(found, texts, STANDARD) == found


SENTENCES = ["He said so.", "The boat sank.", "Aldersey has a fort.", "It has three parts:", "\n\n", "Ann Stott left."]
ARTICLES = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=9).map(" ".join)


@st.composite
def found(draw):
    """Articles' texts, and distinct passages of them, whole sentences, none overlapping."""
    texts = {name: draw(ARTICLES) for name in draw(st.sets(st.sampled_from("abc"), min_size=1))}
    spans = [(name, span) for name, text in texts.items() for span in sentences(text)]
    chosen = draw(st.lists(st.sampled_from(spans), max_size=6, unique=True)) if spans else []
    hits = [hit(texts[name][span.start : span.end], name, span.start) for name, span in chosen]
    return texts, tuple(Evidence(number, each) for number, each in enumerate(hits, 1))


def covered(evidence):
    return {(item.hit.article_id, place) for item in evidence for place in range(item.hit.start, item.hit.end)}


@given(found(), st.integers(0, 60), st.sampled_from([words, len]))
def test_laws(found, room, count):
    texts, evidence = found
    needed = sum(Budget(count=count).cost(item.hit) for item in evidence)
    budget = Budget(tokens=needed + room, count=count)
    made = complete(evidence, texts, budget)
    assert sum(budget.cost(item.hit) for item in made) <= budget.tokens
    assert [item.number for item in made] == list(range(1, len(made) + 1))
    assert len(made) <= len(evidence)
    assert made[:1] == () if not evidence else made[0].hit.passage_id == evidence[0].hit.passage_id
    for item in made:
        assert texts[item.hit.article_id][item.hit.start : item.hit.end] == item.hit.text
    for one, other in permutations(made, 2):
        if one.hit.article_id == other.hit.article_id:
            between = sorted((one.hit, other.hit), key=lambda each: each.start)
            gap = texts[one.hit.article_id][between[0].end : between[1].start]
            assert gap.strip() or sum(budget.cost(item.hit) for item in made) + count(gap) > budget.tokens


@given(found(), st.randoms())
def test_with_room_for_all_the_order_of_the_passages_changes_nothing_of_what_is_shown(found, random):
    texts, evidence = found
    shuffled = random.sample(evidence, len(evidence))
    budget = Budget(tokens=100_000)
    made, other = complete(evidence, texts, budget), complete(shuffled, texts, budget)
    assert covered(evidence) <= covered(made) == covered(other)
    assert {item.hit.text for item in made} == {item.hit.text for item in other}
