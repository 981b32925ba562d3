"""`qa serve` under load: one conversation, and many at once. Run by `python -m benchmarks.serving`.

"At once" is read in two ways. At a reader's pace, each begins within the same few seconds, reads each answer for some
seconds, and asks again. In the same instant, all ask together, over and over, and nobody reads: the harder one.
"""

import argparse
import os
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from threading import Barrier

import httpx

from benchmarks import first_paint
from benchmarks.__main__ import SAMPLE
from benchmarks.visitor import Answered, Unanswered, Visitor
from index import Index, read_articles

ALONE = 8
"""Questions of the one conversation, before, between and after the many: what it shares the machine with changes."""
BEGIN_WITHIN = 5.0
READING = (5.0, 15.0)
"""Seconds: within which all begin, and for which an answer is read."""
ASKED = (
    "What is known about {}?",
    "What was said of {}?",
    "What has been reported on {}?",
    "What do the articles say about {}?",
)


@dataclass(frozen=True)
class Server:
    """The program itself at an address."""

    process: subprocess.Popen[bytes]
    address: str

    def worked(self) -> float:
        """Seconds of processor time that it has taken so far."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text("utf-8").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


Came = list[Answered | None]
"""What came of each question; None for one that failed."""


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.serving", description=__doc__)
    parser.add_argument("--index", type=Path, help="folder of an index; without it, one of the sample archive is made")
    parser.add_argument("--conversations", type=int, default=20)
    parser.add_argument("--questions", type=int, default=3, help="of each conversation, at each of the two paces")
    of = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = of.index or _sample(Path(folder))
        questions = _questions(home)
        with _served(home, Path(folder)) as server:
            rows = _load(server, questions, of.conversations, of.questions)
            rows += _painted(*first_paint.measure(server.address))
    width = max(len(name) for name, _ in rows)
    print("\n".join(f"{name:<{width}}  {value}" for name, value in rows))


def _load(server: Server, questions: Iterator[str], many: int, each: int) -> list[tuple[str, str]]:
    address = server.address
    began = time.perf_counter()
    _conversation(address, islice(questions, 1))
    first = time.perf_counter() - began
    _conversation(address, islice(questions, ALONE))
    alone, worked = Came(), 0.0
    at_pace, at_once = (partial(_many, address, questions, many, each, pace) for pace in (_at_pace, _at_once(many)))
    together = list[tuple[Came, float]]()
    for load in (at_pace, at_once, None):
        came, taken = _worked(server, partial(_conversation, address, islice(questions, ALONE)))
        alone, worked = alone + came, worked + taken
        if load:
            together.append(_worked(server, load))
    one = statistics.median(answered.seconds for answered in alone if answered)
    return [
        ("first question to a server just started", f"{first:.1f} s, its page included"),
        ("one conversation", _figures(alone, worked, one)),
        (f"{many} conversations, at a reader's pace", _figures(*together[0], one)),
        (f"{many} conversations, in the same instant", _figures(*together[1], one)),
    ]


def _worked(server: Server, load: Callable[[], Came]) -> tuple[Came, float]:
    """What came of a load, and the seconds of processor time that the server took for it."""
    before = server.worked()
    return load(), server.worked() - before


def _figures(came: Came, worked: float, one: float) -> str:
    answered = [answered for answered in came if answered]
    said = f"{len(came)} questions, {len(came) - len(answered)} failed, {sum(one.refused for one in answered)} refused"
    if len(answered) < 2:
        return said
    seconds = [one.seconds for one in answered]
    median, late = statistics.median(seconds), statistics.quantiles(seconds, n=20)[-1]
    return (
        f"{said}, median {median * 1000:,.0f} ms, p95 {late * 1000:,.0f} ms, median / one's {median / one:.2f}, "
        f"processor {worked / len(came) * 1000:,.0f} ms a question"
    )


def _painted(first: first_paint.Opened, again: first_paint.Opened) -> list[tuple[str, str]]:
    return [
        (f"page {name}", f"first paint {of.painted:.0f} ms, a question can be typed after {of.usable:.0f} ms")
        for name, of in (("opened, nothing cached", first), ("opened again", again))
    ]


def _conversation(address: str, questions: Iterator[str], wait: Callable[[int], None] = lambda _: None) -> Came:
    """Ask one question after the other; before each, `wait` is told its place."""
    visitor, came = Visitor(address), Came()
    for place, question in enumerate(questions):
        wait(place)
        try:
            came.append(visitor.ask(question))
        except Unanswered as failure:
            print(f"{question}: {failure}", file=sys.stderr)
            came.append(None)
    visitor.close()
    return came


def _many(address: str, questions: Iterator[str], many: int, each: int, wait: Callable[[int], None]) -> Came:
    asked = [list(islice(questions, each)) for _ in range(many)]
    if len(asked[-1]) < each:
        raise SystemExit("the archive has too few articles for so many questions: ask fewer, by --questions")
    with ThreadPoolExecutor(many) as readers:
        all_ = readers.map(lambda own: _conversation(address, iter(own), wait), asked)
        return [one for came in all_ for one in came]


def _at_pace(place: int) -> None:
    time.sleep(random.uniform(*READING) if place else random.uniform(0, BEGIN_WITHIN))


def _at_once(many: int) -> Callable[[int], None]:
    together = Barrier(many)

    def wait(_: int) -> None:
        together.wait()

    return wait


def _questions(home: Path) -> Iterator[str]:
    """Questions about the archive's articles, no two alike, in an order that is the same each time."""
    with Index.open(home) as index:
        titles = [article.title for article in index.articles() if article.title]
    order = random.Random(1986)
    for asked in ASKED:
        yield from (asked.format(title) for title in order.sample(titles, len(titles)))


def _sample(folder: Path) -> Path:
    with Index.create(folder / "sample.index") as index:
        index.add(read_articles(SAMPLE))
    return folder / "sample.index"


@contextmanager
def _served(home: Path, folder: Path) -> Iterator[Server]:
    """The program over an index, at a free port."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    qa = str(Path(sys.executable).with_name("qa"))
    command = [qa, "serve", "--index", str(home.resolve()), "--port", str(port)]
    server = subprocess.Popen(command, cwd=folder, env={**os.environ, "QA_MODEL": "quotes"})
    address = f"http://127.0.0.1:{port}"
    try:
        while not _is_up(f"{address}/api/health"):
            if server.poll() is not None:
                raise SystemExit("qa serve did not start")
            time.sleep(0.2)
        yield Server(server, address)
    finally:
        server.terminate()
        server.wait()


def _is_up(address: str) -> bool:
    try:
        return httpx.get(address).is_success
    except httpx.HTTPError:
        return False


if __name__ == "__main__":
    main()
