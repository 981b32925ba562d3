"""One change to an index, whole or not at all: articles in or out, their vectors, and the flip to the new state."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

import numpy as np

from index.articles import article_record, heading, is_text
from index.catalogue import Catalogue
from index.embed import Embedder, Vectors
from index.embeddings import EmbeddingStore, text_hash
from index.generations import Generations
from index.lock import writer_lock
from index.split import split
from index.values import AddReport, Article, Failure, Filter, Passage, Recipe
from index.vectors import BATCH, VectorFolder

ARTICLES_AT_ONCE = 64
SPECIAL_TOKENS = 2

Progress = Callable[[AddReport], None]


@contextmanager
def changing(home: Path, recipe: Recipe, embedder: Embedder) -> Iterator[Change]:
    """One change to the index at `home`; it takes effect at the end, if nothing is raised."""
    with writer_lock(home):
        catalogue, embeddings = Catalogue(home / "catalogue.sqlite3"), EmbeddingStore(home / "embeddings.sqlite3")
        try:
            generations = Generations(home)
            generations.sweep(catalogue.generation)
            change = Change(catalogue, embeddings, generations, recipe, embedder)
            try:
                with catalogue.writing():
                    yield change
                    change.publish()
            finally:
                change.close()
            change.tidy()
        finally:
            catalogue.close()
            embeddings.close()


class Change:
    """What is being written. Use it through `changing`."""

    def __init__(
        self,
        catalogue: Catalogue,
        embeddings: EmbeddingStore,
        generations: Generations,
        recipe: Recipe,
        embedder: Embedder,
    ) -> None:
        self._catalogue = catalogue
        self._embeddings = embeddings
        self._generations = generations
        self._recipe = recipe
        self._embedder = embedder
        self._base = catalogue.generation
        self._draft: VectorFolder | None = None
        self._changed: list[str] = []

    def add(self, articles: Iterable[Article | Failure], progress: Progress | None = None) -> AddReport:
        """Add or update articles; failures among them are reported and nothing else happens to them."""
        report = AddReport()
        rest = iter(articles)
        while batch := list(islice(rest, ARTICLES_AT_ONCE)):
            report = self._add_batch(batch, report)
            if progress:
                progress(report)
        return report

    def remove(self, ids: Iterable[str]) -> list[str]:
        """Take articles out for good, with their embeddings. Return the ids that were there."""
        removed = []
        for id_ in ids:
            former = self._catalogue.remove(id_)
            if former is not None:
                removed.append(id_)
                self._changed.append(id_)
                self._vectors().delete(list(former))
        return removed

    def rebuild(self) -> None:
        """Write the vectors anew from the embeddings, computing only those that are missing."""
        self._start_draft(copy_of=None)
        everything = self._catalogue.hashes(Filter())
        for at in range(0, len(everything), BATCH):
            pending = dict(everything[at : at + BATCH])
            known = self._embeddings.get(list(pending.values()))
            lost = [id_ for id_, hash_ in pending.items() if hash_ not in known]
            rows = self._catalogue.rows(lost)
            texts = {row.hash: _embedded_text(self._heading(row.article), row.passage.text) for row in rows.values()}
            self._upsert(pending, {**known, **self._embed(texts)})

    def publish(self) -> None:
        """Name the new generation, if there is one, in the catalogue's own transaction."""
        self._sum_up()
        if self._changed:
            self._vectors()
        if self._draft is not None:
            self.close()
            self._generations.publish(self._draft.folder, self._base + 1)
            self._catalogue.set_generation(self._base + 1)

    def _sum_up(self) -> None:
        """Give each article that was put its vector as a whole: the mean of its passages'."""
        for at in range(0, len(self._changed), ARTICLES_AT_ONCE):
            hashes = self._catalogue.hashes_by_article(self._changed[at : at + ARTICLES_AT_ONCE])
            kept = self._embeddings.get([hash_ for of in hashes.values() for hash_ in of])
            self._catalogue.set_vectors(
                {
                    id_: np.mean([kept[hash_] for hash_ in of], axis=0).astype(np.float16).tobytes()
                    for id_, of in hashes.items()
                }
            )

    def tidy(self) -> None:
        """After the change is visible, remove what nothing uses any more."""
        # Of all embeddings: a writer that was killed may have left some that nothing uses.
        self._embeddings.forget(self._catalogue.unused(self._embeddings.hashes()))
        self._generations.sweep(self._catalogue.generation)

    def close(self) -> None:
        """Let go of the draft's files."""
        if self._draft is not None:
            self._draft.close()

    def _add_batch(self, batch: list[Article | Failure], report: AddReport) -> AddReport:
        outcome: dict[str, list[str]] = {"added": [], "updated": [], "unchanged": []}
        failed: list[Failure] = []
        pending: dict[str, str] = {}
        texts: dict[str, str] = {}
        former: set[str] = set()
        for item in batch:
            if isinstance(item, Failure):
                failed.append(item)
                continue
            record = article_record(item)
            if not is_text(f"{item.id}{item.title}{item.text}{record}"):
                failed.append(Failure(ascii(item.id), "holds half a surrogate pair; decode the article's text anew"))
                continue
            state = self._catalogue.state(item.id)
            if state == (item.version, record):
                outcome["unchanged"].append(item.id)
                continue
            outcome["updated" if state else "added"].append(item.id)
            passages, new_texts = self._passages(item)
            dropped = self._catalogue.put(item, passages)
            self._changed.append(item.id)
            former.update(dropped)
            pending = {id_: hash_ for id_, hash_ in pending.items() if id_ not in dropped}
            pending.update((passage.id, hash_) for passage, hash_ in passages)
            texts.update(new_texts)
        if gone := former - pending.keys():
            self._vectors().delete(sorted(gone))
        embedded = self._store(pending, texts)
        return AddReport(
            added=(*report.added, *outcome["added"]),
            updated=(*report.updated, *outcome["updated"]),
            unchanged=(*report.unchanged, *outcome["unchanged"]),
            failed=(*report.failed, *failed),
            passages=report.passages + len(pending),
            embedded=report.embedded + embedded,
        )

    def _passages(self, article: Article) -> tuple[list[tuple[Passage, str]], dict[str, str]]:
        """The article's passages with the hash of what is embedded for each, and those texts by hash."""
        above = self._heading(article)
        spans = split(article.text, self._embedder.token_spans, self._recipe.passage_tokens, article.language)
        passages, texts = [], {}
        for span in spans:
            name = f"{article.id}\0{article.version}\0{span.start}".encode("utf-8", "surrogatepass")
            text = article.text[span.start : span.end]
            id_ = hashlib.sha256(name).hexdigest()[:16]
            hash_ = text_hash(_embedded_text(above, text))
            passages.append((Passage(id_, article.id, article.version, span.start, span.end, text), hash_))
            texts[hash_] = _embedded_text(above, text)
        return passages, texts

    def _heading(self, article: Article) -> str:
        """What is embedded before each passage, cut to the tokens that the passage leaves."""
        room = self._embedder.max_tokens - SPECIAL_TOKENS - self._recipe.passage_tokens
        above = heading(article)
        spans = self._embedder.token_spans(above)
        return above if len(spans) <= room else above[: spans[room][0]].rstrip()

    def _store(self, pending: dict[str, str], texts: dict[str, str]) -> int:
        """Give each pending passage (id to hash) its vector. Return how many had to be computed."""
        if not pending:
            return 0
        known = self._embeddings.get(list(pending.values()))
        new = self._embed({hash_: texts[hash_] for hash_ in pending.values() if hash_ not in known})
        self._upsert(pending, {**known, **new})
        return len(new)

    def _embed(self, texts: dict[str, str]) -> dict[str, Vectors]:
        if not texts:
            return {}
        # Rounded as they will be kept, so that a rebuilt index equals this one.
        vectors = self._embedder.embed_passages(list(texts.values())).astype(np.float16).astype(np.float32)
        new = dict(zip(texts, vectors, strict=True))
        self._embeddings.put(new)
        return new

    def _upsert(self, pending: dict[str, str], vectors: dict[str, Vectors]) -> None:
        self._vectors().upsert(list(pending), np.stack([vectors[hash_] for hash_ in pending.values()]))

    def _vectors(self) -> VectorFolder:
        if self._draft is None:
            self._start_draft(copy_of=self._base or None)
        assert self._draft is not None  # noqa: S101 - for the type checker; _start_draft has just set it
        return self._draft

    def _start_draft(self, copy_of: int | None) -> None:
        folder = self._generations.draft(self._base + 1, copy_of)
        self._draft = VectorFolder(folder, self._recipe.fingerprint, create=copy_of is None)


def _embedded_text(above: str, text: str) -> str:
    return f"{above}\n{text}" if above else text
