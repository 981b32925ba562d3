"""A language model in this process: openvino-genai as a LangChain chat model. Reads GGUF files and OpenVINO folders."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from threading import Event
from typing import Any

from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.language_models.chat_models import generate_from_stream
from langchain_core.messages import AIMessageChunk, BaseMessage, convert_to_openai_messages
from langchain_core.outputs import ChatGenerationChunk, ChatResult
from pydantic import PrivateAttr

from index import ModelError
from qa.openvino import context_of, load_converted, load_pipeline, reason
from qa.repetition import is_loop

SHORTEST_REPLY = 50
"""Tokens that a question must leave for the reply."""


class LocalChatModel(BaseChatModel):
    """The model at `path`, loaded on construction (seconds), run on the processor.

    Greedy at temperature 0. One generation at a time: others wait their turn. A reader that stops reading stops the
    generation at its next token, and so does a reply that has run into a loop. With `keep_converted`, what is made of
    a GGUF file on loading it is kept beside it, for the next time. Raises ModelError where there is no model, one that
    cannot be read, or more text than it reads.
    """

    path: Path
    temperature: float = 0.0
    max_new_tokens: int = 400
    keep_converted: bool = False

    _pipeline: Any = PrivateAttr()
    _context: int | None = PrivateAttr()
    _worker: ThreadPoolExecutor = PrivateAttr()

    def model_post_init(self, context: Any, /) -> None:
        """Load the model."""
        super().model_post_init(context)
        self._pipeline = load_converted(self.path) if self.keep_converted else load_pipeline(self.path)
        self._context = context_of(self.path)
        self.custom_get_token_ids = self._token_ids
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="local-model")

    @property
    def _llm_type(self) -> str:
        return "openvino-genai"

    @property
    def _identifying_params(self) -> dict[str, Any]:
        return {"path": str(self.path), "temperature": self.temperature, "max_new_tokens": self.max_new_tokens}

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        return generate_from_stream(self._stream(messages, stop, run_manager, **kwargs))

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,  # noqa: ARG002 LangChain calls it for each chunk itself
        **kwargs: Any,  # noqa: ARG002 part of LangChain's signature
    ) -> Iterator[ChatGenerationChunk]:
        pieces: SimpleQueue[str | None] = SimpleQueue()
        stopped = Event()
        generation = self._worker.submit(self._write, messages, stop or [], pieces, stopped)
        try:
            while (piece := pieces.get()) is not None:
                yield ChatGenerationChunk(message=AIMessageChunk(content=piece))
        finally:
            stopped.set()
        try:
            ending = generation.result()
        except RuntimeError as error:
            raise ModelError(
                f"local:{self.path}: the model failed ({reason(error)}): ask for less at once, or give another model."
            ) from error
        yield ChatGenerationChunk(message=ending)

    def _write(
        self, messages: list[BaseMessage], stop: list[str], pieces: SimpleQueue[str | None], stopped: Event
    ) -> AIMessageChunk:
        """Put each piece of the reply, then None, whatever happens; give the last chunk, which says how it ended."""
        import openvino_genai

        reply = ""
        in_loop = False

        def streamer(piece: str) -> Any:
            nonlocal reply, in_loop
            pieces.put(piece)
            reply += piece
            in_loop = in_loop or is_loop(reply)
            ends = in_loop or stopped.is_set()
            return openvino_genai.StreamingStatus.STOP if ends else openvino_genai.StreamingStatus.RUNNING

        try:
            if stopped.is_set():  # the reader left before its turn came
                return AIMessageChunk(content="")
            history = openvino_genai.ChatHistory(convert_to_openai_messages(messages, text_format="string"))
            # Qwen3 and its like think aloud unless their chat template is told not to; other templates ignore it.
            history.set_extra_context({"enable_thinking": False})
            config = self._generation_config(stop, self._room(history))
            return _ending(self._pipeline.generate(history, config, streamer), in_loop=in_loop)
        finally:
            pieces.put(None)

    def _room(self, history: Any) -> int:
        """The tokens that a reply may have. Raises ModelError where the question leaves it none."""
        if self._context is None:
            return self.max_new_tokens
        text = self._pipeline.get_tokenizer().apply_chat_template(history, add_generation_prompt=True)
        read = len(self._token_ids(text))  # what is over the context is cut off without a word
        if read + min(self.max_new_tokens, SHORTEST_REPLY) > self._context:
            raise ModelError(
                f"local:{self.path}: passages and question leave no room for a reply, as this model reads "
                f"{self._context:,} tokens in all: lower QA_MOST_TOKENS, or give a model with a longer context."
            )
        return min(self.max_new_tokens, self._context - read)

    def _token_ids(self, text: str) -> list[int]:
        ids: list[int] = self._pipeline.get_tokenizer().encode(text).input_ids.data[0].tolist()
        return ids

    def _generation_config(self, stop: list[str], room: int) -> Any:
        config = self._pipeline.get_generation_config()
        config.max_new_tokens = room
        config.do_sample = self.temperature > 0
        if config.do_sample:
            config.temperature = self.temperature
        config.stop_strings = {*config.stop_strings, *stop}
        return config


def _ending(result: Any, *, in_loop: bool) -> AIMessageChunk:
    """The last chunk: no text, but why the reply ended, and what it used."""
    metrics = result.perf_metrics
    read, written = metrics.get_num_input_tokens(), metrics.get_num_generated_tokens()
    return AIMessageChunk(
        content="",
        response_metadata={"finish_reason": "repetition" if in_loop else result.finish_reasons[0].name.lower()},
        usage_metadata={"input_tokens": read, "output_tokens": written, "total_tokens": read + written},
    )
