"""The assistant: all that can be asked of an archive, with the writer, the settings and the judge that are chosen."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

from index import Filter, Hit, Index, ReadError, SettingsError
from qa.driver import HITS, Driver
from qa.evidence import STANDARD, Budget, choose
from qa.fact_check import fact_check
from qa.marks import without_marks
from qa.plan import AS_ASKED, plan
from qa.refuse import shortfall
from qa.rewrite import planned
from qa.settings import Settings, load_settings
from qa.tokens import READS
from qa.turn import Turn, turn
from qa.values import Answer, CheckedSentence, Done, Event, Message, Query, Reading
from qa.writers.quotes import QuotesWriter

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.runnables import Runnable
    from langchain_core.tools import BaseTool

    from qa.conversation import Conversation
    from qa.judge import Judge
    from qa.models import LanguageModel
    from qa.rewriter import ModelRewriter
    from qa.writers.writer import Writer

Judgeable = TypeVar("Judgeable", Answer, tuple[CheckedSentence, ...])


class Assistant:
    """Answers questions from an index.

    `model` is "quotes" (verbatim sentences, no model), a name as `qa.models.load_model` takes it, or a LangChain chat
    model; it goes before `settings.model`. `judge`, before `settings.judge`, gives the second opinion of the method of
    that name. Threads may share an assistant: it keeps no conversation.
    """

    def __init__(
        self,
        index: Index,
        model: str | BaseChatModel | None = None,
        *,
        settings: Settings | None = None,
        judge: str | BaseChatModel | None = None,
    ) -> None:
        self.index = index
        self.settings = settings or load_settings()
        quotes = QuotesWriter(index.embed_questions, index.embed_sentences)
        self._writer: Writer = quotes
        self._rewriter: ModelRewriter | None = None
        self._language_model: LanguageModel | None = None
        chosen = self.settings.model if model is None else model
        if chosen != "quotes":
            from qa.rewriter import ModelRewriter
            from qa.writers.llm import ModelWriter

            model_of_turns = self._language_model = model_for(chosen, self.settings)
            self._writer, self._rewriter = ModelWriter(model_of_turns), ModelRewriter(model_of_turns)
        self._driver = Driver(index, self._writer, quotes, self._rewriter)
        self._chosen_judge = judge or self.settings.judge

    @property
    def model_name(self) -> str:
        """Who writes."""
        return self._writer.name

    @property
    def language_model(self) -> LanguageModel | None:
        """The language model that writes; None for "quotes"."""
        return self._language_model

    @property
    def sends_to(self) -> str | None:
        """Where questions and passages are sent; None where nothing leaves this machine."""
        return self._writer.sends_to

    def ask(
        self,
        question: str,
        *,
        as_of: date | None = None,
        where: Filter | None = None,
        history: Sequence[Message] = (),
        reading: Reading = AS_ASKED,
    ) -> Answer:
        """Answer a question.

        `as_of` is "today" for the question, and hides what was published later; `where` is the reader's filter;
        `history` the conversation so far, `reading` what of it and of the question's time counts. A refusal is an
        Answer too. Where the language model fails, the answer is made of quotations, and its notes say why.
        """
        for event in self.stream(question, as_of=as_of, where=where, history=history, reading=reading):
            if isinstance(event, Done):
                return event.answer
        raise AssertionError("a turn ends with Done")

    def stream(
        self,
        question: str,
        *,
        as_of: date | None = None,
        where: Filter | None = None,
        history: Sequence[Message] = (),
        reading: Reading = AS_ASKED,
    ) -> Iterator[Event]:
        """Answer a question as `ask`, yielding Retrieved, Tokens, and Done with the checked answer."""
        return self._driver.drive(self._turn(question, as_of, where, history, reading))

    async def aask(
        self,
        question: str,
        *,
        as_of: date | None = None,
        where: Filter | None = None,
        history: Sequence[Message] = (),
        reading: Reading = AS_ASKED,
    ) -> Answer:
        """As `ask`, without blocking the event loop."""
        async for event in self.astream(question, as_of=as_of, where=where, history=history, reading=reading):
            if isinstance(event, Done):
                return event.answer
        raise AssertionError("a turn ends with Done")

    def astream(
        self,
        question: str,
        *,
        as_of: date | None = None,
        where: Filter | None = None,
        history: Sequence[Message] = (),
        reading: Reading = AS_ASKED,
    ) -> AsyncIterator[Event]:
        """As `stream`, without blocking the event loop."""
        return self._driver.adrive(self._turn(question, as_of, where, history, reading))

    def search(
        self,
        question: str,
        *,
        as_of: date | None = None,
        where: Filter | None = None,
        history: Sequence[Message] = (),
        limit: int = 10,
    ) -> list[Hit]:
        """Return the passages for a question, best first, planned and ranked as `ask` does."""
        query = self.plan(question, as_of=as_of, where=where, history=history)
        return self.index.search(query.text, limit=limit, where=query.where, recency=query.recency)

    def plan(
        self,
        question: str,
        *,
        as_of: date | None = None,
        where: Filter | None = None,
        history: Sequence[Message] = (),
        reading: Reading = AS_ASKED,
    ) -> Query:
        """Return what `ask` would search for."""
        rewrites = self._rewriter is not None
        steps = planned(question, _cleaned(history), where=_until(where, as_of), rewrites=rewrites, reading=reading)
        try:
            request = next(steps)
            while True:
                request = steps.send(self._driver.rewritten(request))
        except StopIteration as end:
            query: Query = end.value
            return query

    def suggest(self, answer: Answer, *, asked: Sequence[str] = (), limit: int = 3) -> Iterator[str]:
        """Yield questions that may follow an answer, drawn from what was found for it; none that has been `asked`.

        Each has been searched for, within the same filter, and is one that `ask` does not refuse.
        """
        from qa.suggest import follow_ups

        drawn = islice(follow_ups(answer, asked), 3 * limit)
        return islice((question for question, article in drawn if self._answers(question, article, answer)), limit)

    def check(
        self,
        text: str,
        *,
        articles: Sequence[str] = (),
        as_of: date | None = None,
        where: Filter | None = None,
    ) -> tuple[CheckedSentence, ...]:
        """Hold each sentence of a text against the archive, or only against `articles`, by their ids.

        `as_of` and `where` as for `ask`. Raises ReadError for an article that is not there.
        """
        return tuple(self.check_each(text, articles=articles, as_of=as_of, where=where))

    def check_each(
        self,
        text: str,
        *,
        articles: Sequence[str] = (),
        as_of: date | None = None,
        where: Filter | None = None,
    ) -> Iterator[CheckedSentence]:
        """As `check`, each sentence when it is done."""
        narrowed = _until(where, as_of)
        if articles:
            narrowed = replace(narrowed, ids=tuple(articles))
            self._check_ids(narrowed.ids)

        def find(sought: str, ids: Sequence[str] = ()) -> list[Hit]:
            return self.index.search(sought, limit=HITS, where=replace(narrowed, ids=tuple(ids) or narrowed.ids))

        yield from fact_check(text, find, named=bool(articles))

    def judge(self, shown: Judgeable) -> Judgeable:
        """Return an answer, or what `check` returned, with the verdicts that the judge lowers and what it doubts.

        It takes as long as the judge does, so show the answer first. Raises SettingsError where no judge is set, and
        ModelError when it fails.
        """
        from qa.judge import judged_answer, judged_draft

        return judged_answer(shown, self._judge) if isinstance(shown, Answer) else judged_draft(shown, self._judge)

    def chat(self) -> Conversation:
        """Begin a conversation."""
        from qa.conversation import Conversation

        return Conversation(self)

    def as_runnable(self) -> Runnable[Any, Answer]:
        """The assistant as a LangChain Runnable, from a question (or a mapping of `ask`'s arguments) to an Answer."""
        from qa.langchain import as_runnable

        return as_runnable(self)

    def as_tool(self) -> BaseTool:
        """The assistant as a LangChain tool: the answer with its sources, its JSON as the artifact."""
        from qa.langchain import as_tool

        return as_tool(self)

    def describe(self) -> dict[str, Any]:
        """Return all that it takes to repeat an answer: model, prompt, settings, index. Values that JSON can hold."""
        return {
            "model": self._writer.name,
            "prompt": self._writer.prompt,
            "settings": self.settings.model_dump(mode="json", exclude={"api_key"}),
            "recipe": self.index.recipe.fingerprint,
            "embedder": self.index.recipe.embedder,
            "articles": self.index.coverage().articles,
        }

    def _turn(
        self, question: str, as_of: date | None, where: Filter | None, history: Sequence[Message], reading: Reading
    ) -> Turn:
        reads = self.settings.most_tokens or self._writer.reads
        return turn(
            question,
            _cleaned(history),
            where=_until(where, as_of),
            budget=Budget(self.settings.most_passages, max(reads, READS), self._writer.count),
            reads=reads,
            rewrites=self._rewriter is not None,
            reading=reading,
        )

    def _answers(self, question: str, article_id: str, before: Answer) -> bool:
        """Whether there is an answer to a question, and evidence for it in the article from which it was drawn."""
        query = plan(question, where=before.query.where, today=before.query.today)
        hits = self.index.search(query.text, limit=HITS, where=query.where, recency=query.recency)
        evidence = choose(hits, STANDARD)
        if all(item.hit.article_id != article_id for item in evidence):
            return False
        return shortfall(query, evidence, self.index.coverage(query.where), hits) is None

    @cached_property
    def _judge(self) -> Judge:
        from qa.judge import load_judge

        if not self._chosen_judge:
            raise SettingsError("no judge is set: set QA_JUDGE to nli:NAME or a model, such as ollama:qwen3:4b")
        return load_judge(self._chosen_judge, self.settings)

    def _check_ids(self, ids: Sequence[str]) -> None:
        missing = set(ids) - {article.id for article in self.index.articles(Filter(ids=tuple(ids)))}
        for id_ in ids:
            if id_ in missing:
                raise ReadError(f"{id_}: no such article; `qa list` shows the ids")


def model_for(model: str | BaseChatModel, settings: Settings) -> LanguageModel:
    """The language model of that name, set up as the settings say."""
    from qa.models import load_model

    return load_model(
        model,
        base_url=settings.base_url,
        api_key=settings.api_key.get_secret_value() if settings.api_key else None,
        timeout=settings.timeout,
        temperature=settings.temperature,
        cache=settings.cache,
    )


def _until(where: Filter | None, as_of: date | datetime | None) -> Filter:
    where = where or Filter()
    return where if as_of is None else replace(where, as_of=as_of)


def _cleaned(history: Sequence[Message]) -> tuple[Message, ...]:
    """The conversation without the marks of its answers: they mean nothing in another turn."""
    return tuple(replace(message, content=without_marks(message.content)) for message in history)
