"""An OpenAI-compatible server on this machine, reached as a reader's own would be: what it sends, and how it fails."""

import asyncio
import json
import socket
import threading
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from index import ModelError
from qa.models import Piece, load_model
from qa.values import Message

ASKED = (Message("system", "Be short."), Message("user", "Who brokered it?"))
REPLY = ("The United Nations", " and Turkey", " did. [1]")


class Handler(BaseHTTPRequestHandler):
    """Behaves as the model's name says, and keeps what it was sent."""

    def do_POST(self):
        sent = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.sent.append((self.path, self.headers["Authorization"], sent))
        with suppress(ConnectionError):  # a client that has had enough hangs up
            self.behave(sent["model"])

    def behave(self, model):
        if model.isdigit():
            self.refuse(int(model))
        elif model == "web-page":
            self.answer(200, "text/html", b"<html>Welcome</html>")
        elif model == "endless":
            self.stream_until_left()
        else:
            self.stream(model)

    def refuse(self, status):
        self.answer(status, "application/json", b'{"error": {"message": "not today", "code": "no"}}')

    def answer(self, status, kind, body):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Retry-After-Ms", "1")
        self.end_headers()
        self.wfile.write(body)

    def start_stream(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()

    def stream(self, model):
        self.start_stream()
        for text in () if model == "silent" else REPLY:
            self.event(choices=[{"index": 0, "delta": {"role": "assistant", "content": text}}])
            if model == "hangs":
                self.server.stop.wait()
            if model == "breaks":
                self.event(error={"message": "out of memory", "type": "server_error"})
        self.event(choices=[{"index": 0, "delta": {}, "finish_reason": "stop"}])
        self.event(choices=[], usage={"prompt_tokens": 9, "completion_tokens": 7, "total_tokens": 16})
        self.wfile.write(b"data: [DONE]\n\n")

    def stream_until_left(self):
        self.start_stream()
        try:
            while not self.server.stop.is_set():
                self.event(choices=[{"index": 0, "delta": {"content": "and "}}])
        except ConnectionError:
            self.server.left.set()

    def event(self, **data):
        chunk = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "small", **data}
        self.wfile.write(b"data: " + json.dumps(chunk).encode() + b"\n\n")
        self.wfile.flush()

    def log_message(self, *args):
        pass


@pytest.fixture
def server():
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.sent, server.stop, server.left = [], threading.Event(), threading.Event()
        server.base_url = f"http://127.0.0.1:{server.server_port}/v1"
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server
        server.stop.set()
        server.shutdown()
        thread.join()


def test_a_reply_is_streamed_with_its_usage(server):
    pieces = list(load_model("openai:small", base_url=server.base_url).stream(ASKED))
    usage = {"input_tokens": 9, "output_tokens": 7, "total_tokens": 16}
    assert pieces == [*map(Piece, REPLY), Piece("", usage)]


async def test_async_gives_the_same_pieces(server):
    model = load_model("openai:small", base_url=server.base_url)
    assert [piece async for piece in model.astream(ASKED)] == list(model.stream(ASKED))


def test_what_is_sent(server, monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "secret-of-another-server")
    model = load_model("openai:small", base_url=server.base_url, max_tokens=123, temperature=0.5)
    list(model.stream(ASKED))
    ((path, key, sent),) = server.sent
    assert path == "/v1/chat/completions"
    assert key == "Bearer none"
    assert sent["messages"] == [{"role": each.role, "content": each.content} for each in ASKED]
    assert (sent["model"], sent["temperature"], sent["stream"]) == ("small", 0.5, True)
    assert 123 in (sent.get("max_tokens"), sent.get("max_completion_tokens"))


def test_a_key_that_is_given_is_sent(server):
    list(load_model("openai:small", base_url=server.base_url, api_key="k-1").stream(ASKED))
    assert server.sent[0][1] == "Bearer k-1"


@pytest.mark.parametrize(
    ("model", "says", "requests"),
    [
        ("400", "did not answer as a model should .*not today", 1),
        ("401", "refused the API key, or there was none: set QA_API_KEY", 1),
        ("403", "refused the API key, or there was none: set QA_API_KEY", 1),
        ("404", "does not know this model or address .*QA_BASE_URL ends as", 1),
        ("413", "more than the model can read", 1),
        ("429", "too many requests, or the quota is used up .*not today", 3),
        ("500", "failed .*not today.*: try again", 3),
        ("web-page", "did not answer as a model should", 1),
        ("breaks", "did not answer as a model should .*out of memory", 1),
        ("hangs", "within 0.3 seconds", 1),
        ("silent", r"the reply was empty \(it ended with: stop\)", 1),
    ],
)
async def test_each_failure_is_one_line_and_what_may_pass_is_tried_again(server, model, says, requests):
    language_model = load_model(f"openai:{model}", base_url=server.base_url, timeout=0.3)
    with pytest.raises(ModelError, match=rf"^openai:{model}: [^\n]*{says}[^\n]*\.$") as caught:
        list(language_model.stream(ASKED))
    assert len(server.sent) == requests
    assert server.base_url in str(caught.value) or model in {"413", "silent"}
    with pytest.raises(ModelError) as caught_async:
        [piece async for piece in language_model.astream(ASKED)]
    assert str(caught_async.value) == str(caught.value)


def test_what_came_before_the_failure_was_given(server):
    pieces = load_model("openai:hangs", base_url=server.base_url, timeout=0.3).stream(ASKED)
    assert next(pieces) == Piece(REPLY[0])
    with pytest.raises(ModelError, match="no answer"):
        next(pieces)


async def test_no_server_at_that_address():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))  # bound but not listening: connections are refused
        url = f"http://user:password@127.0.0.1:{free.getsockname()[1]}/v1"
        model = load_model("openai:small", base_url=url)
        says = r"^openai:small: no connection to http://127\.0\.0\.1:\d+/v1: start that server .* QA_BASE_URL\.$"
        with pytest.raises(ModelError, match=says):
            list(model.stream(ASKED))
        with pytest.raises(ModelError, match=says):
            [piece async for piece in model.astream(ASKED)]


def test_a_reader_that_stops_reading_hangs_up_on_the_server(server):
    pieces = load_model("openai:endless", base_url=server.base_url).stream(ASKED)
    next(pieces)
    pieces.close()
    assert server.left.wait(timeout=30)


async def test_an_async_reader_that_stops_reading_hangs_up_on_the_server(server):
    pieces = load_model("openai:endless", base_url=server.base_url).astream(ASKED)
    await anext(pieces)
    await pieces.aclose()
    assert await asyncio.to_thread(server.left.wait, timeout=30)
