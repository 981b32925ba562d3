"""Plain text and Markdown: one article a file, its title and date from a header or its first line."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from index.errors import ReadError
from index.readers.clean import clean_text, decode
from index.readers.files import read_whole, shown
from index.readers.front_matter import split_header
from index.readers.mojibake import repaired
from index.readers.record import read_record
from index.values import Article, Failure

_TITLE_CHARACTERS = 120
_ENDS_OF_SENTENCES = (".", "!", "?", "…", ":", '"', "'", "”", "’", "»", "“", "›")
_FIRST_LINE = re.compile(r"([^\n]+)\n[ \t]*\n")
_HEADING = re.compile(r"#[ \t]+([^\n]*?)[ \t]*#*[ \t]*(?:\n|\Z)")

SplitTitle = Callable[[str], tuple[str, str]]


def read_text(path: Path, name: str) -> Iterator[Article | Failure]:
    """The article in a text file. ReadError, or what opening the file raises, when there is none."""
    return _read(path, name, split_first_line)


def read_markdown(path: Path, name: str) -> Iterator[Article | Failure]:
    """The article in a Markdown file, its markup left as written. Errors as for text."""
    return _read(path, name, split_heading)


def _read(path: Path, name: str, split_title: SplitTitle) -> Iterator[Article | Failure]:
    text = decode(read_whole(path, "one file holds one article, so split it into one file each"))
    if text is None:
        raise ReadError("not readable as text; save it as UTF-8 text")
    record, body = split_header(clean_text(repaired(text)))
    title, rest = split_title(clean_text(body))
    if title and record.get("title") in (None, "", title):
        record["title"], body = title, rest
    yield from read_record({**record, "text": body}, shown(path), name)


def split_first_line(text: str) -> tuple[str, str]:
    """The first line as the title, and the rest; "" and all of `text` when the first line reads like a paragraph.

    A title stands alone (an empty line follows), is short, and does not end as a sentence or a quotation does.
    """
    line = _FIRST_LINE.match(text)
    title = line[1].strip() if line else ""
    is_title = len(title) <= _TITLE_CHARACTERS and not title.endswith(_ENDS_OF_SENTENCES)
    if line and is_title and any(character.isalnum() for character in title):
        return title, text[line.end() :].strip()
    return "", text


def split_heading(text: str) -> tuple[str, str]:
    """The `# heading` that the text begins with, and the rest; "" and all of `text` when it begins otherwise."""
    heading = _HEADING.match(text)
    return (heading[1], text[heading.end() :].strip()) if heading else ("", text)
