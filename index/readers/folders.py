"""What a path holds: itself, or the files of a folder."""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from index.readers.files import explain, shown
from index.values import Failure

SUFFIXES = (".jsonl", ".ndjson", ".json", ".txt", ".md", ".markdown", ".html", ".htm", ".rss", ".atom", ".xml")
_READ = f"{', '.join(SUFFIXES)}, each also with .gz"


@dataclass(frozen=True, slots=True)
class Found:
    """A file to read, and its suffix without .gz, in lower case."""

    path: Path
    suffix: str

    @property
    def name(self) -> str:
        """The whole path, in valid Unicode: file names may hold any bytes."""
        whole = (self.path.parent.resolve() / self.path.name).as_posix()
        return os.fsencode(whole).decode("utf-8", "backslashreplace")


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
    elif suffix_of(path) not in SUFFIXES:
        kind = shown(suffix_of(path) or "no suffix")
        yield Failure(shown(path), f"this kind of file is not read ({kind}); what is read: {_READ}")
    elif not stat.S_ISREG(mode):
        yield Failure(shown(path), "a pipe or a device, not a file; save its output to a file and give that")
    else:
        yield Found(path, suffix_of(path))


def suffix_of(path: Path) -> str:
    """The suffix that says what a file is: ".jsonl" for "News.JSONL.gz"."""
    return Path(path.name.lower().removesuffix(".gz")).suffix


def _walk(folder: Path) -> Iterator[Found | Failure]:
    anything = False
    waiting = [folder]
    while waiting:
        path = waiting.pop()
        wanted = suffix_of(path) in SUFFIXES
        try:
            mode = path.stat().st_mode
            if stat.S_ISDIR(mode) and (path == folder or not path.is_symlink()):
                wanted = True
                inside = sorted(path.iterdir(), key=lambda child: child.name, reverse=True)
                waiting += [child for child in inside if not child.name.startswith(".")]
            elif wanted and stat.S_ISREG(mode):
                anything = True
                yield Found(path, suffix_of(path))
        except OSError as error:
            if wanted:
                anything = True
                yield Failure(shown(path), explain(error))
    if not anything:
        yield Failure(shown(folder), f"nothing in this folder is read; what is read: {_READ}")
