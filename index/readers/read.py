"""Paths in, articles out: which reader reads what, and what an article without id and URL is called."""

from collections.abc import Callable, Iterator
from pathlib import Path

from index.errors import ReadError
from index.readers.files import CANNOT_READ, explain, shown
from index.readers.folders import Found, find_files
from index.readers.html_files import read_html
from index.readers.json_files import read_json, read_json_lines
from index.readers.text_files import read_markdown, read_text
from index.values import Article, Failure

Reader = Callable[[Path, str], Iterator[Article | Failure]]

_READERS: dict[str, Reader] = {
    ".jsonl": read_json_lines,
    ".ndjson": read_json_lines,
    ".json": read_json,
    ".txt": read_text,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".html": read_html,
    ".htm": read_html,
}


def read_articles(*paths: str | Path) -> Iterator[Article | Failure]:
    """The articles in files and folders, one by one; a failure for each input that cannot be read.

    JSON Lines, JSON, text, Markdown and HTML, each also gzipped. Nothing but the current article is held (a .json
    file: that file), and no input raises: what is wrong with it becomes a Failure, and the rest goes on.

    An article's id is its record's `id`, else its canonical URL, else for a record its content's hash, and for a file
    its whole path: two files of one name in two folders are two articles, whatever they were indexed from.
    """
    for given in paths:
        for found in find_files(given):
            if isinstance(found, Failure):
                yield found
            else:
                yield from _read(found)


def _read(found: Found) -> Iterator[Article | Failure]:
    try:
        yield from _READERS[found.suffix](found.path, found.name)
    except ReadError as error:
        yield Failure(shown(found.path), str(error))
    except CANNOT_READ as error:
        yield Failure(shown(found.path), explain(error))
