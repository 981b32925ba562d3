"""A page of Gradio's in one language: laid out in it, its events answered in it, and Gradio's own words in it too."""

from __future__ import annotations

import re
from typing import Any

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from qa.web.lean import LeanBlocks
from qa.web.texts import speaking, spoken

_LANG = re.compile(rb'(<html\b[^>]*?\blang=)"[^"]*"')


class SpokenBlocks(LeanBlocks):
    """Blocks whose events speak the language in which they were laid out.

    Events wait in a queue, and run apart from the requests that bring them: these could not say the language.
    """

    def __init__(self, title: str, **more: Any) -> None:
        self.language = spoken()
        super().__init__(title=title, analytics_enabled=False, fill_width=True, **more)

    async def call_function(self, *args: Any, **kwargs: Any) -> Any:
        """Run an event's function, or a generator's next step."""
        with speaking(self.language):
            return await super().call_function(*args, **kwargs)


class SpokenPage:
    """Says in the page that Gradio serves which language it is in, and has Gradio's own words in it.

    By itself Gradio takes the browser's language for both.
    """

    def __init__(self, app: ASGIApp, language: str) -> None:
        self.app = app
        self._language = language.encode("ascii")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        start: Message | None = None
        body = b""

        async def send_spoken(message: Message) -> None:
            nonlocal start, body
            if message["type"] == "http.response.start" and _is_page(message):
                start = message
            elif start is None:
                await send(message)
            else:
                body += message.get("body", b"")
                if not message.get("more_body"):
                    body = self._spoken(body)
                    MutableHeaders(scope=start)["Content-Length"] = str(len(body))
                    await send(start)
                    await send({"type": "http.response.body", "body": body})

        await self.app(scope, receive, send_spoken if scope["type"] == "http" else send)

    def _spoken(self, page: bytes) -> bytes:
        named = _LANG.sub(rb'\1"%s"' % self._language, page, count=1)
        script = b'<script>Object.defineProperty(navigator, "language", { value: "%s" });</script>' % self._language
        return named.replace(b"<head>", b"<head>%s" % script, 1)


def _is_page(start: Message) -> bool:
    return MutableHeaders(scope=start).get("content-type", "").startswith("text/html")
