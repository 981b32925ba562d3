"""The writer that needs no model: the verbatim sentences of the evidence that answer best, each cited."""

from __future__ import annotations

import asyncio
import math
import re
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from qa.answer_kinds import answer_kind, offers, people
from qa.marks import disarm
from qa.models import Piece
from qa.text import specifics, stems
from qa.turn import Write
from qa.values import Evidence
from qa.writers.candidates import Candidate, candidates

MOST = 3
"""Sentences in an answer."""

Embed = Callable[[Sequence[str]], NDArray[np.float32]]

# How much each sign that a sentence answers the question counts; see `_shared`. Chosen on questions of both kinds,
# news and encyclopaedic; none of them is sharp.
MEANING, WORDS, NEIGHBOURS, PASSAGE, RANK, KIND, LEAD, NEWS = 0.5, 0.2, 0.1, 0.1, 0.3, 0.15, 0.05, 0.2
NEWS_DAYS = 90
ENOUGH = 0.7
"""Share of the best sentence's score that a further one needs."""

_NEXT_QUESTION = re.compile(r"[,;]?\s+and\s+(?=(?:who|what|when|where|why|how|which|whose)\b)", re.IGNORECASE)


class QuotesWriter:
    """Ranks sentences by meaning, by the question's words in them and about them, and by the kind of answer sought.

    `embed_queries` and `embed_passages` turn n texts into unit vectors, an array of (n, dimensions).
    """

    name = "quotes"
    prompt = None
    sends_to = None

    def __init__(self, embed_queries: Embed, embed_passages: Embed) -> None:
        self._embed_queries = embed_queries
        self._embed_passages = embed_passages

    def stream(self, request: Write) -> Iterator[Piece]:
        """Yield the sentences, best first, each with its mark."""
        for at, sentence in enumerate(self._best(request)):
            yield Piece(f"{' ' if at else ''}{disarm(sentence.text)} [{sentence.number}]")

    async def astream(self, request: Write) -> AsyncIterator[Piece]:
        """As `stream`, without blocking the event loop."""
        for piece in await asyncio.to_thread(lambda: list(self.stream(request))):
            yield piece

    def _best(self, request: Write) -> list[Candidate]:
        """The best sentence for each part of the question, then the next best for any."""
        found = candidates(request.evidence)
        scores = self._scores(request, found)
        firsts: list[int] = []
        for part in scores:
            rest = (at for at in range(len(found)) if at not in firsts)
            firsts += [max(rest, key=part.__getitem__)] if len(firsts) < len(found) else []
        best = [max(column) for column in zip(*scores, strict=True)]
        order = dict.fromkeys([*firsts, *sorted(range(len(found)), key=lambda at: -best[at])])
        chosen: list[Candidate] = []
        said: set[tuple[str, ...]] = set()
        for at in order:
            if len(chosen) == MOST or (chosen and at not in firsts and best[at] < ENOUGH * max(best)):
                break
            words = tuple(stems(found[at].text))
            if words not in said:
                chosen.append(found[at])
                said.add(words)
        return chosen

    def _scores(self, request: Write, found: Sequence[Candidate]) -> list[list[float]]:
        """How well each sentence answers each part of the question."""
        query, topic, evidence = request.query, request.query.topic, request.evidence
        # Of a follow-up, what it adds to the questions before it is what is asked.
        parts = _parts(topic if query.text == query.question else query.question)
        whole, *asked = self._embed_queries([topic, *parts])
        sentences = self._embed_passages([sentence.text for sentence in found])
        shared = self._shared(request, found)
        people_known = people(" ".join(item.hit.text for item in evidence))
        scores = []
        for part, vector in zip(parts, asked, strict=True):
            kind = answer_kind(part)
            meaning = sentences @ (whole + vector) / 2
            scores.append(
                [
                    MEANING * float(meaning[at])
                    + shared[at]
                    + KIND * (kind is not None and offers(kind, sentence.text, topic, people_known))
                    for at, sentence in enumerate(found)
                ]
            )
        return scores

    def _shared(self, request: Write, found: Sequence[Candidate]) -> list[float]:
        """What counts for a sentence whatever part of the question it may answer: its words, and its passage."""
        topic, evidence = request.query.topic, request.evidence
        passages = {item.number: set(stems(f"{item.hit.title} {item.hit.text}")) for item in evidence}
        weigh = _Weights(topic, passages.values())
        best = max(item.hit.score for item in evidence)
        rank = {item.number: item.hit.score / best for item in evidence}
        news = _newness(evidence) if request.query.intent in {"news", "latest"} else {}
        own = [set(stems(sentence.text)) for sentence in found]
        shared = []
        for at, sentence in enumerate(found):
            around = range(max(0, at - 1), min(len(found), at + 2))
            near = [own[other] for other in around if found[other].number == sentence.number]
            shared.append(
                WORDS * weigh.share(own[at])
                + NEIGHBOURS * weigh.share(set().union(*near))
                + PASSAGE * weigh.share(passages[sentence.number])
                + RANK * rank[sentence.number]
                # An article says first what it is about.
                + LEAD / (1 + sentence.start / 500)
                + NEWS * news.get(sentence.number, 0.0)
            )
        return shared


def _parts(topic: str) -> list[str]:
    """The questions in a question: "When did they speak, and what was not disclosed?" is two."""
    return [part for part in _NEXT_QUESTION.split(topic) if part.strip()] or [topic]


def _newness(evidence: Sequence[Evidence]) -> dict[int, float]:
    """1 for the newest of the evidence, less for what is older: a figure may have been overtaken. 0 if undated."""
    dated = {item.number: item.hit.published for item in evidence if item.hit.published}
    newest = max(dated.values(), default=None)
    return {number: math.exp(-(newest - published).days / NEWS_DAYS) for number, published in dated.items() if newest}


class _Weights:
    """The question's words of meaning, the rarer among the passages the heavier; names and numbers twice as heavy."""

    def __init__(self, question: str, passages: Iterable[set[str]]) -> None:
        texts = list(passages)
        specific = set(stems(" ".join(specifics(question))))
        self._weight = {
            word: math.log(1 + (len(texts) + 0.5) / (sum(word in text for text in texts) + 0.5))
            * (1 + (word in specific))
            for word in set(stems(question))
        }
        self._total = sum(self._weight.values()) or 1.0

    def share(self, text: set[str]) -> float:
        """Weight of the question's words that are in a text, of all of them: 0 to 1."""
        return sum(weight for word, weight in self._weight.items() if word in text) / self._total
