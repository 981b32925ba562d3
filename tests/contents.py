"""All that an index holds, to be compared with another."""

from dataclasses import dataclass
from typing import Any

import chromadb
import numpy as np
from chromadb.config import Settings

from index import Article, Filter, Index
from index.catalogue import CATALOGUE, Catalogue
from index.embed import Vectors
from index.embeddings import EmbeddingStore
from index.generations import Generations
from index.terms import words


@dataclass(frozen=True)
class Contents:
    """Articles by id, hashes and vectors by passage id, passages by word, kept embeddings by hash."""

    articles: dict[str, Article]
    versions: dict[str, list[str]]
    hashes: dict[str, str]
    terms: dict[str, set[str]]
    embeddings: dict[str, bytes]
    vectors: dict[str, Vectors]

    def check_equals(self, other: "Contents") -> None:
        """Everything but the versions that articles once had."""
        assert self.articles == other.articles
        assert self.hashes == other.hashes
        assert self.terms == other.terms
        assert self.embeddings == other.embeddings
        assert self.vectors.keys() == other.vectors.keys()
        for id_, vector in self.vectors.items():
            assert np.allclose(vector, other.vectors[id_], atol=1e-6)

    def check_whole(self) -> None:
        """Nothing is missing, and nothing is there that no article needs."""
        assert self.vectors.keys() == self.hashes.keys()
        assert set(self.embeddings) == set(self.hashes.values())
        assert self.versions.keys() == self.articles.keys()
        for id_, vector in self.vectors.items():
            kept = np.frombuffer(self.embeddings[self.hashes[id_]], dtype=np.float16).astype(np.float32)
            assert vector @ kept / np.linalg.norm(vector) / np.linalg.norm(kept) > 0.9999


def contents(index: Index) -> Contents:
    """Read straight from the files."""
    catalogue = Catalogue(index.home / CATALOGUE)
    embeddings = EmbeddingStore(catalogue.embeddings, create=True)
    try:
        articles = {article.id: article for article in catalogue.articles(Filter())}
        vocabulary = {word for article in articles.values() for word in words(f"{article.title} {article.text}")}
        hashes = dict(catalogue.hashes(Filter()))
        every = sorted(embeddings.hashes())
        return Contents(
            articles=articles,
            versions={id_: [version.text for version in catalogue.versions(id_)] for id_ in articles},
            hashes=hashes,
            terms={word: set(catalogue.matching(word, Filter(), 10_000)) for word in vocabulary},
            embeddings={hash_: vector.astype(np.float16).tobytes() for hash_, vector in embeddings.get(every).items()},
            vectors=_vectors(index, catalogue.generation),
        )
    finally:
        catalogue.close()
        embeddings.close()


def _vectors(index: Index, generation: int) -> dict[str, Vectors]:
    if not generation:
        return {}
    folder = Generations(index.home).existing(generation, index.recipe.fingerprint)
    client: Any = chromadb.PersistentClient(str(folder), Settings(anonymized_telemetry=False))
    try:
        collection = client.get_collection(f"passages-{index.recipe.fingerprint}", embedding_function=None)
        found = collection.get(include=["embeddings"])
        assert found["embeddings"] is not None
        return {id_: np.asarray(vector) for id_, vector in zip(found["ids"], found["embeddings"], strict=True)}
    finally:
        client.close()
