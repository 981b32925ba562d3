"""A language model that replies from a script, for tests: a real LangChain chat model, the same in every process."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.language_models.chat_models import generate_from_stream
from langchain_core.messages import AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGenerationChunk, ChatResult
from pydantic import Field, PrivateAttr

from index import ModelError
from qa.values import Message, Role

_ROLES: dict[str, Role] = {"system": "system", "human": "user", "ai": "assistant"}


class ScriptedChatModel(BaseChatModel):
    """Gives `replies` in order, or what the function `replies` makes of the messages.

    Streams `piece` characters at a time, counts words as tokens, and keeps in `sent` what each call was sent. Raises
    ModelError when the replies are used up.
    """

    replies: Sequence[str] | Callable[[Sequence[Message]], str]
    piece: int = Field(default=4, ge=1)
    sent: list[tuple[Message, ...]] = Field(default_factory=list)

    _script: Iterator[str] = PrivateAttr()

    def model_post_init(self, context: Any, /) -> None:
        """Begin at the first reply."""
        super().model_post_init(context)
        self._script = iter(()) if callable(self.replies) else iter(self.replies)

    @property
    def _llm_type(self) -> str:
        return "scripted"

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
        stop: list[str] | None = None,  # noqa: ARG002 the script decides where a reply ends
        run_manager: CallbackManagerForLLMRun | None = None,  # noqa: ARG002 LangChain calls it for each chunk itself
        **kwargs: Any,  # noqa: ARG002 part of LangChain's signature
    ) -> Iterator[ChatGenerationChunk]:
        sent = tuple(Message(_ROLES[message.type], str(message.text)) for message in messages)
        self.sent.append(sent)
        reply = self._reply(sent)
        for start in range(0, len(reply), self.piece):
            yield ChatGenerationChunk(message=AIMessageChunk(content=reply[start : start + self.piece]))
        read, written = sum(len(message.content.split()) for message in sent), len(reply.split())
        yield ChatGenerationChunk(
            message=AIMessageChunk(
                content="",
                response_metadata={"finish_reason": "stop"},
                usage_metadata={"input_tokens": read, "output_tokens": written, "total_tokens": read + written},
            )
        )

    def _reply(self, sent: Sequence[Message]) -> str:
        if callable(self.replies):
            return self.replies(sent)
        reply = next(self._script, None)
        if reply is None:
            raise ModelError(
                f"the script holds {len(self.replies)} replies, and more were asked for: add to `replies`."
            )
        return reply
