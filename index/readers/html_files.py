"""Saved HTML pages."""

from collections.abc import Iterator
from pathlib import Path

from index.errors import ReadError
from index.readers.clean import decode
from index.readers.encoding import declared_encoding
from index.readers.files import read_whole, shown
from index.readers.pages import page_record
from index.readers.record import read_record
from index.values import Article, Failure


def read_html(path: Path, name: str) -> Iterator[Article | Failure]:
    """The article on a saved page. ReadError, or what opening the file raises, when there is none."""
    data = read_whole(path, "cut the page down to its article")
    page = decode(data, declared_encoding(data))
    if page is None:
        raise ReadError("not readable as text; save the page again as HTML in UTF-8")
    yield from read_record(page_record(page), shown(path), name)
