"""The manifest of a vector folder: what each file is when the folder gets its name, so that damage shows.

Chroma loads its files unchecked and may crash on a damaged one, taking the process along. A folder that is named is
only read, and reading changes one file: each opening adds a row to a table of Chroma's database. Of the database,
therefore, the size can only grow, and its rows are compared instead of its bytes.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from index.database import can_write

MANIFEST = "manifest.json"
DATABASE = "chroma.sqlite3"

_STORED = "index_metadata.pickle"
"""Of a graph that Chroma has stored. One without it is made anew from the database whenever it is opened."""

_GROWS = "acquire_write"


def seal(folder: Path) -> None:
    """Write down what the files of a folder are; nobody may be writing in it."""
    files = {str(file.relative_to(folder)): _facts(file) for file in _files(folder)}
    draft = folder / f"{MANIFEST}.{os.getpid()}"
    draft.write_text(json.dumps({"files": files}, indent=1, sort_keys=True))
    draft.replace(folder / MANIFEST)


def is_sealed(folder: Path) -> bool:
    """Whether there is a manifest; earlier versions made none."""
    return (folder / MANIFEST).is_file()


def damage(folder: Path, *, deep: bool = False) -> str | None:
    """What is wrong with a sealed folder, None if nothing.

    A file of the right size is trusted if its time is right too, and compared by its hash if not, as after a restored
    backup. `deep` compares every file.
    """
    try:
        files: dict[str, dict[str, Any]] = json.loads((folder / MANIFEST).read_text())["files"]
        return next(filter(None, (_fault(folder / name, facts, deep) for name, facts in files.items())), None)
    except (ValueError, KeyError, TypeError, AttributeError):
        return f"{MANIFEST} cannot be read"
    except OSError as error:
        return f"{Path(error.filename or folder).name} cannot be read ({error.strerror})"


def _files(folder: Path) -> Iterator[Path]:
    yield folder / DATABASE
    for stored in sorted(folder.glob(f"*/{_STORED}")):
        yield from sorted(file for file in stored.parent.iterdir() if file.is_file())


def _facts(file: Path) -> dict[str, Any]:
    state = file.stat()
    return {"size": state.st_size, "mtime_ns": state.st_mtime_ns, "sha256": _hash(file)}


def _fault(file: Path, facts: dict[str, Any], deep: bool) -> str | None:  # noqa: FBT001 - private, called once
    if not file.is_file():
        return f"{file.name} is missing"
    state = file.stat()
    if file.name == DATABASE:
        if state.st_size < facts["size"]:
            return f"{file.name} is cut short"
        found = _hash(file) if deep else facts["sha256"]
        return None if found and found == facts["sha256"] else f"{file.name} has changed"
    if state.st_size != facts["size"]:
        return f"{file.name} has another size"
    if state.st_mtime_ns != facts["mtime_ns"] or deep:
        if _hash(file) != facts["sha256"]:
            return f"{file.name} has changed"
        _remember(file, facts["mtime_ns"])
    return None


def _remember(file: Path, mtime_ns: int) -> None:
    """Set the time back, so that the file need not be compared again."""
    try:
        os.utime(file, ns=(mtime_ns, mtime_ns))
    except OSError:
        return  # not ours to change; it will be compared again


def _hash(file: Path) -> str | None:
    """SHA-256 of a file, of its rows if it is the database; None if SQLite cannot read it."""
    if file.name != DATABASE:
        with file.open("rb") as data:
            return hashlib.file_digest(data, "sha256").hexdigest()
    try:
        return _rows_hash(file)
    except sqlite3.DatabaseError:
        return None


def _rows_hash(file: Path) -> str | None:
    found = hashlib.sha256()
    # A reader that was killed may have left a journal, which only a writer may roll back.
    mode = "rw" if can_write(file) else "ro"
    database = sqlite3.connect(f"{file.absolute().as_uri()}?mode={mode}", uri=True)
    try:
        if database.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
            return None
        tables = database.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' AND name <> ? "
            "ORDER BY name",
            (_GROWS,),
        ).fetchall()
        for (name,) in tables:
            found.update(name.encode())
            for row in database.execute(f'SELECT * FROM "{name}"'):  # noqa: S608 - a name of the database's own
                found.update(repr(row).encode())
    finally:
        database.close()
    return found.hexdigest()
