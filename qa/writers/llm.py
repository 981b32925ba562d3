"""The writer that is a language model: any LangChain chat model, told what to do by `prompts/*.md`."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Mapping

from index import format_date
from qa.instructions import without_instructions
from qa.models import LanguageModel, Piece
from qa.prompting import Prompt, fence, fence_passage, load_prompt
from qa.repair import nearest
from qa.reply import ReplyStream
from qa.turn import Repair, Write
from qa.unseen import LONGEST_LABEL
from qa.values import Evidence, Message, Query


class ModelWriter:
    """Asks a chat model for a short answer from the evidence, and leaves out what is no part of one."""

    def __init__(self, model: LanguageModel) -> None:
        self._model = model
        prompts = [load_prompt(name) for name in ("answer", "evidence", "question", "repair")]
        self._answer, self._evidence, self._question, self._repair = prompts
        self.name = model.name
        self.sends_to = model.sends_to
        self.reads = model.reads
        # Of all four: what is asked has changed when any of them has.
        self.prompt = f"answer@{Prompt('', ''.join(prompt.text for prompt in prompts)).fingerprint}"

    def count(self, text: str) -> int:
        """Return how many tokens the model makes of a text."""
        return self._model.count(text)

    def stream(self, request: Write) -> Iterator[Piece]:
        """Yield the answer in the model's reply. Raises ModelError."""
        answer = _Answer()
        for piece in self._model.stream(self._messages(request)):
            yield from answer.take(piece)
        yield from answer.end()

    async def astream(self, request: Write) -> AsyncIterator[Piece]:
        """As `stream`, without blocking the event loop."""
        answer = _Answer()
        async for piece in self._model.astream(self._messages(request)):
            for part in answer.take(piece):
                yield part
        for part in answer.end():
            yield part

    def _messages(self, request: Write) -> tuple[Message, ...]:
        """What never changes comes first: a model that keeps what it has read need not read it again."""
        query = request.query
        user = self._question.render(
            passages="\n\n".join(self._passage(item, request.nonce) for item in request.evidence),
            today=f"{query.today:%A} {query.today.day} {query.today:%B %Y}",
            window=_window(query),
            question=fence(query.text, request.nonce),
        )
        asked = (Message("system", self._answer.render()), Message("user", user))
        if request.repair is None:
            return asked
        return (
            *asked,
            Message("assistant", request.repair.draft),
            Message("user", self._repair.render(failed=_failed(request, request.repair))),
        )

    def _passage(self, item: Evidence, nonce: str) -> str:
        hit = item.hit
        return self._evidence.render(
            nonce=nonce,
            number=item.number,
            outlet=_label(hit.source, nonce) or "unknown outlet",
            date=format_date(hit.published) or "undated",
            title=_label(hit.title, nonce) or "no headline",
            text=fence_passage(without_instructions(hit.text), nonce),
        )


class _Answer:
    """Makes pieces of the answer out of pieces of the reply."""

    def __init__(self) -> None:
        self._reply = ReplyStream()
        self._usage: Mapping[str, int] | None = None

    def take(self, piece: Piece) -> Iterator[Piece]:
        self._usage = piece.usage or self._usage
        if text := self._reply.feed(piece.text):
            yield Piece(text)

    def end(self) -> Iterator[Piece]:
        if text := self._reply.end():
            yield Piece(text)
        if self._usage:
            yield Piece("", self._usage)


def _failed(request: Write, repair: Repair) -> str:
    """Each sentence with what is wrong with it and what the passages have nearest to it, a line each."""
    lines = []
    for sentence in repair.failed:
        number, words = nearest(sentence.text, request.evidence)
        said, wrong, words = (
            fence(text, request.nonce)
            for text in (sentence.text, "; ".join(sentence.problems), without_instructions(words))
        )
        lines.append(f"- {said} Wrong: {wrong}. Nearest, in passage [{number}]: {words}")
    return "\n".join(lines)


def _label(text: str | None, nonce: str) -> str:
    return fence(without_instructions(text or ""), nonce, LONGEST_LABEL)


def _window(query: Query) -> str:
    after, before = query.window.after, query.window.before
    if after is None and before is None:
        return "none in particular"
    return f"{after or 'the beginning'} to {before or 'now'}"
