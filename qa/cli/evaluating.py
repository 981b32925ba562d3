"""`qa eval`."""

from __future__ import annotations

import json as json_format
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from index import SettingsError
from qa.cli.asking import open_desk
from qa.cli.options import IndexOption, JsonOption, ModelOption
from qa.cli.terminal import note, say, say_json

if TYPE_CHECKING:
    from qa.assistant import Assistant
    from qa.evaluation import Case, Comparison, Instruments, Run


def _list_measures(wanted: bool) -> None:  # noqa: FBT001 - typer calls it
    if wanted:
        from qa.evaluation.measures import MEASURES, find_measure

        for name in MEASURES:
            say(f"{name}: {find_measure(name.replace('@K', '@10')).definition}")
        raise typer.Exit


def evaluate(
    *,
    cases: Annotated[Path, typer.Argument(metavar="CASES", help="Test set (docs/evaluation.md), or the run of one.")],
    format: Annotated[str | None, typer.Option("--format", help="Of the test set. [default: by its content]")] = None,  # noqa: A002 - the option's name
    metric: Annotated[list[str] | None, typer.Option("--metric", help="Only this measure; repeatable.")] = None,
    metrics: Annotated[  # noqa: ARG001 - its callback lists them
        bool, typer.Option("--metrics", callback=_list_measures, is_eager=True, help="List the measures, and end.")
    ] = False,
    minimum: Annotated[list[str] | None, typer.Option("--min", help="MEASURE=VALUE: exit 1 below it.")] = None,
    slices: Annotated[
        list[str] | None, typer.Option("--slice", help="Figures by tag, outlet, year, word or turn; repeatable.")
    ] = None,
    compare: Annotated[Path | None, typer.Option("--compare", help="Compare with this run of the same cases.")] = None,
    out: Annotated[
        Path | None, typer.Option("--out", help="Write the whole run here, as JSON; killed, it goes on when repeated.")
    ] = None,
    report: Annotated[Path | None, typer.Option("--report", help="Write a report here: .html, .md or .csv.")] = None,
    anew: Annotated[bool, typer.Option("--anew", help="Drop what a killed run of --out had done.")] = False,
    jobs: Annotated[
        int | None,
        typer.Option(
            "--jobs", min=1, max=64, help="Cases asked at a time. [default: one a core, with a language model 1]"
        ),
    ] = None,
    judge: Annotated[
        str | None, typer.Option("--judge", help="Model that judges, provider:model; for faithfulness and its like.")
    ] = None,
    price: Annotated[
        list[str] | None, typer.Option("--price", help="input=P and output=P for a million tokens; for cost.")
    ] = None,
    model: ModelOption = None,
    index: IndexOption = None,
    json: JsonOption = False,
) -> None:
    """Measure the answers on a test set. Example: qa eval cases.jsonl --min answer_recall=0.7 --out run.json"""
    from qa.evaluation import compare as compare_runs
    from qa.evaluation import is_run, read_run
    from qa.evaluation.report import write_report

    minimums = dict(map(_minimum, minimum or ()))
    _check(metric, minimums, slices, out, report)
    before = read_run(compare) if compare else None
    if is_run(cases):
        run = read_run(cases)
        run = run.measured(metric) if metric else run
    else:
        desk = open_desk(index, model)
        run = _asked(
            desk,
            _cases(cases, format),
            metrics=metric,
            instruments=_instruments(desk, judge, price),
            jobs=jobs or (os.cpu_count() or 1 if desk.model_name == "quotes" and not judge else 1),
            out=out,
            anew=anew,
        )
    comparison = compare_runs(before, run) if before else None
    if report:
        write_report(run, report, before)
    _show(run, comparison, slices, json=json)
    below = run.below(minimums)
    for name, value, least in below:
        note(f"{name} is {value}, and {least} was asked for")
    raise typer.Exit(1 if below else 0)


def _check(
    metrics: Sequence[str] | None,
    minimums: dict[str, float],
    slices: Sequence[str] | None,
    out: Path | None,
    report: Path | None,
) -> None:
    """Raise SettingsError for what could not be done in the end, before anything is asked."""
    from qa.evaluation.measures import find_measure
    from qa.evaluation.report import check_report
    from qa.evaluation.slices import check_kind

    for name in (*(metrics or ()), *minimums):
        find_measure(name)
    for kind in slices or ():
        check_kind(kind)
    if report:
        check_report(report)
    if out and not out.parent.is_dir():
        raise SettingsError(f"--out {out}: there is no folder {out.parent}; make it, or name another")


def _cases(path: Path, name: str | None) -> list[Case]:
    from qa.evaluation import read_cases

    return read_cases(path, name)


def _instruments(desk: Assistant, judge: str | None, prices: Sequence[str] | None) -> Instruments:
    from qa.evaluation import Instruments

    chat = None
    if judge:
        from qa.models import load_model

        settings = desk.settings
        chat = load_model(
            judge,
            base_url=settings.base_url,
            api_key=settings.api_key.get_secret_value() if settings.api_key else None,
            timeout=settings.timeout,
            max_tokens=_MOST_JUDGED,
            cache=settings.cache,
        ).chat
    return Instruments(desk.index, chat, dict(map(_price, prices or ())))


# A judge lists every claim of an answer as JSON.
_MOST_JUDGED = 3_000


def _asked(
    desk: Assistant,
    cases: Sequence[Case],
    *,
    metrics: Sequence[str] | None,
    instruments: Instruments,
    jobs: int,
    out: Path | None,
    anew: bool,
) -> Run:
    """The run of a test set, written to `out`; one that was killed goes on where it stopped."""
    from qa.evaluation import evaluate as run_cases

    journal = out.with_name(f"{out.name}.part.jsonl") if out else None
    with _progress() as progress:
        run = run_cases(
            desk,
            cases,
            metrics=metrics,
            instruments=instruments,
            jobs=jobs,
            journal=journal,
            anew=anew,
            progress=progress,
        )
    if out and journal:
        whole = out.with_name(f"{out.name}.new")
        whole.write_text(json_format.dumps(run.record(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        whole.replace(out)
        journal.unlink()
    return run


def _show(run: Run, comparison: Comparison | None, slices: Sequence[str] | None, *, json: bool) -> None:
    from qa.evaluation.table import render_comparison, render_table

    if not json:
        say(render_table(run, slices or ("tag",)))
        if comparison:
            say(f"\n{render_comparison(comparison)}")
        return
    record = run.record()
    shown: dict[str, Any] = {"config": record["config"], "metrics": record["metrics"]}
    if slices:
        shown["slices"] = {
            kind: {
                label: {name: asdict(figure) for name, figure in figures.items()}
                for label, figures in run.by(kind).items()
            }
            for kind in slices
        }
    if comparison:
        shown["comparison"] = comparison.record()
    say_json(shown)


def _minimum(text: str) -> tuple[str, float]:
    return _named(text, "--min", "MEASURE=VALUE, such as answer_recall=0.7")


def _price(text: str) -> tuple[str, float]:
    return _named(text, "--price", "input=PRICE or output=PRICE, for a million tokens")


def _named(text: str, option: str, form: str) -> tuple[str, float]:
    name, _, value = text.partition("=")
    try:
        return name, float(value)
    except ValueError as error:
        raise SettingsError(f"{option} {text}: write {form}") from error


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None] | None]:
    """A bar on a terminal; nothing elsewhere."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TimeElapsedColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TimeRemainingColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("asking", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
