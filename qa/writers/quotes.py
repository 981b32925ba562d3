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
from qa.writers.candidates import Candidate, candidates
from qa.writers.choice import MOST, Choice
from qa.writers.signs import MEANING, Signs

Embed = Callable[[Sequence[str]], NDArray[np.float32]]

AT_A_TIME = 8
"""Sentences embedded before it is seen whether more need to be."""

NEARER = 0.25
"""By how much a sentence's cosine with the question may be above its passage's, but for one in two hundred. In answers
to 445 questions, to news and an encyclopaedia, not one sentence was another for it."""

_LEANS = re.compile(
    r"(?:he|she|it|they|this|that|these|those|his|her|its|their|such|both|there)\b(?!['’]s why)", re.IGNORECASE
)


class QuotesWriter:
    """Quotes the sentences that the signs speak for (`qa/writers/signs.py`), from different articles when it can.

    `embed_questions` and `embed_sentences` turn n texts into unit vectors, an array of (n, dimensions).
    """

    name = "quotes"
    prompt = None
    sends_to = None
    reads = READS
    count = staticmethod(estimate)

    def __init__(self, embed_questions: Embed, embed_sentences: Embed) -> None:
        self._embed_questions = embed_questions
        self._embed_sentences = embed_sentences

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
        chosen = [found[at] for at in self._chosen(request, found)]
        whole = _completed(chosen[0], found, request)
        further = [one for one in chosen[1:] if not _within(one, whole)]
        return [whole, *further[: MOST - 1 - (whole is not chosen[0])]]

    def _chosen(self, request: Write, found: Sequence[Candidate]) -> list[int]:
        """The places of the sentences to quote.

        To embed a sentence costs more than all else about it. Those go first for which most speaks otherwise; once no
        other could be chosen even if it meant as nearly the same as the question as its passage lets expect at most,
        the others are left.
        """
        parts = questions_in(request.query)
        signs = Signs(request.query, request.evidence, found, Names(item.hit.text for item in request.evidence))
        shared = signs.shared()
        otherwise = np.array([signs.scores(part, shared) for part in parts])
        passages = {item.number: item.hit.similarity for item in request.evidence}
        nearest = np.minimum(1, np.array([passages[sentence.number] for sentence in found]) + NEARER)
        at_most = otherwise.max(axis=0) + MEANING * nearest
        left = [int(at) for at in np.argsort(-at_most, kind="stable")]
        scores = np.full(otherwise.shape, -np.inf)
        asked, choice = self._embed_questions(parts), Choice(found, request.evidence)
        while left and at_most[left[0]] >= choice.least:
            now, left = left[:AT_A_TIME], left[AT_A_TIME:]
            sentences = self._embed_sentences([found[at].text for at in now])
            scores[:, now] = otherwise[:, now] + MEANING * (asked @ sentences.T)
            choice.add(now, scores)
        return choice.places


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
