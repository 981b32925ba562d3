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
    its path within the folder given, or its name if given itself. Where two files of one call would share such a
    name, the later one's is led by its parent folders, as many as tell them apart.
    """
    names = _Names()
    for given in paths:
        for found in find_files(given):
            if isinstance(found, Failure):
                yield found
            else:
                yield from _read(found, names.name(found))


def _read(found: Found, name: str) -> Iterator[Article | Failure]:
    try:
        yield from _READERS[found.suffix](found.path, name)
    except ReadError as error:
        yield Failure(shown(found.path), str(error))
    except CANNOT_READ as error:
        yield Failure(shown(found.path), explain(error))


class _Names:
    """The names given to files so far; no two files get the same."""

    def __init__(self) -> None:
        self._taken: dict[str, Path] = {}

    def name(self, found: Found) -> str:
        whole = found.path.absolute()
        parts = whole.parts
        name, length = found.name, found.name.count("/") + 1
        while self._taken.setdefault(name, whole) != whole and length < len(parts):
            length += 1
            name = "/".join(parts[-length:])
        return name
