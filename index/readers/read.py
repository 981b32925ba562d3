"""Paths and addresses in, articles out: which reader reads what, and what an article without id and URL is called."""

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

from index.errors import ReadError
from index.readers.csv_files import read_csv
from index.readers.docx_files import read_docx
from index.readers.feeds import read_feed_file
from index.readers.files import CANNOT_READ, explain, shown
from index.readers.folders import Found, find_files
from index.readers.html_files import read_html
from index.readers.json_files import read_json, read_json_lines
from index.readers.limits import FILE_ARTICLES
from index.readers.pdf_files import read_pdf
from index.readers.text_files import read_markdown, read_text
from index.readers.zip_files import find_members
from index.values import Article, Failure

Reader = Callable[[Path, str], Iterator[Article | Failure]]

_READERS: dict[str, Reader] = {
    ".jsonl": read_json_lines,
    ".ndjson": read_json_lines,
    ".json": read_json,
    ".csv": read_csv,
    ".tsv": read_csv,
    ".txt": read_text,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".html": read_html,
    ".htm": read_html,
    ".rss": read_feed_file,
    ".atom": read_feed_file,
    ".xml": read_feed_file,
    ".pdf": read_pdf,
    ".docx": read_docx,
}
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)


def read_articles(*paths: str | Path, private_hosts: Collection[str] = ()) -> Iterator[Article | Failure]:
    """The articles in files, folders and at web addresses, one by one; a failure for each that cannot be read.

    JSON Lines, JSON, CSV, text, Markdown, HTML, RSS, Atom, PDF and Word, each also gzipped, and zips of them; a string
    that begins with http:// or https:// is fetched, and with it the pages that a feed there links to. Nothing but the
    current article is held (a .json file or a feed: that file), and no input raises: what is wrong with it becomes a
    Failure, and the rest goes on. Only public addresses are fetched, and those of `private_hosts` (names without
    port), whatever links there.

    An article's id is its record's `id`, else its canonical URL, else for a record its content's hash, and for a file
    its whole path: two files of one name in two folders are two articles, whatever they were indexed from. A file in a
    zip is called by the zip's path and its own: "/news/2022.zip/may/story.txt".
    """
    for given in paths:
        if isinstance(given, str) and _ADDRESS.match(given):
            yield from _read_address(given, private_hosts)
            continue
        for found in find_files(given):
            if isinstance(found, Failure):
                yield found
            else:
                yield from at_most(FILE_ARTICLES, _read(found), found.where)


def _read_address(address: str, private_hosts: Collection[str]) -> Iterator[Article | Failure]:
    from index.readers.fetch import Fetcher
    from index.readers.web import read_address

    yield from read_address(address, Fetcher(frozenset(host.lower().strip("[]") for host in private_hosts)))


def at_most(limit: int, results: Iterator[Article | Failure], where: str) -> Iterator[Article | Failure]:
    """The first `limit` of `results`, and a failure if there are more."""
    yield from islice(results, limit)
    if next(results, None) is not None:
        yield Failure(where, f"it holds more than {limit:,} articles, and the rest was not read; divide it")


def _read(found: Found) -> Iterator[Article | Failure]:
    try:
        if found.suffix == ".zip":
            for member in find_members(found):
                yield from [member] if isinstance(member, Failure) else _read(member)
        else:
            for result in _READERS[found.suffix](found.path, found.name):
                yield _placed(result, found)
    except ReadError as error:
        yield Failure(found.where, str(error))
    except CANNOT_READ as error:
        yield Failure(found.where, explain(error))


def _placed(result: Article | Failure, found: Found) -> Article | Failure:
    """`result`, which speaks of a path; it is said to be where it was found, which may be in a zip."""
    if isinstance(result, Article):
        return result
    return replace(result, where=found.where + result.where.removeprefix(shown(found.path)))
