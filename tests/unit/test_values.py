"""Values: what a date stands for, and what makes two contents or two recipes the same."""

from dataclasses import FrozenInstanceError, asdict, replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import Article, Failure, Filter, Recipe, day_end, day_start, format_date

OFFSETS = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
MOMENTS = st.datetimes(datetime(2, 1, 1), datetime(9998, 12, 31), timezones=OFFSETS)


@given(st.dates())
def test_a_date_covers_its_whole_day_and_nothing_else(day: date) -> None:
    start, end = day_start(day), day_end(day)
    assert start == datetime(day.year, day.month, day.day, tzinfo=UTC)
    assert end - start == timedelta(days=1) - timedelta.resolution
    assert start.date() == end.date() == day


@given(MOMENTS)
def test_a_moment_stands_for_itself(moment: datetime) -> None:
    assert day_start(moment) == day_end(moment) == moment
    naive = moment.replace(tzinfo=None)
    assert day_start(naive) == day_end(naive) == naive.replace(tzinfo=UTC)


@given(MOMENTS)
def test_a_formatted_moment_can_be_read_back(moment: datetime) -> None:
    text = format_date(moment)
    assert text is not None
    assert day_start(datetime.fromisoformat(text)) == moment


def test_midnight_utc_is_shown_as_a_date() -> None:
    assert format_date(datetime(2022, 7, 23, tzinfo=UTC)) == "2022-07-23"
    assert format_date(datetime(2022, 7, 23, 2, tzinfo=timezone(timedelta(hours=2)))) == "2022-07-23"
    assert format_date(datetime(2022, 7, 23, 14, 30, tzinfo=UTC)) == "2022-07-23T14:30:00+00:00"
    assert format_date(None) is None


@given(st.text(), st.text(), st.text(), st.text())
def test_a_version_changes_with_title_or_text(title: str, text: str, title_2: str, text_2: str) -> None:
    same = (title, text) == (title_2, text_2)
    versions = {Article("a", text, title).version, Article("b", text_2, title_2, source="X").version}
    assert len(versions) == (1 if same else 2) or "\0" in title + title_2
    assert all(len(version) == 12 for version in versions)


@pytest.mark.parametrize("field", ["embedder", "revision", "dimensions", "passage_tokens", "prefix", "schema"])
def test_a_fingerprint_changes_with_every_field(field: str) -> None:
    recipe = Recipe("all-MiniLM-L6-v2", "53aa51172d14", 384)
    other: Any = "other" if isinstance(asdict(recipe)[field], str) else 7
    assert replace(recipe, **{field: other}).fingerprint != recipe.fingerprint
    assert replace(recipe).fingerprint == recipe.fingerprint


def test_values_are_frozen_and_equal_by_value() -> None:
    article = Article("a", "Grain.", metadata={"desk": "World"})
    with pytest.raises(FrozenInstanceError):
        article.text = "Other."  # type: ignore[misc]
    assert article == Article("a", "Grain.", metadata={"desk": "World"})
    assert hash(article) == hash(Article("a", "Grain."))
    assert Filter() == Filter(sources=(), ids=())


def test_a_failure_is_one_line_for_people() -> None:
    assert str(Failure("a.jsonl:3", "the text is empty")) == "a.jsonl:3: the text is empty"
