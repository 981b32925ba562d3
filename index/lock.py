"""One writer at a time: a lock that says who holds it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from index.errors import IndexLocked


@contextmanager
def writer_lock(home: Path) -> Iterator[None]:
    """Hold the index for writing; raise IndexLocked at once when another process does, or when this one may not write.

    A killed holder frees it.
    """
    holder = home / "writer.pid"
    lock = FileLock(home / "writer.lock", timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        who = holder.read_text().strip() if holder.is_file() else "unknown"
        raise IndexLocked(f"{home}: process {who} is writing to this index; wait until it is done") from error
    except OSError as error:
        raise IndexLocked(
            f"{home}: cannot be written to ({error.strerror}); give this user the right to, or work on a copy"
        ) from error
    try:
        holder.write_text(str(os.getpid()))
        yield
    finally:
        holder.unlink(missing_ok=True)
        lock.release()
