"""What a reader gives, files and addresses, as articles and failures, in the words of the one who gave it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from index import Article, Failure, read_articles
from qa.web.texts import number, text

LARGEST_UPLOAD = 100_000_000
"""Bytes of one file."""

MOST_ADDRESSES = 50
"""At once; a feed counts as one."""

_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
_BARE = re.compile(r"[\w-]+(?:\.[\w-]+)+(?::\d+)?(?:[/?]\S*)?")


@dataclass(frozen=True, slots=True)
class Given:
    """Files where they were uploaded to, and lines of addresses. `private_hosts` as `read_articles` takes them."""

    files: tuple[Path, ...]
    lines: tuple[str, ...]
    private_hosts: tuple[str, ...] = ()

    def read(self) -> Iterator[Article | Failure]:
        """Everything in it, one by one. Lines that are no web address are failures: never is one taken for a path."""
        for file in self.files:
            for item in read_articles(file):
                yield _uploaded(item, file)
        for line in self.lines:
            address = f"https://{line}" if _BARE.fullmatch(line) else line
            if _ADDRESS.fullmatch(address):
                yield from read_articles(address, private_hosts=self.private_hosts)
            else:
                yield Failure(line[:200], text("archive.no.address"))

    def discard(self) -> None:
        """Remove the uploaded files."""
        for file in self.files:
            file.unlink(missing_ok=True)
            with suppress(OSError):  # another reader's file of the same content may come there
                file.parent.rmdir()


def given(uploads: Sequence[str] | None, addresses: str, private_hosts: tuple[str, ...]) -> Given:
    """What was given. Raises ValueError, in words, when that is nothing, or too much."""
    lines = tuple(line.strip() for line in addresses.splitlines() if line.strip())
    if not uploads and not lines:
        raise ValueError(text("archive.none.given"))
    if len(lines) > MOST_ADDRESSES:
        raise ValueError(text("archive.addresses.many", n=number(len(lines)), most=MOST_ADDRESSES))
    return Given(tuple(Path(upload).resolve() for upload in uploads or ()), lines, private_hosts)


def _uploaded(item: Article | Failure, file: Path) -> Article | Failure:
    """`item` without the place that its file was uploaded to: its content is what it is known by."""
    folder = f"{file.parent.as_posix()}/"
    if isinstance(item, Failure):
        return replace(item, where=item.where.removeprefix(folder))
    return replace(item, id=f"upload-{item.version}") if item.id.startswith(folder) else item
