"""What a command costs before it does anything: whole processes, the median of several, after one to warm up."""

import statistics
import subprocess
import sys
import time
from pathlib import Path

RUNS = 7


def measure() -> list[tuple[str, str]]:
    qa = str(Path(sys.executable).with_name("qa"))
    bare = _median([sys.executable, "-c", "pass"])
    return [
        ("python -c pass", f"{bare:.2f} s"),
        ("python -c 'import qa'", f"{_median([sys.executable, '-c', 'import qa']):.2f} s"),
        ("qa --help", f"{_median([qa, '--help']):.2f} s"),
    ]


def _median(command: list[str]) -> float:
    taken = []
    for _ in range(RUNS + 1):
        began = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        taken.append(time.perf_counter() - began)
    return statistics.median(taken[1:])
