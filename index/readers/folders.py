"""What a path holds: itself, or the files of a folder."""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from index.readers.files import explain, shown
from index.values import Failure

SUFFIXES = (
    *(".jsonl", ".ndjson", ".json", ".csv", ".tsv", ".txt", ".md", ".markdown", ".html", ".htm"),
    *(".rss", ".atom", ".xml", ".pdf", ".docx", ".zip"),
)
_READ = f"{', '.join(SUFFIXES)}; each but .zip also with .gz"


@dataclass(frozen=True, slots=True)
class Found:
    """A file to read: what its article is called, where failures say it is, and its suffix without .gz."""

    path: Path
    suffix: str
    name: str
    where: str


def found_file(path: Path) -> Found:
    """`path` as found: called by its whole path, in valid Unicode, for file names may hold any bytes."""
    whole = (path.parent.resolve() / path.name).as_posix()
    return Found(path, suffix_of(path.name), os.fsencode(whole).decode("utf-8", "backslashreplace"), shown(path))


def find_files(given: str | Path) -> Iterator[Found | Failure]:
    """The files that `given` stands for, in sorted order.

    In a folder, hidden files, other suffixes and links to folders (which may lead in a circle) are passed over.
    """
    path = Path(given)
    if str(given) == "":
        yield Failure("(empty path)", "no path is given; name a file or a folder")
        return
    try:
        mode = path.stat().st_mode
    except OSError as error:
        yield Failure(shown(path), explain(error))
        return
    except ValueError:  # NUL in the path
        yield Failure(shown(path), "no such file; check the spelling")
        return
    if stat.S_ISDIR(mode):
        yield from _walk(path)
    elif suffix_of(path.name) not in SUFFIXES:
        kind = shown(suffix_of(path.name) or "no suffix")
        yield Failure(shown(path), f"this kind of file is not read ({kind}); what is read: {_READ}")
    elif not stat.S_ISREG(mode):
        yield Failure(shown(path), "a pipe or a device, not a file; save its output to a file and give that")
    else:
        yield found_file(path)


def suffix_of(name: str) -> str:
    """The suffix that says what a file is: ".jsonl" for "News.JSONL.gz"; ".zip.gz" as it is, for no reader has it."""
    lower = name.lower()
    return ".zip.gz" if lower.endswith(".zip.gz") else Path(lower.removesuffix(".gz")).suffix


def _walk(folder: Path) -> Iterator[Found | Failure]:
    anything = False
    waiting = [folder]
    while waiting:
        path = waiting.pop()
        wanted = suffix_of(path.name) in SUFFIXES
        try:
            mode = path.stat().st_mode
            if stat.S_ISDIR(mode) and (path == folder or not path.is_symlink()):
                wanted = True
                inside = sorted(path.iterdir(), key=lambda child: child.name, reverse=True)
                waiting += [child for child in inside if not child.name.startswith(".")]
            elif wanted and stat.S_ISREG(mode):
                anything = True
                yield found_file(path)
        except OSError as error:
            if wanted:
                anything = True
                yield Failure(shown(path), explain(error))
    if not anything:
        yield Failure(shown(folder), nothing_read("folder"))


def nothing_read(kind: str) -> str:
    """The problem of a folder or a zip without a file that has a reader."""
    return f"nothing in this {kind} is read; what is read: {_READ}"
