"""What a carrier of the model's bytes is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from qa.recommended import ModelFile


class CarrierError(Exception):
    """Why a carrier does not give the bytes: a clause, for the message that names every carrier's reason."""


class Carrier(Protocol):
    """A way by which a model's bytes come. Whether they are the right ones is not its business."""

    @property
    def name(self) -> str:
        """For people to read."""

    def pieces(self, model: ModelFile, start: int) -> Iterator[bytes]:
        """The model's bytes from `start` on, to the end, none empty. Raises CarrierError, at once or between two."""
