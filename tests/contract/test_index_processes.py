"""One writer, many readers, in one process and in several: each sees the old archive or the new, whole."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest
from three_articles import DAY, GRAIN, found

from index import (
    Article,
    Filter,
    Index,
    IndexLocked,
)
from index.embed import Vectors
from index.testing import StemEmbedder


def run(script: str, home: Path) -> str:
    """What a script prints in another process; `index` is the index at `home`."""
    start = f"from index import *; from index.testing import StemEmbedder; index = Index.open({str(home)!r}, "
    command = [sys.executable, "-c", f"{start}embedder=StemEmbedder())\n{script}"]
    return subprocess.run(command, capture_output=True, check=True, text=True).stdout


def test_a_reader_sees_what_another_process_has_written(news: Index) -> None:
    assert news.search("volcano", where=Filter(ids=("new",))) == []
    run("print(index.add([Article('new', 'A volcano erupted.')]), index.remove(['grain']))", news.home)
    assert found(news.search("volcano", limit=1)) == ["new"]
    assert "grain" not in found(news.search("grain", limit=100))
    assert news.coverage().articles == 3
    assert news.problems() == []


def test_a_second_writer_is_told_who_the_first_is(news: Index) -> None:
    script = (
        "import os, sys\nfrom index.lock import writer_lock\n"
        "with writer_lock(index.home): print(os.getpid(), flush=True); sys.stdin.read()"
    )
    start = f"from index import *; from index.testing import StemEmbedder; index = Index.open({str(news.home)!r}, "
    command = [sys.executable, "-c", f"{start}embedder=StemEmbedder())\n{script}"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout
        pid = writer.stdout.readline().strip()
        for change in (lambda: news.add([GRAIN]), lambda: news.remove(["grain"]), news.repair):
            with pytest.raises(IndexLocked, match=rf"process {pid} is writing .*; wait"):
                change()
        assert found(news.search("grain", limit=1)) == ["grain"]
        writer.communicate()
    assert news.remove(["grain"]) == ["grain"]


def test_a_writer_within_a_writer_does_not_wait_for_itself(news: Index) -> None:
    def articles() -> Iterator[Article]:
        with pytest.raises(IndexLocked, match=str(os.getpid())):
            news.add([])
        yield Article("new", "A volcano erupted.")

    assert news.add(articles()).added == ("new",)


def test_threads_never_see_a_mixture(news: Index) -> None:
    def edition(number: int) -> list[Article]:
        return [Article(f"paper {at}", f"Edition {number} of the paper.") for at in range(20)]

    stop = threading.Event()
    mixtures: list[set[str]] = []
    searches: list[int] = []

    def read() -> None:
        while not stop.is_set():
            hits = news.search("paper", limit=20, where=Filter(ids=tuple(f"paper {at}" for at in range(20))))
            texts = {hit.text for hit in hits}
            searches.append(len(hits))
            if len(hits) != 20 or len(texts) != 1:
                mixtures.append(texts)
        news.close()

    news.add(edition(0))
    threads = [threading.Thread(target=read) for _ in range(3)]
    for thread in threads:
        thread.start()
    for number in range(1, 6):
        news.add(edition(number))
    stop.set()
    for thread in threads:
        thread.join()
    assert searches
    assert mixtures == []


def test_a_search_that_a_writer_overtakes_sees_the_new_state(news: Index) -> None:
    class Interrupted(StemEmbedder):
        """Between the first look at the archive and the last, the article found is removed."""

        def embed_queries(self, texts: Sequence[str]) -> Vectors:
            news.remove(["grain"])
            return super().embed_queries(texts)

    for where in (None, Filter(as_of=date(2030, 1, 1))):
        news.add([GRAIN])
        with Index.open(news.home, embedder=Interrupted()) as reader:
            assert found(reader.search("grain", where=where))[0] != "grain"


def test_articles_are_listed_newest_first_and_in_parts(news: Index) -> None:
    listed = [article.id for article in news.articles()]
    assert listed == ["rates", "grain", "undated"]
    assert [article.id for article in news.articles(limit=2)] == listed[:2]
    assert [article.id for article in news.articles(limit=2, offset=2)] == listed[2:]
    assert list(news.articles(limit=2, offset=3)) == []
    assert [article.id for article in news.articles(Filter(before=DAY), limit=1)] == ["grain"]


def test_articles_can_be_listed_while_searching_and_writing(news: Index) -> None:
    seen = []
    for article in news.articles():
        assert article.id in found(news.search(article.text))
        news.add([Article(f"copy of {article.id}", article.text)])
        seen.append(article.id)
    assert seen == ["rates", "grain", "undated"]
    assert news.coverage().articles == 6
