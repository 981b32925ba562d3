"""What making a test set asks of an archive."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from index import Article, Filter, Hit


class Archive(Protocol):
    """Articles, and a search over them. `index.Index` is one."""

    def articles(self, where: Filter | None = None) -> Iterator[Article]:
        """Every article."""
        ...

    def search(self, text: str, *, limit: int = 10, where: Filter | None = None) -> list[Hit]:
        """Ranked passages."""
        ...
