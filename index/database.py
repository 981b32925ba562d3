"""SQLite as the index keeps it: readers beside a writer, nothing deleted left in the file, damage told in words."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Self

from index.errors import IndexDamaged

_DAMAGE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR}


class Database(sqlite3.Connection):
    """A connection to a file, used by one thread. Raises IndexDamaged, with the remedy, when the file is not whole.

    Where the file cannot be written, it is read as it is.
    """

    def __init__(self, file: Path, remedy: str, *, create: bool = False) -> None:
        self._file = file
        self._remedy = remedy
        writable = can_write(file)
        with self._in_words():
            if create and writable:
                super().__init__(file, isolation_level=None, timeout=30)
            else:
                mode = "mode=rw" if writable else _read_only(file)
                super().__init__(f"{file.absolute().as_uri()}?{mode}", uri=True, isolation_level=None, timeout=30)
        try:
            if writable:
                self.execute("PRAGMA journal_mode = WAL")
                self.execute("PRAGMA synchronous = NORMAL")
                self.execute("PRAGMA secure_delete = ON")
        except (IndexDamaged, sqlite3.Error):
            self.close()
            raise

    def cursor(self, factory: Any = None) -> Any:
        return super().cursor(factory or _Cursor)

    def execute(self, sql: str, parameters: Any = (), /) -> Any:
        return self.cursor().execute(sql, parameters)

    def fault(self) -> str | None:
        """What SQLite finds wrong with the file, None if nothing; reads all of it."""
        try:
            found = str(self.execute("PRAGMA quick_check(1)").fetchone()[0])
        except IndexDamaged as error:
            return str(error)
        return None if found == "ok" else f"{self._file}: is damaged ({' '.join(found.split())}); {self._remedy}"

    def scrub(self) -> bool:
        """Take out of the journal beside the file what the file itself holds no more; False while a reader keeps it."""
        self.execute("PRAGMA busy_timeout = 1000")
        busy = self.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        self.execute("PRAGMA busy_timeout = 30000")
        return not busy

    @contextmanager
    def _in_words(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.DatabaseError as error:
            code = getattr(error, "sqlite_errorcode", 0) & 0xFF
            if code in _DAMAGE or str(error).startswith("no such table"):
                raise IndexDamaged(f"{self._file}: cannot be read ({error}); {self._remedy}") from error
            raise


class _Cursor(sqlite3.Cursor):
    """Rows of a Database: damage may show in any of them."""

    connection: Database

    def execute(self, sql: str, parameters: Any = (), /) -> Self:
        with self.connection._in_words():
            return super().execute(sql, parameters)

    def fetchone(self) -> Any:
        with self.connection._in_words():
            return super().fetchone()

    def fetchall(self) -> list[Any]:
        with self.connection._in_words():
            return super().fetchall()

    def __next__(self) -> Any:
        try:
            return super().__next__()
        except sqlite3.DatabaseError:
            with self.connection._in_words():
                raise


def can_write(file: Path) -> bool:
    """Whether this process may write a file, and beside it, as SQLite must."""
    return os.access(file.parent, os.W_OK) and (not file.exists() or os.access(file, os.W_OK))


def _read_only(file: Path) -> str:
    # SQLite shares a file with writers through one beside it, which cannot be made here. Where there is none, nobody
    # writes.
    journal = file.with_name(f"{file.name}-wal")
    return "mode=ro" if journal.is_file() and journal.stat().st_size else "mode=ro&immutable=1"


def copy_database(source: Path, target: Path) -> None:
    """Copy a database of anybody's, as it is between two of the changes that others may be making."""
    mode = "rw" if can_write(source) else "ro"
    with (
        closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode={mode}", uri=True, timeout=30)) as held,
        closing(sqlite3.connect(target)) as copy,
    ):
        held.backup(copy)
