"""`qa serve`."""

from __future__ import annotations

import threading
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from index import NewsError
from qa.cli.asking import open_desk
from qa.cli.options import NOTEBOOK, IndexOption, ModelOption
from qa.cli.terminal import note

if TYPE_CHECKING:
    from qa.assistant import Assistant
    from qa.web.desks import Desks

_THIS_MACHINE = frozenset({"127.0.0.1", "localhost", "::1"})
_OWN = Path("evaluation")


def serve(
    *,
    host: Annotated[str, typer.Option("--host", help="Address to listen on; others can reach 0.0.0.0.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=1, max=65535)] = 7860,
    evaluation: Annotated[
        Path | None,
        typer.Option(
            "--evaluation",
            help="Folder of the Evaluate page, whose readers write there. [default: ./evaluation if only this machine "
            "can reach it, else no such page]",
        ),
    ] = None,
    editable: Annotated[
        bool | None,
        typer.Option(
            "--editable/--read-only",
            help="Whether whoever reaches the Archive page may add and delete articles. [default: only if only this "
            "machine can reach it]",
        ),
    ] = None,
    private_host: Annotated[
        list[str] | None,
        typer.Option(metavar="HOST", help="Articles may be added from this host of your own network. Repeatable."),
    ] = None,
    notebook: Annotated[
        Path, typer.Option("--notebook", help="Folder of what readers keep: conversations, shared answers, opinions.")
    ] = NOTEBOOK,
    choose: Annotated[
        bool | None,
        typer.Option(
            "--choose-model/--one-model",
            help="Whether readers may choose among the models there are, also those that you pay for. [default: only "
            "if only this machine can reach it]",
        ),
    ] = None,
    model: ModelOption = None,
    index: IndexOption = None,
) -> None:
    """Open the web chat, with an HTTP API at /api. Example: qa serve --port 8000"""
    desk = open_desk(index, model)
    from qa.server import create_app
    from qa.server import serve as run

    note(f"News QA at http://{host}:{port} (Ctrl-C ends it)")
    alone = host in _THIS_MACHINE
    examples: list[str] = []
    application = partial(
        create_app,
        desk,
        examples=examples,
        evaluation=evaluation or (_OWN if alone else None),
        editable=alone if editable is None else editable,
        private_hosts=tuple(private_host or ()),
        notebook=notebook,
        desks=_desks(desk) if (alone if choose is None else choose) else None,
    )

    def warmed() -> Any:
        app = application()
        threading.Thread(target=_load, args=[desk, examples], name="loading", daemon=True).start()
        return app

    run(warmed, host, port)


def _load(desk: Assistant, examples: list[str]) -> None:
    """Load what the first question needs, before anybody has asked it, and look for questions to begin with."""
    from qa.opening import opening_questions

    try:
        desk.search("news", limit=1)
        examples.extend(opening_questions(desk.index))
    except NewsError as error:
        note(str(error))


def _desks(desk: Assistant) -> Desks:
    """The desk, and one for each other model that there is."""
    from qa.assistant import Assistant
    from qa.choices import model_choices, settings_for
    from qa.web.desks import Desks

    def another(name: str) -> Assistant:
        return Assistant(desk.index, settings=settings_for(name, desk.settings))

    return Desks(desk, model_choices(desk.settings), another)
