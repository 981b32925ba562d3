"""The folder that the Evaluate page works in: test sets, and the runs that someone saved. Both are for every reader."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path

from index import SettingsError
from qa.evaluation import Case, Run, read_run
from qa.evaluation.making import case_lines
from qa.web.texts import text

_RUNS = "runs"
_SETS = ("*.jsonl", "*.jsonl.gz", "*.csv", "*.json")
_NAME = re.compile(r"[\w][\w .-]{0,59}")


class Folder:
    """Test sets in it, runs in its folder `runs`. It is made when something is first saved."""

    def __init__(self, home: Path) -> None:
        self._home = home

    def sets(self) -> list[str]:
        """Names of the test sets' files, in alphabetical order."""
        return sorted({file.name for pattern in _SETS for file in self._home.glob(pattern)})

    def runs(self) -> list[str]:
        """Names of the saved runs, the newest first."""
        files = sorted(self._home.joinpath(_RUNS).glob("*.json"), key=lambda file: -file.stat().st_mtime)
        return [file.stem for file in files]

    def set_file(self, name: str) -> Path:
        """The file of a test set. Raises SettingsError where there is none of that name."""
        if name not in self.sets():
            raise SettingsError(text("evaluate.no.set", name=name[:60]))
        return self._home / name

    def run(self, name: str) -> Run:
        """A saved run. Raises SettingsError where there is none of that name, ReadError where it cannot be read."""
        if name not in self.runs():
            raise SettingsError(text("evaluate.no.run", name=name[:60]))
        return read_run(self._home / _RUNS / f"{name}.json")

    def save_run(self, name: str, run: Run) -> str:
        """Keep a run under a name that is not taken. Raises SettingsError for one that is, or is no name."""
        lines = json.dumps(run.record(), ensure_ascii=False, indent=1)
        return self._write(self._home / _RUNS / f"{_checked(name)}.json", f"{lines}\n")

    def save_cases(self, name: str, cases: Sequence[Case]) -> str:
        """Keep a test set under a name that is not taken. Raises SettingsError as `save_run`, or for no cases."""
        if not cases:
            raise SettingsError(text("evaluate.none.accepted"))
        return self._write(self._home / f"{_checked(name).removesuffix('.jsonl')}.jsonl", case_lines(cases))

    def _write(self, file: Path, content: str) -> str:
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            with file.open("x", encoding="utf-8") as out:
                out.write(content)
        except FileExistsError as error:
            raise SettingsError(text("evaluate.taken", name=file.name)) from error
        except OSError as error:
            raise SettingsError(text("not.written", file=file, problem=error.strerror)) from error
        return file.name


def _checked(name: str) -> str:
    if not _NAME.fullmatch(name.strip()):
        raise SettingsError(text("evaluate.wrong.name"))
    return name.strip()
