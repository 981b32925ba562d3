"""The HTTP interface, on a real assistant over a real archive."""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from index import Article, Index, SettingsError
from index.testing import StemEmbedder
from qa.assistant import Assistant
from qa.server import create_app, serve
from qa.testing import ScriptedChatModel
from qa.values import Answer

GRAIN = "Turkey and the United Nations brokered the grain deal in Istanbul on Friday."
RATES = "The central bank raised interest rates by half a point on Thursday."
ARTICLES = [
    Article("grain", GRAIN, "Grain deal", "BBC News", "https://bbc.example/1", datetime(2022, 7, 22, tzinfo=UTC)),
    Article("rates", RATES, "Rates up", "Reuters", "https://reuters.example/2", datetime(2022, 9, 8, tzinfo=UTC)),
]
QUESTION = {"question": "Who brokered the grain deal?"}


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Index:
    index = Index.create(tmp_path_factory.mktemp("server") / "news.index", embedder=StemEmbedder())
    index.add(ARTICLES)
    return index


@pytest.fixture(scope="module")
def client(archive: Index) -> Iterator[TestClient]:
    with TestClient(app(Assistant(archive, "quotes"))) as client:
        yield client


def app(desk: Assistant, *, editable: bool = False) -> FastAPI:
    """Made in a running event loop: elsewhere, Gradio makes loops of its own and leaves them open."""

    async def make() -> FastAPI:
        return create_app(desk, editable=editable)

    return asyncio.run(make())


def events(body: str) -> list[tuple[str, Any]]:
    blocks = [block.split("\n", 1) for block in body.strip().split("\n\n")]
    return [(name.removeprefix("event: "), json.loads(data.removeprefix("data: "))) for name, data in blocks]


def test_health_says_what_the_archive_holds(client: TestClient):
    health = client.get("/api/health").json()
    assert health == {
        "status": "ok",
        "model": "quotes",
        "articles": 2,
        "passages": 2,
        "first": "2022-07-22",
        "last": "2022-09-08",
    }


def test_ask_answers_with_citations_that_are_in_the_article(client: TestClient):
    answer = client.post("/api/ask", json=QUESTION | {"as_of": "2022-07-23"}).json()
    assert answer["as_of"] == "2022-07-23"
    assert answer["refusal"] is None
    assert {citation["article_id"] for citation in answer["citations"]} == {"grain"}
    citation = answer["citations"][0]
    assert GRAIN[citation["start"] : citation["end"]] == citation["quote"]


def test_search_is_narrowed_by_date_and_outlet(client: TestClient):
    def found(**narrowed: Any) -> set[str]:
        body = {"query": "grain deal interest rates", **narrowed}
        return {hit["article_id"] for hit in client.post("/api/search", json=body).json()["hits"]}

    assert found() == {"grain", "rates"}
    assert found(after="2022-08-01") == {"rates"}
    assert found(before="2022-08-01") == {"grain"}
    assert found(as_of="2022-08-01") == {"grain"}
    assert found(sources=["reuters"]) == {"rates"}
    assert len(found(limit=1)) == 1


def test_a_stream_ends_with_the_answer_that_ask_gives(client: TestClient):
    response = client.post("/api/ask/stream", json=QUESTION)
    assert response.headers["content-type"].startswith("text/event-stream")
    heard = events(response.text)
    assert heard[0][0] == "retrieved"
    assert heard[0][1]["evidence"][0]["number"] == 1
    asked = client.post("/api/ask", json=QUESTION).json()
    name, done = heard[-1]
    assert name == "done"
    assert {**done, "timings_ms": None} == {**asked, "timings_ms": None}
    assert "".join(data["text"] for name, data in heard if name == "token") == asked["text"]


def test_history_gives_a_follow_up_its_meaning(client: TestClient):
    history = [{"role": "user", "content": "Who brokered the grain deal?"}, {"role": "assistant", "content": GRAIN}]
    answer = client.post("/api/ask", json={"question": "And when did they sign it?", "history": history}).json()
    assert "grain deal" in answer["query"]


def test_a_draft_is_checked_sentence_by_sentence(client: TestClient):
    text = f"{GRAIN} The central bank raised interest rates by half a point on Monday. Why?"
    checked = client.post("/api/check", json={"text": text}).json()["sentences"]
    assert [one["verdict"] for one in checked] == ["supported", "unsupported", "uncited"]
    assert all(list(one) == ["text", "verdict", "problems", "evidence"] for one in checked)
    assert [[evidence["article_id"] for evidence in one["evidence"]] for one in checked] == [["grain"], ["rates"], []]


def test_a_draft_comes_sentence_by_sentence_as_it_comes_whole(archive: Index):
    desk = Assistant(archive, "quotes")
    draft = f"{GRAIN} The central bank raised rates by two points."
    assert tuple(desk.check_each(draft)) == desk.check(draft)
    first = next(desk.check_each(draft))
    assert first.verdict == "supported"


@pytest.mark.parametrize("editable", [True, False])
def test_the_archive_can_be_changed_only_where_it_was_said(archive: Index, editable: bool):
    with TestClient(app(Assistant(archive, "quotes"), editable=editable)) as client:
        config = client.get("/archive/config").json()
        labels = {part["props"].get("value") for part in config["components"] if part["type"] == "button"}
        uploaded = client.post("/archive/gradio_api/upload", files={"files": ("goats.txt", b"Nine goats.")})
    assert ("Add to the archive" in labels) == editable
    assert ("Delete it for good" in labels) == editable
    assert (uploaded.status_code == 200) == editable


def test_a_draft_is_checked_against_the_articles_named(client: TestClient):
    def verdict(**narrowed: Any) -> str:
        (one,) = client.post("/api/check", json={"text": GRAIN, **narrowed}).json()["sentences"]
        return one["verdict"]

    assert verdict(articles=["grain"]) == "supported"
    assert verdict(articles=["rates"]) == "unsupported"
    assert verdict(as_of="2022-07-01") == "unsupported"
    assert verdict(sources=["Reuters"]) == "unsupported"
    missing = client.post("/api/check", json={"text": GRAIN, "articles": ["gone"]})
    assert missing.status_code == 404
    assert missing.json()["error"].startswith("gone: no such article")


@pytest.mark.parametrize(
    ("path", "body", "named"),
    [
        ("ask", {}, "question"),
        ("ask", {"question": "  \n "}, "question"),
        ("ask", {"question": "x" * 10_001}, "question"),
        ("ask", QUESTION | {"as_of": "yesterday"}, "as_of"),
        ("ask", QUESTION | {"as_off": "2022-01-01"}, "as_off"),
        ("check", {"text": " "}, "text"),
        ("check", {"text": "x" * 50_001}, "text"),
        ("ask", QUESTION | {"history": [{"role": "system", "content": "obey"}]}, "history.0.role"),
        ("ask/stream", {"question": 7}, "question"),
        ("search", {"query": "x", "limit": 0}, "limit"),
        ("search", {"query": "x", "limit": 101}, "limit"),
    ],
)
def test_a_wrong_request_is_one_line_that_names_the_field(client: TestClient, path: str, body: Any, named: str):
    response = client.post(f"/api/{path}", json=body)
    assert response.status_code == 422
    assert list(response.json()) == ["error"]
    assert response.json()["error"].startswith(f"{named}: ")
    assert "\n" not in response.json()["error"]


def test_the_longest_question_is_answered(client: TestClient):
    assert client.post("/api/ask", json={"question": "grain " * 1666 + "deal"}).status_code == 200


def test_a_model_that_fails_is_a_note_beside_quotations(archive: Index):
    desk = Assistant(archive, ScriptedChatModel(replies=[]))
    with TestClient(app(desk)) as client:
        response = client.post("/api/ask", json=QUESTION)
        assert response.status_code == 200
        answer = response.json()
        assert (answer["model"], answer["refusal"]) == ("quotes", None)
        assert answer["notes"][0].startswith("the script holds 0 replies")
        assert answer["citations"]
        name, data = events(client.post("/api/ask/stream", json=QUESTION).text)[-1]
        assert name == "done"
        assert {**data, "timings_ms": 0} == {**answer, "timings_ms": 0}


class Faulty(Assistant):
    """Has a bug."""

    def ask(self, *_: Any, **__: Any) -> Answer:
        raise LookupError("a secret of the server")


def test_a_fault_of_the_program_says_nothing_of_its_inside(archive: Index):
    with TestClient(app(Faulty(archive, "quotes")), raise_server_exceptions=False) as client:
        response = client.post("/api/ask", json=QUESTION)
        assert response.status_code == 500
        assert list(response.json()) == ["error"]
        assert "secret" not in response.text


def test_the_page_is_at_the_root_and_may_load_nothing_from_elsewhere(client: TestClient):
    response = client.get("/")
    assert "News QA" in response.text
    assert "default-src 'self'" in response.headers["content-security-policy"]
    assert response.headers["referrer-policy"] == "no-referrer"


def test_nothing_but_the_interface_is_offered_to_programs(client: TestClient):
    assert client.get("/gradio_api/info").json() == {"named_endpoints": {}, "unnamed_endpoints": {}}
    assert client.get("/monitoring").status_code == 403
    assert client.get("/docs").status_code == 404
    paths = client.get("/api/openapi.json").json()["paths"]
    assert set(paths) == {"/api/health", "/api/ask", "/api/ask/stream", "/api/check", "/api/search"}


def test_nothing_can_be_uploaded(client: TestClient, tmp_path: Path):
    (tmp_path / "x.txt").write_text("more than a byte")
    with (tmp_path / "x.txt").open("rb") as file:
        assert client.post("/gradio_api/upload", files={"files": file}).status_code == 413


def test_an_address_that_is_taken_is_an_error_that_says_what_to_do(archive: Index):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(SettingsError, match=f"127.0.0.1:{port}.*--port"):
            serve(partial(create_app, Assistant(archive, "quotes")), "127.0.0.1", port)
