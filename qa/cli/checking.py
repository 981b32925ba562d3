"""`qa check`."""

from __future__ import annotations

import os
import re
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from index import Failure, Filter, ReadError
from qa.cli.asking import open_desk, second_opinion
from qa.cli.options import (
    AfterOption,
    AsOfOption,
    BeforeOption,
    IndexOption,
    JsonOption,
    JudgeOption,
    SourceOption,
    filter_of,
)
from qa.cli.terminal import checked_lines, note, say, say_json
from qa.values import CheckedSentence

if TYPE_CHECKING:
    from qa.assistant import Assistant

_FILE = re.compile(r"[^\n]{1,250}\.(?:txt|md|markdown|html?|docx|pdf)", re.IGNORECASE)


def check(
    *,
    text: Annotated[
        str | None,
        typer.Argument(
            metavar="TEXT|FILE", help="The draft in quotation marks, its file (.txt .md .docx .html …), or - for stdin."
        ),
    ] = None,
    article: Annotated[
        list[str] | None, typer.Option("--article", metavar="ID", help="Only against this article; repeatable.")
    ] = None,
    claims: Annotated[
        Path | None,
        typer.Option(
            "--claims", metavar="FILE", help="Check a file of claims, JSON Lines (docs/checking.md); no TEXT."
        ),
    ] = None,
    after: AfterOption = None,
    before: BeforeOption = None,
    source: SourceOption = None,
    as_of: AsOfOption = None,
    judge: JudgeOption = None,
    index: IndexOption = None,
    json: JsonOption = False,
) -> None:
    """Check each sentence of a text against the archive. Example: qa check draft.docx --as-of 2022-07-23"""
    where = filter_of(as_of, after, before, source)
    if claims:
        if text or article:
            raise typer.BadParameter("--claims takes no TEXT and no --article: each claim names its articles")
        _check_claims(open_desk(index, "quotes"), claims, where, json=json)
        return
    if text is None:
        raise typer.BadParameter("Missing argument 'TEXT|FILE'")
    draft = _draft(text)
    desk = open_desk(index, "quotes", judge)
    checked = second_opinion(desk, desk.check(draft, articles=article or (), where=where))
    if json:
        from qa.record import checked_record

        for sentence in checked:
            say_json(checked_record(sentence))
    else:
        for sentence in checked:
            say(checked_lines(sentence))
        say(f"\n{_summary(checked)}")
    raise typer.Exit(0 if all(sentence.verdict in {"supported", "uncited"} for sentence in checked) else 1)


def _check_claims(desk: Assistant, path: Path, where: Filter, *, json: bool) -> None:
    from qa.claims import judge_claim, read_claims

    broken = False
    for claimed in read_claims(path):
        if isinstance(claimed, Failure):
            note(str(claimed))
            broken = True
            continue
        judged = judge_claim(desk, claimed, where)
        for id_ in judged.missing:
            note(f"{claimed.where}: {id_}: no such article; `qa list` shows the ids")
        if json:
            say_json({"id": judged.id, "verdict": judged.verdict, "problems": list(judged.problems)})
        else:
            say("  ".join([str(judged.id), judged.verdict, "; ".join(judged.problems)]).rstrip())
    raise typer.Exit(2 if broken else 0)


def _draft(given: str) -> str:
    """The text itself, or what is in the file of that name or comes from stdin. Raises ReadError."""
    if given == "-":
        draft = sys.stdin.read()
    elif _is_path(given):
        draft = _read(Path(given))
    else:
        draft = given
    if not draft.strip():
        raise ReadError("there is no text to check; give the draft in quotation marks, its file, or - for stdin")
    return draft


def _is_path(given: str) -> bool:
    return os.path.exists(given) or bool(_FILE.fullmatch(given))  # noqa: PTH110 - Path.exists raises on a long text


def _read(path: Path) -> str:
    from index import read_articles

    if path.is_dir():
        raise ReadError(f"{path}: is a folder; give the draft's file")
    parts: list[str] = []
    for result in read_articles(path):
        if isinstance(result, Failure):
            raise ReadError(str(result))
        parts += [result.title, result.text]
    return "\n\n".join(part for part in parts if part)


def _summary(checked: Sequence[CheckedSentence]) -> str:
    counts = Counter(sentence.verdict for sentence in checked)
    verdicts = ", ".join(f"{counts[name]} {name}" for name in ("supported", "partial", "unsupported") if counts[name])
    return f"{len(checked)} sentences: {verdicts or 'nothing to check'}"
