"""RSS and Atom feeds: an article for each entry, by feedparser, which only this file imports."""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.errors import ReadError
from index.readers.clean import decode, without_controls
from index.readers.dates import if_later
from index.readers.encoding import declared_encoding
from index.readers.files import read_whole, shown
from index.readers.identity import canonical_url, same_site
from index.readers.limits import FEED_ENTRIES, FEED_PAGES
from index.readers.markup import markup_text, plain_language
from index.readers.record import Record, read_record
from index.values import Article, Failure

_ROOTS = frozenset({"rss", "feed", "RDF"})
_HEAD = 65_536
_MARKUP = frozenset({"text/html", "application/xhtml+xml"})
_TEXTS = _MARKUP | {"text/plain"}

Entry = dict[str, Any]
ReadPage = Callable[[str], Record]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a feed comes from: `where` for people; from the web also its `address`, and how to read a linked page."""

    where: str
    name: str
    address: str | None = None
    read_page: ReadPage | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """A text of an entry, without markup; `language` as it is tagged, "" for not at all."""

    text: str
    language: str


def read_feed_file(path: Path, name: str) -> Iterator[Article | Failure]:
    """The articles in a feed that was saved to a file: the full texts if it carries them, else the summaries.

    Nothing is fetched. ReadError, or what opening the file raises, when it is no feed.
    """
    data = read_whole(path, "split the feed into several")
    text = decode(data, declared_encoding(data))
    if text is None or not is_feed(text):
        raise ReadError("neither RSS nor Atom; check that it is the feed itself")
    yield from read_feed(text, Origin(shown(path), name))


def is_feed(text: str) -> bool:
    """Whether `text` is XML that begins as RSS or Atom do. Nothing beyond its first element is looked at."""
    from lxml import etree

    parser = etree.XMLPullParser(events=("start",), recover=True, resolve_entities=False, no_network=True)
    try:
        parser.feed(text[:_HEAD].lstrip())
    except etree.XMLSyntaxError:
        return False
    root = next((element.tag for _, element in parser.read_events()), "")
    return root.rpartition("}")[2] in _ROOTS


def read_feed(text: str, origin: Origin) -> Iterator[Article | Failure]:
    """The articles in a feed, in its order; a failure for each entry that gives none. ReadError when it has no entry.

    A feed from the web speaks for its own site alone: what it says in full of that site is taken from it, all else
    (summaries, entries that link elsewhere) is read from the pages that the entries link to, at most FEED_PAGES.
    """
    feed, entries, is_rss = _parse(text, origin.address)
    seen: set[str] = set()
    pages = 0
    for number, entry in enumerate(entries[:FEED_ENTRIES], 1):
        where = f"{origin.where}, entry {number}"
        full_text, name = _full_text(entry), _entry_name(entry, feed, origin)
        record = _entry_record(entry, feed, full_text or _summary(entry), is_rss=is_rss)
        key = canonical_url(record["url"] or "") or name
        if key in seen:
            yield Failure(where, "it repeats an earlier entry, which was kept; nothing needs doing")
            continue
        seen.update(filter(None, [key]))
        if origin.read_page and _needs_page(record["url"], origin, full_text):
            pages += 1
            if pages <= FEED_PAGES:
                yield from _linked(record, where, name, origin.read_page)
        elif record["text"]:
            yield from read_record(record, where, name)
        else:
            yield Failure(where, "it brings no text; index the page that it is about")
    left_out = max(0, pages - FEED_PAGES) + len(entries[FEED_ENTRIES:])
    if left_out:
        yield Failure(
            origin.where,
            f"entries left out: {left_out:,} (limits: {FEED_ENTRIES:,} entries, {FEED_PAGES} pages to fetch); "
            "index the addresses of their pages",
        )


def _needs_page(link: str | None, origin: Origin, full_text: Text | None) -> bool:
    return link is not None and not (full_text and same_site(link, origin.address or ""))


def _linked(record: Record, where: str, name: str | None, read_page: ReadPage) -> Iterator[Article | Failure]:
    """The article on the page that an entry links to; what the page does not say of it, the feed does."""
    try:
        page = read_page(record["url"])
    except ReadError as error:
        yield Failure(where, f"{shown(record['url'])}: {error}")
        return
    merged = record | {field: value for field, value in page.items() if value}
    yield from read_record({**merged, "updated": if_later(merged["updated"], merged["published"])}, where, name)


def _parse(text: str, address: str | None) -> tuple[Entry, list[Entry], bool]:
    """The feed's own data, its entries, and whether it is RSS."""
    import feedparser

    # Given a string or bytes, feedparser opens what they name, be it a file or an address; a stream it only reads.
    stream = io.BytesIO(without_controls(text).encode())
    headers = {"content-type": "application/xml; charset=utf-8", "content-location": address or ""}
    try:
        feed = feedparser.parse(stream, response_headers=headers, resolve_relative_uris=False, sanitize_html=False)
    except Exception as error:  # a parser fed with anything fails in ways that it does not list
        raise ReadError(f"the feed cannot be parsed ({type(error).__name__}); index the pages instead") from error
    if not feed.entries:
        raise ReadError("the feed has no entries; check that it is the feed meant, or try again later")
    return feed.feed, feed.entries, feed.version.startswith("rss")


def _entry_record(entry: Entry, feed: Entry, text: Text | None, *, is_rss: bool) -> Record:
    link = _string(entry, "link")
    published, updated = _string(entry, "published"), _string(entry, "updated")
    if is_rss and not published:
        published = updated  # RSS has no date of change: this is a <dc:date>
    source = dict.get(entry, "source")
    return {
        "title": _label(entry, "title"),
        "source": (_label(source, "title") if isinstance(source, dict) else "") or _label(feed, "title"),
        "url": link if canonical_url(link) else None,
        "published": published,
        "updated": if_later(updated, published),
        "authors": [_string(author, "name") for author in dict.get(entry, "authors", [])],
        "language": plain_language(text.language if text else "") or plain_language(_string(feed, "language")),
        "text": text.text if text else "",
    }


def _entry_name(entry: Entry, feed: Entry, origin: Origin) -> str | None:
    """What an article without a link is called: by the entry's guid, which means something within its feed only."""
    guid = _string(entry, "id")
    home = canonical_url(origin.address or _string(feed, "link")) or origin.name
    return f"{home}#{guid}" if guid else None


def _full_text(entry: Entry) -> Text | None:
    """What the entry carries as its content (the first of several), None if that has no text."""
    parts = [part for part in dict.get(entry, "content", []) if part.get("type") in _TEXTS]
    return next(filter(None, map(_text, parts)), None)


def _summary(entry: Entry) -> Text | None:
    return _text(dict.get(entry, "summary_detail") or {})


def _text(part: Entry) -> Text | None:
    value = _string(part, "value")
    text = markup_text(value) if _string(part, "type") in _MARKUP else value.strip()
    return Text(text, _string(part, "language")) if text else None


def _label(element: Entry, field: str) -> str:
    detail = dict.get(element, f"{field}_detail") or {}
    label = _string(element, field)
    return markup_text(label) if detail.get("type") in _MARKUP else label


def _string(element: Entry, field: str) -> str:
    # Not `element.get`, with which feedparser passes one date off as the other.
    value = dict.get(element, field)
    return value if isinstance(value, str) else ""
