"""Many texts through a sentence-transformers model, on every core."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from math import ceil
from queue import SimpleQueue
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.precision import in_precision

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

BATCH = 8
"""Texts at once: on one core as fast as 16 and 32, and with less padding."""
FEWEST = 4
"""Texts that are worth a core of their own."""


def encode(model: SentenceTransformer, method: str, texts: Sequence[str]) -> NDArray[np.float32]:
    """Vectors of the texts by a method of the model, an array of (len(texts), dimensions), on one thread.

    On busy cores OpenMP's barriers make one text ten times slower on two threads than on one.
    """
    import torch

    torch.set_num_threads(1)  # of this thread's calls
    with in_precision():
        vectors = getattr(model, method)(list(texts), batch_size=BATCH, show_progress_bar=False)
    return np.asarray(vectors, dtype=np.float32)


class EveryCore:
    """A model and copies of it, one for each core that this process may use; they share the weights.

    Each works on one thread at texts of its own, and waits for no other, as threads within one product do at each
    layer. What is asked for by several threads at once goes by turns, a batch at a time.
    """

    def __init__(self, model: SentenceTransformer, lengths: Callable[[Sequence[str]], Sequence[int]]) -> None:
        """`lengths` gives the number of tokens in each of some texts."""
        weights = {id(tensor): tensor for tensor in (*model.parameters(), *model.buffers())}
        self._lengths = lengths
        self._cores = _cores()
        self._free: SimpleQueue[SentenceTransformer] = SimpleQueue()
        self._free.put(model)
        for _ in range(self._cores - 1):
            self._free.put(deepcopy(model, dict(weights)))

    def encode(self, method: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """As `encode`, in batches of texts of equal length in tokens, or nearly: padding costs as much as text."""
        if len(texts) <= FEWEST:
            return self._encode(method, texts)
        with ThreadPoolExecutor(self._cores, "encoding") as threads:
            lengths = self._lengths(texts)
            longest_first = sorted(range(len(texts)), key=lambda at: -lengths[at])
            batches = list(_batches(longest_first, min(BATCH, max(FEWEST, ceil(len(texts) / self._cores)))))
            done = threads.map(lambda batch: self._encode(method, [texts[at] for at in batch]), batches)
            vectors = np.concatenate(list(done))
        placed = np.empty_like(vectors)
        placed[longest_first] = vectors
        return placed

    def _encode(self, method: str, texts: Sequence[str]) -> NDArray[np.float32]:
        model = self._free.get()
        try:
            return encode(model, method, texts)
        finally:
            self._free.put(model)


def _batches(places: Sequence[int], size: int) -> Iterator[Sequence[int]]:
    return (places[at : at + size] for at in range(0, len(places), size))


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
