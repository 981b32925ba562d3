"""From a question to a checked answer with a real model in between, and over HTTP from the command line."""

import json
import os
import subprocess
import sys
import threading
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest
from test_http_model import REPLY, Handler

from index import Article, Index
from qa import Assistant, Settings
from qa.marks import MARKS, mark_numbers
from qa.values import Token

QA = Path(sys.executable).with_name("qa")
BROKERED = "Who brokered the grain deal?"


@pytest.fixture(scope="module")
def home(minilm, tmp_path_factory):
    home = tmp_path_factory.mktemp("small") / "news.index"
    with Index.create(home, embedder=minilm) as index:
        index.add(
            [
                Article(
                    "grain",
                    "The United Nations and Turkey brokered the grain deal. It was signed in Istanbul.",
                    "Grain",
                ),
                Article("zoo", "Two penguins have hatched at the zoo in Vessen. Their keeper is glad.", "Penguins"),
            ]
        )
    return home


def check_answer(answer, index):
    """Whatever the model wrote: each sentence has a verdict, and each number shown resolves to its article's text."""
    assert answer.text
    if answer.refusal:
        return
    assert all(sentence.verdict in {"supported", "partial", "unsupported", "uncited"} for sentence in answer.sentences)
    shown = {number for run in MARKS.findall(answer.text) for number in mark_numbers(run)}
    assert shown == {citation.number for citation in answer.citations}
    for citation in answer.citations:
        assert index.article(citation.article_id).text[citation.start : citation.end] == citation.quote
    if all(sentence.verdict in {"unsupported", "uncited"} for sentence in answer.sentences):
        raise AssertionError("nothing is borne out, and no quotation took its place")


@pytest.mark.model
async def test_a_small_model_answers_from_the_index(home, minilm, small_model):
    with Index.open(home, embedder=minilm) as index:
        desk = Assistant(index, f"local:{small_model}", settings=Settings(most_passages=2))
        *events, done = desk.stream(BROKERED)
        check_answer(done.answer, index)
        assert any(isinstance(event, Token) for event in events)
        # Not the same again, though it is greedy: the fence around the articles is another each time.
        check_answer(await desk.aask(BROKERED), index)
        check_answer(desk.ask("What hatched at the zoo in Vessen?"), index)
        refused = desk.ask("Who won the 1998 World Cup?")
        assert refused.refusal.reason == "not covered"


@pytest.fixture
def server():
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.sent, server.stop = [], threading.Event()
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def ask(server, home, folder, *args, **environment):
    kept = {name: value for name, value in os.environ.items() if not name.upper().startswith(("QA_", "OPENAI_"))}
    url = f"http://127.0.0.1:{server.server_port}/v1"
    return subprocess.run(
        [QA, "ask", BROKERED, "--index", str(home), *args],
        cwd=folder,
        env=kept | {"QA_BASE_URL": url, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


def test_the_command_line_asks_an_openai_compatible_server(server, home, tmp_path):
    done = ask(server, home, tmp_path, "--model", "openai:small", "--json", QA_API_KEY="k-1")
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert answer["model"] == "openai:small"
    assert answer["prompt"].startswith("answer@")
    assert answer["usage"] == {"input_tokens": 9, "output_tokens": 7, "total_tokens": 16}
    assert answer["text"] == "".join(REPLY)
    assert [sentence["verdict"] for sentence in answer["sentences"]] == ["supported"]
    assert answer["citations"][0]["article_id"] == "grain"
    ((path, key, sent),) = server.sent
    assert (path, key, sent["model"]) == ("/v1/chat/completions", "Bearer k-1", "small")
    assert [message["role"] for message in sent["messages"]] == ["system", "user"]
    assert "The United Nations and Turkey brokered the grain deal." in sent["messages"][1]["content"]
