"""An archive before and after an evening's work, and what may be done to it in processes that can be killed.

Run as a program with `work`, it keeps a process ready for the next piece of work on standard input ("VERB HOME"), says
that process's id when the work begins and how it ended; with `read`, it searches an index until its input ends.
"""

import hashlib
import json
import os
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

import chromadb  # noqa: F401 - so that what follows is the work alone
import numpy as np

from index import Article, Index, IndexMismatch
from index.embed import Embedder, Vectors
from index.probe import probe
from index.testing import StemEmbedder

KEPT, CHANGED, ADDED = 50, 100, 150
QUERY = "ships that carried grain"


class WideEmbedder(StemEmbedder):
    """Other vectors, of another length, and tokens of one character."""

    name = "wide"
    dimensions = 96

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        return np.array([self._wide(text) for text in texts], dtype=np.float32).reshape(len(texts), self.dimensions)

    def token_spans(self, text: str) -> Sequence[tuple[int, int]]:
        return [(at, at + 1) for at, letter in enumerate(text) if not letter.isspace()]

    def _wide(self, text: str) -> Vectors:
        digits = [hashlib.sha384(word.encode()).hexdigest() for word in text.lower().split()]
        total = np.sum([[int(digit, 16) - 7.5 for digit in line] for line in digits], axis=0)
        return np.asarray(total / np.linalg.norm(total), dtype=np.float32)


EMBEDDERS: dict[str, Embedder] = {"stems": StemEmbedder(), "wide": WideEmbedder()}


def _article(number: int, edition: str) -> Article:
    text = f"Ship {number} left the port. It carried grain. The {edition} edition has {'more ' * (number % 40)}on this."
    return Article(str(number), text, f"Ship {number}")


BEFORE = [_article(number, "morning") for number in range(KEPT + CHANGED)]
AFTER = [*BEFORE[:KEPT], *(_article(number, "evening") for number in range(KEPT, KEPT + CHANGED + ADDED))]
REMOVED = [article.id for article in AFTER[::3]]
LEFT = [article for article in AFTER if article.id not in REMOVED]


def open_index(home: Path) -> Index:
    """The index at `home`, with the embedder that made it; made if there is none."""
    if not (home / "catalogue.sqlite3").is_file():
        return Index.create(home, embedder=EMBEDDERS["stems"], passage_tokens=30)
    with Index.open(home, check=False) as index:
        made_with = index.recipe.embedder
    return Index.open(home, embedder=EMBEDDERS[made_with])


def work(verb: str, home: Path) -> None:
    """Index the later archive, remove a third of it, or embed it with the other embedder."""
    with open_index(home) as index:
        match verb:
            case "index":
                index.add(AFTER)
            case "remove":
                index.remove(REMOVED)
            case "reembed":
                index.reembed(EMBEDDERS["wide"])


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _work_in_processes() -> None:
    while True:
        orders, order = os.pipe()
        process = os.fork()
        if not process:
            os.close(order)
            probe(Path("nowhere"), "")  # so that what tries the vectors out is ready too
            with os.fdopen(orders) as given:
                line = given.readline()
            if line:
                verb, home = line.split()
                _say(str(os.getpid()))
                work(verb, Path(home))
            os._exit(0)
        os.close(orders)
        line = sys.stdin.readline()
        os.write(order, line.encode())
        os.close(order)
        ended = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
        if not line:
            return
        _say(str(ended))


def _read(home: Path) -> None:
    ended = threading.Event()
    threading.Thread(target=lambda: (sys.stdin.read(), ended.set()), daemon=True).start()
    index = open_index(home)
    while not ended.is_set():
        try:
            hits = index.search(QUERY, limit=2000)
        except IndexMismatch:  # embedded anew by another embedder than the one it was opened with
            index.close()
            index = open_index(home)
            continue
        _say(json.dumps(sorted(f"{hit.article_id} {hit.version} {hit.passage_id}" for hit in hits)))
    index.close()


if __name__ == "__main__":
    if sys.argv[1] == "work":
        _work_in_processes()
    else:
        _read(Path(sys.argv[2]))
