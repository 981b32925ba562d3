"""Model name -> language model. What the providers' libraries raise becomes ModelError here and nowhere else."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import AsyncGenerator, AsyncIterator, Generator, Iterator, Mapping, Sequence
from contextlib import aclosing, closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from index import ModelError
from qa.model_errors import Place, explained, first_line
from qa.tokens import READS, READS_HERE, estimate
from qa.values import Message

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import AIMessageChunk

_LOCAL = re.compile(r"^this process$|^\w+://(?:localhost|127(?:\.\d+){3}|\[::1\])(?:[:/]|$)")
_EXTRAS = {"openai": "openai", "anthropic": "anthropic", "ollama": "ollama", "google_genai": "google", "local": "local"}


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a reply. The last one of a reply has no text but `usage`, where the model says what it used."""

    text: str
    usage: Mapping[str, int] | None = None


class LanguageModel:
    """A chat model behind the one question a turn asks of it: these messages in, a streamed reply out.

    Holds no state of a call, so threads may share it. Callbacks of a surrounding LangChain run are the chat model's
    too. Both methods raise ModelError; closing what they return stops the generation.
    """

    def __init__(self, chat: BaseChatModel, place: Place, reads: int = READS) -> None:
        self.name = place.name
        self.reads = reads
        self._chat = chat
        self._place = place

    @property
    def chat(self) -> BaseChatModel:
        """The chat model itself, for those who ask it other things than a turn does."""
        return self._chat

    @property
    def sends_to(self) -> str | None:
        """Where the messages go; None where they stay on this machine."""
        return None if _LOCAL.search(self._place.where) else self._place.where

    def count(self, text: str) -> int:
        """How many tokens a text has: by the chat model's own tokenizer where it was given one, else an estimate.

        LangChain's other ways to count download a tokenizer, or ask the server.
        """
        return self._chat.get_num_tokens(text) if self._chat.custom_get_token_ids else estimate(text)

    def stream(self, messages: Sequence[Message]) -> Iterator[Piece]:
        """The reply in pieces, never an empty one; the usage last."""
        reply = _Reply(self.name)
        with explained(self._place):
            chunks = cast("Generator[AIMessageChunk]", self._chat.stream(_pairs(messages)))
            with closing(chunks):
                for chunk in chunks:
                    yield from reply.take(chunk)
        yield from reply.end()

    async def astream(self, messages: Sequence[Message]) -> AsyncIterator[Piece]:
        """As `stream`, without blocking the event loop."""
        reply = _Reply(self.name)
        with explained(self._place):
            chunks = cast("AsyncGenerator[AIMessageChunk]", self._chat.astream(_pairs(messages)))
            async with aclosing(chunks):
                async for chunk in chunks:
                    for piece in reply.take(chunk):
                        yield piece
        for piece in reply.end():
            yield piece


class _Reply:
    """Turns one reply's chunks into pieces. Thinking is not text: only text blocks count."""

    def __init__(self, model: str) -> None:
        self._model = model
        self._usage: Counter[str] = Counter()
        self._has_text = False
        self._ended = "no reason given"

    def take(self, chunk: AIMessageChunk) -> Iterator[Piece]:
        # Providers report usage once, or in parts that add up.
        if usage := chunk.usage_metadata:
            self._usage.update({"input_tokens": usage["input_tokens"], "output_tokens": usage["output_tokens"]})
            self._usage["total_tokens"] += usage["total_tokens"]
        for key in ("finish_reason", "stop_reason", "done_reason"):
            self._ended = chunk.response_metadata.get(key) or self._ended
        if text := str(chunk.text):
            self._has_text = self._has_text or not text.isspace()
            yield Piece(text)

    def end(self) -> Iterator[Piece]:
        if not self._has_text:
            raise ModelError(
                f"{self._model}: the reply was empty (it ended with: {self._ended}): try again, or choose another "
                "model; one that thinks may have spent all its tokens on that."
            )
        if any(self._usage.values()):
            yield Piece("", dict(self._usage))


def load_model(
    name: str | BaseChatModel,
    *,
    base_url: str | None = None,
    api_key: str | None = None,
    timeout: float = 60,
    temperature: float = 0,
    max_tokens: int = 400,
    cache: Path | None = None,
) -> LanguageModel:
    """The model of that name: `local`, `local:PATH`, or `provider:model` as LangChain's `init_chat_model` takes them.

    `local` alone is the model that we recommend, fetched on first use and kept in `cache` (the platform's own place
    if None).

    A LangChain chat model is taken as it is, and the options do not touch it. `timeout` is in seconds, `max_tokens`
    the most that a reply may have. With `base_url`, `openai:` speaks to any server with OpenAI's interface, and
    sends it `api_key` only, never the key of the environment. Raises ModelError.
    """
    if not isinstance(name, str):
        return _wrap(name, timeout)
    provider, _, model = name.partition(":")
    provider = provider.replace("-", "_").lower()
    if provider == "local":
        chat = _load_local(model, cache, temperature, max_tokens)
        return LanguageModel(chat, Place(name, "this process", timeout, "it needs none"), READS_HERE)
    if not model:
        raise ModelError(
            f"{name!r} names no model: write provider:model, such as ollama:qwen3:4b, openai:gpt-4.1-mini or "
            "local:model.gguf, or quotes for answers without a model."
        )
    place = Place(name, _address(provider, base_url), timeout, _key_advice(provider, base_url))
    options = _options(provider, base_url, api_key, timeout, max_tokens) | {"temperature": temperature}
    return LanguageModel(_init_chat_model(provider, model, options, place), place)


def _load_local(path: str, cache: Path | None, temperature: float, max_tokens: int) -> BaseChatModel:
    from qa.local import LocalChatModel

    if path:
        return LocalChatModel(path=Path(path).expanduser(), temperature=temperature, max_new_tokens=max_tokens)
    from qa.fetching.obtain import obtain

    return LocalChatModel(path=obtain(cache), temperature=temperature, max_new_tokens=max_tokens, keep_converted=True)


def _wrap(chat: BaseChatModel, timeout: float) -> LanguageModel:
    from langchain_core.language_models import BaseChatModel

    if not isinstance(chat, BaseChatModel):
        raise ModelError(f"a model is a name or a LangChain chat model, not {type(chat).__name__}: give one of those.")
    name = getattr(chat, "model_name", None) or getattr(chat, "model", None) or chat.get_name()
    return LanguageModel(chat, Place(str(name), "its server", timeout, "give the chat model its key"))


def _options(
    provider: str, base_url: str | None, api_key: str | None, timeout: float, max_tokens: int
) -> dict[str, Any]:
    options: dict[str, Any] = {}
    if base_url:
        options["base_url"] = base_url
    if provider == "ollama":  # its own names; thinking off, where the model can: the answer is short
        return options | {"num_predict": max_tokens, "client_kwargs": {"timeout": timeout}, "reasoning": False}
    if provider == "openai":
        options["stream_usage"] = True  # with another base_url it is off unless asked for
        if base_url:
            api_key = api_key or "none"  # most such servers want no key, but the client insists on one
    if api_key:
        options["api_key"] = api_key
    return options | {"timeout": timeout, "max_tokens": max_tokens, "max_retries": 2}


def _init_chat_model(provider: str, model: str, options: Mapping[str, Any], place: Place) -> BaseChatModel:
    from langchain.chat_models import init_chat_model

    try:
        chat: BaseChatModel = init_chat_model(model, model_provider=provider, **options)
    except ImportError as error:
        package = f"news-qa[{_EXTRAS[provider]}]" if provider in _EXTRAS else f"langchain-{provider.replace('_', '-')}"
        raise ModelError(f"{place.name}: its package is missing: pip install '{package}'.") from error
    except Exception as error:
        said = first_line(error)
        if said.startswith("Unsupported provider"):
            raise ModelError(
                f"{place.name}: unknown provider {provider!r}: use openai, anthropic, ollama, google_genai, local, or "
                "another that LangChain's init_chat_model knows."
            ) from error
        if re.search(r"api.?key|credential", str(error), re.IGNORECASE):
            raise ModelError(f"{place.name}: there is no API key: {place.key}.") from error
        raise ModelError(f"{place.name}: it cannot be set up ({said}): check QA_MODEL and QA_BASE_URL.") from error
    return chat


def _address(provider: str, base_url: str | None) -> str:
    usual = os.environ.get("OLLAMA_HOST", "http://127.0.0.1:11434") if provider == "ollama" else f"{provider}'s server"
    return re.sub(r"//[^/@]*@", "//", base_url or usual)  # without a user's password


def _key_advice(provider: str, base_url: str | None) -> str:
    variable = {"google_genai": "GOOGLE_API_KEY"}.get(provider, f"{provider.upper()}_API_KEY")
    return "set QA_API_KEY" if base_url and provider == "openai" else f"set the environment variable {variable}"


def _pairs(messages: Sequence[Message]) -> list[tuple[str, str]]:
    """LangChain makes its own messages of (role, text)."""
    return [(message.role, message.content) for message in messages]
