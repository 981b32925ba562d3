"""Which of the evidence's sentences make up an answer of quotations, by how well each answers."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from qa.marks import disarm
from qa.text import stems
from qa.values import Evidence
from qa.writers.candidates import Candidate

MOST = 3
"""Sentences in an answer."""
ENOUGH = 4.0
"""By how much less likely than the best a further sentence may be, in log-odds."""
ANOTHER = 1.0
"""What a further sentence of an article already quoted loses: another article is a second witness."""
SAME = 0.8
"""Share of the shorter sentence's words from which two say the same."""


class Choice:
    """The best sentence for each part, then the next best, rather of an article not yet quoted, while good enough.

    What scores below `least` for every part is not among them.
    """

    def __init__(self, found: Sequence[Candidate], evidence: Sequence[Evidence]) -> None:
        articles = {item.number: item.hit.article_id for item in evidence}
        self._article = [articles[sentence.number] for sentence in found]
        self._words = [_said(sentence.text) for sentence in found]
        self._known: set[int] = set()
        self.places: list[int] = []
        self.least = -math.inf

    def add(self, places: Sequence[int], scores: NDArray[np.float64]) -> None:
        """Choose anew, among the sentences at these places too; `scores` has a row for each part of the question."""
        self._known |= set(places)
        best = scores.max(axis=0)
        left, self.places, self.least = set(self._known), [], math.inf
        for turn in range(MOST):
            part = scores[turn] if turn < len(scores) else best
            said = {self._article[at] for at in self.places}
            value = {at: float(part[at]) - ANOTHER * (self._article[at] in said) for at in sorted(left)}
            at = max(value, key=value.__getitem__, default=None)
            if at is None:
                self.least = -math.inf
                return
            if turn >= len(scores) and best[at] < (enough := float(best.max()) - ENOUGH):
                self.least = min(self.least, enough)
                return
            self.places.append(at)
            self.least = min(self.least, value[at])
            left = {other for other in left - {at} if not _same(self._words[at], self._words[other])}


def _said(text: str) -> frozenset[str]:
    """A sentence's words of meaning; all of it where it has none: "She is." is not "It was."."""
    return frozenset(stems(text)) or frozenset((disarm(text),))


def _same(words: frozenset[str], others: frozenset[str]) -> bool:
    return len(words & others) >= SAME * max(1, min(len(words), len(others)))
