"""A contestant at work, in a process and a folder of its own."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from benchmarks.peers import environments
from benchmarks.peers.contestants import OURS, Contestant


def run(contestant: Contestant, build: str, articles: Path, questions: Path, home: Path) -> list[dict[str, Any]]:
    """What the pipelines of a build found, a line each (see `protocol`); `home` is made, and holds their index."""
    home.mkdir(parents=True)
    python = [sys.executable] if contestant == OURS else [environments.python_of(contestant), "-E"]
    command = [*python, contestant.script, build, articles.resolve(), questions.resolve()]
    variables = environments.variables()
    done = subprocess.run(command, cwd=home, env=variables, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{contestant.name} {build}: ended with {done.returncode}; what it says is above")
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
