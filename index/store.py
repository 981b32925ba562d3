"""The index: an archive of articles in a folder, to add to, remove from and search."""

from __future__ import annotations

import json
import logging
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import date
from operator import attrgetter
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from index.articles import is_text
from index.catalogue import CATALOGUE, Catalogue
from index.embed import DEFAULT_EMBEDDER, Embedder, load_embedder
from index.embeddings import EmbeddingStore, discard
from index.engine import Engine
from index.errors import IndexDamaged, IndexLocked, IndexMismatch, IndexMissing, SettingsError, VectorsDamaged
from index.generations import Generations
from index.health import embeddings_fault, problems
from index.lock import writer_lock
from index.passages import SPECIAL_TOKENS
from index.recent import QUESTIONS, SENTENCES, Embed, Recent
from index.rerank import Reranker, load_reranker
from index.search import Search
from index.snapshot import Columns, Snapshot
from index.values import SCHEMA, AddReport, Article, Coverage, Failure, Filter, Hit, Recency, Recipe, Version
from index.vectors import VectorFolder
from index.write import Progress, changing

if TYPE_CHECKING:
    from langchain_core.retrievers import BaseRetriever

_LOG = logging.getLogger("index")


class Index:
    """An archive in a folder. Any number of processes and threads may read while one writes.

    A reader sees the old archive or the new one, never a mixture. Make one with `create` or `open`.
    `embed_questions` and `embed_sentences` turn n texts into an array of (n, dimensions), and remember the latest.
    """

    def __init__(self, home: Path, engine: Engine, reranker: Reranker | None = None) -> None:
        self.home = home
        self.embed_questions: Embed = Recent(lambda: self.embedder, attrgetter("embed_queries"), QUESTIONS)
        self.embed_sentences: Embed = Recent(lambda: self.embedder, attrgetter("embed_passages"), SENTENCES)
        self._engine = engine
        self._reranker = reranker
        self._generations = Generations(home)
        self._local = threading.local()
        self._opening = threading.Lock()
        self._opened: deque[Snapshot] = deque()

    @classmethod
    def create(
        cls,
        home: str | Path,
        *,
        embedder: str | Embedder | None = None,
        passage_tokens: int = 160,
        reranker: str | Reranker | None = None,
    ) -> Index:
        """Make an empty index in a folder, which is made too; one that is there already is opened.

        `embedder` is a sentence-transformers name or folder, or an Embedder; the one that is installed if None.
        `passage_tokens` is the most tokens of article text in a passage, by the embedder's own tokenizer. `reranker`
        as for `open`.
        """
        home = Path(home)
        draft = home / f"{CATALOGUE}.new"
        if (home / CATALOGUE).is_file():
            return cls.open(home, embedder=embedder, reranker=reranker)
        if home.exists() and not (home.is_dir() and all(file.name.startswith(draft.name) for file in home.iterdir())):
            raise IndexMissing(f"{home}: exists and is no index; name a new or an empty folder")
        engine = _engine(embedder or DEFAULT_EMBEDDER)
        recipe = _recipe(engine, passage_tokens)
        home.mkdir(parents=True, exist_ok=True)
        # Under a name of its own until it is whole, so that a kill leaves no half an index.
        draft.unlink(missing_ok=True)
        catalogue = Catalogue(draft)
        catalogue.create(json.dumps(asdict(recipe)))
        catalogue.close()
        draft.rename(home / CATALOGUE)
        return cls(home, Engine(engine), _reranker(reranker))

    @classmethod
    def open(
        cls,
        home: str | Path,
        *,
        embedder: str | Embedder | None = None,
        reranker: str | Reranker | None = None,
        check: bool = True,
    ) -> Index:
        """Open the index in a folder, with the embedder that made it, whichever that is if None is given.

        `reranker`, a CrossEncoder's name or folder or a Reranker, puts the best passages of each search in order.

        Raises IndexMissing when there is none, and IndexMismatch when `embedder` is given and is another one. Without
        `check` the embedder is not looked at until it is needed: for an index whose embedder is no longer at hand.
        """
        home = Path(home)
        if not (home / CATALOGUE).is_file():
            raise IndexMissing(f"{home}: no index here; make one with: qa index PATH --index {home}")
        index = cls(home, Engine(embedder), _reranker(reranker))
        try:
            recipe = index.recipe
            _check_schema(recipe, home)
            if check:
                index._engine.fitting(recipe, home)
        except BaseException:
            index.close()
            raise
        return index

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
        with changing(self.home, self._engine) as change:
            return change.add(articles, progress)

    def remove(self, ids: Iterable[str]) -> list[str]:
        """Take articles out for good, all versions, so that no file holds them. Return the ids that were there.

        What an interrupted `reembed` has computed goes too.
        """
        with changing(self.home, self._engine) as change:
            return change.remove(filter(is_text, ids))

    def reembed(self, embedder: str | Embedder, progress: Progress | None = None) -> AddReport:
        """Embed the archive with another embedder, beside the present vectors, which serve until all are there.

        Articles and versions stay as they are; passages, and their ids, follow the new embedder's tokens. Killed, it
        goes on where it was when called again. The report names the articles as updated, or as unchanged if the index
        was made with that embedder.
        """
        engine = _engine(embedder)
        recipe = _recipe(engine, min(self.recipe.passage_tokens, engine.max_tokens - SPECIAL_TOKENS))
        if recipe == self.recipe:
            report = AddReport(unchanged=tuple(self._catalogue.ids()))
        else:
            with changing(self.home, Engine(engine), into=recipe) as change:
                report = change.put_anew(progress)
        self._engine = Engine(engine)
        return report

    def repair(self) -> None:
        """Make the vectors anew from the catalogue, without the embedder where its results are kept.

        Clears away what interrupted work has left.
        """
        with writer_lock(self.home):
            self._let_go()
            if embeddings_fault(self._catalogue):
                discard(self._catalogue.embeddings)
        with changing(self.home, self._engine) as change:
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
        mended = False
        while True:
            before = self._catalogue.generation
            try:
                with self._catalogue.reading():
                    snapshot = self._snapshot(self._catalogue.generation)
                    if snapshot is None:
                        return []
                    search = Search(self._catalogue, self._embeddings, snapshot, self.embed_questions, self._reranker)
                    return search.run(text, limit, where or Filter(), recency)
            except IndexDamaged as error:
                self._let_go()
                # Unless a writer has just swept away what this search was about to read, it is damage.
                if self._catalogue.generation == before:
                    if mended or not isinstance(error, VectorsDamaged):
                        raise
                    self._mend(before, error)
                    mended = True

    def as_retriever(self, *, limit: int = 10, where: Filter | None = None) -> BaseRetriever:
        """The archive as a LangChain retriever: raw search, passages as documents."""
        from index.langchain import IndexRetriever

        return IndexRetriever(index=self, limit=limit, where=where or Filter())

    def coverage(self, where: Filter | None = None) -> Coverage:
        """What the archive holds, within a filter if one is given."""
        return self._catalogue.coverage(where or Filter())

    def months(self, where: Filter | None = None) -> dict[date, int]:
        """Number of articles by the first day of the month (UTC) in which they were published, oldest first."""
        return self._catalogue.months(where or Filter())

    def sources(self, where: Filter | None = None) -> dict[str, int]:
        """Number of articles by outlet, most first."""
        return self._catalogue.sources(where or Filter())

    def languages(self, where: Filter | None = None) -> dict[str, int]:
        """Number of articles by language, most first."""
        return self._catalogue.languages(where or Filter())

    def articles(self, where: Filter | None = None, *, limit: int | None = None, offset: int = 0) -> Iterator[Article]:
        """Articles, newest first, undated ones last: all, or at most `limit` after the first `offset`."""
        return self._catalogue.articles(where or Filter(), limit=limit, offset=offset)

    def article(self, article_id: str) -> Article | None:
        """The current version of an article."""
        return next(self.articles(Filter(ids=(article_id,))), None)

    def versions(self, article_id: str) -> list[Version]:
        """All contents that an article has had, oldest first."""
        return self._catalogue.versions(article_id) if is_text(article_id) else []

    def problems(self) -> list[str]:
        """What is not whole, in words; empty when all is well. Reads every file, and mends nothing."""
        return problems(self._catalogue, self._generations)

    @property
    def recipe(self) -> Recipe:
        """How the archive's passages become vectors."""
        return self._catalogue.recipe

    @property
    def embedder(self) -> Embedder:
        """The embedder that the recipe names. Raises IndexMismatch when the index was opened with another."""
        return self._engine.fitting(self.recipe, self.home)

    def _mend(self, generation: int, error: VectorsDamaged) -> None:
        """Make damaged vectors anew. Raises the error again, with the reason, where that cannot be done now."""
        try:
            with changing(self.home, self._engine) as change:
                change.mend(generation=generation)
        except IndexLocked as locked:
            raise IndexDamaged(f"{error} (not mended now: {locked})") from error
        _LOG.warning("%s (made anew, from the catalogue)", str(error).removesuffix("; run: qa doctor --repair"))

    def _let_go(self) -> None:
        """Close this thread's embeddings: what is open may be what was removed."""
        if embeddings := self._local.__dict__.pop("embeddings", None):
            embeddings.close()

    @property
    def _catalogue(self) -> Catalogue:
        if not hasattr(self._local, "catalogue"):
            self._local.catalogue = Catalogue(self.home / CATALOGUE)
        catalogue: Catalogue = self._local.catalogue
        return catalogue

    @property
    def _embeddings(self) -> EmbeddingStore:
        held: EmbeddingStore | None = getattr(self._local, "embeddings", None)
        file = self._catalogue.embeddings
        if held is None or held.file != file:
            self._let_go()
            held = self._local.embeddings = EmbeddingStore(file)
        return held

    def _snapshot(self, generation: int) -> Snapshot | None:
        """A generation of the archive, None while there is none; opened once and shared by threads."""
        if generation == 0:
            return None
        with self._opening:
            for snapshot in self._opened:
                if snapshot.generation == generation:
                    return snapshot
            fingerprint = self.recipe.fingerprint
            vectors = VectorFolder(self._generations.existing(generation, fingerprint), fingerprint)
            snapshot = Snapshot(generation, vectors, Columns(*self._catalogue.columns()))
            self._opened.append(snapshot)
            # The one before may still be answering another thread.
            if len(self._opened) > 2:
                self._opened.popleft().close()
            return snapshot


def _engine(embedder: str | Embedder) -> Embedder:
    return load_embedder(embedder) if isinstance(embedder, str) else embedder


def _check_schema(recipe: Recipe, home: Path) -> None:
    if recipe.schema != SCHEMA:
        raise IndexMismatch(
            f"{home}: made by another version of this program; index the articles anew, into a new folder"
        )


def _reranker(reranker: str | Reranker | None) -> Reranker | None:
    return load_reranker(reranker) if isinstance(reranker, str) else reranker


def _recipe(engine: Embedder, passage_tokens: int) -> Recipe:
    most = engine.max_tokens - SPECIAL_TOKENS
    if not 1 <= passage_tokens <= most:
        raise SettingsError(
            f"passage_tokens is {passage_tokens}, but the embedder {engine.name!r} takes {most}: give 1 to {most}"
        )
    return Recipe(engine.name, engine.revision, engine.dimensions, passage_tokens)
