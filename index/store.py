"""The index: an archive of articles in a folder, to add to, remove from and search."""

from __future__ import annotations

import json
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from index.articles import is_text
from index.catalogue import Catalogue
from index.embed import DEFAULT_EMBEDDER, Embedder, load_embedder
from index.embeddings import EmbeddingStore
from index.errors import IndexDamaged, IndexMismatch, IndexMissing, SettingsError
from index.generations import Generations
from index.rerank import Reranker
from index.search import Search
from index.snapshot import Columns, Snapshot
from index.values import AddReport, Article, Coverage, Failure, Filter, Hit, Recency, Recipe, Version
from index.vectors import VectorFolder
from index.write import SPECIAL_TOKENS, Progress, changing

if TYPE_CHECKING:
    from langchain_core.retrievers import BaseRetriever

CATALOGUE = "catalogue.sqlite3"


class Index:
    """An archive in a folder. Any number of processes and threads may read while one writes.

    A reader sees the old archive or the new one, never a mixture. Make one with `create` or `open`.
    """

    def __init__(self, home: Path, recipe: Recipe, embedder: Embedder, reranker: Reranker | None = None) -> None:
        self._reranker = reranker
        self.home = home
        self.recipe = recipe
        self.embedder = embedder
        self._generations = Generations(home)
        self._local = threading.local()
        self._opening = threading.Lock()
        self._opened: deque[Snapshot] = deque()

    @classmethod
    def create(cls, home: str | Path, *, embedder: str | Embedder | None = None, passage_tokens: int = 160) -> Index:
        """Make an empty index in a folder, which is made too; one that is there already is opened.

        `embedder` is a sentence-transformers name or folder, or an Embedder; the one that is installed if None.
        `passage_tokens` is the most tokens of article text in a passage, by the embedder's own tokenizer.
        """
        home = Path(home)
        draft = home / f"{CATALOGUE}.new"
        if (home / CATALOGUE).is_file():
            return cls.open(home, embedder=embedder)
        if home.exists() and not (home.is_dir() and all(file.name.startswith(draft.name) for file in home.iterdir())):
            raise IndexMissing(f"{home}: exists and is no index; name a new or an empty folder")
        engine = _engine(embedder or DEFAULT_EMBEDDER)
        most = engine.max_tokens - SPECIAL_TOKENS
        if not 1 <= passage_tokens <= most:
            raise SettingsError(
                f"passage_tokens is {passage_tokens}, but the embedder {engine.name!r} takes {most}: give 1 to {most}"
            )
        recipe = Recipe(engine.name, engine.revision, engine.dimensions, passage_tokens)
        home.mkdir(parents=True, exist_ok=True)
        # Under a name of its own until it is whole, so that a kill leaves no half an index.
        draft.unlink(missing_ok=True)
        catalogue = Catalogue(draft)
        catalogue.create(json.dumps(asdict(recipe)))
        catalogue.close()
        draft.rename(home / CATALOGUE)
        return cls(home, recipe, engine)

    @classmethod
    def open(cls, home: str | Path, *, embedder: str | Embedder | None = None) -> Index:
        """Open the index in a folder, with the embedder that made it.

        Raises IndexMissing when there is none, and IndexMismatch when `embedder` is named and is another one.
        """
        home = Path(home)
        if not (home / CATALOGUE).is_file():
            raise IndexMissing(f"{home}: no index here; make one with: qa index PATH --index {home}")
        catalogue = Catalogue(home / CATALOGUE)
        try:
            stored = catalogue.meta("recipe")
        finally:
            catalogue.close()
        if stored is None:
            raise IndexDamaged(f"{home}: the catalogue names no recipe; index the articles anew into another folder")
        recipe = Recipe(**json.loads(stored))
        name = embedder if isinstance(embedder, str) else embedder.name if embedder else recipe.embedder
        if name != recipe.embedder:
            raise IndexMismatch(
                f"{home}: made with the embedder {recipe.embedder!r}, not {name!r}; unset QA_EMBEDDER to use it as it "
                "is, or index the articles into a new folder"
            )
        engine = _engine(embedder or name)
        if engine.revision != recipe.revision:
            raise IndexMismatch(
                f"{home}: made with revision {recipe.revision} of {name!r}, here is {engine.revision}; install that "
                "revision, or index the articles into a new folder"
            )
        return cls(home, recipe, engine)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the files that this thread and the vectors hold."""
        for store in self._local.__dict__.values():
            store.close()
        self._local.__dict__.clear()
        while self._opened:
            self._opened.popleft().close()

    # -- writing

    def add(self, articles: Iterable[Article | Failure], progress: Progress | None = None) -> AddReport:
        """Add articles, or update those whose content or data changed; what is unchanged costs nothing.

        Failures among the articles are passed on in the report. `progress` is told after each batch. The new state
        becomes visible as a whole at the end. Raises IndexLocked when another process writes.
        """
        with changing(self.home, self.recipe, self.embedder) as change:
            return change.add(articles, progress)

    def remove(self, ids: Iterable[str]) -> list[str]:
        """Take articles out for good, all versions. Return the ids that were there."""
        with changing(self.home, self.recipe, self.embedder) as change:
            return change.remove(filter(is_text, ids))

    def repair(self) -> None:
        """Make the vectors anew from the catalogue, without the embedder where its results are kept."""
        with changing(self.home, self.recipe, self.embedder) as change:
            change.rebuild()

    # -- reading

    def search(
        self, text: str, *, limit: int = 10, where: Filter | None = None, recency: Recency | None = None
    ) -> list[Hit]:
        """Passages for a text, best first: by the nearest vectors, BM25, and how much of the article is about it.

        `text` is any string; nothing in it is syntax. `where` is exact. `recency` is applied only when given.
        """
        # What neither a tokenizer nor SQL can take: halves of surrogate pairs, NUL.
        text = text.encode("utf-8", "ignore").decode().replace("\0", " ").strip()
        if not text or limit < 1:
            return []
        while True:
            before = self._catalogue.generation
            try:
                with self._catalogue.reading():
                    snapshot = self._snapshot(self._catalogue.generation)
                    if snapshot is None:
                        return []
                    search = Search(self._catalogue, self._embeddings, snapshot, self.embedder, self._reranker)
                    return search.run(text, limit, where or Filter(), recency)
            except IndexDamaged:
                # Unless a writer has just swept away what this search was about to read, it is damage.
                if self._catalogue.generation == before:
                    raise

    def as_retriever(self, *, limit: int = 10, where: Filter | None = None) -> BaseRetriever:
        """The archive as a LangChain retriever: raw search, passages as documents."""
        from index.langchain import IndexRetriever

        return IndexRetriever(index=self, limit=limit, where=where or Filter())

    def coverage(self, where: Filter | None = None) -> Coverage:
        """What the archive holds, within a filter if one is given."""
        return self._catalogue.coverage(where or Filter())

    def sources(self) -> dict[str, int]:
        """Number of articles by outlet, most first."""
        return self._catalogue.sources()

    def articles(self, where: Filter | None = None) -> Iterator[Article]:
        """Articles, newest first, undated ones last."""
        return self._catalogue.articles(where or Filter())

    def article(self, article_id: str) -> Article | None:
        """The current version of an article."""
        return next(self.articles(Filter(ids=(article_id,))), None)

    def versions(self, article_id: str) -> list[Version]:
        """All contents that an article has had, oldest first."""
        return self._catalogue.versions(article_id) if is_text(article_id) else []

    def problems(self) -> list[str]:
        """What is not whole, in words; empty when all is well."""
        with self._catalogue.reading():
            hashes = [hash_ for _, hash_ in self._catalogue.hashes(Filter())]
            lost = len(set(hashes) - self._embeddings.hashes())
            try:
                snapshot = self._snapshot(self._catalogue.generation)
            except IndexDamaged as error:
                return [str(error)]
            found = len(snapshot.vectors) if snapshot else 0
        problems = []
        if found != len(hashes):
            problems.append(f"{self.home}: {len(hashes)} passages, but {found} vectors; run: qa doctor --repair")
        if lost:
            problems.append(f"{self.home}: the embeddings of {lost} passages are lost; run: qa doctor --repair")
        return problems

    @property
    def _catalogue(self) -> Catalogue:
        if not hasattr(self._local, "catalogue"):
            self._local.catalogue = Catalogue(self.home / CATALOGUE)
        catalogue: Catalogue = self._local.catalogue
        return catalogue

    @property
    def _embeddings(self) -> EmbeddingStore:
        if not hasattr(self._local, "embeddings"):
            self._local.embeddings = EmbeddingStore(self.home / "embeddings.sqlite3")
        embeddings: EmbeddingStore = self._local.embeddings
        return embeddings

    def _snapshot(self, generation: int) -> Snapshot | None:
        """A generation of the archive, None while there is none; opened once and shared by threads."""
        if generation == 0:
            return None
        with self._opening:
            for snapshot in self._opened:
                if snapshot.generation == generation:
                    return snapshot
            vectors = VectorFolder(self._generations.existing(generation), self.recipe.fingerprint)
            snapshot = Snapshot(generation, vectors, Columns(*self._catalogue.columns()))
            self._opened.append(snapshot)
            # The one before may still be answering another thread.
            if len(self._opened) > 2:
                self._opened.popleft().close()
            return snapshot


def _engine(embedder: str | Embedder) -> Embedder:
    return load_embedder(embedder) if isinstance(embedder, str) else embedder
