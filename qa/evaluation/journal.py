"""A run written down case by case, so that one that was killed goes on where it stopped."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any

from pydantic import ValidationError

from index import SettingsError
from qa.evaluation.case_record import case_record
from qa.evaluation.outcome import Outcome
from qa.evaluation.provenance import fingerprint
from qa.evaluation.stored import outcome_of


class Journal:
    """A JSON Lines file: the run's config, and the record of each case as soon as it is answered.

    `done` are the outcomes that it held when it was opened, by id, `config` that of the run that began it. Raises
    SettingsError where it is of another run, unless `anew` drops what it holds. A line cut short by a kill does not
    count.
    """

    def __init__(self, path: str | Path, config: Mapping[str, Any], *, anew: bool = False) -> None:
        self._path = Path(path)
        self.config = config
        self.done: dict[str, Outcome] = {}
        whole = 0 if anew else self._read(config)
        try:
            self._file = self._path.open("r+b" if self._path.exists() else "wb")
            self._file.truncate(whole)
            self._file.seek(whole)
        except OSError as error:
            raise SettingsError(f"{path}: cannot be written ({error.strerror}); name another file") from error
        if not whole:
            self._append({"fingerprint": fingerprint(config), "config": dict(config)})

    def write(self, outcome: Outcome) -> None:
        """Add a case. It is in the file when this returns, whatever becomes of this process."""
        self._append(case_record(outcome, {}))

    def __enter__(self) -> Journal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._file.close()

    def _append(self, record: Mapping[str, Any]) -> None:
        self._file.write(json.dumps(record, ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n")
        self._file.flush()

    def _read(self, config: Mapping[str, Any]) -> int:
        """Take over what the file holds, and return the bytes of its whole lines."""
        if not self._path.exists():
            return 0
        *lines, _cut = self._path.read_bytes().split(b"\n")
        if not lines:
            return 0
        try:
            head, *records = [json.loads(line) for line in lines]
            begun, of = head["config"], head["fingerprint"]
            self.done = {outcome.case.id: outcome for outcome in map(outcome_of, records)}
        except (ValueError, TypeError, KeyError, ValidationError) as error:
            raise SettingsError(f"{self._path}: is no journal of a run; remove it, or start anew (--anew)") from error
        if of != fingerprint(config):
            raise SettingsError(
                f"{self._path}: holds {len(self.done)} cases of another run ({_differences(begun, config)}); "
                "repeat that one to finish it, or start anew (--anew)"
            )
        self.config = begun
        return sum(len(line) + 1 for line in lines)


def _differences(begun: Mapping[str, Any], config: Mapping[str, Any]) -> str:
    """What differs, the first three things: "model was quotes and is local"."""
    names = [key for key in config if fingerprint({key: begun.get(key)}) != fingerprint({key: config[key]})]
    told = [
        f"{name} was {begun.get(name)} and is {config[name]}"
        if len(f"{begun.get(name)}{config[name]}") <= 80
        else f"{name} is another"
        for name in names
    ]
    return "; ".join(told[:3])
