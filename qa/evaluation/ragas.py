"""Measures that a language model judges, by Ragas (extra `ragas`), with any LangChain chat model."""

from __future__ import annotations

import asyncio
import warnings
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from index import SettingsError
from qa.evaluation.instruments import Instruments
from qa.evaluation.outcome import Outcome

if TYPE_CHECKING:
    from index import Embedder

_RETRIEVED = 10
"""Passages retrieved that the judge is shown: it reads each of them."""
_INSTALL = "they need Ragas; install it with: pip install 'news-qa[ragas]'"


def ragas_graders(names: Sequence[str], instruments: Instruments) -> dict[str, Callable[[Outcome], float | None]]:
    """Return the graders of these measures.

    A measure does not apply to refusals, errors, and cases without what it compares with; nor where the judge's reply
    makes no sense to Ragas. Raises SettingsError without the extra, a judge, or an index for its embedder.
    """
    if instruments.judge is None or instruments.index is None:
        raise SettingsError(f"{', '.join(names)}: a language model must judge; name one with --judge")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Ragas deprecates within a minor version what it offers
            made = _metrics(names, instruments.judge, instruments.index.embedder)
    except ImportError as error:
        raise SettingsError(f"{', '.join(names)}: {_INSTALL} ({error})") from error
    return {name: _grader(name, metric) for name, metric in made.items()}


def _metrics(names: Sequence[str], judge: Any, embedder: Embedder) -> dict[str, Any]:
    from ragas.llms import LangchainLLMWrapper
    from ragas.metrics import (
        Faithfulness,
        LLMContextPrecisionWithoutReference,
        LLMContextPrecisionWithReference,
        LLMContextRecall,
        ResponseRelevancy,
    )

    llm = LangchainLLMWrapper(judge)
    makers: Mapping[str, Callable[[], Any]] = {
        "faithfulness": lambda: Faithfulness(llm=llm),
        "answer_relevance": lambda: ResponseRelevancy(llm=llm, embeddings=_embeddings(embedder)),
        "context_precision": lambda: (
            LLMContextPrecisionWithReference(llm=llm),
            LLMContextPrecisionWithoutReference(llm=llm),
        ),
        "context_recall": lambda: LLMContextRecall(llm=llm),
    }
    return {name: makers[name]() for name in names}


def _embeddings(embedder: Embedder) -> Any:
    """The embedder as Ragas takes one."""
    from ragas.embeddings import BaseRagasEmbeddings

    class Embeddings(BaseRagasEmbeddings):  # type: ignore[misc] # Ragas ships no types
        def embed_query(self, text: str) -> list[float]:
            return [float(value) for value in embedder.embed_queries([text])[0]]

        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            return [[float(value) for value in row] for row in embedder.embed_queries(texts)]

        async def aembed_query(self, text: str) -> list[float]:
            return self.embed_query(text)

        async def aembed_documents(self, texts: list[str]) -> list[list[float]]:
            return self.embed_documents(texts)

    return Embeddings()


def _grader(name: str, metric: Any) -> Callable[[Outcome], float | None]:
    def grade(outcome: Outcome) -> float | None:
        answer = outcome.answer
        if answer is None or outcome.refused:
            return None
        reference = outcome.case.reference or next(iter(outcome.case.answers), None)
        cited = [citation.passage for citation in answer.citations]
        retrieved = [hit.text for hit in answer.hits[:_RETRIEVED]]
        contexts = cited if name == "faithfulness" else retrieved
        if not contexts or (name == "context_recall" and reference is None):
            return None
        chosen = metric
        if isinstance(metric, tuple):  # with a reference, and without
            chosen = metric[0] if reference is not None else metric[1]
        return _scored(chosen, outcome.case.question, outcome.said, contexts, reference)

    return grade


def _scored(metric: Any, question: str, said: str, contexts: list[str], reference: str | None) -> float | None:
    from ragas.dataset_schema import SingleTurnSample
    from ragas.exceptions import RagasException

    sample = SingleTurnSample(user_input=question, response=said, retrieved_contexts=contexts, reference=reference)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            score = float(asyncio.run(metric.single_turn_ascore(sample)))
    except RagasException:
        return None
    return None if score != score else score  # noqa: PLR0124 - not a number is Ragas's "none"
