"""What the index takes and gives: frozen values that know nothing of storage."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

SCHEMA = 2
"""Of what an index keeps; changes whenever an older program could not read it, or the other way round."""


@dataclass(frozen=True, slots=True)
class Article:
    """One news article.

    `id` is stable: the canonical URL, else the path, else the content's hash. Dates are timezone-aware; a date
    without a time stands for its midnight UTC; unknown is None, never today. `metadata` keeps a record's other keys.
    """

    id: str
    text: str
    title: str = ""
    source: str | None = None
    url: str | None = None
    published: datetime | None = None
    updated: datetime | None = None
    authors: tuple[str, ...] = ()
    language: str | None = None
    section: str | None = None
    metadata: Mapping[str, Any] = field(default_factory=dict, hash=False)

    @property
    def version(self) -> str:
        """Names this content: 12 hex digits of the SHA-256 of title and text."""
        return hashlib.sha256(f"{self.title}\0{self.text}".encode("utf-8", "surrogatepass")).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Failure:
    """An input that could not be read: `where` it is (file, line) and what is wrong with it, in one line each."""

    where: str
    problem: str

    def __str__(self) -> str:
        return f"{self.where}: {self.problem}"


@dataclass(frozen=True, slots=True)
class Version:
    """One content that an article has had. Older ones stay, so that an old citation can still be shown."""

    article_id: str
    version: str
    title: str
    text: str
    ingested: datetime


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `start` to `end` (exclusive) of a text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A verbatim span of an article's text: `article.text[start:end] == text`."""

    id: str
    article_id: str
    version: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Filter:
    """Which articles may be found. Every field narrows; None or empty means any.

    `after` and `before` are inclusive: a date covers its whole day (UTC). They admit only articles known to be
    within, so an undated article is out. `as_of` hides what was published later; nothing shows that an undated
    article is later, so it stays. `sources` and `languages` compare without regard to case.
    """

    after: date | datetime | None = None
    before: date | datetime | None = None
    as_of: date | datetime | None = None
    sources: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Recency:
    """Prefer articles near to, and not after, `reference`: scores are multiplied by 1 + weight * exp(-age / days)."""

    reference: date | datetime
    days: float = 14.0
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found, with its article's data.

    `score` is the fused score (higher is better, comparable within one search only), `similarity` the cosine of
    question and passage in [-1, 1], comparable between searches. `ranks` are 1-based, by retriever.
    """

    passage_id: str
    article_id: str
    version: str
    title: str
    source: str | None
    url: str | None
    published: datetime | None
    text: str
    start: int
    end: int
    score: float
    similarity: float
    ranks: Mapping[str, int] = field(hash=False)


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the archive holds: articles, passages, and the first and last known publication dates."""

    articles: int
    passages: int
    first: datetime | None
    last: datetime | None


@dataclass(frozen=True, slots=True)
class AddReport:
    """What became of the articles given to `Index.add`: ids, and the failures, each named."""

    added: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    failed: tuple[Failure, ...] = ()
    passages: int = 0
    embedded: int = 0


@dataclass(frozen=True, slots=True)
class Recipe:
    """How passages become vectors. Indexes of different recipes do not mix.

    `passage_tokens` is the most tokens of article text in a passage, by the embedder's own tokenizer.
    """

    embedder: str
    revision: str
    dimensions: int
    passage_tokens: int = 160
    prefix: str = "title. date"
    schema: int = SCHEMA

    @property
    def fingerprint(self) -> str:
        """12 hex digits that change with any field."""
        return hashlib.sha256(json.dumps(asdict(self), sort_keys=True).encode()).hexdigest()[:12]


def day_start(moment: date | datetime) -> datetime:
    """The first instant that a date, or a date and time, stands for."""
    if isinstance(moment, datetime):
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return datetime.combine(moment, time.min, UTC)


def day_end(moment: date | datetime) -> datetime:
    """The last instant that a date, or a date and time, stands for."""
    if isinstance(moment, datetime):
        return day_start(moment)
    return day_start(moment) + timedelta(days=1, microseconds=-1)


def format_date(moment: datetime | None) -> str | None:
    """ISO 8601; midnight UTC, which stands for a date without a time, as the date alone."""
    if moment is None:
        return None
    at = moment.astimezone(UTC)
    return at.date().isoformat() if at.time() == time.min else moment.isoformat()
