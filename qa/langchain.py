"""The assistant as a LangChain Runnable and as a tool that an agent can call."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from langchain_core.runnables import Runnable, RunnableLambda
from langchain_core.tools import BaseTool, StructuredTool

from qa.record import answer_record
from qa.unseen import label, one_line
from qa.values import Answer

if TYPE_CHECKING:
    from qa.assistant import Assistant

Question = str | Mapping[str, Any]
"""A question, or a mapping of `Assistant.ask`'s arguments: question, as_of, where, history."""


def as_runnable(desk: Assistant) -> Runnable[Question, Answer]:
    """Return a Runnable from a question to an Answer; callbacks of a run reach the chat model."""

    def ask(question: Question) -> Answer:
        return desk.ask(**_arguments(question))

    async def aask(question: Question) -> Answer:
        return await desk.aask(**_arguments(question))

    return RunnableLambda(ask, afunc=aask, name="news_qa")


def as_tool(desk: Assistant) -> BaseTool:
    """Return a tool: the answer's text with its sources for the agent, the whole answer's JSON as the artifact."""

    def ask_news_archive(question: str, as_of: date | None = None) -> tuple[str, dict[str, Any]]:
        return _told(desk.ask(question, as_of=as_of))

    async def aask_news_archive(question: str, as_of: date | None = None) -> tuple[str, dict[str, Any]]:
        return _told(await desk.aask(question, as_of=as_of))

    return StructuredTool.from_function(
        func=ask_news_archive,
        coroutine=aask_news_archive,
        name="ask_news_archive",
        description="Ask an archive of news articles one question. Returns sentences with numbered sources, or says "
        "that the archive does not hold the answer. as_of: ignore articles published after this day.",
        response_format="content_and_artifact",
    )


def _arguments(question: Question) -> dict[str, Any]:
    return {"question": question} if isinstance(question, str) else dict(question)


def _told(answer: Answer) -> tuple[str, dict[str, Any]]:
    """The answer and its sources, a line each: nothing of an article begins a line, so none can forge a source."""
    sources = [
        f"[{one.number}] {', '.join(label(part) for part in (one.source, one.title) if part)}"
        f"{f', {one_line(one.url)}' if one.url else ''}"
        for one in answer.citations
    ]
    return "\n".join([one_line(answer.text), *sources]), answer_record(answer)
