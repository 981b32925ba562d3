"""CSV and TSV: the header row names the fields, and each row is a record; read row by row."""

import csv
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from io import BufferedReader, TextIOWrapper
from pathlib import Path
from typing import TextIO

from index.errors import ReadError
from index.readers.clean import clean_line, encoding_of
from index.readers.files import CANNOT_READ, explain, head_of, open_bytes, shown
from index.readers.limits import ROW_CHARACTERS
from index.readers.record import FIELDS, read_record
from index.values import Article, Failure

_HEAD = 1 << 20
_DELIMITERS = ",;\t|"
_REREAD = 10 * ROW_CHARACTERS
_ALIASES = {
    **dict.fromkeys(("headline",), "title"),
    **dict.fromkeys(("body", "content", "article"), "text"),
    **dict.fromkeys(("date", "pub_date", "publish_date", "publication_date", "published_at"), "published"),
    **dict.fromkeys(("outlet", "publication", "publisher"), "source"),
    **dict.fromkeys(("link",), "url"),
    **dict.fromkeys(("author", "byline"), "authors"),
}


def read_csv(path: Path, _name: str) -> Iterator[Article | Failure]:
    """The articles of a CSV or TSV file of any size, a row in memory at a time. Empty rows are passed over.

    ReadError, or what opening the file raises, when the file as a whole cannot be read.
    """
    # The limit is the whole process's, so it is never lowered; rows are held to ROW_CHARACTERS here.
    csv.field_size_limit(max(csv.field_size_limit(), ROW_CHARACTERS))
    with open_bytes(path) as stream:
        lines = _Lines(TextIOWrapper(stream, _encoding(stream), errors="replace", newline=""))
        try:
            yield from _records(lines, shown(path))
        except CANNOT_READ as error:
            raise ReadError(f"after line {lines.number}: {explain(error)}") from error


def _encoding(stream: BufferedReader) -> str:
    head = head_of(stream, _HEAD)
    if not head.strip():
        raise ReadError("the file is empty; leave it out or give one that has text")
    encoding = encoding_of(head)
    if encoding is None:
        raise ReadError("not readable as text; save it as CSV in UTF-8")
    return encoding


class _TooLong(Exception):
    """A row is over ROW_CHARACTERS."""


class _Lines:
    """The lines of a text, counted, of which the last ones can be taken back."""

    def __init__(self, text: TextIO) -> None:
        self.number = 0
        self._text = text
        self._waiting: deque[str] = deque()
        self._reread = 0

    def one_row(self, held: list[str]) -> Iterator[str]:
        """Lines for a parser to take as many of as make a row; each is put into `held`. May raise _TooLong."""
        size = 0
        while line := self._waiting.popleft() if self._waiting else self._text.readline(ROW_CHARACTERS + 1):
            self.number += 1
            size += len(line)
            held.append(line)
            if size > ROW_CHARACTERS:
                self._pass_over(line)
                raise _TooLong
            yield line

    def _pass_over(self, line: str) -> None:
        while len(line) > ROW_CHARACTERS and not line.endswith(("\n", "\r")):
            line = self._text.readline(ROW_CHARACTERS + 1) or "\n"

    def take_back(self, lines: Sequence[str]) -> None:
        """Give `lines` again, unless so much was given twice that a file made to waste time is more likely."""
        self._reread += sum(map(len, lines))
        if self._reread <= _REREAD:
            self._waiting.extendleft(reversed(lines))
            self.number -= len(lines)


def _parser(lines: Iterable[str], delimiter: str) -> Iterator[list[str]]:
    return csv.reader(lines, delimiter=delimiter, skipinitialspace=True, strict=True)


def _rows(lines: _Lines, delimiter: str) -> Iterator[tuple[int, list[str] | str]]:
    """Each row that is not empty: the number of its first line, and its cells or what is wrong with it.

    Most often a row goes wrong because a quote in it never ends: the next row is looked for on its second line.
    """
    while True:
        start, held = lines.number + 1, list[str]()
        try:
            cells = next(_parser(lines.one_row(held), delimiter), None)
        except _TooLong:
            problem = f"the row is over the limit of {ROW_CHARACTERS:,} characters; is there a quote that never ends?"
        except csv.Error as error:
            problem = f'the row is not valid CSV ({error}); double each quote within quotes: "a ""b"" c"'
        else:
            if cells is None:
                return
            if any(cell.strip() for cell in cells):
                yield start, cells
            continue
        lines.take_back(held[1:])
        yield start, problem


def _records(lines: _Lines, where: str) -> Iterator[Article | Failure]:
    delimiter, names = _header(lines)
    fields = _fields(names)
    rows, in_doubt = 0, False
    for number, row in _rows(lines, delimiter):
        rows += 1
        here = f"{where}:{number}"
        if isinstance(row, str):
            in_doubt = True
            yield Failure(here, row)
        elif in_doubt and len(row) != len(names):
            continue  # what is left of the broken row
        elif problem := _misfit(row, fields):
            yield Failure(here, problem)
        else:
            in_doubt = False
            record = {field: cell for field, cell in zip(fields, row, strict=False) if field and cell}
            yield from read_record(_split_authors(record), here)
    if not rows:
        raise ReadError("there are no rows under the header; write one article a row")


def _header(lines: _Lines) -> tuple[str, list[str]]:
    """The delimiter by which the first row names the most fields that are known, and what it names.

    ReadError when none of them is the text.
    """
    first = ""
    while not first.strip():
        held = list[str]()
        try:
            first = next(lines.one_row(held), "\0")
        except _TooLong as error:
            raise ReadError("the first line is too long for a header; write the columns' names there") from error
    headers = {delimiter: _cells(first, delimiter) for delimiter in _DELIMITERS}
    delimiter = max(_DELIMITERS, key=lambda each: (_known(headers[each]), len(headers[each])))
    names = headers[delimiter]
    if "text" not in _fields(names):
        columns = shown(", ".join(name for name in names if name))
        columns = columns if len(columns) <= 200 else f"{columns[:199]}…"
        raise ReadError(f"no column holds the text (columns: {columns}); name it text, body, content or article")
    return delimiter, names


def _cells(line: str, delimiter: str) -> list[str]:
    try:
        return [clean_line(cell) for cell in next(_parser([line], delimiter))]
    except csv.Error:
        return [clean_line(line)]


def _known(names: list[str]) -> int:
    return sum(field in FIELDS for field in _fields(names))


def _fields(names: list[str]) -> list[str]:
    """For each column the record's key that it fills: a field by its name or the first alias of it, else its own."""
    plain = [name.lower().replace(" ", "_").replace("-", "_") for name in names]
    taken = {name for name in plain if name in FIELDS}
    fields: list[str] = []
    for name, own in zip(plain, names, strict=True):
        field = _ALIASES.get(name, name)
        if field in FIELDS and (name == field or field not in taken) and field not in fields:
            taken.add(field)
            fields.append(field)
        else:
            fields.append(own if own not in FIELDS else "")
    return fields


def _misfit(row: list[str], fields: list[str]) -> str | None:
    """Why a row cannot be laid under the header. Empty cells at its end may be missing, or too many."""
    if any(cell.strip() for cell in row[len(fields) :]):
        count = f"{len(row)} columns, the header {len(fields)}"
        return f"the row has {count}; put quotes around what holds a delimiter or a line break"
    if len(row) <= fields.index("text"):
        return f"the row has {len(row)} of {len(fields)} columns, and not the text; complete it"
    return None


def _split_authors(record: dict[str, str]) -> dict[str, object]:
    authors = record.get("authors")
    return {**record, "authors": authors.replace("|", ";").split(";")} if authors else dict(record)
