"""Opening files, plain or gzipped, within the limits; and saying what went wrong."""

import gzip
import os
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast

from index.errors import ReadError
from index.readers.limits import FILE_BYTES, LINE_BYTES, megabytes

CANNOT_READ = (OSError, EOFError, zlib.error)
_STEP = 1 << 20


def shown(value: object) -> str:
    """A path, or another thing out of an input, for people: on one line, whatever is in it."""
    text = str(value)
    return text if text.isprintable() else text.encode("unicode_escape").decode("ascii")


def open_bytes(path: Path) -> BinaryIO:
    """`path` for reading, unpacked if its name ends in .gz."""
    return cast("BinaryIO", gzip.open(path)) if path.name.lower().endswith(".gz") else path.open("rb")


def read_whole(path: Path, remedy: str) -> bytes:
    """All bytes of a file of at most FILE_BYTES. `remedy` tells what to do with a bigger one."""
    with open_bytes(path) as stream:
        data = stream.read(FILE_BYTES + 1)
        if len(data) > FILE_BYTES:
            packed = path.name.lower().endswith(".gz")
            size = "more" if packed else megabytes(os.fstat(stream.fileno()).st_size)
            raise ReadError(f"{size} is over the limit of {megabytes(FILE_BYTES)} for one file; {remedy}")
    if not data.strip():
        raise ReadError("the file is empty; leave it out or give one that has text")
    return data


def bounded_lines(stream: BinaryIO) -> Iterator[bytes | None]:
    """Each line, with its end; None for one over LINE_BYTES, which is passed over without being held."""
    while line := stream.readline(LINE_BYTES + 1):
        if len(line) <= LINE_BYTES:
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(_STEP)
        yield None


def explain(error: Exception) -> str:
    """Why a file cannot be read, and what to do about it, in one line."""
    if isinstance(error, FileNotFoundError):
        return "no such file; check the spelling"
    if isinstance(error, PermissionError):
        return "permission denied; make it readable for this user"
    if isinstance(error, gzip.BadGzipFile | EOFError | zlib.error):
        return "the gzip data are damaged or cut short; compress or download the file again"
    reason = error.strerror if isinstance(error, OSError) else None
    return f"cannot be read ({reason or type(error).__name__}); check the path and the disk"
