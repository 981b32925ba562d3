"""Options that several verbs share, and what they stand for."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from index import Filter

DATES = ["%Y-%m-%d"]
NOTEBOOK = Path("notebook")

IndexOption = Annotated[
    Path | None, typer.Option("--index", help="Folder of the index. [default: QA_INDEX, else ./news.index]")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]
EmbedderOption = Annotated[
    str | None,
    typer.Option("--embedder", help="sentence-transformers name or folder. [default: QA_EMBEDDER, else the index's]"),
]
ModelOption = Annotated[
    str | None,
    typer.Option("--model", help="Who writes: quotes, local, local:PATH or provider:model. [default: quotes]"),
]
JudgeOption = Annotated[
    str | None,
    typer.Option("--judge", help="Who looks at the verdicts again: nli:NAME or provider:model. [default: QA_JUDGE]"),
]
AsOfOption = Annotated[
    datetime | None,
    typer.Option("--as-of", formats=DATES, help="Answer as of this day: what was published later does not count."),
]
AfterOption = Annotated[
    datetime | None, typer.Option("--after", formats=DATES, help="Only articles of this day and later.")
]
BeforeOption = Annotated[
    datetime | None, typer.Option("--before", formats=DATES, help="Only articles of this day and earlier.")
]
SourceOption = Annotated[list[str] | None, typer.Option("--source", help="Only articles of this outlet; repeatable.")]


def filter_of(
    as_of: datetime | None, after: datetime | None, before: datetime | None, sources: list[str] | None
) -> Filter:
    """Return the filter that the options say; their dates are whole days."""
    return Filter(
        after=after.date() if after else None,
        before=before.date() if before else None,
        as_of=as_of.date() if as_of else None,
        sources=tuple(sources or ()),
    )
