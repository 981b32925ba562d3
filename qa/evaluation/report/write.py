"""A report in the form that its file's name asks for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from index import SettingsError
from qa.evaluation.report.judged import JudgedRun, judged
from qa.evaluation.report.markdown import markdown
from qa.evaluation.report.page import page
from qa.evaluation.report.sheet import sheet
from qa.evaluation.run import Run

FORMATS: Mapping[str, Callable[[JudgedRun, JudgedRun | None], str]] = {
    ".html": page,
    ".md": markdown,
    ".csv": sheet,
}
"""What makes a report, by the ending of its file's name."""


def check_report(path: Path) -> None:
    """Raise SettingsError for a report that could not be written: no such form, no such folder."""
    if path.suffix.lower() not in FORMATS:
        raise SettingsError(f"--report {path}: the name's ending says the form; end it in {', '.join(FORMATS)}")
    if not path.parent.is_dir():
        raise SettingsError(f"--report {path}: there is no folder {path.parent}; make it, or name another")


def render_report(run: Run, form: str, earlier: Run | None = None) -> str:
    """The report in the form of that ending; beside an `earlier` run, what changed since."""
    return FORMATS[form](judged(run), judged(earlier) if earlier else None)


def write_report(run: Run, path: Path, earlier: Run | None = None) -> None:
    """Write the report. Raises SettingsError as `check_report` does, OSError where it cannot be written."""
    check_report(path)
    path.write_text(render_report(run, path.suffix.lower(), earlier), encoding="utf-8", newline="")
