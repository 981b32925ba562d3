"""The recommended local model, fetched before a verb that asks for it: with consent on a terminal, said elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from index import ModelError
from qa.cli.terminal import note
from qa.recommended import NAMES, RECOMMENDED

if TYPE_CHECKING:
    from qa.fetching.fetch import Progress


def have_model(name: str, cache: Path | None) -> None:
    """Fetch the recommended model if `name` means it and it is not there. Raises ModelError, also where told not to."""
    if name not in NAMES:
        return
    from qa.fetching.fetch import is_kept
    from qa.fetching.obtain import announcement, cache_folder, obtain

    folder = cache_folder(cache)
    if is_kept(RECOMMENDED, folder):
        return
    if sys.stdin.isatty() and sys.stderr.isatty():
        if not _agreed(f"{announcement(folder)} Fetch it? [Y/n] "):
            raise ModelError(f"{name}: not fetched, as you said: choose another --model, such as quotes.")
    else:
        note(f"{announcement(folder)} Fetching it.")
    with _progress() as progress:
        obtain(cache, progress)


def _agreed(question: str) -> bool:
    sys.stderr.write(question)  # not typer.confirm, which writes a space to stdout
    sys.stderr.flush()
    return sys.stdin.readline().lower() in {"\n", "y\n", "yes\n"}


@contextmanager
def _progress() -> Iterator[Progress]:
    """A progress bar on a terminal, a line for each tenth elsewhere."""
    if not sys.stderr.isatty():
        from qa.fetching.obtain import tenths

        yield tenths(note)
        return
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, TimeRemainingColumn, TransferSpeedColumn
    from rich.progress import Progress as Bar

    columns = (BarColumn(), DownloadColumn(), TransferSpeedColumn(), TimeRemainingColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("fetching", total=RECOMMENDED.size)
        yield lambda done, _: bar.update(task, completed=done)
