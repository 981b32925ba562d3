"""The catalogue: articles, versions and passages in SQLite, with the full-text index. The source of truth.

Readers see one state whole, whatever a writer is doing (WAL, one transaction a search). A writer has one transaction,
which also names the generation of vectors that belongs to it.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.articles import article_record, from_record
from index.conditions import condition, folded
from index.counts import by_language, by_month, by_source
from index.database import Database
from index.embeddings import EMBEDDINGS
from index.errors import IndexDamaged
from index.lexicon import SCHEMA as LEXICON_SCHEMA
from index.lexicon import Lexicon
from index.terms import terms
from index.values import Article, Coverage, Filter, Passage, Recipe, Version

CATALOGUE = "catalogue.sqlite3"

SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE articles (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, version TEXT NOT NULL, published REAL,
    source TEXT, language TEXT, passages INTEGER NOT NULL, record TEXT NOT NULL, vector BLOB);
CREATE INDEX articles_published ON articles (published);
CREATE TABLE versions (
    article_id TEXT NOT NULL, version TEXT NOT NULL, title TEXT NOT NULL, text TEXT NOT NULL, ingested REAL NOT NULL,
    PRIMARY KEY (article_id, version));
CREATE TABLE passages (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, article INTEGER NOT NULL REFERENCES articles (number),
    "start" INTEGER NOT NULL, "end" INTEGER NOT NULL, hash TEXT NOT NULL, length INTEGER NOT NULL);
CREATE INDEX passages_article ON passages (article);
CREATE INDEX passages_hash ON passages (hash);
INSERT INTO meta VALUES ('generation', '0');
"""


@dataclass(frozen=True, slots=True)
class Row:
    """A passage with its article and the hash of what was embedded for it."""

    passage: Passage
    article: Article
    hash: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage to be ranked. `vector` is that of its article as a whole, `hash` leads to its own.

    `article` is the article's number, `published` in seconds since 1970.
    """

    number: int
    id: str
    hash: str
    article: int
    published: float | None
    vector: bytes


class Catalogue:
    """One connection to a catalogue file, used by one thread."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._db = Database(file, "restore it from a backup, or index the articles into a new folder", create=True)
        self.lexicon = Lexicon(self._db)

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def create(self, recipe: str) -> None:
        """Make the tables, all or none."""
        self._db.executescript(f"BEGIN IMMEDIATE; {SCHEMA}{LEXICON_SCHEMA}")
        self.set_meta("recipe", recipe)
        self._db.execute("COMMIT")

    @contextmanager
    def reading(self) -> Iterator[None]:
        """One state of the catalogue for all that is read within."""
        self._db.execute("BEGIN")
        try:
            yield
        finally:
            self._db.execute("ROLLBACK")

    @contextmanager
    def writing(self) -> Iterator[None]:
        """All that is written within becomes visible at the end, or none of it."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
            self.lexicon.flush()
        except BaseException:
            self.lexicon.forget()
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    def fault(self) -> str | None:
        """What is wrong with the file, None if nothing."""
        return self._db.fault()

    def scrub(self) -> bool:
        """Leave nothing of removed articles beside the file; False while a reader keeps it."""
        return self._db.scrub()

    # -- reading

    def meta(self, key: str) -> str | None:
        """A fact about the index: `recipe` (JSON), `generation`, `embeddings` (a file), `unswept` (after a removal)."""
        row = self._db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return None if row is None else str(row[0])

    @property
    def generation(self) -> int:
        """Number of the vector folder that belongs to this state."""
        return int(self.meta("generation") or 0)

    @property
    def recipe(self) -> Recipe:
        """How this state's passages became vectors."""
        stored = self.meta("recipe")
        if stored is None:
            raise IndexDamaged(f"{self._file}: names no recipe; index the articles anew into another folder")
        return Recipe(**json.loads(stored))

    @property
    def embeddings(self) -> Path:
        """The file with the embeddings of this state."""
        return self._file.with_name(self.meta("embeddings") or EMBEDDINGS)

    def coverage(self, where: Filter) -> Coverage:
        """What the articles within a filter amount to."""
        within, values = condition(where)
        articles, passages, first, last = self._db.execute(
            f"SELECT count(*), total(passages), min(published), max(published) FROM articles a WHERE {within}",
            values,
        ).fetchone()
        return Coverage(articles, int(passages), _moment(first), _moment(last))

    def months(self, where: Filter) -> dict[date, int]:
        """Number of articles within a filter by the first day of the month in which they were published."""
        return by_month(self._db, where)

    def sources(self, where: Filter) -> dict[str, int]:
        """Number of articles within a filter by outlet, most first; articles without one are left out."""
        return by_source(self._db, where)

    def languages(self, where: Filter) -> dict[str, int]:
        """Number of articles within a filter by language, most first; those of no known language are left out."""
        return by_language(self._db, where)

    def articles(self, where: Filter, *, limit: int | None = None, offset: int = 0) -> Iterator[Article]:
        """The current version of each article within a filter, newest first, undated ones last."""
        within, values = condition(where)
        rows = self._db.execute(
            f"SELECT a.id, a.record, v.title, v.text FROM articles a JOIN versions v ON v.article_id = a.id AND "
            f"v.version = a.version WHERE {within} ORDER BY a.published DESC, a.id LIMIT ? OFFSET ?",
            [*values, -1 if limit is None else limit, offset],
        )
        return (from_record(id_, title, text, json.loads(record)) for id_, record, title, text in rows)

    def versions(self, article_id: str) -> list[Version]:
        """All contents that an article has had, oldest first."""
        rows = self._db.execute(
            "SELECT version, title, text, ingested FROM versions WHERE article_id = ? ORDER BY ingested, rowid",
            (article_id,),
        )
        return [
            Version(article_id, version, title, text, datetime.fromtimestamp(ingested, UTC))
            for version, title, text, ingested in rows
        ]

    def state(self, article_id: str) -> tuple[str, str] | None:
        """Version and record (JSON) that an article has now."""
        row = self._db.execute("SELECT version, record FROM articles WHERE id = ?", (article_id,)).fetchone()
        return None if row is None else (str(row[0]), str(row[1]))

    def article_numbers(self, where: Filter) -> NDArray[np.int64]:
        """Numbers of the articles within a filter."""
        within, values = condition(where)
        rows = self._db.execute(f"SELECT number FROM articles a WHERE {within}", values)
        return np.array(rows.fetchall(), dtype=np.int64).ravel()

    def columns(self) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
        """Arrays by passage number, to the last one: the number of its article, 0 for none, and its length in terms."""
        (last,) = self._db.execute("SELECT coalesce(max(number), 0) FROM passages").fetchone()
        articles, lengths = np.zeros(last + 1, dtype=np.int32), np.zeros(last + 1, dtype=np.float32)
        rows = self._db.execute("SELECT number, article, length FROM passages").fetchall()
        if rows:
            numbers, of, terms = np.array(rows).T
            articles[numbers], lengths[numbers] = of, terms
        return articles, lengths

    def numbers(self, ids: Sequence[str]) -> dict[str, int]:
        """Passages' numbers by id."""
        return dict(
            self._db.execute(
                "SELECT id, number FROM passages WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(ids),)
            ).fetchall()
        )

    def candidates(self, numbers: Sequence[int]) -> list[Candidate]:
        """What ranking needs to know of passages, by number, in the order of their ids."""
        found = self._db.execute(
            "SELECT p.number, p.id, p.hash, a.number, a.published, a.vector FROM passages p JOIN articles a "
            "ON a.number = p.article WHERE p.number IN (SELECT value FROM json_each(?)) ORDER BY p.id",
            (json.dumps(numbers),),
        ).fetchall()
        return [Candidate(*row) for row in found]

    def hashes(self, where: Filter) -> list[tuple[str, str]]:
        """(passage id, hash of what was embedded) of every passage within a filter, in the order of indexing."""
        within, values = condition(where)
        return list(
            self._db.execute(
                f"SELECT p.id, p.hash FROM passages p JOIN articles a ON a.number = p.article WHERE {within} "
                "ORDER BY p.number",
                values,
            )
        )

    def hashes_by_article(self, ids: Sequence[str]) -> dict[str, list[str]]:
        """Of these articles, the hashes of what was embedded; one without passages is left out."""
        found = self._db.execute(
            "SELECT a.id, p.hash FROM passages p JOIN articles a ON a.number = p.article "
            "WHERE a.id IN (SELECT value FROM json_each(?)) ORDER BY p.number",
            (json.dumps(ids),),
        )
        hashes: dict[str, list[str]] = {}
        for id_, hash_ in found:
            hashes.setdefault(id_, []).append(hash_)
        return hashes

    def sample(self, most: int) -> dict[str, str]:
        """Hash by id of up to `most` passages, evenly spread over the order of indexing, the latest among them."""
        first, last = self._db.execute("SELECT min(number), max(number) FROM passages").fetchone()
        if first is None:
            return {}
        places = {last - (last - first) * at // most for at in range(most)}
        query = "SELECT id, hash FROM passages WHERE number <= ? ORDER BY number DESC LIMIT 1"
        return dict(self._db.execute(query, (place,)).fetchone() for place in places)

    def ids(self) -> list[str]:
        """Of all articles, in the order of indexing."""
        return [id_ for (id_,) in self._db.execute("SELECT id FROM articles ORDER BY number")]

    def rows(self, ids: Sequence[str]) -> dict[str, Row]:
        """Passages by id, with their articles."""
        found = self._db.execute(
            'SELECT p.id, p."start", p."end", p.hash, a.id, a.version, a.record, v.title, v.text FROM passages p '
            "JOIN articles a ON a.number = p.article JOIN versions v ON v.article_id = a.id AND v.version = a.version "
            "WHERE p.id IN (SELECT value FROM json_each(?))",
            (json.dumps(ids),),
        )
        rows = {}
        for id_, start, end, hash_, article_id, version, record, title, text in found:
            article = from_record(article_id, title, text, json.loads(record))
            rows[id_] = Row(Passage(id_, article_id, version, start, end, text[start:end]), article, hash_)
        return rows

    # -- writing

    def put(self, article: Article, passages: Iterable[tuple[Passage, str]]) -> dict[str, str]:
        """Make this the article's content: (passage, hash of what is embedded) each. Return its former ids and hashes.

        The versions that it had before stay. One that comes back keeps its place and when it was first ingested.
        """
        former = self._drop_passages(article.id)
        rows = list(passages)
        self._db.execute(
            "INSERT INTO versions VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            (article.id, article.version, article.title, article.text, time.time()),
        )
        number = self._db.execute(
            "INSERT INTO articles (id, version, published, source, language, passages, record) "
            "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET version = excluded.version, "
            "published = excluded.published, source = excluded.source, language = excluded.language, "
            "passages = excluded.passages, record = excluded.record, vector = NULL RETURNING number",
            (
                article.id,
                article.version,
                article.published.timestamp() if article.published else None,
                folded(article.source),
                folded(article.language),
                len(rows),
                article_record(article),
            ),
        ).fetchone()[0]
        title = terms(article.title)
        for passage, hash_ in rows:
            text = terms(passage.text)
            at = self._db.execute(
                'INSERT INTO passages (id, article, "start", "end", hash, length) VALUES (?, ?, ?, ?, ?, ?)',
                (passage.id, number, passage.start, passage.end, hash_, len(text)),
            ).lastrowid
            self.lexicon.add(at or 0, text, title)
        return former

    def remove(self, article_id: str) -> dict[str, str] | None:
        """Take an article out with all its versions. Return its passages' ids and hashes; None if it is not there."""
        if self.state(article_id) is None:
            return None
        former = self._drop_passages(article_id)
        self._db.execute("DELETE FROM articles WHERE id = ?", (article_id,))
        self._db.execute("DELETE FROM versions WHERE article_id = ?", (article_id,))
        return former

    def set_vectors(self, vectors: Mapping[str, bytes]) -> None:
        """Keep what stands for each of the articles as a whole, by id."""
        self._db.executemany("UPDATE articles SET vector = ? WHERE id = ?", ((of, id_) for id_, of in vectors.items()))

    def set_generation(self, number: int) -> None:
        """Name the vector folder that belongs to what is being written."""
        self.set_meta("generation", str(number))

    def set_recipe(self, recipe: Recipe, embeddings: Path) -> None:
        """Name the recipe, and the file of embeddings, of what is being written."""
        self.set_meta("recipe", json.dumps(asdict(recipe)))
        self.set_meta("embeddings", embeddings.name)

    def set_meta(self, key: str, value: str | None) -> None:
        """State a fact about the index, or with None no more."""
        if value is None:
            self._db.execute("DELETE FROM meta WHERE key = ?", (key,))
        else:
            self._db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    def unused(self, hashes: Iterable[str]) -> list[str]:
        """Those of the embeddings' hashes that no passage has any more."""
        rows = self._db.execute(
            "SELECT value FROM json_each(?) WHERE value NOT IN (SELECT hash FROM passages)",
            (json.dumps(list(hashes)),),
        )
        return [hash_ for (hash_,) in rows]

    def _drop_passages(self, article_id: str) -> dict[str, str]:
        rows = self._db.execute(
            'SELECT p.number, p.id, p.hash, v.title, v.text, p."start", p."end" FROM articles a '
            "JOIN passages p ON p.article = a.number "
            "JOIN versions v ON v.article_id = a.id AND v.version = a.version WHERE a.id = ?",
            (article_id,),
        ).fetchall()
        for number, _, _, title, text, start, end in rows:
            self.lexicon.drop(number, terms(text[start:end]), terms(title))
            self._db.execute("DELETE FROM passages WHERE number = ?", (number,))
        return {id_: hash_ for _, id_, hash_, *_ in rows}


def _moment(timestamp: float | None) -> datetime | None:
    return None if timestamp is None else datetime.fromtimestamp(timestamp, UTC)
