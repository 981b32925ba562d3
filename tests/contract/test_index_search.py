"""Searches: any words, any filter, as of any day."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from three_articles import DAY, GRAIN, found

from index import (
    Article,
    Filter,
    Index,
    Recency,
)
from index.articles import heading
from index.embed import Vectors
from index.search import EXACT
from index.terms import words
from index.testing import StemEmbedder

# -- searching

WEIRD = [
    '"', "grain AND", "NOT grain", "NEAR(grain deal, 5)", "title:grain", "grain*", "^grain", "(", "'; DROP TABLE x; --",
    "\\", "%_?", "\0", "grain\0deal", "\ud83d", "gra\udc00in", "😀", "what is the", "?!", "x" * 10_000,
    "grain deal " * 1_000, "İstanbul", "新闻报道", "\u202e\u200d",
]  # fmt: skip


@pytest.mark.parametrize("text", WEIRD)
def test_nothing_in_a_query_is_syntax(news: Index, text: str) -> None:
    assert len(news.search(text)) in {0, 3}
    assert len(news.search(text, where=Filter(as_of=DAY))) in {0, 2}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(st.text(st.characters()), st.lists(st.text(st.characters()), max_size=2).map(tuple))
def test_no_string_makes_a_search_fail(news: Index, text: str, labels: tuple[str, ...]) -> None:
    news.search(text)
    assert news.search("grain", where=Filter(sources=labels or ("-",))) == []
    assert news.search("grain", where=Filter(ids=labels or ("-",))) == []


@pytest.mark.parametrize("text", ["", " \n", "\0", "\ud800"])
def test_a_query_without_text_finds_nothing(news: Index, text: str) -> None:
    assert news.search(text) == []


def test_the_limit_is_the_most(news: Index) -> None:
    assert [len(news.search("grain", limit=limit)) for limit in (-1, 0, 1, 2, 10_000)] == [0, 0, 1, 2, 3]


def test_a_hit_says_where_it_is_and_why(news: Index) -> None:
    hit = news.search("grain ship")[0]
    assert (hit.article_id, hit.version, hit.title, hit.source) == ("grain", GRAIN.version, "Grain deal", "Reuters")
    assert (hit.published, hit.url) == (DAY, None)
    assert GRAIN.text[hit.start : hit.end] == hit.text
    assert hit.ranks == {"dense": 1, "lexical": 1}
    assert hit.score == pytest.approx(1)
    assert 0 < hit.similarity <= 1.001


def test_a_newer_article_wins_only_when_that_is_asked_for(home: Path) -> None:
    old = Article("a old", "Grain prices rose.", published=DAY - timedelta(365))
    new = Article("b new", "Grain prices rose.", published=DAY)
    later = Article("c later", "Grain prices rose.", published=DAY + timedelta(30))
    with Index.create(home, embedder=StemEmbedder()) as index:
        index.add([later, new, old])
        assert sorted(hit.score for hit in index.search("grain prices")) != []
        ranked = index.search("grain prices", recency=Recency(DAY))
        scores = {hit.article_id: hit.score for hit in ranked}
        plain = {hit.article_id: hit.score for hit in index.search("grain prices")}
        assert found(ranked)[0] == "b new"
        assert scores["b new"] / plain["b new"] > 1.9
        assert scores["a old"] / plain["a old"] == pytest.approx(1, abs=1e-6)
        assert scores["c later"] == plain["c later"]


def test_as_of_hides_what_came_later(news: Index) -> None:
    where = Filter(as_of=DAY.date())
    assert set(found(news.search("bank raised rates", limit=100, where=where))) == {"grain", "undated"}
    coverage = news.coverage(where)
    assert (coverage.articles, coverage.passages) == (2, 2)
    assert (coverage.first, coverage.last) == (DAY, DAY)
    assert {article.id for article in news.articles(where)} == {"grain", "undated"}


# -- searching much

SUBJECTS = "grain wheat barley ships port bank rates inflation strike flood fire vote senate treaty storm".split()
QUERY = "grain vote in the senate"


def report(number: int) -> Article:
    """Number 0 to 2 by Rare, 3 to 302 by Small, the rest by Common; fifty a day."""
    at = np.random.default_rng(number).integers(0, len(SUBJECTS), 3)
    text = f"Report {number}: {' '.join(SUBJECTS[n] for n in at)} in the news."
    source = "Rare" if number < 3 else "Small" if number < 303 else "Common"
    return Article(str(number), text, source=source, published=DAY + timedelta(number // 50))


REPORTS = [report(number) for number in range(EXACT + 900)]


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    with Index.create(tmp_path_factory.mktemp("many") / "news", embedder=StemEmbedder()) as index:
        index.add(REPORTS)
        yield index


@pytest.fixture(scope="module")
def similarities() -> Vectors:
    """Of each report and the query, worked out without an index."""
    embedder = StemEmbedder()
    kept = embedder.embed_passages([f"{heading(item)}\n{item.text}" for item in REPORTS]).astype(np.float16)
    result: Vectors = kept.astype(np.float32) @ embedder.embed_queries([QUERY])[0]
    return result


@pytest.mark.parametrize(
    ("where", "allowed"),
    [
        (Filter(sources=("none",)), range(0)),
        (Filter(ids=("7",)), range(7, 8)),
        (Filter(sources=("rare",)), range(3)),
        (Filter(sources=("small",), after=date(2022, 7, 28)), range(250, 303)),
        (Filter(after=date(2022, 7, 24), before=date(2022, 7, 25)), range(50, 150)),
        (Filter(sources=("small", "RARE")), range(303)),
        (Filter(as_of=date(2022, 9, 1)), range(50 * 41)),
        (Filter(sources=("common",)), range(303, len(REPORTS))),
        (Filter(after=date(2022, 7, 23)), range(len(REPORTS))),
        (Filter(), range(len(REPORTS))),
    ],
)
def test_a_filter_never_loses_what_lies_within(
    many: Index, similarities: Vectors, where: Filter, allowed: range
) -> None:
    hits = many.search(QUERY, limit=200, where=where)
    assert many.coverage(where).articles == len(allowed)
    assert all(int(hit.article_id) in allowed for hit in hits)
    assert len(hits) == min(200, len(allowed))

    matching = {number for number in allowed if {"grain", "vote", "senate"} & set(words(REPORTS[number].text))}
    matched = {int(hit.article_id) for hit in hits if "lexical" in hit.ranks}
    assert matched == matching if len(allowed) <= 200 else matched <= matching

    # A passage among the hundred nearest cannot be displaced from the first two hundred by the other ranking.
    ranked = sorted((hit.ranks["dense"], hit.similarity) for hit in hits if hit.ranks.get("dense", 101) <= 100)
    nearest = np.sort(similarities[allowed.start : allowed.stop])[::-1][:100]
    assert len(ranked) == len(nearest)
    offered = np.array([similarity for _, similarity in ranked])
    if len(allowed) <= EXACT:
        assert offered == pytest.approx(nearest, abs=1e-5)
    else:  # Chroma's graph is approximate
        assert np.mean(offered >= nearest[-1] - 1e-5) >= 0.95
