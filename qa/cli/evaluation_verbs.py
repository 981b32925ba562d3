"""`qa eval`: what runs a test set, and by name what makes one: `make`, `feedback`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from index import SettingsError
from qa.cli import evaluating
from qa.cli.fetching import have_model
from qa.cli.options import NOTEBOOK, ModelOption
from qa.cli.terminal import note, say

if TYPE_CHECKING:
    from qa.evaluation.making.make import Drafter
    from qa.settings import Settings

_RUN = "run"


class _RunUnlessNamed(TyperGroup):
    """Takes the first argument for a test set where it names no command: `qa eval CASES`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put the command's name where it is left out."""
        return super().parse_args(ctx, args if args and args[0] in self.commands else [_RUN, *args])


app = typer.Typer(
    cls=_RunUnlessNamed,
    help="Measure the answers on a test set; `make` drafts one, `feedback` makes one of what readers thought.",
)
app.command(_RUN)(evaluating.evaluate)


@app.command("make")
def make(
    *,
    index: Annotated[
        Path | None, typer.Option("--from", "--index", help="The archive. [default: QA_INDEX, else ./news.index]")
    ] = None,
    count: Annotated[int, typer.Option("-n", "--count", min=1, help="Cases to draft.")] = 100,
    out: Annotated[Path | None, typer.Option("--out", help="Write them here. [default: stdout]")] = None,
    seed: Annotated[int, typer.Option("--seed", help="The same seed, the same cases.")] = 0,
    model: ModelOption = None,
) -> None:
    """Draft a test set, for you to look through. Example: qa eval make --from news.index -n 100 --out set.jsonl"""
    from index import Index
    from qa.evaluation.making import case_lines, make_cases
    from qa.settings import load_settings

    if out and not out.parent.is_dir():
        raise SettingsError(f"--out {out}: there is no folder {out.parent}; make it, or name another")
    settings = load_settings(index=index, model=model)
    archive = Index.open(settings.index, embedder=settings.embedder)
    progress = _progress if sys.stderr.isatty() else None
    cases = make_cases(archive, count, seed=seed, drafter=_drafter(settings), progress=progress)
    if out:
        out.write_text(case_lines(cases), encoding="utf-8")
    else:
        say(case_lines(cases), end="")
    note(f"{len(cases):,} of {count:,} cases drafted; look through them: each is tagged draft until someone has")
    raise typer.Exit(0 if cases else 1)


@app.command("feedback")
def feedback(
    *,
    notebook: Annotated[Path, typer.Option("--from", help="The folder that `qa serve --notebook` names.")] = NOTEBOOK,
    claims: Annotated[
        bool, typer.Option("--claims", help="Opinions on single sentences, as claims for `qa check --claims`.")
    ] = False,
) -> None:
    """Print what readers thought of answers as a test set. Example: qa eval feedback > set.jsonl"""
    from qa.evaluation.making import case_lines
    from qa.web.notebook import feedback as given

    opinions = given.Feedback(notebook).opinions()
    lines = given.claims(opinions) if claims else case_lines(given.cases(opinions))
    say(lines, end="")
    note(f"{lines.count(chr(10)):,} of {len(opinions):,} opinions make a {'claim' if claims else 'case'}")
    raise typer.Exit(0 if lines else 1)


def _drafter(settings: Settings) -> Drafter | None:
    """What drafts questions: rules, or the language model that is set."""
    if settings.model == "quotes":
        return None
    from qa.assistant import model_for
    from qa.evaluation.making.written import by_model

    have_model(settings.model, settings.cache)
    return by_model(model_for(settings.model, settings))


def _progress(done: int, total: int) -> None:
    sys.stderr.write(f"\rreading article {done:,} of at most {total:,}")
    sys.stderr.flush()
