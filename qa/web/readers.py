"""Who reads: a browser, known by a cookie that only the server reads. There is no name and no password to it."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE = "news-qa-reader"
_YEAR = 365 * 24 * 60 * 60  # seconds
_READER = re.compile(r"[A-Za-z0-9_-]{32}")


def new_reader() -> str:
    """A reader that nobody can guess."""
    return secrets.token_urlsafe(24)


def reader_of(cookies: Mapping[str, str]) -> str | None:
    """The reader that a request comes from; None for a browser that keeps no cookies, or a cookie that is not ours."""
    reader = cookies.get(COOKIE, "")
    return reader if _READER.fullmatch(reader) else None


class RememberReaders:
    """Gives a browser that opens a page the cookie by which it will be known. Other sites can neither read nor use it.

    Only pages bring it: a program that asks for JSON is nobody.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_cookie(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if headers.get("content-type", "").startswith("text/html"):
                    headers.append("Set-Cookie", _cookie(new_reader(), secure=scope["scheme"] == "https"))
            await send(message)

        known = scope["type"] != "http" or reader_of(HTTPConnection(scope).cookies)
        await self.app(scope, receive, send if known else send_with_cookie)


def _cookie(reader: str, *, secure: bool) -> str:
    return f"{COOKIE}={reader}; Path=/; Max-Age={_YEAR}; HttpOnly; SameSite=Lax{'; Secure' if secure else ''}"
