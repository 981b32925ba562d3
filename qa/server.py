"""One web application: chat at "/", pages beside it, HTTP interface at "/api". It renders, decides nothing.

"/archive" shows what there is to ask about, "/draft" checks a text, "/evaluate" measures.

GET  /api/health       what the archive holds, and which model writes
POST /api/ask          {"question", "as_of"?, "after"?, "before"?, "sources"?, "history"?} -> as `qa ask --json`
POST /api/ask/stream   the same, as server-sent events: retrieved, token, done, error
POST /api/check        {"text", "articles"?, "as_of"?, "after"?, "before"?, "sources"?}
                       -> {"sentences": [as `qa check --json`]}
POST /api/search       {"query", "as_of"?, "after"?, "before"?, "sources"?, "limit"?} -> as `qa search --json`

An error is {"error": one line}, with a 4xx or 5xx status.
"""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Annotated, Any, Literal

from fastapi import APIRouter, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, StreamingResponse
from pydantic import BaseModel, ConfigDict, Field, StringConstraints
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from index import Filter, IndexLocked, ModelError, NewsError, ReadError, SettingsError
from qa import values
from qa.record import answer_record, checked_record, coverage_record, hit_record, search_record, window_record
from qa.values import Done, Event, Retrieved, Token
from qa.web.desk import Desk
from qa.web.desks import Desks
from qa.web.languages import LANGUAGES
from qa.web.notebook.routes import notebook_routes
from qa.web.pages import Page, pages
from qa.web.reader_language import ReaderLanguage, prefix
from qa.web.readers import RememberReaders
from qa.web.texts import speaking

Question = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=10_000)]

# The page needs its own inline script and style; nothing else may be loaded, from anywhere, by anything on it.
_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; worker-src 'self' blob:; object-src 'none'; "
    "base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
)


class Said(BaseModel):
    """An earlier message of the conversation."""

    model_config = ConfigDict(extra="forbid")
    role: Literal["user", "assistant"]
    content: str = Field(max_length=100_000)


class Narrowed(BaseModel):
    """Which articles may be used."""

    model_config = ConfigDict(extra="forbid")
    as_of: date | None = None
    after: date | None = None
    before: date | None = None
    sources: tuple[str, ...] = ()

    def where(self) -> Filter:
        """As a filter; the assistant itself applies `as_of`."""
        return Filter(after=self.after, before=self.before, sources=self.sources)


class AskRequest(Narrowed):
    """A question, and the conversation before it, oldest message first."""

    question: Question
    history: tuple[Said, ...] = Field(default=(), max_length=200)

    def arguments(self) -> dict[str, Any]:
        """As the arguments of `Desk.ask` and `Desk.stream`."""
        history = tuple(values.Message(said.role, said.content) for said in self.history)
        return {"question": self.question, "as_of": self.as_of, "where": self.where(), "history": history}


class SearchRequest(Narrowed):
    """What to search for."""

    query: Question
    limit: int = Field(default=10, ge=1, le=100)


class CheckRequest(Narrowed):
    """A draft, and the ids of the articles to check it against, if not all."""

    text: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=50_000)]
    articles: tuple[str, ...] = Field(default=(), max_length=1000)


def create_app(
    desk: Desk,
    *,
    examples: Sequence[str] = (),
    evaluation: Path | None = None,
    editable: bool = False,
    private_hosts: tuple[str, ...] = (),
    notebook: Path | None = None,
    desks: Desks | None = None,
) -> FastAPI:
    """The whole application over `desk`; `evaluation` is the folder of the Evaluate page, None for no such page.

    `examples` are questions to begin with, looked at whenever a page is opened: the list may fill meanwhile.
    In the folder `notebook` conversations are kept, None for nowhere; of `desks` readers choose one in the chat.
    Where it is `editable`, whoever reaches it may add articles to the archive, from `private_hosts` too, and delete.
    """
    from qa.web.app import build, mount  # imports gradio, which takes seconds
    from qa.web.archive.intake import LARGEST_UPLOAD as LARGEST_ARTICLES
    from qa.web.archive.page import build_archive
    from qa.web.drafts.page import build_drafts
    from qa.web.evaluation.page import LARGEST_UPLOAD, build_evaluation

    # No /docs: its page would load scripts from elsewhere. The description itself is at /api/openapi.json.
    app = FastAPI(title="News QA", docs_url=None, redoc_url=None, openapi_url="/api/openapi.json")
    app.include_router(_routes(desk))
    app.add_exception_handler(NewsError, _news_error)
    app.add_exception_handler(RequestValidationError, _wrong_request)
    app.add_exception_handler(Exception, _unforeseen)
    app.add_middleware(ReaderLanguage)
    app.add_middleware(_Headers)
    there: set[Page] = {"ask", "archive", "draft"}
    if evaluation:
        there.add("evaluate")
    if notebook:
        there.add("conversations")
        app.add_middleware(RememberReaders)
    desks = desks or Desks(desk)
    # Labels are part of a page of Gradio's once it is built: there is one for each language. The one at "/" comes last,
    # since it takes every path.
    for language in sorted(LANGUAGES, key=prefix, reverse=True):
        at = prefix(language)
        with speaking(language):
            if notebook:
                app.include_router(notebook_routes(notebook, partial(pages, "conversations", there)), prefix=at)
            archive = build_archive(desk, there, editable=editable, private_hosts=private_hosts)
            mount(app, archive, f"{at}/archive", largest_upload=LARGEST_ARTICLES if editable else 1)
            mount(app, build_drafts(desk, there), f"{at}/draft")
            if evaluation:
                page = build_evaluation(desk, evaluation, there)
                mount(app, page, f"{at}/evaluate", largest_upload=LARGEST_UPLOAD)
            chat = build(desks, there, examples=examples, notebook=notebook)
            mount(app, chat, at or "/", comes_back=notebook is not None)
    return app


def serve(application: Callable[[], FastAPI], host: str = "127.0.0.1", port: int = 7860) -> None:
    """Serve until interrupted. Raises SettingsError where the address cannot be had.

    What is served is made here: Gradio, made outside a running event loop, makes loops of its own and leaves them open.
    """
    import uvicorn

    try:
        listener = socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except (OSError, OverflowError) as error:
        raise SettingsError(f"Cannot listen on {host}:{port} ({error}): choose another with --host, --port.") from error
    config = uvicorn.Config(application, factory=True, log_level="warning")
    with listener:
        uvicorn.Server(config).run(sockets=[listener])


def _routes(desk: Desk) -> APIRouter:
    router = APIRouter(prefix="/api")

    @router.get("/health")
    def health() -> dict[str, Any]:
        return {"status": "ok", "model": desk.model_name, **coverage_record(desk.index.coverage())}

    @router.post("/ask")
    def ask(request: AskRequest) -> dict[str, Any]:
        return answer_record(desk.ask(**request.arguments()))

    @router.post("/ask/stream")
    def stream(request: AskRequest) -> StreamingResponse:
        return StreamingResponse(_events(desk, request), media_type="text/event-stream")

    @router.post("/check")
    def check(request: CheckRequest) -> dict[str, Any]:
        checked = desk.check(request.text, articles=request.articles, as_of=request.as_of, where=request.where())
        return {"sentences": [checked_record(sentence) for sentence in checked]}

    @router.post("/search")
    def search(request: SearchRequest) -> dict[str, Any]:
        started = time.perf_counter()
        query = desk.plan(request.query, as_of=request.as_of, where=request.where())
        hits = desk.search(request.query, as_of=request.as_of, where=request.where(), limit=request.limit)
        return search_record(query, hits, (time.perf_counter() - started) * 1000)

    return router


def _events(desk: Desk, request: AskRequest) -> Iterator[str]:
    try:
        for event in desk.stream(**request.arguments()):
            yield _server_sent(*_event_record(event))
    except NewsError as error:
        yield _server_sent("error", {"error": str(error)})


def _event_record(event: Event) -> tuple[str, dict[str, Any]]:
    match event:
        case Retrieved(query, evidence):
            found = [{"number": item.number, **hit_record(item.hit)} for item in evidence]
            return "retrieved", {"query": query.text, "window": window_record(query), "evidence": found}
        case Token(text):
            return "token", {"text": text}
        case Done(answer):
            return "done", answer_record(answer)


def _server_sent(name: str, data: dict[str, Any]) -> str:
    return f"event: {name}\ndata: {json.dumps(data)}\n\n"


def _news_error(_: Request, error: Exception) -> JSONResponse:
    statuses: dict[type[Exception], int] = {ModelError: 502, IndexLocked: 503, ReadError: 404}
    status = next((code for kind, code in statuses.items() if isinstance(error, kind)), 500)
    return JSONResponse({"error": str(error)}, status)


def _wrong_request(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - for the type checker: registered for it alone
    problems = [f"{'.'.join(str(part) for part in e['loc'][1:]) or 'body'}: {e['msg']}" for e in error.errors()]
    return JSONResponse({"error": "; ".join(problems)}, 422)


def _unforeseen(_: Request, __: Exception) -> JSONResponse:
    return JSONResponse({"error": "Something went wrong on the server, whose log says what."}, 500)


class _Headers:
    """Adds to every response what a browser may load because of it: nothing from elsewhere."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["Content-Security-Policy"] = _POLICY
                headers["Referrer-Policy"] = "no-referrer"
                headers["X-Content-Type-Options"] = "nosniff"
            await send(message)

        await self.app(scope, receive, send_with_headers if scope["type"] == "http" else send)
