"""A second look at the best passages by a cross-encoder, which reads question and passage together."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from index.errors import RerankerError

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder


class Reranker(Protocol):
    """What the search needs of a reranking model."""

    @property
    def name(self) -> str:
        """As `load_reranker` takes it."""

    def scores(self, query: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """How well each text answers the query, 0 to 1; an array of len(texts)."""


def load_reranker(name: str) -> Reranker:
    """Return the reranker of that name: any sentence-transformers CrossEncoder, by name or folder, loaded when used."""
    return CrossEncoderReranker(name)


class CrossEncoderReranker:
    """A sentence-transformers CrossEncoder with one output. Threads may share it: their calls take turns."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._turn = threading.Lock()

    @property
    def name(self) -> str:
        return self._name

    def scores(self, query: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """How well each text answers the query. Raises RerankerError when the model cannot be loaded."""
        if not texts:
            return np.empty(0, dtype=np.float32)
        from torch.nn import Sigmoid

        with self._turn:
            pairs = [(query, text) for text in texts]
            scores = self._model.predict(pairs, activation_fn=Sigmoid(), show_progress_bar=False)
        return np.asarray(scores, dtype=np.float32)

    @cached_property
    def _model(self) -> CrossEncoder:
        from sentence_transformers import CrossEncoder

        try:
            model: CrossEncoder = CrossEncoder(self._name, device="cpu")
        except (OSError, ValueError) as error:
            raise RerankerError(
                f"cannot load the reranker {self._name!r} ({str(error).splitlines()[0]}): set QA_RERANKER to a "
                "CrossEncoder's folder or model name, or unset it to search without one"
            ) from error
        if model.num_labels != 1:
            raise RerankerError(
                f"the reranker {self._name!r} gives {model.num_labels} scores for a pair, not one: it is a classifier; "
                "set QA_RERANKER to a CrossEncoder made for ranking, or unset it to search without one"
            )
        return model
