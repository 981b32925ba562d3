"""The command line, `qa`. It renders; it decides nothing. Data goes to stdout, all else to stderr."""

from __future__ import annotations

import os
import sys
from typing import Any, NoReturn

from index import NewsError


def main() -> None:
    """Run `qa`. Exit 0 done or answered, 1 nothing found or refused or below a minimum, 2 error in one line."""
    for name, value in {
        "GRADIO_ANALYTICS_ENABLED": "False",
        "HF_HUB_DISABLE_TELEMETRY": "1",
        "LANGSMITH_TRACING": "false",
        "TOKENIZERS_PARALLELISM": "false",
    }.items():
        os.environ.setdefault(name, value)
    from typer import Abort, Exit

    from qa.cli.commands import app

    try:
        sys.exit(app(standalone_mode=False))
    except Exit as end:
        sys.exit(end.exit_code)
    except NewsError as error:
        _fail(str(error))
    except (KeyboardInterrupt, Abort):
        sys.exit(130)
    except BrokenPipeError:
        # Whoever read our output has enough of it; what is still buffered has nowhere to go.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except OSError as error:
        _fail(f"{error.filename or 'files'}: {error.strerror or error}; check the path, its rights and the free space")
    except Exception as error:
        # A wrong command line. Its class is Click's or Typer's own, by Typer's version.
        if hasattr(error, "format_message"):
            _fail(_usage(error))
        if os.environ.get("QA_DEBUG"):
            raise
        _fail(f"unexpected {type(error).__name__}: {error}; please report it, with what QA_DEBUG=1 shows")


def _usage(error: Any) -> str:
    """What is wrong with a command line, and where its help is; nothing when the help itself was shown."""
    message = error.format_message().rstrip(".")
    return f"{message}; see {error.ctx.command_path if error.ctx else 'qa'} --help" if message else ""


def _fail(message: str) -> NoReturn:
    if message:
        from qa.unseen import one_line  # a file's name may hold what controls a terminal

        print("qa:", one_line(message), file=sys.stderr)  # noqa: T201 - the command line's voice
    sys.exit(2)
