"""A file's content before its format is known: JSON objects with their places, rows of a table, or a folder."""

from __future__ import annotations

import csv
import gzip
import json
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any, Literal

from index import CaseError

Kind = Literal["folder", "table", "records"]


@dataclass(frozen=True, slots=True)
class Record:
    """An object, and where it stands: the file, and its line or place there."""

    where: str
    place: str
    fields: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Content:
    """What a path holds: a folder, or the records of a table (CSV, TSV) or of JSON, one a line or in one list."""

    path: Path
    kind: Kind
    records: tuple[Record, ...] = ()

    def begins_with(self, *keys: str) -> bool:
        """Whether these are JSON records, of which the first has all these keys."""
        return self.kind == "records" and bool(self.records) and set(keys) <= self.records[0].fields.keys()


def load(path: Path) -> Content:
    """Return the content of a path. Raises CaseError, naming file and line, for what is neither JSON nor CSV."""
    if path.is_dir():
        return Content(path, "folder")
    text = _text(path)
    suffixes = [suffix for suffix in path.suffixes if suffix != ".gz"]
    if suffixes and suffixes[-1].lower() in {".csv", ".tsv"}:
        return Content(path, "table", tuple(_rows(path, text, "\t" if suffixes[-1].lower() == ".tsv" else ",")))
    return Content(path, "records", tuple(_objects(path, text)))


def _text(path: Path) -> str:
    try:
        raw = path.read_bytes()
        return (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CaseError(f"{path}: is not UTF-8 text; save it as UTF-8") from error
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise CaseError(f"{path}: is not a whole gzip file ({error}); compress it again") from error
    except OSError as error:
        raise CaseError(f"{path}: cannot be read ({error.strerror}); give the path of a test set") from error


def _rows(path: Path, text: str, delimiter: str) -> Iterator[Record]:
    rows = csv.DictReader(StringIO(text), delimiter=delimiter)
    try:
        for row in rows:
            # A row that is longer than the header keeps the rest under None.
            fields = {key.strip().lower(): value for key, value in row.items() if key and value is not None}
            yield Record(f"{path}:{rows.line_num}", f"line {rows.line_num}", fields)
    except csv.Error as error:
        raise CaseError(f"{path}:{rows.line_num}: is not CSV ({error}); save it as CSV with a header row") from error


def _objects(path: Path, text: str) -> Iterator[Record]:
    if (whole := _whole(text)) is not None:
        for number, item in enumerate(whole, 1):
            yield Record(f"{path}: item {number}", f"item {number}", item)
        return
    # Only "\n" ends a line: JSON may hold what else splitlines would break at.
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            where = f"{path}:{number}"
            try:
                item = json.loads(line)
            except (json.JSONDecodeError, RecursionError) as error:
                raise CaseError(f"{where}: is not JSON ({error}); write one object a line") from error
            if not isinstance(item, dict):
                raise CaseError(f"{where}: is not a JSON object; write one object a line")
            yield Record(where, f"line {number}", item)


def _whole(text: str) -> list[Any] | None:
    """The objects of a text that is one JSON value over several lines, or a list; None where it is neither."""
    try:
        value = json.loads(text)
    except (json.JSONDecodeError, RecursionError):
        return None
    if isinstance(value, list) and value and all(isinstance(item, dict) for item in value):
        return value
    return [value] if isinstance(value, dict) and "\n" in text.strip() else None
