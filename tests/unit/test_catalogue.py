"""The catalogue: filters exact, one state at a time, nothing left of what is gone."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import Article, Coverage, Filter, IndexDamaged, Passage
from index.bm25 import bm25
from index.catalogue import Catalogue
from index.terms import query_terms

NOON = datetime(2022, 7, 23, 12, tzinfo=UTC)
EVERYTHING = Filter()


def stored(article: Article) -> list[tuple[Passage, str]]:
    """The article as one passage."""
    passage = Passage(
        f"{article.id}/{article.version}", article.id, article.version, 0, len(article.text), article.text
    )
    return [(passage, f"hash of {article.text}")]


@contextmanager
def catalogue_of(*articles: Article, file: Path = Path(":memory:")) -> Iterator[Catalogue]:
    catalogue = Catalogue(file)
    catalogue.create("{}")
    with catalogue.writing():
        for article in articles:
            catalogue.put(article, stored(article))
    yield catalogue
    catalogue.close()


def ids(catalogue: Catalogue, where: Filter) -> set[str]:
    return {article.id for article in catalogue.articles(where)}


def matching(catalogue: Catalogue, text: str, where: Filter = EVERYTHING) -> list[str]:
    """Ids of the passages within a filter that hold a word of a text, best first."""
    articles, lengths = catalogue.columns()
    allowed = (articles > 0) & np.isin(articles, catalogue.article_numbers(where))
    scores = bm25(catalogue.lexicon.postings(query_terms(text)), lengths, allowed)
    id_of = {candidate.number: candidate.id for candidate in catalogue.candidates(np.flatnonzero(scores).tolist())}
    return sorted(id_of.values(), key=lambda id_: -scores[catalogue.numbers([id_])[id_]])


def lies_within(article: Article, where: Filter) -> bool:
    """What a filter means, said once more."""

    def first(moment: date | datetime) -> datetime:
        return moment if isinstance(moment, datetime) else datetime(moment.year, moment.month, moment.day, tzinfo=UTC)

    def last(moment: date | datetime) -> datetime:
        return moment if isinstance(moment, datetime) else first(moment) + timedelta(days=1, microseconds=-1)

    def same(label: str | None, allowed: tuple[str, ...]) -> bool:
        return not allowed or (label is not None and label.casefold() in {other.casefold() for other in allowed})

    published = article.published
    return (
        (where.after is None or (published is not None and published >= first(where.after)))
        and (where.before is None or (published is not None and published <= last(where.before)))
        and (where.as_of is None or published is None or published <= last(where.as_of))
        and same(article.source, where.sources)
        and same(article.language, where.languages)
        and (not where.ids or article.id in where.ids)
    )


INSTANTS = st.sampled_from(
    [
        datetime(2022, 7, 22, 23, 59, 59, 999999, tzinfo=UTC),
        datetime(2022, 7, 23, tzinfo=UTC),
        NOON,
        datetime(2022, 7, 23, 23, 59, 59, 999999, tzinfo=UTC),
        datetime(2022, 7, 24, tzinfo=UTC),
        datetime(1969, 12, 31, 23, tzinfo=UTC),
    ]
)
DAYS = st.sampled_from([date(1970, 1, 1), date(2022, 7, 22), date(2022, 7, 23), date(2022, 7, 24)])
BOUNDS = st.none() | DAYS | INSTANTS
SOURCES = ("Reuters", "REUTERS", "Süddeutsche", "SÜDDEUTSCHE", "Правда", "правда", 'it\'s "x"', "%")
IDS = tuple("abcdef")
ARTICLES = st.lists(
    st.builds(
        Article,
        id=st.sampled_from(IDS),
        text=st.sampled_from(["Grain.", "Wheat."]),
        published=st.none() | INSTANTS,
        source=st.none() | st.sampled_from(SOURCES),
        language=st.sampled_from([None, "en", "EN", "de"]),
    ),
    unique_by=lambda article: article.id,
)
FILTERS = st.builds(
    Filter,
    after=BOUNDS,
    before=BOUNDS,
    as_of=BOUNDS,
    sources=st.lists(st.sampled_from([*SOURCES, "unknown"]), max_size=2).map(tuple),
    languages=st.lists(st.sampled_from(["en", "De"]), max_size=1).map(tuple),
    ids=st.lists(st.sampled_from([*IDS, "unknown"]), max_size=3).map(tuple),
)


@given(ARTICLES, FILTERS)
def test_a_filter_admits_exactly_what_it_says(articles: list[Article], where: Filter) -> None:
    inside = [article for article in articles if lies_within(article, where)]
    dates = [article.published for article in inside if article.published]
    with catalogue_of(*articles) as catalogue:
        assert {article.id: article for article in catalogue.articles(where)} == {item.id: item for item in inside}
        assert catalogue.coverage(where) == Coverage(
            len(inside), len(inside), min(dates, default=None), max(dates, default=None)
        )
        passages = {passage.id for article in inside for passage, _ in stored(article)}
        assert {id_ for id_, _ in catalogue.hashes(where)} == passages
        assert set(matching(catalogue, "grain or wheat", where)) == passages


def test_days_are_inclusive() -> None:
    article = Article("a", "Grain.", published=NOON)
    with catalogue_of(article) as catalogue:
        day = NOON.date()
        for where in (Filter(after=day), Filter(before=day), Filter(as_of=day), Filter(after=day, before=day)):
            assert ids(catalogue, where) == {"a"}
        assert ids(catalogue, Filter(after=date(2022, 7, 24))) == set()
        assert ids(catalogue, Filter(before=date(2022, 7, 22))) == set()
        assert ids(catalogue, Filter(as_of=NOON - timedelta(seconds=1))) == set()


def test_an_undated_article_is_kept_by_as_of_and_dropped_by_a_window() -> None:
    with catalogue_of(Article("a", "Grain.")) as catalogue:
        assert ids(catalogue, Filter(as_of=date(1900, 1, 1))) == {"a"}
        assert ids(catalogue, Filter(after=date.min)) == set()
        assert ids(catalogue, Filter(before=date.max)) == set()


@pytest.mark.parametrize("asked", ["süddeutsche zeitung", "SÜDDEUTSCHE ZEITUNG", "Süddeutsche Zeitung"])
def test_an_outlet_is_found_whatever_its_case(asked: str) -> None:
    with catalogue_of(Article("a", "Grain.", source="Süddeutsche Zeitung")) as catalogue:
        assert ids(catalogue, Filter(sources=(asked,))) == {"a"}


def test_articles_come_newest_first_and_undated_ones_last() -> None:
    articles = [
        Article("undated", "Grain."),
        *(Article(str(n), "Grain.", published=NOON + n * timedelta(1)) for n in (2, 3, 1)),
    ]
    with catalogue_of(*articles) as catalogue:
        assert [article.id for article in catalogue.articles(EVERYTHING)] == ["3", "2", "1", "undated"]


def test_outlets_are_counted_whatever_their_case() -> None:
    labels = ["AP", "Reuters", "reuters", None, "Правда", "ПРАВДА", "REUTERS"]
    with catalogue_of(*(Article(str(n), "Grain.", source=label) for n, label in enumerate(labels))) as catalogue:
        assert list(catalogue.sources(Filter()).items()) == [("Reuters", 3), ("Правда", 2), ("AP", 1)]


def test_an_update_leaves_no_trace_of_the_old_text_but_its_version() -> None:
    old, new = Article("a", "Barley exports rose.", "Old headline"), Article("a", "Wheat exports fell.", "New headline")
    with catalogue_of(old) as catalogue:
        with catalogue.writing():
            former = catalogue.put(new, stored(new))
        assert former == {stored(old)[0][0].id: "hash of Barley exports rose."}
        for gone in ("barley", "rose", "old"):
            assert matching(catalogue, gone) == []
        for there in ("wheat", "fell", "new", "headline"):
            assert matching(catalogue, there) == [stored(new)[0][0].id]
        assert [version.text for version in catalogue.versions("a")] == [old.text, new.text]
        assert catalogue.unused(["hash of Barley exports rose.", "hash of Wheat exports fell."]) == list(
            former.values()
        )


def test_a_removed_article_leaves_nothing() -> None:
    article = Article("a", "Barley exports rose.", "Headline")
    with catalogue_of(article) as catalogue:
        with catalogue.writing():
            assert catalogue.remove("a") == {stored(article)[0][0].id: stored(article)[0][1]}
            assert catalogue.remove("a") is None
        assert matching(catalogue, "barley headline") == []
        assert catalogue.versions("a") == []
        assert catalogue.state("a") is None
        assert catalogue.coverage(EVERYTHING) == Coverage(0, 0, None, None)


def test_a_match_in_the_title_counts_for_more() -> None:
    first = Article("a", "Officials met on Friday about many other things.", "Grain")
    second = Article("b", "Officials met on Friday about grain and other things.", "Talks")
    with catalogue_of(second, first) as catalogue:
        assert matching(catalogue, "grain")[0].startswith("a/")


def test_an_articles_data_come_back_as_they_were() -> None:
    article = Article(
        id="a\0b",
        text="“Grain”\n\0 — 😀",
        title="Odesa ",
        source="X",
        url="https://example.com/a",
        published=datetime(2022, 7, 23, 14, 30, tzinfo=UTC),
        updated=NOON,
        authors=("Ann", "Bo"),
        language="en",
        section="World",
        metadata={"tags": ["a", {"b": None}], "n": 1.5},
    )
    with catalogue_of(article) as catalogue:
        assert list(catalogue.articles(EVERYTHING)) == [article]


def test_a_reader_sees_one_state_whatever_a_writer_does(tmp_path: Path) -> None:
    file = tmp_path / "catalogue.sqlite3"
    with catalogue_of(Article("a", "Grain."), file=file) as writer:
        reader = Catalogue(file)
        with reader.reading():
            assert ids(reader, EVERYTHING) == {"a"}
            with writer.writing():
                writer.put(Article("b", "Wheat."), stored(Article("b", "Wheat.")))
            assert ids(reader, EVERYTHING) == {"a"}
        assert ids(reader, EVERYTHING) == {"a", "b"}
        reader.close()


def remove_and_stop(catalogue: Catalogue) -> None:
    with catalogue.writing():
        catalogue.remove("a")
        catalogue.set_generation(7)
        raise KeyError("stopped")


def test_what_is_written_before_an_error_is_undone() -> None:
    with catalogue_of(Article("a", "Grain.")) as catalogue:
        with pytest.raises(KeyError, match="stopped"):
            remove_and_stop(catalogue)
        assert ids(catalogue, EVERYTHING) == {"a"}
        assert catalogue.generation == 0
        assert matching(catalogue, "grain") != []


def test_a_file_that_is_no_catalogue_is_named(tmp_path: Path) -> None:
    file = tmp_path / "catalogue.sqlite3"
    file.write_bytes(b"no database" * 100)
    with pytest.raises(IndexDamaged, match="backup"):
        Catalogue(file)
