"""How many articles there are by month, outlet and language: exactly those that a filter admits."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from index import Article, Filter
from index.catalogue import Catalogue

DATES = st.none() | st.datetimes(datetime(1960, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))
OUTLETS = st.none() | st.sampled_from(["Reuters", "AP", "Правда", "Ąžuolas"])
LANGUAGES = st.none() | st.sampled_from(["en", "lt"])
DAYS = st.none() | st.dates(date(1960, 1, 1), date(2030, 1, 1))
FILTERS = st.builds(
    Filter,
    after=DAYS,
    before=DAYS,
    as_of=DAYS,
    sources=st.lists(st.sampled_from(["REUTERS", "правда", "nobody"]), max_size=2).map(tuple),
    languages=st.lists(st.sampled_from(["EN", "lt"]), max_size=1).map(tuple),
)


@contextmanager
def catalogue_of(*articles: Article) -> Iterator[Catalogue]:
    catalogue = Catalogue(Path(":memory:"))
    catalogue.create("{}")
    with catalogue.writing():
        for article in articles:
            catalogue.put(article, [])
    yield catalogue
    catalogue.close()


@given(st.lists(st.tuples(DATES, OUTLETS, LANGUAGES), max_size=12), FILTERS)
def test_counts_are_of_what_the_filter_admits(made: list[tuple], where: Filter) -> None:
    articles = [
        Article(str(n), "Text.", published=published, source=source, language=language)
        for n, (published, source, language) in enumerate(made)
    ]
    with catalogue_of(*articles) as catalogue:
        within = list(catalogue.articles(where))
        months = Counter(one.published.astimezone(UTC).date().replace(day=1) for one in within if one.published)
        assert catalogue.months(where) == months
        assert catalogue.sources(where) == Counter(one.source for one in within if one.source)
        assert catalogue.languages(where) == Counter(one.language for one in within if one.language)


def test_months_come_oldest_first_and_labels_most_first() -> None:
    days = [datetime(2022, 5, 1, tzinfo=UTC), datetime(2021, 12, 31, 23, tzinfo=UTC), datetime(2022, 5, 31, tzinfo=UTC)]
    articles = [Article(str(n), "Text.", published=day, source="AP") for n, day in enumerate(days)]
    with catalogue_of(*articles, Article("x", "Text.", source="AFP"), Article("y", "Text.")) as catalogue:
        assert list(catalogue.months(Filter()).items()) == [(date(2021, 12, 1), 1), (date(2022, 5, 1), 2)]
        assert list(catalogue.sources(Filter()).items()) == [("AP", 3), ("AFP", 1)]
        assert catalogue.languages(Filter()) == {}


def test_a_month_is_one_of_utc() -> None:
    in_samoa = datetime(2022, 4, 30, 18, tzinfo=timezone(timedelta(hours=-11)))
    with catalogue_of(Article("a", "Text.", published=in_samoa)) as catalogue:
        assert catalogue.months(Filter()) == {date(2022, 5, 1): 1}
