"""Zips: their members as files to read, unpacked one at a time, under names and within limits of our own."""

import tempfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from index.errors import ReadError
from index.readers.files import BOMB, explain, shown
from index.readers.folders import SUFFIXES, Found, nothing_read, suffix_of
from index.readers.limits import ZIP_BYTES, ZIP_DIRECTORY_BYTES, ZIP_MEMBERS, megabytes, most_unpacked
from index.values import Failure

_STEP = 1 << 16
_ENCRYPTED = 0x1
_END, _END_64, _END_BYTES, _END_64_BYTES = b"PK\5\6", b"PK\6\7", 22, 76
_UNREADABLE = (BadZipFile, EOFError, zlib.error, NotImplementedError, RuntimeError, ValueError)


def find_members(found: Found) -> Iterator[Found | Failure]:
    """The files in a zip, in sorted order, each on disk only until the next one is asked for.

    Hidden members and what macOS adds are passed over, as are other suffixes; a zip in it is a failure. Nothing is
    unpacked under a name that the zip gives. ReadError when it is no zip, or more than is read.
    """
    anything = False
    with (
        found.path.open("rb") as stream,
        _opened(stream) as archive,
        tempfile.TemporaryDirectory(prefix="news-qa-") as folder,
    ):
        room = ZIP_BYTES
        for name, member in sorted(_wanted(archive), key=lambda pair: pair[0].split("/")):
            anything = True
            inside = f"{found.where}/{shown(name)}"
            path = Path(folder) / f"member{suffix_of(name)}{'.gz' if name.lower().endswith('.gz') else ''}"
            try:
                room -= _unpack(archive, member, path, room)
            except ReadError as error:
                yield Failure(inside, str(error))
                continue
            yield Found(path, suffix_of(name), f"{found.name}/{name}", inside)
    if not anything:
        raise ReadError(nothing_read("zip"))


def _opened(stream: BinaryIO) -> ZipFile:
    try:
        return open_zip(stream, ZIP_MEMBERS)
    except _UNREADABLE as error:
        raise ReadError("the zip is damaged or cut short; compress or download it again") from error


def open_zip(stream: BinaryIO, most_members: int) -> ZipFile:
    """The zip in `stream`. ReadError when its list of members is too long to be held; BadZipFile and the like."""
    if _directory_bytes(stream) > ZIP_DIRECTORY_BYTES:
        raise ReadError(f"its list of members is over the limit of {megabytes(ZIP_DIRECTORY_BYTES)}; divide it")
    archive = ZipFile(stream)
    if len(archive.infolist()) > most_members:
        archive.close()
        raise ReadError(
            f"{len(archive.infolist()):,} members are over the limit of {most_members:,} for one zip; divide it"
        )
    return archive


def _directory_bytes(stream: BinaryIO) -> int:
    """Size of the list of members by the record at the zip's end (APPNOTE 4.3.16), or its 64-bit form (4.3.14)."""
    size = stream.seek(0, 2)
    stream.seek(max(0, size - _END_BYTES - 0xFFFF - _END_64_BYTES))
    tail = stream.read()
    stream.seek(0)
    end = tail.rfind(_END)
    if end < 0:
        return 0
    large = tail[max(0, end - _END_64_BYTES) : end]
    if large[-20:-16] == _END_64 and len(large) == _END_64_BYTES:
        return int.from_bytes(large[40:48], "little")
    return int.from_bytes(tail[end + 12 : end + 16], "little")


def _wanted(archive: ZipFile) -> Iterator[tuple[str, ZipInfo]]:
    """Members to read, with their names: "/" between folders, none before the first."""
    for member in archive.infolist():
        name = member.filename.replace("\\", "/").lstrip("/").encode("utf-8", "backslashreplace").decode("utf-8")
        parts = name.split("/")
        hidden = any(part.startswith(".") for part in parts) or "__MACOSX" in parts
        if not hidden and suffix_of(name) in SUFFIXES and not name.endswith("/"):
            yield name, member


def _unpack(archive: ZipFile, member: ZipInfo, path: Path, room: int) -> int:
    """Write the member to `path`; its size. ReadError when it cannot be unpacked, or is more than it may be."""
    if suffix_of(member.filename) == ".zip":
        raise ReadError("a zip within a zip is not read; unpack the outer one and give the folder")
    size, most = 0, min(room, most_unpacked(member.compress_size))
    try:
        with path.open("wb") as target:
            for piece in _pieces(archive, member):
                size += len(piece)
                if size > most:
                    over = f"the zip unpacks to more than the limit of {megabytes(ZIP_BYTES)}; divide it"
                    raise ReadError(over if most == room else BOMB)
                target.write(piece)
    except _UNREADABLE as error:
        raise ReadError("it is damaged in the zip; compress or download the zip again") from error
    except OSError as error:
        raise ReadError(f"it cannot be unpacked: {explain(error)}") from error
    return size


def unpacked_size(archive: ZipFile, member: ZipInfo, limit: int) -> int:
    """Bytes that the member really unpacks to, whatever the zip says; counted until they are more than `limit`."""
    size = 0
    for piece in _pieces(archive, member):
        size += len(piece)
        if size > limit:
            break
    return size


def _pieces(archive: ZipFile, member: ZipInfo) -> Iterator[bytes]:
    """The member's bytes, a small piece in memory at a time. ReadError when it is packed in a way that is not read."""
    if member.flag_bits & _ENCRYPTED:
        raise ReadError("it is encrypted; make the zip again without a password")
    if member.compress_type not in (ZIP_STORED, ZIP_DEFLATED):  # the others unpack without bounds
        raise ReadError("it is packed in a way that is not read; make the zip again with the usual compression")
    with archive.open(member) as stream:
        while piece := stream.read(_STEP):
            yield piece
