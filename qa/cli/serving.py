"""`qa serve`."""

from __future__ import annotations

from typing import Annotated

import typer

from qa.cli.asking import open_desk
from qa.cli.options import IndexOption, ModelOption
from qa.cli.terminal import note


def serve(
    *,
    host: Annotated[str, typer.Option("--host", help="Address to listen on; others can reach 0.0.0.0.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=1, max=65535)] = 7860,
    model: ModelOption = None,
    index: IndexOption = None,
) -> None:
    """Open the web chat, with an HTTP API at /api. Example: qa serve --port 8000"""
    desk = open_desk(index, model)
    from qa.server import serve as run

    note(f"News QA at http://{host}:{port} (Ctrl-C ends it)")
    run(desk, host, port)
