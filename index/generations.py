"""Generations of the vector folder: a named one never changes again.

A writer copies the current folder to a name with the ending `.new`, changes and closes the copy, has it tried out,
seals it and gives it its name; then the catalogue names it, in the transaction that makes its passages visible. Killed
at any instant, a writer leaves at worst a folder that nothing names, and the next writer sweeps it away. The generation
before the current one is kept for readers that are in the middle of a search, unless something was removed for good.
"""

from __future__ import annotations

import secrets
import shutil
from pathlib import Path

from index.database import copy_database
from index.errors import VectorsDamaged
from index.manifest import DATABASE, MANIFEST, damage, is_sealed, seal
from index.probe import probe


class Generations:
    """The vector folders of an index, by number; 0 is no folder yet."""

    def __init__(self, home: Path) -> None:
        self._home = home

    def folder(self, number: int) -> Path:
        """Where that generation is, whether or not it exists."""
        return self._home / f"vectors-{number:06d}"

    def existing(self, number: int, fingerprint: str, *, deep: bool = False) -> Path:
        """Where that generation is, safe to open. Raises VectorsDamaged when it is gone or not what it was.

        `deep` looks at every byte.
        """
        folder = self.folder(number)
        if not folder.is_dir():
            raise VectorsDamaged(f"{folder}: the vectors are missing; run: qa doctor --repair")
        # An earlier version of this program made no manifest.
        fault = damage(folder, deep=deep) if is_sealed(folder) else probe(folder, fingerprint)
        if fault:
            raise VectorsDamaged(f"{folder}: the vectors are damaged: {fault}; run: qa doctor --repair")
        return folder

    def draft(self, number: int, copy_of: Path | None = None) -> Path:
        """Make the unnamed folder of a coming generation, empty or a copy."""
        # Never at a place where there was another: Chroma remembers, within a process, what failed to open there.
        folder = self.folder(number).with_suffix(f".{secrets.token_hex(4)}.new")
        if copy_of is not None:
            # Of all files, readers write to the database alone, whenever they open it.
            shutil.copytree(copy_of, folder, ignore=shutil.ignore_patterns(f"{DATABASE}*", f"{MANIFEST}*"))
            copy_database(copy_of / DATABASE, folder / DATABASE)
        else:
            folder.mkdir(parents=True)
        return folder

    def publish(self, draft: Path, number: int) -> None:
        """Seal the draft, which is closed, and give it its name."""
        seal(draft)
        _drop(self.folder(number))
        draft.rename(self.folder(number))

    def sweep(self, current: int, *, before: bool = False) -> None:
        """Remove what is neither the current generation nor, unless it shall go too, the one before."""
        keep = {self.folder(current)} if before else {self.folder(current), self.folder(current - 1)}
        for folder in self._home.glob("vectors-*"):
            if folder not in keep:
                _drop(folder)


def _drop(folder: Path) -> None:
    """Remove a folder; under another name first, so that nobody opens half of it."""
    if not folder.exists():
        return
    gone = folder.with_suffix(f".{secrets.token_hex(4)}.old")
    folder.rename(gone)
    shutil.rmtree(gone, ignore_errors=True)
