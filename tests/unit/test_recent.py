"""Vectors that are remembered are those that would be computed, once each; none outlives its embedder."""

from collections.abc import Sequence
from operator import attrgetter

import numpy as np

from index.recent import Recent
from index.testing import StemEmbedder

TEXTS = ("A ferry sails.", "Terns came back.", "Rain fell.")


class Counting(StemEmbedder):
    """Keeps what it was given to embed."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    def embed_passages(self, texts: Sequence[str]):
        self.asked += texts
        return super().embed_passages(texts)


class Halved(StemEmbedder):
    """Another embedder."""

    def embed_passages(self, texts: Sequence[str]):
        return super().embed_passages(texts)[:, :32]


def test_each_text_is_embedded_once_and_comes_back_in_its_place():
    embedder = Counting()
    recent = Recent(lambda: embedder, attrgetter("embed_passages"), 10)
    recent(TEXTS[:2])
    vectors = recent((TEXTS[2], TEXTS[0], TEXTS[2]))
    assert np.array_equal(vectors, StemEmbedder().embed_passages((TEXTS[2], TEXTS[0], TEXTS[2])))
    assert embedder.asked == list(TEXTS)


def test_what_was_asked_for_longest_ago_is_forgotten_first():
    embedder = Counting()
    recent = Recent(lambda: embedder, attrgetter("embed_passages"), 2)
    for text in (TEXTS[0], TEXTS[1], TEXTS[0], TEXTS[2], TEXTS[0], TEXTS[1]):
        recent((text,))
    assert embedder.asked == [TEXTS[0], TEXTS[1], TEXTS[2], TEXTS[1]]


def test_after_re_embedding_the_new_embedder_is_asked():
    embedders = [StemEmbedder()]
    recent = Recent(lambda: embedders[-1], attrgetter("embed_passages"), 10)
    assert recent(TEXTS[:1]).shape == (1, 64)
    embedders.append(Halved())
    assert recent(TEXTS).shape == (3, 32)
