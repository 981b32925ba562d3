"""What it takes to repeat a run: the desk's own description, the cases, versions, revision, platform."""

from __future__ import annotations

import hashlib
import json
import platform
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from qa.evaluation.cases import Case
from qa.evaluation.figure import SEED

_PACKAGES = (
    "news-qa",
    "chromadb",
    "sentence-transformers",
    "torch",
    "numpy",
    "langchain",
    "ir-measures",
    "rouge-score",
)
_OF_THE_OCCASION = ("time", "jobs", "platform")


def provenance(desk: Mapping[str, Any], cases: Sequence[Case], metrics: Sequence[str], jobs: int) -> dict[str, Any]:
    """Return the config of a run, of values that JSON can hold. `desk` is what the desk says of itself."""
    return {
        **desk,
        "cases": len(cases),
        "cases_sha256": cases_digest(cases),
        "metrics": list(metrics),
        "jobs": jobs,
        "seed": SEED,
        "time": datetime.now(UTC).isoformat(timespec="seconds"),
        "revision": _revision(),
        "platform": platform.platform(),
        "versions": {"python": platform.python_version(), **{name: _version(name) for name in _PACKAGES}},
    }


def fingerprint(config: Mapping[str, Any]) -> str:
    """Return 16 hex digits that name all of a config on which its figures depend."""
    kept = {key: value for key, value in config.items() if key not in _OF_THE_OCCASION}
    return hashlib.sha256(json.dumps(kept, sort_keys=True).encode()).hexdigest()[:16]


def cases_digest(cases: Sequence[Case]) -> str:
    """Return the SHA-256 of the cases, whatever format they were in."""
    text = json.dumps([asdict(case) for case in cases], sort_keys=True, default=str)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def _revision() -> str | None:
    """The commit of this code, "+" behind it where it was changed since; None outside a checkout of its own."""
    here = Path(__file__)
    if not shutil.which("git") or not _git(here, "ls-files", here.name):
        return None
    commit = _git(here, "rev-parse", "HEAD")
    changed = _git(here, "status", "--porcelain", "--untracked-files=no", ":/")
    return f"{commit}+" if commit and changed else commit


def _git(here: Path, *args: str) -> str | None:
    done = subprocess.run(  # noqa: S603 - arguments of our own
        ["git", "-C", str(here.parent), *args],  # noqa: S607 - the git that the user's shell finds
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout.strip() if done.returncode == 0 else None
