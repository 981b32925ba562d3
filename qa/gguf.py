"""What the header of a GGUF file tells that openvino-genai does not: how much the model reads, and where its data end.

openvino-genai crashes on a file that is cut short, so that is looked for before. The `gguf` package would take seconds
for a vocabulary. The format: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

_STRING, _ARRAY = 8, 9
_SIZES = {0: 1, 1: 1, 2: 2, 3: 2, 4: 4, 5: 4, 6: 4, 7: 1, 10: 8, 11: 8, 12: 8}
"""Bytes of each plain type of value."""
_LONGEST_NAME = 65_535


@dataclass(frozen=True, slots=True)
class Header:
    """`context`: the tokens that the model reads at most, its reply among them, where the file says so. `last`: where
    the data of its last tensor begin, in the file; 0 where it has none.
    """

    context: int | None
    last: int


def read_header(path: Path) -> Header | None:
    """The header of a GGUF file; None where it is not understood. Raises EOFError where the file ends in it."""
    with path.open("rb") as file:
        try:
            if file.read(4) != b"GGUF" or _number(file, 4) not in {2, 3}:
                return None
            tensors, entries = _number(file, 8), _number(file, 8)
            context = _context(file, entries)
            last = max((_tensor(file) for _ in range(tensors)), default=None)
            return Header(context, 0 if last is None else file.tell() + last)
        except (KeyError, OverflowError, OSError, ValueError):
            return None


def _context(file: BinaryIO, entries: int) -> int | None:
    """The model's context, as its metadata say; the file is left behind them."""
    context = None
    for _ in range(entries):
        name, kind = _name(file), _number(file, 4)
        if name.endswith(b".context_length") and kind in _SIZES:
            context = _number(file, _SIZES[kind])
        else:
            _skip(file, kind)
    return context


def _tensor(file: BinaryIO) -> int:
    """Where the next tensor's data begin, counted from the end of the header."""
    _name(file)
    dimensions = _number(file, 4)
    file.seek(8 * dimensions + 4, 1)
    return _number(file, 8)


def _skip(file: BinaryIO, kind: int) -> None:
    if kind == _STRING:
        file.seek(_number(file, 8), 1)
    elif kind == _ARRAY:
        kind, length = _number(file, 4), _number(file, 8)
        if kind != _STRING:
            file.seek(_SIZES[kind] * length, 1)
            return
        for _ in range(length):
            file.seek(_number(file, 8), 1)
    else:
        file.seek(_SIZES[kind], 1)


def _name(file: BinaryIO) -> bytes:
    if (length := _number(file, 8)) > _LONGEST_NAME:
        raise OverflowError("no name is as long as that")
    return _read(file, length)


def _number(file: BinaryIO, size: int) -> int:
    return int.from_bytes(_read(file, size), "little")


def _read(file: BinaryIO, size: int) -> bytes:
    read = file.read(size)
    if len(read) < size:
        raise EOFError
    return read
