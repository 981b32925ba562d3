"""Follow-ups find what the same questions written out find: floors for the rules, over forty conversations."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from index import Index, read_articles
from qa import Assistant, Settings
from qa.values import Message

pytestmark = pytest.mark.quality

DATA = Path(__file__).parents[1] / "data"
CONVERSATIONS = [json.loads(line) for line in (DATA / "conversations.jsonl").read_text("utf-8").splitlines()]
IN_SIGHT, UNSEEN = CONVERSATIONS[:20], CONVERSATIONS[20:]


@pytest.fixture(scope="module")
def desk(minilm, tmp_path_factory) -> Iterator[Assistant]:
    with Index.create(tmp_path_factory.mktemp("follow-ups") / "news.index", embedder=minilm) as index:
        index.add(read_articles(DATA / "archive.jsonl"))
        index.add(read_articles(DATA / "further.jsonl"))
        yield Assistant(index, "quotes", settings=Settings())


def hits(desk, conversations, limit):
    """How many follow-ups find a relevant article among the first `limit`: as asked, and written out."""
    asked = written_out = 0
    for conversation in conversations:
        day, history = date.fromisoformat(conversation["asked"]), []
        for number, turn in enumerate(conversation["turns"]):
            if number:
                asked += found(desk, turn["question"], turn, day, history, limit)
                written_out += found(desk, turn["standalone"], turn, day, (), limit)
            history += [Message("user", turn["question"]), Message("assistant", turn.get("answer") or "")]
    return asked, written_out


def found(desk, question, turn, day, history, limit):
    passages = desk.search(question, as_of=day, history=history, limit=40)
    articles = list(dict.fromkeys(hit.article_id for hit in passages))
    return not set(turn["relevant"]).isdisjoint(articles[:limit])


@pytest.mark.parametrize("conversations", [IN_SIGHT, UNSEEN], ids=["in sight", "unseen"])
@pytest.mark.parametrize(("limit", "floor"), [(5, 0.90), (1, 0.85)])
def test_follow_ups_without_a_model(desk, conversations, limit, floor):
    asked, written_out = hits(desk, conversations, limit)
    assert asked >= floor * written_out, f"{asked} as asked, {written_out} written out"


def test_the_conversations_are_whole(desk):
    known = {article.id: article.published for article in desk.index.articles()}
    for conversation in CONVERSATIONS:
        assert 2 <= len(conversation["turns"]) <= 4
        for turn in conversation["turns"]:
            assert turn["relevant"]
            assert set(turn["relevant"]) <= known.keys()


ELSEWHERE = (
    "Which team topped the league?",
    "How deep is the canyon?",
    "What did the banker steal?",
    "When was the vaccine approved?",
    "Who painted the portrait?",
    "How many whales were stranded?",
    "Why did the airline go bankrupt?",
    "What does the telescope show?",
    "Who discovered the comet?",
    "Which song topped the charts?",
)
"""What no article of the archive is about, and nothing in the words says so."""


def test_a_new_subject_is_not_answered_with_the_old_one(desk):
    refused = []
    for at, conversation in enumerate(CONVERSATIONS):
        day, first = date.fromisoformat(conversation["asked"]), conversation["turns"][0]
        history = [Message("user", first["question"]), Message("assistant", first.get("answer") or "")]
        refused.append(bool(desk.ask(ELSEWHERE[at % len(ELSEWHERE)], as_of=day, history=history).refusal))
    assert sum(refused) >= 0.7 * len(refused), f"{sum(refused)} of {len(refused)} refused"
