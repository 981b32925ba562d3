"""The pages of kept conversations and of shared answers.

GET  /conversations/?words=           a reader's conversations
GET  /conversations/ID                one; ID.html, ID.md and ID.json to take away
POST /conversations/ID/rename         form: name
POST /conversations/ID/delete
GET  /answers/KEY                     a shared answer; KEY.json as `qa ask --json`
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from index import NewsError, ReadError
from qa.record import answer_record
from qa.web.notebook import page
from qa.web.notebook.exports import as_json, as_markdown
from qa.web.notebook.kept import Kept
from qa.web.notebook.notebook import Notebook
from qa.web.notebook.shared import SharedAnswers
from qa.web.readers import reader_of
from qa.web.texts import text

_EXPORTS: dict[str, tuple[str, Callable[[Kept], str]]] = {
    "html": ("text/html", page.exported_page),
    "md": ("text/markdown", as_markdown),
    "json": ("application/json", as_json),
}


def notebook_routes(home: Path, nav: Callable[[], str]) -> APIRouter:
    """The routes over the notebook at `home`; `nav` is the HTML of the links between the pages."""
    router = APIRouter()
    router.include_router(_conversations(Notebook(home), nav))
    router.include_router(_answers(home))
    return router


def _conversations(notebook: Notebook, nav: Callable[[], str]) -> APIRouter:
    router = APIRouter(prefix="/conversations")

    @router.get("/")
    def conversations(request: Request, words: str = "") -> HTMLResponse:
        reader = reader_of(request.cookies)
        return HTMLResponse(page.list_page(notebook.entries(reader, words) if reader else [], words, nav()))

    @router.get("/{name}")
    def conversation(request: Request, name: str) -> Response:
        id_, _, ending = name.partition(".")
        try:
            kept = notebook.conversation(_reader(request), id_)
        except ReadError as error:
            return HTMLResponse(page.problem_page(str(error), nav()), 404)
        if ending not in _EXPORTS:
            return HTMLResponse(page.conversation_page(kept, nav()))
        kind, export = _EXPORTS[ending]
        headers = {"Content-Disposition": f'attachment; filename="conversation-{kept.id}.{ending}"'}
        return Response(export(kept).encode("utf-8", "replace"), media_type=kind, headers=headers)

    @router.post("/{id_}/rename")
    def rename(request: Request, id_: str, name: Annotated[str, Form()]) -> Response:
        return _changed(lambda reader: notebook.rename(reader, id_, name), request, f"../{id_}")

    @router.post("/{id_}/delete")
    def delete(request: Request, id_: str) -> Response:
        return _changed(lambda reader: notebook.delete(reader, id_), request, "../")

    def _changed(change: Callable[[str], object], request: Request, then: str) -> Response:
        try:
            change(_reader(request))
        except NewsError as error:
            return HTMLResponse(page.problem_page(str(error), nav()), 404 if isinstance(error, ReadError) else 400)
        return RedirectResponse(then, 303)

    return router


def _answers(home: Path) -> APIRouter:
    router = APIRouter()
    answers = SharedAnswers(home)

    @router.get("/answers/{key}")
    def answer(key: str) -> Response:
        key, _, ending = key.partition(".")
        try:
            shared = answers.read(key)
        except ReadError as error:
            return HTMLResponse(page.problem_page(str(error), ""), 404)
        if ending == "json" and shared.turn.answer:
            return JSONResponse(answer_record(shared.turn.answer))
        return HTMLResponse(page.answer_page(shared))

    return router


def _reader(request: Request) -> str:
    if reader := reader_of(request.cookies):
        return reader
    raise ReadError(text("kept.no.cookies"))
