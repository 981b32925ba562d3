"""A process that runs commands of `qa`, or Python, one after the other, so that torch is imported once and not by each.

It reads a job a line, and writes for each, as JSON, its exit code and what it printed to stdout and stderr.
"""

import io
import json
import os
import subprocess
import sys
import traceback
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Self


@dataclass
class Done:
    returncode: int
    stdout: str
    stderr: str


def ended(done: Done | subprocess.CompletedProcess[str], exits: int) -> Done | subprocess.CompletedProcess[str]:
    """The same; a test fails that ended otherwise than with this exit code, or with a fault of the program."""
    assert "Traceback" not in done.stderr, done.stderr
    assert "please report" not in done.stderr, done.stderr
    assert done.returncode == exits, done.stderr + done.stdout
    return done


class Series:
    """That process, seen from outside."""

    def __enter__(self) -> Self:
        command = [sys.executable, __file__]
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, env=without_settings())
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()

    def run(self, args: list[str], folder: Path, *, stdin: str = "", environment: dict[str, str] | None = None) -> Done:
        """`qa` with these arguments, or with `-c` and a text as Python does."""
        job = {"folder": str(folder), "args": args, "stdin": stdin, "environment": environment or {}}
        self.process.stdin.write(json.dumps(job) + "\n")
        self.process.stdin.flush()
        return Done(*json.loads(self.process.stdout.readline()))


def without_settings() -> dict[str, str]:
    """This environment, without what sets `qa`."""
    return {name: value for name, value in os.environ.items() if not name.upper().startswith("QA_")}


def main() -> None:
    jobs = sys.stdin
    for line in jobs:
        job = json.loads(line)
        os.chdir(job["folder"])
        before = dict(os.environ)
        os.environ.update(job["environment"])
        sys.argv, sys.stdin = ["qa", *job["args"]], io.StringIO(job["stdin"])
        out, err = io.StringIO(), io.StringIO()
        with redirect_stdout(out), redirect_stderr(err):
            code = carry_out(job["args"])
        os.environ.clear()
        os.environ.update(before)
        print(json.dumps([code, out.getvalue(), err.getvalue()]), flush=True)  # noqa: T201 - its output


def carry_out(args: list[str]) -> int:
    try:
        if args[:1] == ["-c"]:
            exec(compile(args[1], "block", "exec"), {"__name__": "__main__"})
        else:
            from qa.cli import main as qa

            qa()
    except SystemExit as end:
        return int(end.code or 0)
    except Exception:  # noqa: BLE001 - whatever a block raises is for the test to see
        traceback.print_exc()
        return 1
    return 0


if __name__ == "__main__":
    main()
