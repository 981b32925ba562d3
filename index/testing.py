"""An embedder and a reranker without a model, for tests: of words and stems alone, the same in every process."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from snowballstemmer import stemmer

from index.embed import Vectors
from index.terms import content_words, words

_TOKEN = re.compile(r"\w+|[^\w\s]")


class StemEmbedder:
    """Texts that share words are near to each other; texts that share none are about orthogonal.

    A stem's 64 numbers are the 64 hexadecimal digits of its SHA-256, a text's vector is the sum over its words, and
    a token is a word or a mark.
    """

    name = "stems"
    revision = "1"
    dimensions = 64
    max_tokens = 256
    backend = "sums over word stems, no model"

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        vectors = [self._embed(text) for text in texts]
        return np.array(vectors, dtype=np.float32).reshape(len(texts), self.dimensions)

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        return self.embed_passages(texts)

    def token_spans(self, text: str) -> Sequence[tuple[int, int]]:
        return [token.span() for token in _TOKEN.finditer(text)]

    def _embed(self, text: str) -> Vectors:
        total = np.sum([_vector(word) for word in content_words(text) or [text]], axis=0)
        return np.asarray(total / np.linalg.norm(total), dtype=np.float32)


class WordReranker:
    """Scores a text by the share of the query's words that it holds as they are."""

    name = "words"

    def scores(self, query: str, texts: Sequence[str]) -> NDArray[np.float32]:
        asked = set(words(query))
        shares = [len(asked & set(words(text))) / max(1, len(asked)) for text in texts]
        return np.array(shares, dtype=np.float32)


@lru_cache(maxsize=10_000)
def _vector(word: str) -> Vectors:
    # A stemmer of its own: threads that share one break its state.
    stem: str = stemmer("english").stemWord(word)
    digits = hashlib.sha256(stem.encode("utf-8", "surrogatepass")).hexdigest()
    return np.array([int(digit, 16) - 7.5 for digit in digits], dtype=np.float32)
