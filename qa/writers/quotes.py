"""The writer that needs no model: the verbatim sentences of the evidence that answer best, each cited."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from qa.answer_kinds import questions_in
from qa.marks import disarm
from qa.models import Piece
from qa.names import Names
from qa.text import specifics, stems
from qa.tokens import READS, estimate
from qa.turn import Write
from qa.values import Evidence
from qa.writers.candidates import Candidate, candidates
from qa.writers.signs import Signs

MOST = 3
"""Sentences in an answer."""

Embed = Callable[[Sequence[str]], NDArray[np.float32]]

ENOUGH = 4.0
"""By how much less likely than the best a further sentence may be, in log-odds."""
ANOTHER = 1.0
"""What a further sentence of an article already quoted loses: another article is a second witness."""
SAME = 0.8
"""Share of the shorter sentence's words from which two say the same."""

_LEANS = re.compile(
    r"(?:he|she|it|they|this|that|these|those|his|her|its|their|such|both|there)\b(?!['’]s why)", re.IGNORECASE
)


class QuotesWriter:
    """Quotes the sentences that the signs speak for (`qa/writers/signs.py`), from different articles when it can.

    `embed_queries` and `embed_passages` turn n texts into unit vectors, an array of (n, dimensions).
    """

    name = "quotes"
    prompt = None
    sends_to = None
    reads = READS
    count = staticmethod(estimate)

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
        """The best sentence for each part of the question, then the next best for any; the first made whole."""
        found = candidates(request.evidence)
        if not found:
            return []
        chosen = _choose(found, self._scores(request, found), request.evidence)
        whole = _completed(chosen[0], found, request)
        further = [one for one in chosen[1:] if not _within(one, whole)]
        return [whole, *further[: MOST - 1 - (whole is not chosen[0])]]

    def _scores(self, request: Write, found: Sequence[Candidate]) -> list[list[float]]:
        """How well each sentence answers each part of the question."""
        parts = questions_in(request.query)
        asked = self._embed_queries(parts)
        sentences = self._embed_passages([sentence.text for sentence in found])
        names = Names(item.hit.text for item in request.evidence)
        signs = Signs(request.query, request.evidence, found, names)
        shared = signs.shared()
        return [
            signs.scores(part, (sentences @ vector).tolist(), shared) for part, vector in zip(parts, asked, strict=True)
        ]


def _choose(
    found: Sequence[Candidate], scores: Sequence[Sequence[float]], evidence: Sequence[Evidence]
) -> list[Candidate]:
    """The best for each part, then the next best, rather of an article not yet quoted, while they are good enough."""
    articles = {item.number: item.hit.article_id for item in evidence}
    words = [_said(sentence.text) for sentence in found]
    best = [max(column) for column in zip(*scores, strict=True)]
    left, chosen = set(range(len(found))), list[int]()
    for turn in range(MOST):
        part = scores[turn] if turn < len(scores) else best
        said = {articles[found[at].number] for at in chosen}
        value = {at: part[at] - ANOTHER * (articles[found[at].number] in said) for at in sorted(left)}
        at = max(value, key=value.__getitem__, default=None)
        if at is None or (turn >= len(scores) and best[at] < max(best) - ENOUGH):
            break
        chosen.append(at)
        left = {other for other in left - {at} if not _same(words[at], words[other])}
    return [found[at] for at in chosen]


def _said(text: str) -> frozenset[str]:
    """A sentence's words of meaning; all of it where it has none: "She is." is not "It was."."""
    return frozenset(stems(text)) or frozenset((disarm(text),))


def _same(words: frozenset[str], others: frozenset[str]) -> bool:
    return len(words & others) >= SAME * max(1, min(len(words), len(others)))


def _within(sentence: Candidate, whole: Candidate) -> bool:
    return sentence.number == whole.number and whole.start <= sentence.start and sentence.end <= whole.end


def _completed(sentence: Candidate, found: Sequence[Candidate], request: Write) -> Candidate:
    """The sentence with the one before it, where it begins with a pronoun and that one names whom it is about."""
    named = set(stems(" ".join(specifics(request.query.topic))))
    at = found.index(sentence)
    before = found[at - 1] if at else None
    if before is None or before.number != sentence.number or not _LEANS.match(sentence.text):
        return sentence
    if not (named - set(stems(sentence.text))) & set(stems(before.text)):
        return sentence
    hit = next(item.hit for item in request.evidence if item.number == sentence.number)
    return replace(sentence, text=hit.text[before.start - hit.start : sentence.end - hit.start], start=before.start)
