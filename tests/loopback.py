"""A web server on loopback that answers with the very bytes a test gives it, and remembers what it was asked."""

import socketserver
import ssl
import threading
from collections.abc import Callable, Iterable, Iterator
from types import TracebackType

Reply = Callable[[], Iterable[bytes]]


class Loopback:
    """Serves `say` and `reply` by path, else 404. `asked` holds each request's head, `stop` is set at the end.

    It speaks `first`, before it is asked, as servers of other protocols do.
    """

    def __init__(
        self, address: str = "127.0.0.1", port: int = 0, *, tls: ssl.SSLContext | None = None, first: bytes = b""
    ) -> None:
        self.asked: list[str] = []
        self.stop = threading.Event()
        self._replies: dict[str, Reply] = {}
        self._tls = tls
        self._first = first
        outer = self

        class Handler(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                outer._answer(self)

        class Server(socketserver.ThreadingTCPServer):
            daemon_threads = True
            allow_reuse_address = True

            def handle_error(self, request: object, client_address: object) -> None:
                """Clients that hang up are what the tests are about."""

        self._server = Server((address, port), Handler)
        self.port: int = self._server.server_address[1]
        self.host = address

    def __enter__(self) -> "Loopback":
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop.set()
        self._server.shutdown()
        self._server.server_close()

    def url(self, path: str = "/") -> str:
        return f"http://{self.host}:{self.port}{path}"

    def reply(self, path: str, reply: Reply) -> str:
        """Answer `path` with raw bytes, head and all. The address to ask."""
        self._replies[path] = reply
        return self.url(path)

    def say(self, path: str, body: str | bytes, kind: str | None = "text/html", status: int = 200, **more: str) -> str:
        data = body.encode() if isinstance(body, str) else body
        # It will be closed: a client that took it for one to use again would now and then ask in vain.
        headers = {"Content-Type": kind, "Content-Length": str(len(data)), "Connection": "close"}
        headers |= {name.replace("_", "-"): value for name, value in more.items()}
        lines = [f"{name}: {value}\r\n" for name, value in headers.items() if value is not None]
        return self.reply(path, lambda: [f"HTTP/1.1 {status} X\r\n{''.join(lines)}\r\n".encode("latin-1"), data])

    def redirect(self, path: str, location: str, status: int = 302) -> str:
        return self.say(path, "moved", status=status, Location=location)

    def drip(self, *first: bytes) -> Iterator[bytes]:
        """`first`, then a byte now and then until the test is over."""
        yield from first
        while not self.stop.wait(0.02):
            yield b"x"

    def _answer(self, handler: socketserver.StreamRequestHandler) -> None:
        stream = handler.connection
        if self._tls:
            stream = self._tls.wrap_socket(stream, server_side=True)
        stream.sendall(self._first)
        with stream.makefile("rb") as asking:
            head = b"".join(iter(asking.readline, b"\r\n")).decode("latin-1")
        self.asked.append(head)
        path = head.split(" ")[1]
        reply = self._replies.get(path, lambda: [b"HTTP/1.1 404 X\r\nContent-Length: 0\r\n\r\n"])
        for piece in reply():
            stream.sendall(piece)
        stream.close()
