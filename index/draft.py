"""The vectors of the coming generation: those before it, changed, or all made anew; tried out before they are named."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence

from index.embed import Vectors
from index.errors import VectorsDamaged
from index.generations import Generations
from index.probe import probe
from index.vectors import VectorFolder, blank_unused

Batches = Callable[[], Iterator[tuple[list[str], Vectors]]]
"""All passages' ids with their vectors, an array of (len(ids), dimensions), from the beginning at each call."""

_LOG = logging.getLogger("index")


class Draft:
    """Belongs to one change. Nothing is written until there is something to write."""

    def __init__(self, generations: Generations, base: int, fingerprint: str) -> None:
        self._generations = generations
        self._base = base
        self._fingerprint = fingerprint
        self._vectors: VectorFolder | None = None
        self._anew = base == 0

    def start_anew(self) -> None:
        """Have all vectors made at the end, not a copy changed."""
        self.close()
        self._vectors = None
        self._anew = True

    def start_anew_if_damaged(self) -> None:
        """The same where the vectors before are not what they were."""
        if not self._anew:
            try:
                self._generations.existing(self._base, self._fingerprint)
            except VectorsDamaged as error:
                self._tell_mended(error)

    def touch(self) -> None:
        """Have a new generation even if no vector changes: its number names one state of the archive."""
        self._change(lambda _: None)

    def upsert(self, ids: Sequence[str], vectors: Vectors) -> None:
        """Give passages their vectors, an array of (len(ids), dimensions)."""
        self._change(lambda copy: copy.upsert(ids, vectors))

    def delete(self, ids: Sequence[str]) -> None:
        """Take passages' vectors out. Chroma's files keep them, unless all are made anew."""
        self._change(lambda copy: copy.delete(ids))

    def publish(self, everything: Batches, count: int, sample: Mapping[str, Vectors]) -> int | None:
        """Name what has been made; return its number, None if there is no change.

        There are `count` vectors in all, of which `sample` (by id) are looked for. Raises VectorsDamaged when they
        cannot be found, even after a second attempt.
        """
        if self._vectors is None and not (self._anew and (self._base or count)):
            return None
        if self._anew or not count:
            self._fill(everything)
        fault = self._fault(count, sample)
        if fault:
            _LOG.warning("the new vectors are not whole: %s (made once more)", fault)
            self._fill(everything)
            fault = self._fault(count, sample)
        if self._vectors is None or fault:
            raise VectorsDamaged(
                f"the new vectors are not whole: {fault}; the index is as it was; check the disk, then try again"
            )
        self._generations.publish(self._vectors.folder, self._base + 1)
        return self._base + 1

    def close(self) -> None:
        """Let go of the files."""
        if self._vectors is not None:
            self._vectors.close()

    def _change(self, change: Callable[[VectorFolder], None]) -> None:
        """Do that to a copy of the generation before; nothing if all is made anew."""
        if self._anew:
            return
        try:
            if self._vectors is None:
                before = self._generations.existing(self._base, self._fingerprint)
                self._vectors = VectorFolder(self._generations.draft(self._base + 1, before), self._fingerprint)
                self._vectors.fill()
            change(self._vectors)
        except VectorsDamaged as error:
            self._tell_mended(error)

    def _tell_mended(self, error: VectorsDamaged) -> None:
        _LOG.warning("%s (made anew now, from the catalogue)", str(error).removesuffix("; run: qa doctor --repair"))
        self.start_anew()

    def _fill(self, everything: Batches) -> None:
        self.start_anew()
        self._vectors = VectorFolder(self._generations.draft(self._base + 1), self._fingerprint, create=True)
        for ids, vectors in everything():
            self._vectors.upsert(ids, vectors)

    def _fault(self, count: int, sample: Mapping[str, Vectors]) -> str | None:
        """Finish the draft, and have it tried out in another process."""
        assert self._vectors is not None  # noqa: S101 - for the type checker; it has been made before
        if sample:
            self._vectors.settle(*next(iter(sample.items())))
        self._vectors.close()
        blank_unused(self._vectors.folder)
        return probe(self._vectors.folder, self._fingerprint, count, sample)
