"""Which language a reader gets: the one in the address, else the one they chose, else the one their browser asks for.

"/archive/" is the page in English, "/de/archive/" the same in German. Whoever comes to an address without a language is
sent to theirs. "?language=de" behind any address leads to it in German, and that is remembered.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import parse_qsl, urlencode

from starlette.requests import HTTPConnection
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from qa.web.languages import DEFAULT, LANGUAGES
from qa.web.pages import ADDRESSES
from qa.web.texts import speaking, spoken

COOKIE = "news-qa-language"
_YEAR = 365 * 24 * 60 * 60  # seconds
_CHOSEN = "language"


def prefix(language: str) -> str:
    """What the addresses of a language's pages begin with."""
    return "" if language == DEFAULT else f"/{language}"


def to_root() -> str:
    """The way from the chat page to where addresses without a language begin."""
    return "" if spoken() == DEFAULT else "../"


def preferred(headers: Mapping[str, str], cookies: Mapping[str, str]) -> str:
    """The language that a reader chose, else the first that their browser asks for and there is."""
    wanted = [cookies.get(COOKIE, ""), *_accepted(headers.get("accept-language", ""))]
    return next((language for language in wanted if language in LANGUAGES), DEFAULT)


class ReaderLanguage:
    """Sends readers to pages in their language, and speaks it for those that are made anew for each request."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request, path = HTTPConnection(scope), scope["path"]
        named, page = _parted(path)
        language = named or preferred(request.headers, request.cookies)
        query = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        chosen = dict(query).get(_CHOSEN, "")
        if scope["method"] == "GET" and chosen in LANGUAGES:
            kept = [(name, value) for name, value in query if name != _CHOSEN]
            response = _redirect(path, prefix(chosen) + page, kept)
            response.set_cookie(COOKIE, chosen, _YEAR, httponly=True, samesite="lax", secure=scope["scheme"] == "https")
            await response(scope, receive, send)
        elif scope["method"] == "GET" and page in ADDRESSES and path != (target := prefix(language) + page):
            await _redirect(path, target, query)(scope, receive, send)
        else:
            with speaking(language):
                await self.app(scope, receive, send)


def _parted(path: str) -> tuple[str | None, str]:
    """The language that a path names, if it does, and the path without it."""
    first, _, rest = path.removeprefix("/").partition("/")
    return (first, f"/{rest}") if first in LANGUAGES and first != DEFAULT else (None, path)


def _redirect(path: str, target: str, query: list[tuple[str, str]]) -> RedirectResponse:
    """A redirect from one path to another, relative: a proxy may serve all of it below a path of its own."""
    up = "../" * (path.count("/") - 1) or "./"
    address = f"{up}{target.removeprefix('/')}{f'?{urlencode(query)}' if query else ''}"
    return RedirectResponse(address, headers={"Vary": "Accept-Language, Cookie"})


def _accepted(header: str) -> list[str]:
    """The languages of an Accept-Language header without their regions, the most wanted first (RFC 9110, 12.5.4)."""
    weighted: list[tuple[float, str]] = []
    for part in header.split(","):
        tag, _, weight = part.partition(";")
        try:
            share = float(weight.strip().removeprefix("q=") or 1)
        except ValueError:
            continue
        if share > 0:
            weighted.append((-share, tag.strip().partition("-")[0].lower()))
    return [language for _, language in sorted(weighted, key=lambda one: one[0])]
