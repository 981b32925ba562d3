"""An article's data as the JSON that the catalogue keeps, and the heading that is embedded before its passages."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from index.values import Article


def article_record(article: Article) -> str:
    """JSON of everything but id, title and text. Equal articles give equal records."""
    record = {
        "url": article.url,
        "source": article.source,
        "published": article.published.isoformat() if article.published else None,
        "updated": article.updated.isoformat() if article.updated else None,
        "authors": list(article.authors),
        "language": article.language,
        "section": article.section,
        "metadata": dict(article.metadata),
    }
    return json.dumps(record, sort_keys=True, ensure_ascii=False, default=str)


def from_record(id_: str, title: str, text: str, record: Mapping[str, Any]) -> Article:
    """The article of which `article_record` was made."""
    return Article(
        id=id_,
        text=text,
        title=title,
        source=record["source"],
        url=record["url"],
        published=_moment(record["published"]),
        updated=_moment(record["updated"]),
        authors=tuple(record["authors"]),
        language=record["language"],
        section=record["section"],
        metadata=record["metadata"],
    )


def heading(article: Article) -> str:
    """Title and date, which are embedded before each passage's text and never quoted."""
    date = f"{article.published.day} {article.published:%B %Y}" if article.published else ""
    return ". ".join(part for part in (article.title, date) if part)


def is_text(value: str) -> bool:
    """Whether all of it are characters. Half a surrogate pair is none, and no store takes it."""
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
