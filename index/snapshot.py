"""One state of the archive as a search needs it in memory: the vectors, and of each passage its article and length."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.catalogue import Catalogue
from index.values import Filter
from index.vectors import VectorFolder

MASKS = 16
"""Filters whose result is remembered; a byte a passage each."""

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Columns:
    """Arrays by passage number: the number of its article (0 where there is no passage), and its length in terms."""

    articles: NDArray[np.int32]
    lengths: NDArray[np.float32]


class Snapshot:
    """A generation of the archive, shared by threads. What it holds never changes."""

    def __init__(self, generation: int, vectors: VectorFolder, columns: Columns) -> None:
        self.generation = generation
        self.vectors = vectors
        self.total = len(vectors)
        self.lengths = columns.lengths
        self._articles = columns.articles
        self._masks: OrderedDict[Filter, Mask] = OrderedDict()
        self._turn = threading.Lock()

    def allowed(self, where: Filter, catalogue: Catalogue) -> Mask:
        """Whether each passage, by number, lies within a filter. `catalogue` is this generation's."""
        with self._turn:
            if where in self._masks:
                self._masks.move_to_end(where)
                return self._masks[where]
        mask = self._mask(where, catalogue)
        with self._turn:
            self._masks[where] = mask
            if len(self._masks) > MASKS:
                self._masks.popitem(last=False)
        return mask

    def _mask(self, where: Filter, catalogue: Catalogue) -> Mask:
        if where == Filter():
            return self._articles > 0
        within = np.zeros(int(self._articles.max(initial=0)) + 1, dtype=bool)
        numbers = catalogue.article_numbers(where)
        within[numbers[numbers < len(within)]] = True
        within[0] = False
        return within[self._articles]

    def close(self) -> None:
        """Let go of the vectors' files."""
        self.vectors.close()
