"""Questions that may follow an answer: drawn by rules from what was found, and each answerable."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from passages import hit

from index import Coverage, Filter, Index
from qa import Assistant
from qa.evidence import STANDARD, choose
from qa.plan import plan
from qa.refuse import shortfall
from qa.suggest import follow_ups
from qa.values import Answer, Citation, Refusal, Sentence

JULY, MAY = datetime(2024, 7, 18, tzinfo=UTC), datetime(2024, 5, 2, tzinfo=UTC)
TODAY = date(2024, 12, 1)
CITED = hit(
    "Dunmore Bridge will stay shut until Easter, the council said. Ada Fenwick, the chief engineer, found the rust.",
    "cited",
    title="Dunmore Bridge to stay shut",
    published=MAY,
)
LATER = hit(
    "Dunmore Bridge needs new piers. “It is worse than we thought,” said Tom Ralston. "
    "Work on Dunmore Bridge was given to Hallam Civil Works last week.",
    "later",
    title="More rust at Dunmore Bridge",
    published=JULY,
)


def answer(question: str, said: str, *hits, cites=("cited",)) -> Answer:
    citations = tuple(
        Citation(
            number,
            one.article_id,
            "v",
            one.title,
            None,
            None,
            one.published,
            one.text,
            0,
            len(one.text),
            (),
            one.text,
            0,
        )
        for number, one in enumerate(hits, start=1)
        if one.article_id in cites
    )
    query = plan(question, today=TODAY)
    return Answer(question, query, said, (Sentence(said, (1,), "supported"),), citations, None, "quotes", None, hits)


def drawn(found: Answer, asked=()) -> dict[str, str]:
    return dict(follow_ups(found, asked))


FOUND = answer("Why is Dunmore Bridge shut?", "Ada Fenwick found the rust.", CITED, LATER)


def test_uncited_articles_give_rise_to_what_came_later_and_who_spoke():
    assert drawn(FOUND) == {
        "What did Tom Ralston say about Dunmore Bridge?": "later",
        "Who is Ada Fenwick?": "cited",
        "What is the latest on Dunmore Bridge?": "later",
        "What was reported about Dunmore Bridge in July 2024?": "later",
    }


def test_what_a_sentence_says_a_headline_asks_and_somebody_speaks_of_is_asked_first():
    later = hit(
        "Dunmore Bridge will cost about £4.2m to mend. Tom Ralston said the rust of old piers was to blame. "
        "Ada Fenwick said the weight of lorries was to blame.",
        "later",
        title="Rust: who will pay for Dunmore Bridge?",
        published=JULY,
    )
    assert list(drawn(answer("Why is Dunmore Bridge shut?", "Ada Fenwick found the rust.", CITED, later)))[:3] == [
        "How much will Dunmore Bridge cost to mend?",
        "Who will pay for Dunmore Bridge?",
        "What did Tom Ralston say about the rust of old piers?",
    ]


def test_what_was_asked_is_not_suggested_again():
    asked = ["what's the latest on Dunmore Bridge", "Who is Ada Fenwick?"]
    assert set(drawn(FOUND)) - set(drawn(FOUND, asked)) == {
        "What is the latest on Dunmore Bridge?",
        "Who is Ada Fenwick?",
    }


def test_nothing_later_is_offered_where_the_latest_was_asked_for_or_cited():
    latest = answer("What is the latest on Dunmore Bridge?", "It is shut.", CITED, LATER)
    assert not any("latest" in question for question in drawn(latest))
    both = answer("Why is Dunmore Bridge shut?", "It is rusty.", CITED, LATER, cites=("cited", "later"))
    assert not any("latest" in question or "reported" in question for question in drawn(both))


def test_whom_the_answer_quotes_already_is_not_suggested_for_it():
    said = answer("Why is Dunmore Bridge shut?", "It is worse than we thought, said Tom Ralston.", CITED, LATER)
    assert "What did Tom Ralston say about Dunmore Bridge?" not in drawn(said)


def test_a_refusal_and_an_answer_from_nowhere_have_none():
    refusal = Refusal("not covered", "No.", Coverage(1, 1, None, None))
    assert drawn(replace(FOUND, refusal=refusal)) == {}
    assert drawn(replace(FOUND, hits=())) == {}


QUESTIONS = [
    "Why were the new parts for Millgate Bridge so late in coming?",
    "How many people were hurt in the Aldersey ferry fire?",
    "What did Bridie Callan remark when she set the rebuilt Tarnbury machine going?",
]


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_suggestion_has_an_answer_within_the_same_filter(sample: Index, question: str):
    desk = Assistant(sample, model="quotes")
    found = desk.ask(question, as_of=date(2025, 8, 31), where=Filter(after=date(2024, 2, 1)))
    suggested = list(desk.suggest(found, asked=[question]))
    assert 1 <= len(suggested) <= 3
    assert len(set(suggested)) == len(suggested)
    for one in suggested:
        query = plan(one, where=found.query.where, today=found.query.today)
        hits = sample.search(query.text, limit=40, where=query.where, recency=query.recency)
        assert shortfall(query, choose(hits, STANDARD), sample.coverage(query.where), hits) is None
        assert desk.ask(one, where=found.query.where).refusal is None
