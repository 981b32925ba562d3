"""An archive before and after an evening's work. Run as a program, it indexes the later one and says how far it is."""

import sys
from pathlib import Path

import chromadb  # noqa: F401 - so that what follows is the indexing alone

from index import Article, Index
from index.testing import StemEmbedder

KEPT, CHANGED, ADDED = 50, 100, 150


def _article(number: int, edition: str) -> Article:
    text = f"Ship {number} left the port. It carried grain. The {edition} edition has {'more ' * (number % 40)}on this."
    return Article(str(number), text, f"Ship {number}")


BEFORE = [_article(number, "morning") for number in range(KEPT + CHANGED)]
AFTER = [*BEFORE[:KEPT], *(_article(number, "evening") for number in range(KEPT, KEPT + CHANGED + ADDED))]


def open_index(home: Path) -> Index:
    """The index at `home`, made if there is none."""
    return Index.create(home, embedder=StemEmbedder(), passage_tokens=30)


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    _say("ready")
    open_index(Path(sys.argv[1])).add(AFTER, lambda _: _say("batch"))
