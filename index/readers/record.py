"""One record, from whatever reader, to one article."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from index.errors import ReadError
from index.readers.clean import clean_line, clean_text, without_controls
from index.readers.dates import parse_date
from index.readers.files import shown
from index.readers.identity import canonical_url, content_id
from index.readers.limits import ARTICLE_CHARACTERS, NESTING
from index.readers.mojibake import repaired
from index.values import Article, Failure

FIELDS = frozenset(("id", "url", "title", "source", "published", "updated", "authors", "language", "section", "text"))

Record = dict[str, Any]


def read_record(record: object, where: str, name: str | None = None) -> Iterator[Article | Failure]:
    """The article in `record`, or the failure that says why there is none.

    Without `id` and a web address in `url`, the article is called `name`, or if that is None by its content. A date
    that is not understood costs the date only: the article comes undated, and a failure after it says so.
    """
    if not isinstance(record, dict):
        yield Failure(where, f'a record must be a JSON object, not {_kind(record)}; write {{"text": "…"}}')
        return
    doubts: list[str] = []
    try:
        article = _article(record, name, doubts)
    except ReadError as error:
        yield Failure(where, str(error))
        return
    yield article
    for doubt in doubts:
        yield Failure(where, doubt)


def _article(record: Record, name: str | None, doubts: list[str]) -> Article:
    title, text = _label(record, "title") or "", clean_text(_prose(record, "text"))
    if not text:
        raise ReadError("the text is empty; leave the record out or fill in `text`")
    if len(title) + len(text) > ARTICLE_CHARACTERS:
        raise ReadError(
            f"{len(title) + len(text):,} characters are over the limit of {ARTICLE_CHARACTERS:,} for one article; "
            "split it into several"
        )
    url = clean_line(_string(record, "url")) or None
    given = _identifier(record) or (canonical_url(url) if url else None) or name
    return Article(
        id=given or content_id(title, text),
        text=text,
        title=title,
        source=_label(record, "source"),
        url=url,
        published=_date(record, "published", doubts),
        updated=_date(record, "updated", doubts),
        authors=_authors(record.get("authors")),
        language=_label(record, "language"),
        section=_label(record, "section"),
        metadata={without_controls(key): _plain(value) for key, value in record.items() if key not in FIELDS},
    )


def _string(record: Record, field: str) -> str:
    value = record.get(field)
    if value is not None and not isinstance(value, str):
        raise ReadError(f"`{field}` must be a string, not {_kind(value)}; correct the record")
    return value or ""


def _prose(record: Record, field: str) -> str:
    value = _string(record, field)
    # Before anything is cleaned: half of what shows what a character was are control characters.
    return repaired(value) if len(value) <= ARTICLE_CHARACTERS else value


def _label(record: Record, field: str) -> str | None:
    return clean_line(_prose(record, field)) or None


def _identifier(record: Record) -> str | None:
    value = record.get("id")
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return clean_line(_string(record, "id")) or None


def _authors(value: object) -> tuple[str, ...]:
    labels: list[str] = []
    for name in value if isinstance(value, list) else [value]:
        if name is not None and not isinstance(name, str):
            raise ReadError(f'`authors` must be strings, not {_kind(name)}; write ["Name", "Name"]')
        labels.append(clean_line(repaired(name or "")))
    return tuple(filter(None, labels))


def _date(record: Record, field: str, doubts: list[str]) -> datetime | None:
    value = record.get(field)
    try:
        return parse_date(value)
    except ValueError:
        doubts.append(
            f"`{field}` is not a date that is understood ({_extract(value)}), so the article was kept without it; "
            "write it as 2022-07-23 or 2022-07-23T14:30:00Z"
        )
        return None


def _plain(value: Any, depth: int = 0) -> Any:
    """`value` with strings that any store can hold. Nesting is bounded, for whoever writes it out again."""
    if depth > NESTING:
        raise ReadError(f"the record nests more than {NESTING} levels deep; flatten its extra keys")
    if isinstance(value, str):
        return without_controls(value)
    if isinstance(value, list):
        return [_plain(item, depth + 1) for item in value]
    if isinstance(value, dict):
        return {without_controls(key): _plain(item, depth + 1) for key, item in value.items()}
    return value


def _kind(value: object) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "true or false"
        case int() | float():
            return "a number"
        case str():
            return "a string"
        case list():
            return "a list"
        case _:
            return "an object"


def _extract(value: object) -> str:
    text = _kind(value) if isinstance(value, list | dict) else shown(json.dumps(value, ensure_ascii=False))
    return text if len(text) <= 60 else f"{text[:57]}…"
