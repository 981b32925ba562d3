"""One request over a connection to an address that was checked, by httpcore, which only this file imports.

The name is looked up once, each of its addresses is checked, and the connection goes to one of those: a second
look-up, which could answer otherwise, never happens. TLS still checks the certificate against the name. Proxies set
in the environment are not used, because a proxy looks names up itself.
"""

from __future__ import annotations

import ssl
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from time import monotonic
from typing import Any

import httpcore

from index.errors import ReadError
from index.readers.addresses import Resolve, permitted_addresses

Target = tuple[bytes, bytes, int | None, bytes]
"""Scheme, host, port (None: the scheme's own) and path with query."""

Headers = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Deadline:
    """The end of the time for an address (`time.monotonic`), and the seconds of silence borne until then."""

    end: float
    silent: float

    def left(self) -> float:
        """Seconds to wait for the next byte. httpcore's timeout when the time is over."""
        remaining = self.end - monotonic()
        if remaining <= 0:
            raise httpcore.ReadTimeout
        return min(self.silent, remaining)


class _Stream(httpcore.NetworkStream):
    """A stream whose every step ends by the deadline, however its bytes drip in. It keeps to no other timeout."""

    def __init__(self, inner: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._inner = inner
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002 - the deadline rules
        return self._inner.read(max_bytes, self._deadline.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002 - the deadline rules
        self._inner.write(buffer, self._deadline.left())

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002 - the deadline rules
    ) -> httpcore.NetworkStream:
        inner = self._inner.start_tls(ssl_context, server_hostname, self._deadline.left())
        return _Stream(inner, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


class _Checked(httpcore.NetworkBackend):
    """Connects to the very addresses that were checked."""

    def __init__(self, resolve: Resolve, private_hosts: Collection[str], deadline: Deadline) -> None:
        self._resolve = resolve
        self._private_hosts = private_hosts
        self._deadline = deadline
        self._network = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002 - the deadline rules
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        failure: Exception = httpcore.ConnectError()
        for address in permitted_addresses(host, port, self._resolve, self._private_hosts):
            try:
                inner = self._network.connect_tcp(address, port, self._deadline.left(), local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
            else:
                return _Stream(inner, self._deadline)
        raise failure


@dataclass(frozen=True, slots=True)
class Connector:
    """What connections are made with: who looks names up, which hosts may be private, and for https whom to trust."""

    resolve: Resolve
    private_hosts: Collection[str]
    certificates: ssl.SSLContext | None

    @contextmanager
    def get(self, target: Target, headers: Headers, deadline: Deadline) -> Iterator[httpcore.Response]:
        """The answer to a GET of `target`, its body unread. ReadError for all that goes wrong, reading it included."""
        scheme, host, port, path = target
        url = httpcore.URL(scheme=scheme, host=host, port=port, target=path)
        backend = _Checked(self.resolve, self.private_hosts, deadline)
        try:
            with (
                httpcore.ConnectionPool(self.certificates, network_backend=backend) as pool,
                pool.stream("GET", url, headers=headers) as response,
            ):
                yield response
        except httpcore.TimeoutException as error:
            raise ReadError("no answer in time; try again later, or save the page and index the file") from error
        except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.UnsupportedProtocol) as error:
            raise ReadError(_explain(error, host.decode("ascii"))) from error


def _explain(error: Exception, host: str) -> str:
    cause = error.args[0] if error.args else None  # httpcore gives the error beneath as its argument alone
    if isinstance(cause, ssl.SSLCertVerificationError):
        return (
            f"the certificate of {host} is not trusted ({cause.verify_message.rstrip('.')}); check the address; "
            "certificates of your own are named by SSL_CERT_FILE"
        )
    if isinstance(error, httpcore.ConnectError):
        reason = (cause.strerror if isinstance(cause, OSError) else None) or type(cause).__name__
        return f"no connection to {host} ({reason}); check the address and the network (proxies are not used)"
    if isinstance(error, httpcore.ProtocolError):
        return f"{host} does not answer as HTTP demands ({str(error)[:80]}); try again later, or check the address"
    return f"the connection to {host} broke; try again later"
