"""A language model in this process: openvino-genai as a LangChain chat model. Reads GGUF files and OpenVINO folders."""

from __future__ import annotations

import sys
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


class LocalChatModel(BaseChatModel):
    """The model at `path`, loaded on construction (seconds), run on the processor.

    Greedy at temperature 0. One generation at a time: others wait their turn. A reader that stops reading stops the
    generation at its next token. Raises ModelError where there is no model, or one that cannot be read.
    """

    path: Path
    temperature: float = 0.0
    max_new_tokens: int = 400

    _pipeline: Any = PrivateAttr()
    _worker: ThreadPoolExecutor = PrivateAttr()

    def model_post_init(self, context: Any, /) -> None:
        """Load the model."""
        super().model_post_init(context)
        self._pipeline = _load_pipeline(self.path)
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
            result = generation.result()
        except RuntimeError as error:
            raise ModelError(
                f"local:{self.path}: the model failed ({_reason(error)}): ask for less at once, or give another model."
            ) from error
        yield ChatGenerationChunk(message=_ending(result))

    def _write(
        self, messages: list[BaseMessage], stop: list[str], pieces: SimpleQueue[str | None], stopped: Event
    ) -> Any:
        """Put each piece of the reply, then None, whatever happens; give the pipeline's own result."""
        import openvino_genai

        def streamer(piece: str) -> Any:
            pieces.put(piece)
            return openvino_genai.StreamingStatus.STOP if stopped.is_set() else openvino_genai.StreamingStatus.RUNNING

        try:
            if stopped.is_set():  # the reader left before its turn came
                return None
            history = openvino_genai.ChatHistory(convert_to_openai_messages(messages, text_format="string"))
            # Qwen3 and its like think aloud unless their chat template is told not to; other templates ignore it.
            history.set_extra_context({"enable_thinking": False})
            return self._pipeline.generate(history, self._generation_config(stop), streamer)
        finally:
            pieces.put(None)

    def _generation_config(self, stop: list[str]) -> Any:
        config = self._pipeline.get_generation_config()
        config.max_new_tokens = self.max_new_tokens
        config.do_sample = self.temperature > 0
        if config.do_sample:
            config.temperature = self.temperature
        config.stop_strings = {*config.stop_strings, *stop}
        return config


def _ending(result: Any) -> AIMessageChunk:
    """The last chunk: no text, but why the reply ended, and what it used."""
    metrics = result.perf_metrics
    read, written = metrics.get_num_input_tokens(), metrics.get_num_generated_tokens()
    return AIMessageChunk(
        content="",
        response_metadata={"finish_reason": result.finish_reasons[0].name.lower()},
        usage_metadata={"input_tokens": read, "output_tokens": written, "total_tokens": read + written},
    )


def _load_pipeline(path: Path) -> Any:
    is_model = path.suffix.lower() == ".gguf" if path.is_file() else (path / "openvino_model.xml").is_file()
    if not is_model:
        what = "it is neither" if path.exists() else "there is no such file or folder"
        raise ModelError(
            f"local:{path}: {what}: give the path of a .gguf file, or of an OpenVINO folder "
            "(one that holds openvino_model.xml)."
        )
    openvino_genai = _import_openvino_genai()
    try:
        return openvino_genai.LLMPipeline(str(path), "CPU")
    except Exception as error:  # a damaged file raises whatever the C++ standard library threw: IndexError, and others
        raise ModelError(
            f"local:{path}: openvino-genai cannot read this model ({_reason(error)}): give another file."
        ) from error


def _reason(error: Exception) -> str:
    """What is wrong: the last line; OpenVINO's first lines name its own source files."""
    return str(error).strip().rpartition("\n")[2].rstrip(".")


def _import_openvino_genai() -> Any:
    """Import openvino_genai without its telemetry.

    On import, openvino reports itself to Google Analytics from a child process and writes ~/intel. It has no setting
    against that but a file in the home folder; where its reporter is not installed it does without, so for the time
    of the import it is not.
    """
    reporter = "openvino_telemetry"
    before = sys.modules.get(reporter)
    sys.modules[reporter] = None  # type: ignore[assignment] # None makes its import fail: the import system's own rule
    try:
        import openvino_genai
    except ImportError as error:
        raise ModelError("local models need openvino-genai: pip install 'news-qa[local]'.") from error
    finally:
        del sys.modules[reporter]
        if before is not None:
            sys.modules[reporter] = before
    return openvino_genai
