"""Fetching an address from the web, within the limits and never from a private network; httpx reads the addresses.

Any port is open: what can be harmed by a plain GET is what is private, and that is refused by its address. Nothing
is kept between two requests, cookies included, and nothing is sent but the address and who asks.
"""

from __future__ import annotations

import gzip
import io
import ssl
import zlib
from collections.abc import Callable, Collection
from contextlib import AbstractContextManager
from dataclasses import dataclass
from email.message import Message
from time import monotonic
from typing import TYPE_CHECKING

import httpx

from index.errors import ReadError
from index.readers.addresses import Resolve, resolve_host
from index.readers.connect import Connector, Deadline
from index.readers.files import shown
from index.readers.limits import FETCH_BYTES, FETCH_SECONDS, REDIRECTS, SILENT_SECONDS, megabytes

if TYPE_CHECKING:
    from httpcore import Response

PLAIN = "text/plain"
_ACCEPTED = (
    "text/html",
    "application/xhtml+xml",
    "application/rss+xml",
    "application/atom+xml",
    "application/rdf+xml",
    "application/xml",
    "text/xml",
    PLAIN,
)
_HEADERS = (
    ("User-Agent", "news-qa"),
    ("Accept", ", ".join(_ACCEPTED)),
    ("Accept-Encoding", "gzip"),
    ("Connection", "close"),
)
_SAVE = "save the page and index the file"


Certificates = Callable[[], ssl.SSLContext]


def trusted_certificates() -> ssl.SSLContext:
    """The authorities that browsers trust, or those that SSL_CERT_FILE or SSL_CERT_DIR name."""
    try:
        return httpx.create_ssl_context()
    except OSError as error:
        raise ReadError("the certificates that SSL_CERT_FILE names cannot be read; correct or unset it") from error


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """How much is fetched from one address: bytes (packed and unpacked), seconds in all and in silence, redirects."""

    size: int = FETCH_BYTES
    seconds: float = FETCH_SECONDS
    silent: float = SILENT_SECONDS
    redirects: int = REDIRECTS


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave: `url` is where the redirects led, type and charset are as sent."""

    url: str
    content_type: str
    charset: str | None
    data: bytes


@dataclass(frozen=True, slots=True)
class Fetcher:
    """Fetches from public addresses, and from `private_hosts` (names or addresses, without port) whatever theirs are.

    Every address that a host has must be public, on each redirect anew. `private_hosts` are open to whatever names
    them: to redirects and to the entries of feeds as well.
    """

    private_hosts: Collection[str] = frozenset()
    resolve: Resolve = resolve_host
    certificates: Certificates = trusted_certificates
    limits: FetchLimits = FetchLimits()

    def get(self, url: str) -> Fetched:
        """What is at `url`. ReadError, with what to do, when that cannot be had or is no page, text or feed."""
        place = _parse(url)
        deadline = Deadline(monotonic() + self.limits.seconds, self.limits.silent)
        for _ in range(self.limits.redirects + 1):
            with self._open(place, deadline) as response:
                onward = _redirect(response, place)
                if onward is None:
                    return self._read(response, place)
            place = onward
        raise ReadError(f"it redirects more than {self.limits.redirects} times; {_SAVE}")

    def _open(self, place: httpx.URL, deadline: Deadline) -> AbstractContextManager[Response]:
        certificates = self.certificates() if place.scheme == "https" else None
        connector = Connector(self.resolve, self.private_hosts, certificates)
        target = (place.raw_scheme, place.raw_host, place.port, place.raw_path)
        return connector.get(target, [("Host", place.netloc.decode("ascii")), *_HEADERS], deadline)

    def _read(self, response: Response, place: httpx.URL) -> Fetched:
        if not 200 <= response.status < 300:
            raise ReadError(_refused(response.status))
        content_type, charset = _content(_header(response, b"content-type"))
        data = _unpacked(self._body(response), _header(response, b"content-encoding"), self.limits.size)
        if not data.strip():
            raise ReadError("the page is empty; check the address")
        return Fetched(str(place.copy_with(fragment=None)), content_type, charset, data)

    def _body(self, response: Response) -> bytes:
        body = bytearray()
        for chunk in response.iter_stream():
            body += chunk
            if len(body) > self.limits.size:
                raise ReadError(_too_large(self.limits.size))
        return bytes(body)


def _parse(url: str) -> httpx.URL:
    try:
        place = httpx.URL(url)
    except (httpx.InvalidURL, ValueError) as error:
        raise ReadError("not a web address; check its spelling") from error
    return _fetchable(place)


def _fetchable(place: httpx.URL) -> httpx.URL:
    if place.scheme not in {"http", "https"}:
        raise ReadError(f"only http and https are fetched, not {shown(place.scheme)}; {_SAVE}")
    if place.userinfo:
        raise ReadError(f"a name or password in the address is never sent; {_SAVE}")
    if not place.host or "%" in place.host:
        raise ReadError("the address names no host; check its spelling")
    return place


def _redirect(response: Response, place: httpx.URL) -> httpx.URL | None:
    """Where `response` sends on to; None when it does not."""
    location = _header(response, b"location")
    if response.status not in {301, 302, 303, 307, 308} or not location:
        return None
    try:
        return _fetchable(place.join(location))
    except (httpx.InvalidURL, ValueError) as error:
        raise ReadError(f"it redirects to what is no address ({shown(location[:60])}); {_SAVE}") from error
    except ReadError as error:
        raise ReadError(f"it redirects, and there {error}") from error


def _header(response: Response, name: bytes) -> str:
    return next((value.decode("utf-8", "replace") for key, value in response.headers if key.lower() == name), "")


def _refused(status: int) -> str:
    if status in {404, 410}:
        return f"there is no such page (HTTP {status}); check the address"
    if status in {401, 402, 403, 407, 451}:
        return f"the page is not open to programs (HTTP {status}); {_SAVE}"
    if status in {408, 425, 429} or status >= 500:
        return f"the site does not serve it now (HTTP {status}); try again later"
    return f"the site does not serve it (HTTP {status}); check the address"


def _content(header: str) -> tuple[str, str | None]:
    """The type and the charset that a Content-Type names. A page of no stated type is taken for HTML."""
    message = Message()
    message["Content-Type"] = header or "text/html"
    if message.get_content_type() not in _ACCEPTED:
        raise ReadError(f"{shown(header[:60])} is not a page, a text or a feed; save it as a file that is read")
    return message.get_content_type(), message.get_content_charset()


def _unpacked(body: bytes, encoding: str, limit: int) -> bytes:
    if encoding.strip().lower() in {"", "identity"}:
        return body
    if encoding.strip().lower() not in {"gzip", "x-gzip"}:
        raise ReadError(f"the page comes packed in a way that was not asked for ({shown(encoding[:60])}); {_SAVE}")
    try:
        data = gzip.GzipFile(fileobj=io.BytesIO(body)).read(limit + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise ReadError(f"its gzip data are damaged or cut short; try again later, or {_SAVE}") from error
    if len(data) > limit:
        raise ReadError(_too_large(limit))
    return data


def _too_large(limit: int) -> str:
    return f"more than {megabytes(limit)}, the limit for an address; save it, cut it down and index the file"
