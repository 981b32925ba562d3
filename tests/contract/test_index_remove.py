"""What is removed is in no file any more: no text, no title, no embedding, no vector, in no generation."""

import random
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from contents import contents

from index import Article, Index
from index.embed import Vectors
from index.testing import StemEmbedder

WORDS = "grain wheat barley ships port bank rates inflation strike flood fire vote senate treaty storm".split()


def article(number: int, edition: str) -> Article:
    at = random.Random(f"{number} {edition}")
    text = " ".join(f"{at.choice(WORDS)} {number:04d}{edition}{at.randrange(10**6)}." for _ in range(at.randrange(90)))
    return Article(str(number), f"Report {number} of the {edition}. {text}", f"Headline {number:04d}{edition}")


@pytest.fixture(params=[3, 200])
def news(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Index]:
    """Its articles have two versions each, and readers that have searched them are open."""
    with ExitStack() as stack:
        index = stack.enter_context(Index.create(tmp_path / "news", embedder=StemEmbedder(), passage_tokens=30))
        for edition in ("morning", "evening"):
            index.add(article(number, edition) for number in range(request.param))
            reader = stack.enter_context(Index.open(index.home, embedder=StemEmbedder()))
            assert reader.search("grain")
        yield index


@dataclass(frozen=True)
class Sought:
    """Whatever could be left of articles: pieces of their texts, and vectors as they are kept and given."""

    pieces: dict[str, bytes]
    vectors: list[Vectors]


def sought_of(index: Index, ids: list[str]) -> Sought:
    held = contents(index)
    pieces: dict[str, bytes] = {}
    vectors = []
    for id_ in ids:
        for version in index.versions(id_):
            pieces[f"{id_} title"] = version.title.encode()
            for at, sentence in enumerate(version.text.split(".")[1:-1]):
                pieces[f"{id_} sentence {version.version} {at}"] = sentence.encode()
    for hit in index.search("Headline", limit=10_000):
        if hit.article_id in ids:
            kept = held.embeddings[held.hashes[hit.passage_id]]
            vector = np.frombuffer(kept, dtype=np.float16).astype(np.float32)
            pieces |= {f"{hit.passage_id} kept": kept, f"{hit.passage_id} given": vector.tobytes()}
            vectors.append(vector)
    return Sought(pieces, vectors)


def traces(home: Path, sought: Sought) -> list[tuple[str, str]]:
    """What of it is in which files."""
    found = []
    for file in [file for file in home.rglob("*") if file.is_file()]:
        data = file.read_bytes()
        place = str(file.relative_to(home))
        found += [(place, name) for name, piece in sought.pieces.items() if piece in data]
        if file.suffix == ".bin" and len(data) > 1000:
            found += [(place, "stored")] * sum(_holds(data, vector) for vector in sought.vectors)
    return found


def _holds(data: bytes, vector: Vectors) -> bool:
    """Whether a graph's file holds a vector, which Chroma scales to the length of 1."""
    numbers = np.frombuffer(data, dtype=np.float32, count=len(data) // 4)
    near = np.flatnonzero(np.isclose(numbers, vector[0], rtol=1e-3))
    near = near[near + 16 <= len(numbers)]
    return any(np.allclose(numbers[at : at + 16], vector[:16], rtol=1e-3) for at in near)


def test_a_removed_article_is_in_no_file(news: Index) -> None:
    ids = ["0", "2"] if news.coverage().articles < 10 else [str(number) for number in range(100, 110)]
    sought = sought_of(news, ids)
    places = {place for place, _ in traces(news.home, sought)}
    assert {"catalogue.sqlite3", "embeddings.sqlite3"} <= {place.removesuffix("-wal") for place in places}
    assert any(place.endswith("data_level0.bin") for place in places)
    assert news.remove(ids) == ids
    assert traces(news.home, sought) == []
    assert news.problems() == []


def test_a_removal_that_was_cut_short_is_completed_by_the_next_change(news: Index) -> None:
    """A reader in the middle of a list keeps the journal of what it reads."""
    sought = sought_of(news, ["1"])
    listing = news.articles()
    next(listing)
    assert news.remove(["1"]) == ["1"]
    assert traces(news.home, sought) != []
    assert len(list(listing)) == news.coverage().articles
    news.close()
    assert news.add([]).added == ()
    assert traces(news.home, sought) == []


def test_a_reader_goes_on_while_its_vectors_are_removed(news: Index) -> None:
    with Index.open(news.home, embedder=StemEmbedder()) as reader:
        for number in range(3):
            assert str(number) in {hit.article_id for hit in reader.search(f"Headline {number:04d}evening", limit=2000)}
            news.remove([str(number)])
            assert str(number) not in {hit.article_id for hit in reader.search("Headline", limit=2000)}
