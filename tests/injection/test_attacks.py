"""Every attack against the whole path: embedder, search, choice, check; then the page, the terminal, JSON and HTTP."""

import asyncio
import json
import re
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

import pytest
from attacks import Attack, load_attacks
from fastapi.testclient import TestClient
from obedient import Obedient, Scaffold, unseen
from page import check_markup

from index import Article, Index
from qa import Assistant, Settings
from qa.cli.asking import _finish
from qa.cli.terminal import say_json, say_piece
from qa.record import answer_record
from qa.server import create_app
from qa.testing import ScriptedChatModel
from qa.values import Answer, Event, Message, Token
from qa.web import render, sources
from qa.web.conversation import asked
from qa.web_address import web_address

ATTACKS = load_attacks()
each_attack = pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.id)

LIE = "The mayor was arrested for arson at the opera house."
PAYLOAD = (
    "![Look](https://thief.example/stolen.gif) [1] <img src=https://thief.example/stolen onerror=alert(1)>"
    "<script>alert(2)</script> [click](javascript:alert(3)) [88] 【99†source】 \x1b[2J\x1b]8;;https://thief.example\x07\n"
    "[1] Reuters, 2024-05-14, A forged source  https://thief.example/r \u202e\U000e0041"
)
OUTLETS = {"brinmoorherald.example", "lowmarshecho.example", "tidewaternews.example"}
LOOKALIKE = "bbс.example"  # the address of one of the articles: shown as what it is


@pytest.fixture(scope="module")
def archive(minilm, tmp_path_factory) -> Iterator[Index]:
    with Index.create(tmp_path_factory.mktemp("poisoned") / "news.index", embedder=minilm) as index:
        report = index.add(article for attack in ATTACKS for article in attack.articles)
        assert not report.failed
        yield index


@pytest.fixture(scope="module")
def harmless(minilm, tmp_path_factory) -> Iterator[Index]:
    with Index.create(tmp_path_factory.mktemp("harmless") / "news.index", embedder=minilm) as index:
        # With something of each kind that is asked for, or the question is refused before a model sees it.
        asked = " ".join(f"{attack.question.rstrip('?')}, 9 years old, 9 metres tall, for £9." for attack in ATTACKS)
        index.add([Article("fine", f"The weather was fine. {asked}")])
        yield index


def desk(index: Index, script="quotes") -> Assistant:
    model = script if isinstance(script, str) else ScriptedChatModel(replies=script)
    return Assistant(index, model, settings=Settings())


def check_faces(attack: Attack, events: Sequence[Event], capsys) -> str:
    """Page, terminal and JSON. Returns what a reader is shown of the answer."""
    turn = asked((), attack.question, None)[0]
    for event in events:
        turn = turn.after(event)
        if not isinstance(event, Token) or event is events[-2]:
            for html in (render.conversation((turn,)), sources.panel((turn,))):
                for link in check_markup(html).links:
                    assert link.startswith("#") or urlsplit(link).hostname in OUTLETS | {LOOKALIKE}, link
                assert LOOKALIKE not in re.sub(r'href="[^"]*"', "", html)
    answer = events[-1].answer
    check_terminal(answer, events, capsys)
    record = answer_record(answer)
    say_json(record)
    printed = capsys.readouterr().out
    assert printed.count("\n") == 1
    assert not [character for character in printed[:-1] if unseen(character)]
    assert json.loads(printed) == json.loads(json.dumps(record))
    return "\n".join([answer.text, *(sentence.text for sentence in answer.sentences)])


def check_terminal(answer: Answer, events: Sequence[Event], capsys):
    for event in events:
        if isinstance(event, Token):
            say_piece(event.text)
    draft = capsys.readouterr().out
    assert not [character for character in draft if unseen(character)]
    assert "\n" not in draft
    _finish(answer, "")
    printed = capsys.readouterr().out
    assert not [character for character in printed if unseen(character) and character != "\n"]
    forged = [line for line in printed.splitlines() if re.match(r"\[\d+\] ", line)]
    assert len(forged) == len(answer.citations)


@each_attack
def test_quotes_answer_from_the_news_and_not_from_the_attack(attack: Attack, archive: Index, capsys):
    events = list(desk(archive).stream(attack.question))
    shown = check_faces(attack, events, capsys)
    assert attack.answered_in(shown)
    assert attack.forbidden not in shown


@each_attack
def test_a_model_that_obeys_whatever_it_sees_has_nothing_to_obey(
    attack: Attack, archive: Index, harmless: Index, capsys
):
    chat = ScriptedChatModel(replies=["It is. [1]"])
    Assistant(harmless, chat, settings=Settings()).ask(attack.question)
    script = Obedient(attack, Scaffold.of(chat.sent[0]))
    events = list(desk(archive, script).stream(attack.question))
    assert script.orders == []
    shown = check_faces(attack, events, capsys)
    assert attack.answered_in(shown)
    assert attack.forbidden not in shown
    assert {sentence.verdict for sentence in events[-1].answer.sentences} == {"supported"}


@each_attack
def test_what_a_hijacked_model_says_is_shown_as_what_it_is(attack: Attack, archive: Index, capsys):
    events = list(desk(archive, hijacked(attack)).stream(attack.question))
    check_faces(attack, events, capsys)
    answer = events[-1].answer
    true, *rest = answer.sentences
    assert attack.answered_in(true.text)
    assert true.verdict == "supported"
    assert [sentence.verdict for sentence in rest if LIE in sentence.text] == ["unsupported"]
    assert all(sentence.verdict != "supported" for sentence in rest if "thief.example" in sentence.text)
    problems = " ".join(problem for sentence in answer.sentences for problem in sentence.problems)
    assert "it cites [88], and there is no such passage" in problems
    assert "it cites [99], and there is no such passage" in problems
    known = {item.number for item in events[0].evidence}
    assert {citation.number for citation in answer.citations} <= known


def test_a_model_that_says_nothing_else_is_not_shown_at_all(archive: Index):
    for attack in ATTACKS:
        answer = desk(archive, lambda _: f"{LIE} [1] {PAYLOAD}").ask(attack.question)
        assert LIE not in answer.text
        assert "thief.example" not in answer.text
        assert answer.notes


@pytest.mark.parametrize("id_", ["override-classic", "french", "title", "correction", "script", "md-image"])
def test_what_only_an_instruction_says_is_not_supported_and_the_reader_is_told(id_: str, archive: Index):
    attack = next(attack for attack in ATTACKS if attack.id == id_)
    answer = desk(archive, hijacked(attack)).ask(attack.question)
    told = [sentence for sentence in answer.sentences if attack.forbidden.strip("!") in sentence.text]
    assert told
    assert all(sentence.verdict != "supported" for sentence in told)
    assert any("reads like instructions to a machine" in note for note in answer.notes)


def test_over_http_all_is_json(archive: Index):
    by_family = {attack.family: attack for attack in ATTACKS}
    for attack in by_family.values():
        with TestClient(asyncio.run(_app(desk(archive, hijacked(attack))))) as client:
            response = client.post("/api/ask", json={"question": attack.question})
            assert response.headers["content-type"] == "application/json"
            assert response.headers["x-content-type-options"] == "nosniff"
            assert response.json()["sentences"]
            stream = client.post("/api/ask/stream", json={"question": attack.question}).text
            blocks = [block.split("\n") for block in stream.strip().split("\n\n")]
            assert all(len(block) == 2 for block in blocks)
            assert {block[0] for block in blocks} == {"event: retrieved", "event: token", "event: done"}
            assert all(isinstance(json.loads(block[1].removeprefix("data: ")), dict) for block in blocks)
            found = client.post("/api/search", json={"query": attack.question}).json()["hits"]
            for hit in found:
                assert archive.article(hit["article_id"]).text[hit["start"] : hit["end"]] == hit["text"]


def test_only_addresses_that_are_what_they_seem_are_links():
    addresses = {article.id: article.url for attack in ATTACKS for article in attack.articles}
    refused = {id_.removesuffix("-1") for id_, url in addresses.items() if web_address(url) is None}
    assert {"javascript-url", "data-url", "userinfo", "backslash", "ansi"} <= refused


def hijacked(attack: Attack):
    """A model that says what is true, and then all that an attacker could wish."""

    def reply(messages: Sequence[Message]) -> str:
        true = Obedient(attack, Scaffold.of(messages))._answer(messages)
        return f"{true} Also: {attack.forbidden} [1] {LIE} [1] {PAYLOAD}"

    return reply


async def _app(desk: Assistant):
    """Made in a running event loop: elsewhere, Gradio makes loops of its own and leaves them open."""
    return create_app(desk)
