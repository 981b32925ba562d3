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
from index.postings import unpack
from index.terms import terms


@dataclass(frozen=True)
class Contents:
    """Articles by id, hashes and vectors by passage id, passages by word, kept embeddings by hash."""

    articles: dict[str, Article]
    versions: dict[str, list[str]]
    hashes: dict[str, str]
    terms: dict[str, dict[str, tuple[int, int]]]
    means: dict[str, bytes | None]
    embeddings: dict[str, bytes]
    vectors: dict[str, Vectors]

    def check_equals(self, other: "Contents") -> None:
        """Everything but the versions that articles once had."""
        assert self.articles == other.articles
        assert self.hashes == other.hashes
        assert self.terms == other.terms
        assert self.means == other.means
        assert self.embeddings == other.embeddings
        assert self.vectors.keys() == other.vectors.keys()
        for id_, vector in self.vectors.items():
            assert np.allclose(vector, other.vectors[id_], atol=1e-6)

    def check_whole(self) -> None:
        """Nothing is missing, and nothing is there that no article needs."""
        assert self.vectors.keys() == self.hashes.keys()
        assert set(self.embeddings) == set(self.hashes.values())
        assert self.versions.keys() == self.articles.keys()
        for article in self.articles.values():
            for term in terms(f"{article.title}. {article.text}"):
                assert term in self.terms or not article.text.strip()
        for id_, vector in self.vectors.items():
            kept = np.frombuffer(self.embeddings[self.hashes[id_]], dtype=np.float16).astype(np.float32)
            assert vector @ kept / np.linalg.norm(vector) / np.linalg.norm(kept) > 0.9999


def contents(index: Index) -> Contents:
    """Read straight from the files."""
    catalogue = Catalogue(index.home / CATALOGUE)
    embeddings = EmbeddingStore(catalogue.embeddings, create=True)
    try:
        articles = {article.id: article for article in catalogue.articles(Filter())}
        hashes = dict(catalogue.hashes(Filter()))
        every = sorted(embeddings.hashes())
        return Contents(
            articles=articles,
            versions={id_: [version.text for version in catalogue.versions(id_)] for id_ in articles},
            hashes=hashes,
            terms=_terms(catalogue._db),
            means=dict(catalogue._db.execute("SELECT id, vector FROM articles")),
            embeddings={hash_: vector.astype(np.float16).tobytes() for hash_, vector in embeddings.get(every).items()},
            vectors=_vectors(index, catalogue.generation),
        )
    finally:
        catalogue.close()
        embeddings.close()


def _terms(database: Any) -> dict[str, dict[str, tuple[int, int]]]:
    """By term and passage id, how often the text and the title hold the term."""
    ids = dict(database.execute("SELECT number, id FROM passages"))
    found: dict[str, dict[str, tuple[int, int]]] = {}
    for term, block, packed in database.execute("SELECT term, block, packed FROM postings"):
        postings = unpack([(block, packed)])
        for number, count, title in zip(postings.numbers, postings.counts, postings.titles, strict=True):
            found.setdefault(term, {})[ids[int(number)]] = (int(count), int(title))
    return found


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
