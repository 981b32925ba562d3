"""Generations of the vector folder: a named one never changes again.

A writer copies the current folder to a name with the ending `.new`, changes and closes the copy and gives it its name;
then the catalogue names it, in the transaction that makes its passages visible. Killed at any instant, a writer leaves
at worst a folder that nothing names, and the next writer sweeps it away. The generation before the current one is kept
for readers that are in the middle of a search.
"""

from __future__ import annotations

import secrets
import shutil
from pathlib import Path

from index.errors import IndexDamaged


class Generations:
    """The vector folders of an index, by number; 0 is no folder yet."""

    def __init__(self, home: Path) -> None:
        self._home = home

    def folder(self, number: int) -> Path:
        """Where that generation is, whether or not it exists."""
        return self._home / f"vectors-{number:06d}"

    def existing(self, number: int) -> Path:
        """Where that generation is. Raises IndexDamaged when it is gone."""
        folder = self.folder(number)
        if not folder.is_dir():
            raise IndexDamaged(f"{folder}: the vectors are missing; run: qa doctor --repair")
        return folder

    def draft(self, number: int, copy_of: int | None = None) -> Path:
        """Make the unnamed folder of a coming generation, empty or a copy."""
        # Never at a place where there was another: Chroma remembers, within a process, what failed to open there.
        folder = self.folder(number).with_suffix(f".{secrets.token_hex(4)}.new")
        if copy_of is not None:
            shutil.copytree(self.existing(copy_of), folder)
        else:
            folder.mkdir(parents=True)
        return folder

    def publish(self, draft: Path, number: int) -> None:
        """Give the draft its name."""
        shutil.rmtree(self.folder(number), ignore_errors=True)
        draft.rename(self.folder(number))

    def sweep(self, current: int) -> None:
        """Remove what is neither the current generation nor the one before."""
        keep = {self.folder(current), self.folder(current - 1)}
        for folder in self._home.glob("vectors-*"):
            if folder not in keep:
                shutil.rmtree(folder, ignore_errors=True)
