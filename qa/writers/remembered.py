"""Vectors of texts that were embedded before, and are asked for again."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from threading import Lock

import numpy as np
from numpy.typing import NDArray

Embed = Callable[[Sequence[str]], NDArray[np.float32]]
"""Turns n texts into unit vectors, an array of (n, dimensions)."""

MOST = 10_000
"""Texts; of the default embedder their vectors take 15 MB."""


class Remembered:
    """An `Embed` that remembers the vectors of the texts it was last asked for. Threads share it, and so readers do.

    Who asks on about something, or about what others ask about, is answered from sentences that were weighed before.
    """

    def __init__(self, embed: Embed, most: int = MOST) -> None:
        self._embed = embed
        self._most = most
        self._vectors: OrderedDict[str, NDArray[np.float32]] = OrderedDict()
        self._using = Lock()

    def __call__(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The vectors of some texts, at least one."""
        with self._using:
            known = {text: self._vectors[text] for text in texts if text in self._vectors}
        new = [text for text in dict.fromkeys(texts) if text not in known]
        if new:  # not under the lock: it takes long
            known |= zip(new, self._embed(new), strict=True)
        with self._using:
            for text, vector in known.items():
                self._vectors[text] = vector
                self._vectors.move_to_end(text)
            while len(self._vectors) > self._most:
                self._vectors.popitem(last=False)
        return np.stack([known[text] for text in texts])
