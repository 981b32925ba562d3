"""Opening files, plain or gzipped, within the limits; and saying what went wrong."""

import gzip
import os
import zlib
from collections.abc import Iterator
from io import SEEK_SET, BufferedReader, RawIOBase
from pathlib import Path

from index.errors import ReadError
from index.readers.limits import FILE_BYTES, LINE_BYTES, UNPACKED_RATIO, megabytes, most_unpacked

CANNOT_READ = (OSError, EOFError, zlib.error)
BOMB = (
    f"it unpacks to more than {UNPACKED_RATIO} times its size, as if made to fill the disk; "
    "unpack it yourself if you trust it"
)
_STEP = 1 << 20
_BUFFER = 1 << 16


class _Unpacked(RawIOBase):
    """What a gzipped file unpacks to, until that is more than it may be: then ReadError."""

    def __init__(self, path: Path) -> None:
        self._most = most_unpacked(path.stat().st_size)
        self._stream = gzip.GzipFile(path, "rb")

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = SEEK_SET) -> int:
        return self._stream.seek(offset, whence)

    def tell(self) -> int:
        return self._stream.tell()

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override] # narrower: BufferedReader gives no other
        data = self._stream.read1(len(buffer))  # as far as the data are whole; the damage after them comes next
        if self._stream.tell() > self._most:
            raise ReadError(BOMB)
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._stream.close()
        super().close()


def shown(value: object) -> str:
    """A path, or another thing out of an input, for people: on one line, whatever is in it."""
    text = str(value)
    return text if text.isprintable() else text.encode("unicode_escape").decode("ascii")


def open_bytes(path: Path) -> BufferedReader:
    """`path` for reading, unpacked if its name ends in .gz."""
    if path.name.lower().endswith(".gz"):
        return BufferedReader(_Unpacked(path), _BUFFER)
    return path.open("rb")


def head_of(stream: BufferedReader, size: int) -> bytes:
    """The first bytes of a stream, at most `size`; fewer if what follows is damaged. It is then at its start again."""
    head = b""
    while len(head) < size:
        try:
            piece = stream.read1(size - len(head))
        except CANNOT_READ:
            if not head:
                raise
            break
        if not piece:
            break
        head += piece
    stream.seek(0)
    return head


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


def bounded_lines(stream: BufferedReader) -> Iterator[bytes | None]:
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
