"""Opening files, plain or gzipped, within the limits; and saying what went wrong."""

import gzip
import os
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast

from index.errors import ReadError
from index.readers.limits import FILE_BYTES, LINE_BYTES, UNPACKED_RATIO, megabytes, most_unpacked

CANNOT_READ = (OSError, EOFError, zlib.error)
BOMB = (
    f"it unpacks to more than {UNPACKED_RATIO} times its size, as if made to fill the disk; "
    "unpack it yourself if you trust it"
)
_STEP = 1 << 20


class _Unpacked(gzip.GzipFile):
    """A gzipped file, read until it has unpacked to more than it may: then ReadError."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, "rb")
        self._most = most_unpacked(path.stat().st_size)

    def read(self, size: int | None = -1) -> bytes:
        return self._within(super().read(size))

    def read1(self, size: int = -1) -> bytes:
        return self._within(super().read1(size))

    def readline(self, size: int | None = -1) -> bytes:
        return self._within(super().readline(size))

    def _within(self, data: bytes) -> bytes:
        if self.tell() > self._most:
            raise ReadError(BOMB)
        return data


def shown(value: object) -> str:
    """A path, or another thing out of an input, for people: on one line, whatever is in it."""
    text = str(value)
    return text if text.isprintable() else text.encode("unicode_escape").decode("ascii")


def open_bytes(path: Path) -> BinaryIO:
    """`path` for reading, unpacked if its name ends in .gz."""
    return cast("BinaryIO", _Unpacked(path)) if path.name.lower().endswith(".gz") else path.open("rb")


def read_whole(path: Path, remedy: str, limit: int = FILE_BYTES) -> bytes:
    """All bytes of a file of at most `limit` bytes. `remedy` tells what to do with a bigger one."""
    with open_bytes(path) as stream:
        data = stream.read(limit + 1)
        if len(data) > limit:
            packed = path.name.lower().endswith(".gz")
            size = "more" if packed else megabytes(os.fstat(stream.fileno()).st_size)
            raise ReadError(f"{size} is over the limit of {megabytes(limit)} for one file; {remedy}")
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
