"""`qa eval`."""

from __future__ import annotations

import json as json_format
import sys
from pathlib import Path
from typing import Annotated

import typer

from index import SettingsError
from qa.cli.asking import open_desk
from qa.cli.options import IndexOption, JsonOption, ModelOption
from qa.cli.terminal import note, say, say_json


def evaluate(
    *,
    cases: Annotated[Path, typer.Argument(metavar="CASES", help="Test set, JSON Lines (docs/evaluation.md).")],
    metric: Annotated[list[str] | None, typer.Option("--metric", help="Only this measure; repeatable.")] = None,
    minimum: Annotated[list[str] | None, typer.Option("--min", help="MEASURE=VALUE: exit 1 below it.")] = None,
    out: Annotated[Path | None, typer.Option("--out", help="Write the whole run here, as JSON.")] = None,
    model: ModelOption = None,
    index: IndexOption = None,
    json: JsonOption = False,
) -> None:
    """Measure the answers on a test set. Example: qa eval cases.jsonl --min answer_recall=0.7 --out run.json"""
    from qa.evaluation import evaluate as run_cases
    from qa.evaluation import read_cases
    from qa.evaluation.measures import find_measure
    from qa.evaluation.table import render_table

    minimums = dict(_minimum(text) for text in minimum or ())
    for name in minimums:
        find_measure(name)
    if out and not out.parent.is_dir():
        raise SettingsError(f"--out {out}: there is no folder {out.parent}; make it, or name another")
    read = read_cases(cases)
    run = run_cases(open_desk(index, model), read, metrics=metric, progress=_progress if sys.stderr.isatty() else None)
    record = run.record()
    if out:
        out.write_text(json_format.dumps(record, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    if json:
        say_json({"config": record["config"], "metrics": record["metrics"]})
    else:
        say(render_table(run))
    below = run.below(minimums)
    for name, value, least in below:
        note(f"{name} is {value}, and {least} was asked for")
    raise typer.Exit(1 if below else 0)


def _minimum(text: str) -> tuple[str, float]:
    name, _, value = text.partition("=")
    try:
        return name, float(value)
    except ValueError as error:
        raise SettingsError(f"--min {text}: write MEASURE=VALUE, such as answer_recall=0.7") from error


def _progress(done: int, total: int) -> None:
    sys.stderr.write(f"\r{done:,} of {total:,} questions" + ("\n" if done == total else ""))
    sys.stderr.flush()
