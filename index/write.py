"""One change to an index, whole or not at all: articles in or out, their vectors, and the flip to the new state."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from itertools import islice
from pathlib import Path

import numpy as np

from index.articles import article_record, is_text
from index.catalogue import CATALOGUE, Catalogue
from index.draft import Draft
from index.embed import Embedder, Vectors
from index.embeddings import EmbeddingStore, discard
from index.engine import Engine
from index.errors import IndexDamaged
from index.generations import Generations
from index.lock import writer_lock
from index.passages import Prepared, prepare, prepare_again
from index.pipeline import Pipeline
from index.probe import warm
from index.values import AddReport, Article, Failure, Filter, Recipe
from index.vectors import BATCH

ARTICLES_AT_ONCE = 64
ARTICLES_FIRST = 8
"""Of the first batch: until it is split, the embedder has nothing to do."""
SAMPLE = 16
"""Passages whose vectors are looked for before a new generation is named."""

Progress = Callable[[AddReport], None]


@contextmanager
def changing(home: Path, engine: Engine, *, into: Recipe | None = None) -> Iterator[Change]:
    """One change to the index at `home`; it takes effect at the end, if nothing is raised.

    Into another recipe, if one is given: then every article must be put anew.
    """
    with writer_lock(home), closing(Catalogue(home / CATALOGUE)) as catalogue:
        warm()
        recipe = into or catalogue.recipe
        file = home / f"embeddings-{into.fingerprint}.sqlite3" if into else catalogue.embeddings
        with closing(EmbeddingStore(file, create=True)) as embeddings:
            Generations(home).sweep(catalogue.generation)
            change = Change(home, catalogue, embeddings, recipe=recipe, engine=engine)
            try:
                with catalogue.writing():
                    if into:
                        change.start_anew()
                        catalogue.set_recipe(into, file)
                        change.forget_leftovers()
                    yield change
                    change.publish()
            finally:
                change.close()
            change.tidy()


class Change:
    """What is being written. Use it through `changing`."""

    def __init__(
        self,
        home: Path,
        catalogue: Catalogue,
        embeddings: EmbeddingStore,
        *,
        recipe: Recipe,
        engine: Engine,
    ) -> None:
        self._home = home
        self._catalogue = catalogue
        self._embeddings = embeddings
        self._recipe = recipe
        self._engine = engine
        self._generations = Generations(home)
        self._draft = Draft(self._generations, catalogue.generation, recipe.fingerprint)
        self._changed: list[str] = []
        self._dropped: set[str] = set()
        self._pipeline = Pipeline(embeddings, self._draft)

    def add(self, articles: Iterable[Article | Failure], progress: Progress | None = None) -> AddReport:
        """Add or update articles; failures among them are reported and nothing else happens to them."""
        self._draft.start_anew_if_damaged()
        report = AddReport()
        rest, most = iter(articles), ARTICLES_FIRST
        while batch := list(islice(rest, most)):
            report, most = self._add_batch(batch, report), ARTICLES_AT_ONCE
            if progress:
                progress(report)
        self._pipeline.finish()
        return replace(report, embedded=self._pipeline.embedded)

    def remove(self, ids: Iterable[str]) -> list[str]:
        """Take articles out for good, with their embeddings and vectors. Return the ids that were there."""
        removed = []
        for id_ in ids:
            former = self._catalogue.remove(id_)
            if former is not None:
                removed.append(id_)
                self._changed.append(id_)
                self._dropped.update(former.values())
        if removed:
            # Chroma's graph keeps the vectors that it is told to delete.
            self.start_anew()
            self.forget_leftovers()
        return removed

    def put_anew(self, progress: Progress | None = None) -> AddReport:
        """Split and embed every article as the recipe says, whatever was made of it before."""
        report = AddReport()
        ids = self._catalogue.ids()
        for at in range(0, len(ids), ARTICLES_AT_ONCE):
            batch = tuple(ids[at : at + ARTICLES_AT_ONCE])
            pending: list[Prepared] = []
            for article in list(self._catalogue.articles(Filter(ids=batch))):
                passages = self._prepare(article)
                self._put(article, passages)
                pending += passages
            self._pipeline.begin(pending, self._embedder)
            done = (*report.updated, *batch)
            report = AddReport(updated=done, passages=report.passages + len(pending), embedded=self._pipeline.embedded)
            if progress:
                progress(report)
        self._pipeline.finish()
        return replace(report, embedded=self._pipeline.embedded)

    def start_anew(self) -> None:
        """Have the vectors of this change made of the embeddings alone, not of a copy of those before it."""
        self._draft.start_anew()

    def rebuild(self) -> None:
        """Make the vectors anew, and clear away whatever nothing uses."""
        self.start_anew()
        self.forget_leftovers()
        self._embeddings.mark(self._embeddings.hashes())

    def forget_leftovers(self) -> None:
        """Have everything swept away that the new state does not need, even if readers may be looking at it."""
        self._catalogue.set_meta("unswept", "1")

    def mend(self, *, generation: int) -> None:
        """Make the vectors anew if they are still those; only of embeddings that are kept."""
        if self._catalogue.generation == generation:
            self.start_anew()
            lost = {hash_ for _, hash_ in self._catalogue.hashes(Filter())} - self._embeddings.hashes()
            if lost:
                raise IndexDamaged(
                    f"{self._home}: the vectors are damaged and the embeddings of {len(lost)} passages are lost; "
                    "run: qa doctor --repair"
                )

    def publish(self) -> None:
        """Name the new generation, if there is one, in the catalogue's own transaction."""
        self._sum_up()
        if self._changed:
            self._draft.touch()
        self._embeddings.mark(self._dropped)
        count = self._catalogue.coverage(Filter()).passages
        number = self._draft.publish(self._everything, count, self._sample())
        if number is not None:
            self._catalogue.set_generation(number)

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
        """After the change is visible, remove what nothing uses any more, or what a killed change has left so."""
        self._embeddings.settle(self._catalogue.unused(self._embeddings.unsettled()))
        unswept = self._catalogue.meta("unswept") is not None
        self._generations.sweep(self._catalogue.generation, before=unswept)
        if unswept:
            for file in self._home.glob("embeddings*.sqlite3"):
                if file != self._catalogue.embeddings:
                    discard(file)
            if self._embeddings.scrub() and self._catalogue.scrub():
                with self._catalogue.writing():
                    self._catalogue.set_meta("unswept", None)

    def close(self) -> None:
        """Let go of the draft's files, and of what is being embedded."""
        self._pipeline.close()
        self._draft.close()

    def _add_batch(self, batch: list[Article | Failure], report: AddReport) -> AddReport:
        outcome: dict[str, list[str]] = {"added": [], "updated": [], "unchanged": []}
        failed: list[Failure] = []
        pending: dict[str, Prepared] = {}
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
            passages = self._prepare(item)
            dropped = self._put(item, passages)
            former.update(dropped)
            pending = {id_: one for id_, one in pending.items() if id_ not in dropped}
            pending.update((one.passage.id, one) for one in passages)
        if gone := former - pending.keys():
            self._pipeline.finish()  # the batch before may be what gave them their vectors
            self._draft.delete(sorted(gone))
        self._pipeline.begin(pending.values(), self._embedder)
        return AddReport(
            added=(*report.added, *outcome["added"]),
            updated=(*report.updated, *outcome["updated"]),
            unchanged=(*report.unchanged, *outcome["unchanged"]),
            failed=(*report.failed, *failed),
            passages=report.passages + len(pending),
            embedded=self._pipeline.embedded,
        )

    def _prepare(self, article: Article) -> list[Prepared]:
        return prepare(article, self._embedder, self._recipe.passage_tokens)

    def _put(self, article: Article, passages: Iterable[Prepared]) -> dict[str, str]:
        """Catalogue an article with its passages. Return the ids and hashes of those that it had."""
        former = self._catalogue.put(article, [(one.passage, one.hash) for one in passages])
        self._changed.append(article.id)
        self._dropped.update(former.values())
        return former

    @property
    def _embedder(self) -> Embedder:
        return self._engine.fitting(self._recipe, self._home)

    def _everything(self) -> Iterator[tuple[list[str], Vectors]]:
        """All passages' ids and vectors, from the embeddings; only those that are missing are computed."""
        everything = self._catalogue.hashes(Filter())
        for at in range(0, len(everything), BATCH):
            pending = dict(everything[at : at + BATCH])
            known = self._embeddings.get(list(pending.values()))
            rows = self._catalogue.rows([id_ for id_, hash_ in pending.items() if hash_ not in known])
            lost = [
                one
                for row in rows.values()
                for one in prepare_again(row.article, [row.passage], self._embedder, self._recipe.passage_tokens)
            ]
            vectors = {**known, **self._pipeline.compute(lost, self._embedder)}
            yield list(pending), np.stack([vectors[hash_] for hash_ in pending.values()])

    def _sample(self) -> dict[str, Vectors]:
        sample = self._catalogue.sample(SAMPLE)
        kept = self._embeddings.get(list(sample.values()))
        return {id_: kept[hash_] for id_, hash_ in sample.items() if hash_ in kept}
