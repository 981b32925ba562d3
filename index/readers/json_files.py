"""JSON Lines, one record a line, read line by line; and JSON, an array of records or one, read whole."""

import codecs
import json
from collections.abc import Iterator
from io import BufferedReader
from pathlib import Path
from typing import Any

from index.errors import ReadError
from index.readers.clean import decode
from index.readers.files import CANNOT_READ, bounded_lines, explain, head_of, open_bytes, read_whole, shown
from index.readers.limits import LINE_BYTES, megabytes
from index.readers.record import read_record
from index.values import Article, Failure

_HEAD = 8192
_BINARY = "not readable as text; save it as UTF-8"


def read_json_lines(path: Path, _name: str) -> Iterator[Article | Failure]:
    """The articles of a JSON Lines file of any size, a line in memory at a time. Empty lines are passed over.

    ReadError, or what opening the file raises, when the file as a whole cannot be read.
    """
    records, number = 0, 0
    with open_bytes(path) as stream:
        _refuse_binary(stream)
        lines = bounded_lines(stream)
        while True:
            try:
                line = next(lines, b"")
            except CANNOT_READ as error:
                raise ReadError(f"after line {number}: {explain(error)}") from error
            if line == b"":
                break
            number += 1
            if line is None or line.strip():
                records += 1
                yield from _line_record(line, f"{shown(path)}:{number}")
    if not records:
        raise ReadError("there are no records in the file; write one JSON object a line")


def _refuse_binary(stream: BufferedReader) -> None:
    head = head_of(stream, _HEAD)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise ReadError("JSON Lines in UTF-16 are not read; save the file as UTF-8")
    if b"\0" in head:
        raise ReadError(_BINARY)


def _line_record(line: bytes | None, where: str) -> Iterator[Article | Failure]:
    if line is None:
        yield Failure(where, f"the line is over the limit of {megabytes(LINE_BYTES)}; write one article a line")
        return
    try:
        record = _parse(line)
    except ReadError as error:
        yield Failure(where, f"{error}; write one JSON object a line, in UTF-8")
        return
    yield from read_record(record, where)


def read_json(path: Path, _name: str) -> Iterator[Article | Failure]:
    """The articles of a JSON file: an array of records, or a single one. ReadError when it is not JSON."""
    data = read_whole(path, "write it as JSON Lines (.jsonl), which may be of any size")
    try:
        whole = _parse(data)
    except ReadError as error:
        raise ReadError(f"{error}; correct it, or name the file .jsonl if it holds one object a line") from error
    if not isinstance(whole, list):
        yield from read_record(whole, shown(path))
        return
    if not whole:
        raise ReadError("the array is empty; leave the file out or fill it with records")
    for number, record in enumerate(whole, 1):
        yield from read_record(record, f"{shown(path)}, record {number}")


def _parse(data: bytes) -> Any:
    """The JSON in `data`. NaN and Infinity, which data frames write for what is missing, are null."""
    text = decode(data)
    if text is None:
        raise ReadError("not readable as text")
    try:
        return json.loads(text, parse_constant=lambda _: None)
    except json.JSONDecodeError as error:
        raise ReadError(f"not valid JSON ({error.msg}, line {error.lineno} column {error.colno})") from error
    except RecursionError as error:
        raise ReadError("not usable JSON (nested too deeply)") from error
    except ValueError as error:  # a whole number of thousands of digits
        raise ReadError("not usable JSON (a number is too long)") from error
