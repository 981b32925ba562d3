"""The writer that needs no model: the verbatim sentences of the evidence that answer best, each cited."""

from __future__ import annotations

import asyncio
import math
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from qa.answer_kinds import answer_kind, offers
from qa.models import Piece
from qa.text import stems
from qa.turn import Write
from qa.values import Evidence
from qa.writers.candidates import Candidate, candidates

MOST = 3
"""Sentences in an answer."""

Embed = Callable[[Sequence[str]], NDArray[np.float32]]

# How much each sign that a sentence answers the question counts; see `_scores`. Chosen on questions of both kinds,
# news and encyclopaedic; none of them is sharp.
MEANING, WORDS, NEIGHBOURS, PASSAGE, RANK, KIND = 0.6, 0.6, 0.5, 0.2, 0.3, 0.15
ENOUGH = 0.6
"""Share of the best sentence's score that a further one needs."""


class QuotesWriter:
    """Ranks sentences by meaning, by the question's words in them and about them, and by the kind of answer sought.

    `embed_queries` and `embed_passages` turn n texts into unit vectors, an array of (n, dimensions).
    """

    name = "quotes"
    prompt = None

    def __init__(self, embed_queries: Embed, embed_passages: Embed) -> None:
        self._embed_queries = embed_queries
        self._embed_passages = embed_passages

    def stream(self, request: Write) -> Iterator[Piece]:
        """Yield the sentences, best first, each with its mark."""
        for at, sentence in enumerate(self._best(request)):
            yield Piece(f"{' ' if at else ''}{sentence.text} [{sentence.number}]")

    async def astream(self, request: Write) -> AsyncIterator[Piece]:
        """As `stream`, without blocking the event loop."""
        for piece in await asyncio.to_thread(lambda: list(self.stream(request))):
            yield piece

    def _best(self, request: Write) -> list[Candidate]:
        question = request.query.text
        found = candidates(request.evidence)
        scores = self._scores(question, request.evidence, found)
        order = sorted(range(len(found)), key=lambda at: -scores[at])
        chosen: list[Candidate] = []
        for at in order:
            said = {" ".join(stems(sentence.text)) for sentence in chosen}
            if len(chosen) == MOST or (chosen and scores[at] < ENOUGH * scores[order[0]]):
                break
            if " ".join(stems(found[at].text)) not in said:
                chosen.append(found[at])
        return chosen

    def _scores(self, question: str, evidence: Sequence[Evidence], found: Sequence[Candidate]) -> list[float]:
        meaning = self._embed_passages([sentence.text for sentence in found]) @ self._embed_queries([question])[0]
        kind = answer_kind(question)
        passages = {item.number: set(stems(f"{item.hit.title} {item.hit.text}")) for item in evidence}
        weigh = _Weights(question, passages.values())
        best = max(item.hit.score for item in evidence)
        rank = {item.number: item.hit.score / best for item in evidence}
        own = [set(stems(sentence.text)) for sentence in found]
        scores = []
        for at, sentence in enumerate(found):
            near = [
                own[other]
                for other in (at - 1, at, at + 1)
                if 0 <= other < len(found) and found[other].number == sentence.number
            ]
            scores.append(
                MEANING * float(meaning[at])
                + WORDS * weigh.share(own[at])
                + NEIGHBOURS * weigh.share(set().union(*near))
                + PASSAGE * weigh.share(passages[sentence.number])
                + RANK * rank[sentence.number]
                + KIND * (kind is not None and offers(kind, sentence.text, question))
            )
        return scores


class _Weights:
    """The question's words of meaning, the rarer among the passages the heavier."""

    def __init__(self, question: str, passages: Iterable[set[str]]) -> None:
        texts = list(passages)
        self._weight = {
            word: math.log(1 + (len(texts) + 0.5) / (sum(word in text for text in texts) + 0.5))
            for word in set(stems(question))
        }
        self._total = sum(self._weight.values()) or 1.0

    def share(self, text: set[str]) -> float:
        """Weight of the question's words that are in a text, of all of them: 0 to 1."""
        return sum(weight for word, weight in self._weight.items() if word in text) / self._total
