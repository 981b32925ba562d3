"""Vectors of texts that were embedded before, and are asked for again."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from threading import Lock

import numpy as np

from index.embed import Embedder, Vectors

QUESTIONS, SENTENCES = 1_000, 10_000
"""Texts that are remembered; of the default embedder ten thousand vectors take 15 MB."""

Embed = Callable[[Sequence[str]], Vectors]
"""Turns n texts into unit vectors, an array of (n, dimensions)."""


class Recent:
    """An `Embed` by the embedder that there is now, which remembers the vectors of the texts it was last asked for.

    Threads share it, and so readers do. A question is searched with, then weighed against sentences; who asks on about
    something, or about what others ask about, is answered from sentences that were weighed before.
    """

    def __init__(self, embedder: Callable[[], Embedder], method: Callable[[Embedder], Embed], most: int) -> None:
        """`method` is how the embedder is asked, `most` the number of texts that are remembered."""
        self._embedder = embedder
        self._method = method
        self._most = most
        self._of: Embedder | None = None
        self._vectors: OrderedDict[str, Vectors] = OrderedDict()
        self._using = Lock()

    def __call__(self, texts: Sequence[str]) -> Vectors:
        """The vectors of some texts, at least one."""
        embedder = self._embedder()
        with self._using:
            if embedder is not self._of:
                self._of, self._vectors = embedder, OrderedDict()
            vectors = self._vectors
            known = {text: vectors[text] for text in texts if text in vectors}
        new = [text for text in dict.fromkeys(texts) if text not in known]
        if new:  # not under the lock: it takes long
            known |= zip(new, self._method(embedder)(new), strict=True)
        with self._using:
            for text, vector in known.items():
                vectors[text] = vector
                vectors.move_to_end(text)
            while len(vectors) > self._most:
                vectors.popitem(last=False)
        return np.stack([known[text] for text in texts])
