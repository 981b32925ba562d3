"""Bytes to text, dates, and canonical addresses."""

import hashlib
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import format_date
from index.readers.clean import clean_line, clean_text, decode
from index.readers.dates import parse_date
from index.readers.identity import canonical_url, content_id


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_is_decoded(encoding: str) -> None:
    text = "The café said “no” — twice."
    assert decode(text.encode(encoding)) == text


def test_one_bad_byte_does_not_turn_utf_8_into_gibberish() -> None:
    text = "Перше судно із зерном вийшло з порту Одеси в понеділок"
    assert decode(text.encode() + b"\xff.") == f"{text}\ufffd."


@pytest.mark.parametrize("data", [b"a\0b", bytes(range(1, 256)), b"\xff\xfe\0\0a\0\0\0" * 20])
def test_what_is_not_text_is_none(data: bytes) -> None:
    assert decode(data) is None


def test_line_ends_become_one_kind_and_controls_go() -> None:
    assert clean_text("\ufeff a\r\nb\rc\x0cd\x07e\x9f\tf\ud83d\n ") == "\ufeff a\nb\nc\nde\tf"


def test_composed_and_typographic_characters_stay() -> None:
    text = "e\u0301 ﬁ … “q”\u00a0\u2028 x"
    assert clean_text(text) == text


@given(st.text(st.characters()))
def test_cleaning_twice_changes_nothing(text: str) -> None:
    once = clean_text(text)
    assert clean_text(once) == once
    once.encode("utf-8")
    assert len(clean_line(text).splitlines()) <= 1


TWO_HOURS = timezone(timedelta(hours=2))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, None),
        ("", None),
        ("2022-07-23", datetime(2022, 7, 23, tzinfo=UTC)),
        ("20220723", datetime(2022, 7, 23, tzinfo=UTC)),
        ("2022-07-23T14:30:00", datetime(2022, 7, 23, 14, 30, tzinfo=UTC)),
        ("2022-07-23 14:30", datetime(2022, 7, 23, 14, 30, tzinfo=UTC)),
        ("2022-07-23T14:30:00Z", datetime(2022, 7, 23, 14, 30, tzinfo=UTC)),
        ("2022-07-23T14:30:00+02:00", datetime(2022, 7, 23, 14, 30, tzinfo=TWO_HOURS)),
        ("Sat, 23 Jul 2022 14:30:00 +0200", datetime(2022, 7, 23, 14, 30, tzinfo=TWO_HOURS)),
        ("23 Jul 2022 14:30:00 GMT", datetime(2022, 7, 23, 14, 30, tzinfo=UTC)),
        (1658586600, datetime(2022, 7, 23, 14, 30, tzinfo=UTC)),
        ("1658586600", datetime(2022, 7, 23, 14, 30, tzinfo=UTC)),
        (date(2022, 7, 23), datetime(2022, 7, 23, tzinfo=UTC)),
        (datetime(2022, 7, 23, 14, 30), datetime(2022, 7, 23, 14, 30, tzinfo=UTC)),
    ],
)
def test_dates_are_read(value: object, expected: datetime | None) -> None:
    read = parse_date(value)
    assert read == expected
    assert (read and read.utcoffset()) == (expected and expected.utcoffset())


@pytest.mark.parametrize(
    "value",
    [
        "yesterday",
        "07/23/2022",
        "23.07.2022",
        "July 23, 2022",
        "2022",
        "2022-07",
        "2022-02-30",
        "23 Jul 22 14:30:00 GMT",
        "1611121000000",
        "0001-01-01T00:00:00+05:00",
        2022,
        20220723,
        1658586600000000,
        True,
        float("inf"),
        float("nan"),
        ["2022-07-23"],
    ],
)
def test_what_is_not_plainly_a_date_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_date(value)


@given(st.one_of(st.text(), st.from_regex(r"\d{4}-\d\d-\d\d([T ]\d\d:\d\d(\S+)?)?"), st.integers(), st.floats()))
def test_anything_is_a_date_that_can_be_shown_or_a_value_error(value: object) -> None:
    try:
        moment = parse_date(value)
    except ValueError:
        return
    if moment is not None:
        assert moment.tzinfo is not None
        format_date(moment)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://example.com/a", "https://example.com/a"),
        (" HTTPS://WWW.Example.COM:443/Path/ ", "https://www.example.com/Path"),
        ("http://example.com:80/?utm_source=x&UTM_Medium=y#top", "http://example.com"),
        ("http://example.com:8080/a", "http://example.com:8080/a"),
        ("https://example.com/a?b=2&fbclid=1&a=1&gclid=2", "https://example.com/a?b=2&a=1"),
        ("https://example.com/a?utm=1&q=a+b%20c", "https://example.com/a?utm=1&q=a+b%20c"),
        ("http://[2001:DB8::1]:80/a", "http://[2001:db8::1]/a"),
        ("http://Ann@example.com/a", "http://Ann@example.com/a"),
        ("example.com/a", None),
        ("/a", None),
        ("n/a", None),
        ("ftp://example.com/a", None),
        ("javascript:alert(1)", None),
        ("http://", None),
        ("http://[bad", None),
        ("http://example.com:port/", None),
        ("http://example.com/a b", None),
    ],
)
def test_addresses_have_one_spelling(url: str, expected: str | None) -> None:
    assert canonical_url(url) == expected


@given(
    st.one_of(st.text(), st.text("a/:?#&=@[]%.;").map("http://h".__add__), st.text("a/?&=").map("http://h/".__add__))
)
def test_a_canonical_address_is_left_alone(url: str) -> None:
    once = canonical_url(url)
    assert once is None or canonical_url(once) == once


def test_a_contents_hash_tells_title_from_text() -> None:
    assert content_id("a", "b") == hashlib.sha256(b"a\0b").hexdigest()[:16]
    assert content_id("a", "bc") != content_id("ab", "c")
