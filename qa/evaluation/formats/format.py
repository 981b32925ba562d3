"""What a format of test sets is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from index import Article, CaseError
from qa.evaluation.cases import Case
from qa.evaluation.formats.content import Content, Record
from qa.evaluation.formats.fields import Fault


@dataclass(frozen=True, slots=True)
class Placed:
    """A case, where it stands, and the short name of that place."""

    where: str
    place: str
    case: Case


@dataclass(frozen=True, slots=True)
class Format:
    """How a test set is written: `holds` says it in a line, `fits` tells it by its content.

    `cases` reads it, `articles` the documents that come with it. Both raise CaseError, naming file and place.
    """

    name: str
    holds: str
    fits: Callable[[Content], bool]
    cases: Callable[[Content], Iterator[Placed]]
    articles: Callable[[Content], Iterator[Article]] | None = None


def placed(records: Iterable[Record], read: Callable[[Mapping[str, Any], str], Case]) -> Iterator[Placed]:
    """Return the case that each record is; `read` is given its fields and its place ("line 3")."""
    for record in records:
        try:
            yield Placed(record.where, record.place, read(record.fields, record.place))
        except Fault as fault:
            raise CaseError(f"{record.where}: {fault}") from fault
