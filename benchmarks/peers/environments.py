"""An environment for each peer, in the user's cache: what they depend on need not agree, and ours stays as it is."""

import os
import subprocess
import sys
from pathlib import Path

from platformdirs import user_cache_path

from benchmarks.peers.contestants import Contestant

CONSTRAINTS = Path(__file__).parents[2] / "constraints.txt"
QUIET = {"HF_HUB_OFFLINE": "1", "ANONYMIZED_TELEMETRY": "False", "HAYSTACK_TELEMETRY_ENABLED": "False"}
"""Weights come with a package; and no peer reports to anyone."""


def python_of(peer: Contestant) -> Path:
    """The interpreter of a peer's environment, there or not."""
    return _home(peer) / "bin" / "python"


def is_made(peer: Contestant) -> bool:
    """Whether a peer's environment holds what its requirements ask for now."""
    stamp = _home(peer) / "made"
    return stamp.is_file() and stamp.read_text(encoding="utf-8") == _wanted(peer)


def make(peer: Contestant) -> None:
    """Make a peer's environment, if it is not there."""
    if is_made(peer):
        return
    subprocess.run([sys.executable, "-m", "venv", _home(peer)], check=True)
    install = [python_of(peer), "-m", "pip", "install", "--quiet", "--constraint", CONSTRAINTS]
    subprocess.run([*install, "--requirement", peer.requirements], check=True)
    (_home(peer) / "made").write_text(_wanted(peer), encoding="utf-8")


def variables() -> dict[str, str]:
    """The environment variables of a contestant's process."""
    return {**os.environ, **QUIET}


def _home(peer: Contestant) -> Path:
    return user_cache_path("news-qa", appauthor=False) / "peers" / peer.name


def _wanted(peer: Contestant) -> str:
    return peer.requirements.read_text(encoding="utf-8") + CONSTRAINTS.read_text(encoding="utf-8")
