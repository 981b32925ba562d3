"""Which articles a reader wants to see, and those there are."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from index import Article, Filter, Hit, content_words
from qa.web.desk import Archive

PAGE = 20
"""Articles on one page of the list."""

_FOUND = 100  # passages that a search looks at
_EXCERPT = 220  # characters

Kind = Literal["all", "words", "nearest"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reader has typed; `page` counts from 1."""

    words: str = ""
    outlet: str = ""
    after: date | None = None
    before: date | None = None
    page: int = 1

    @property
    def narrowed(self) -> bool:
        """Whether it is less than the whole archive."""
        return bool(self.words or self.outlet or self.after or self.before)

    @property
    def where(self) -> Filter:
        """The limits, as the index takes them."""
        return Filter(after=self.after, before=self.before, sources=(self.outlet,) if self.outlet else ())


@dataclass(frozen=True, slots=True)
class Row:
    """An article in the list."""

    id: str
    title: str
    source: str | None
    published: datetime | None
    excerpt: str


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of the articles found: `total` on all pages, found by `kind`."""

    wanted: Wanted
    rows: tuple[Row, ...]
    total: int
    kind: Kind = "all"


def find(archive: Archive, wanted: Wanted) -> Listing:
    """The page that is wanted: newest first, or best match first where there are words to look for."""
    first = (wanted.page - 1) * PAGE
    if not wanted.words:
        found = archive.articles(wanted.where, limit=PAGE, offset=first)
        return Listing(wanted, tuple(map(_row, found)), archive.coverage(wanted.where).articles)
    kind, hits = _best(archive.search(wanted.words, limit=_FOUND, where=wanted.where))
    rows = tuple(_hit_row(hit, wanted.words) for hit in hits[first : first + PAGE])
    return Listing(wanted, rows, len(hits), kind)


def period(name: str) -> tuple[date, date]:
    """First and last day of a month ("2024-02") or a year ("2024"). Raises ValueError for another name."""
    year, _, month = name.partition("-")
    first, last = (int(month), int(month)) if month else (1, 12)
    return date(int(year), first, 1), date(int(year), last, calendar.monthrange(int(year), last)[1])


def _best(hits: list[Hit]) -> tuple[Kind, list[Hit]]:
    """The best passage of each article that has the words; where none has, of those nearest in meaning."""
    worded = [hit for hit in hits if "lexical" in hit.ranks]
    by_article: dict[str, Hit] = {}
    for hit in worded or hits:
        by_article.setdefault(hit.article_id, hit)
    return "words" if worded else "nearest", list(by_article.values())


def _row(article: Article) -> Row:
    return Row(article.id, article.title, article.source, article.published, _cut(article.text, 0))


def _hit_row(hit: Hit, words: str) -> Row:
    match = re.search("|".join(map(re.escape, content_words(words))) or "$", hit.text, re.IGNORECASE)
    return Row(hit.article_id, hit.title, hit.source, hit.published, _cut(hit.text, match.start() if match else 0))


def _cut(text: str, about: int) -> str:
    """A stretch of a text on one line, from the sentence or the word shortly before a place in it."""
    start = max(0, about - _EXCERPT // 2) if about > _EXCERPT * 2 // 3 else 0
    if start:
        start = text.find(" ", start) + 1
    piece = " ".join(text[start : start + _EXCERPT + 80].split())
    short = piece if len(piece) <= _EXCERPT else f"{piece[:_EXCERPT].rsplit(' ', 1)[0]}…"
    return f"…{short}" if start else short
