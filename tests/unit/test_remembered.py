"""Vectors that are remembered are those that would be computed, and each is computed once."""

from collections.abc import Sequence

import numpy as np

from index.testing import StemEmbedder
from qa.writers.remembered import Remembered

TEXTS = ("A ferry sails.", "Terns came back.", "Rain fell.")


class Counting(StemEmbedder):
    """Keeps what it was given to embed."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    def embed_passages(self, texts: Sequence[str]):
        self.asked += texts
        return super().embed_passages(texts)


def test_each_text_is_embedded_once_and_comes_back_in_its_place():
    embedder = Counting()
    remembered = Remembered(embedder.embed_passages)
    remembered(TEXTS[:2])
    vectors = remembered((TEXTS[2], TEXTS[0], TEXTS[2]))
    assert np.array_equal(vectors, StemEmbedder().embed_passages((TEXTS[2], TEXTS[0], TEXTS[2])))
    assert embedder.asked == list(TEXTS)


def test_what_was_asked_for_longest_ago_is_forgotten_first():
    embedder = Counting()
    remembered = Remembered(embedder.embed_passages, most=2)
    for text in (TEXTS[0], TEXTS[1], TEXTS[0], TEXTS[2], TEXTS[0], TEXTS[1]):
        remembered((text,))
    assert embedder.asked == [TEXTS[0], TEXTS[1], TEXTS[2], TEXTS[1]]
