"""Records in JSON Lines and JSON, plain and gzipped."""

import gzip
import json
import tracemalloc
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from index import Article, Failure, read_articles
from index.readers.limits import LINE_BYTES

TEXT = "The first ship left the port on Monday."


def read(path: Path, content: str | bytes) -> list[Article | Failure]:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return list(read_articles(path))


def read_one(tmp_path: Path, **record: Any) -> Article:
    (article,) = read(tmp_path / "one.jsonl", json.dumps({"text": TEXT, **record}))
    assert isinstance(article, Article)
    return article


def refused(tmp_path: Path, record: Any) -> str:
    (failure,) = read(tmp_path / "one.jsonl", json.dumps(record))
    assert isinstance(failure, Failure)
    assert failure.where == f"{tmp_path / 'one.jsonl'}:1"
    return failure.problem


def test_every_field_of_a_record_arrives(tmp_path: Path) -> None:
    article = read_one(
        tmp_path,
        id="grain-1",
        url="https://example.com/grain",
        title="Grain ships  leave",
        source="The Example",
        published="2022-08-01",
        updated="2022-08-02T10:00:00Z",
        authors=["Ann Smith", None, "Bo Lee"],
        language="en",
        section="World",
        desk={"editor": "Cy"},
    )
    assert article == Article(
        id="grain-1",
        text=TEXT,
        title="Grain ships leave",
        source="The Example",
        url="https://example.com/grain",
        published=datetime(2022, 8, 1, tzinfo=UTC),
        updated=datetime(2022, 8, 2, 10, tzinfo=UTC),
        authors=("Ann Smith", "Bo Lee"),
        language="en",
        section="World",
        metadata={"desk": {"editor": "Cy"}},
    )


def test_null_is_the_same_as_missing(tmp_path: Path) -> None:
    fields = ("id", "url", "title", "source", "published", "updated", "authors", "language", "section")
    assert read_one(tmp_path, **dict.fromkeys(fields)) == read_one(tmp_path)
    assert read_one(tmp_path, **dict.fromkeys(fields, "")) == read_one(tmp_path)


def test_the_id_is_given_or_the_canonical_url_or_the_contents_hash(tmp_path: Path) -> None:
    assert read_one(tmp_path, id=7, url="https://example.com/a").id == "7"
    assert read_one(tmp_path, url="HTTPS://Example.com/a/?utm_source=x#top").id == "https://example.com/a"
    by_content = read_one(tmp_path, url="n/a").id
    assert len(by_content) == 16
    assert by_content == read_one(tmp_path, source="Another").id != read_one(tmp_path, title="Other").id


def test_authors_may_be_one_string(tmp_path: Path) -> None:
    assert read_one(tmp_path, authors="Ann Smith").authors == ("Ann Smith",)


def test_text_stays_verbatim_but_for_ends_line_ends_and_controls(tmp_path: Path) -> None:
    article = read_one(tmp_path, text=" “Two  spaces”\r\n\x00a\u0301\ud800\tb\x81 ")
    assert article.text == "“Two  spaces”\na\u0301\tb"


@pytest.mark.parametrize("field", ["published", "updated"])
@pytest.mark.parametrize("value", ["next Tuesday", 2022, True, {"$date": 1}, "2022-13-45"])
def test_a_date_not_understood_costs_the_date_only(tmp_path: Path, field: str, value: object) -> None:
    article, failure = read(tmp_path / "a.jsonl", json.dumps({"text": TEXT, field: value}))
    assert isinstance(article, Article)
    assert (article.published, article.updated) == (None, None)
    assert isinstance(failure, Failure)
    assert f"`{field}`" in failure.problem
    assert "kept" in failure.problem


@pytest.mark.parametrize(
    ("record", "says"),
    [
        ([], "not a list"),
        ("text", "not a string"),
        (None, "not null"),
        ({}, "text is empty"),
        ({"text": " \n\x00"}, "text is empty"),
        ({"text": ["a"]}, "`text` must be a string, not a list"),
        ({"text": TEXT, "title": 5}, "`title` must be a string, not a number"),
        ({"text": TEXT, "id": True}, "`id` must be"),
        ({"text": TEXT, "url": {}}, "`url` must be"),
        ({"text": TEXT, "authors": [{"name": "Ann"}]}, "`authors` must be"),
        ({"text": "a" * 2_000_001}, "2,000,001 characters"),
        ({"text": TEXT, "deep": [[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]}, "nests"),
    ],
)
def test_a_wrong_record_is_named(tmp_path: Path, record: object, says: str) -> None:
    problem = refused(tmp_path, record)
    assert says in problem
    assert "; " in problem


def test_a_broken_line_is_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    lines = [json.dumps({"text": TEXT}), "{broken", "", "[" * 100_000, '{"n": ' + "9" * 5000 + "}"]
    results = read(tmp_path / "a.jsonl", "\n".join([*lines, json.dumps({"text": "Last."})]))
    failures = [result for result in results if isinstance(result, Failure)]
    assert [failure.where for failure in failures] == [f"{tmp_path / 'a.jsonl'}:{number}" for number in (2, 4, 5)]
    assert isinstance(results[-1], Article)
    assert results[-1].text == "Last."


def test_nan_is_null(tmp_path: Path) -> None:
    (article,) = read(tmp_path / "a.jsonl", '{"text": "A ship.", "title": NaN, "score": Infinity}')
    assert isinstance(article, Article)
    assert article.metadata == {"score": None}


def test_lines_may_have_a_bom_windows_line_ends_and_windows_letters(tmp_path: Path) -> None:
    results = read(tmp_path / "a.ndjson", b'\xef\xbb\xbf{"text": "One."}\r\n{"text": "Caf\xe9 society meets."}\r\n')
    assert [result.text for result in results if isinstance(result, Article)] == ["One.", "Café society meets."]


def test_lines_in_utf_16_are_one_failure(tmp_path: Path) -> None:
    (failure,) = read(tmp_path / "a.jsonl", '{"text": "One."}\n{"text": "Two."}\n'.encode("utf-16"))
    assert isinstance(failure, Failure)
    assert "UTF-8" in failure.problem


def test_gzipped_lines_are_read(tmp_path: Path) -> None:
    results = read(tmp_path / "a.jsonl.gz", gzip.compress(b'{"text": "One."}\n{broken\n{"text": "Two."}\n'))
    assert [type(result) for result in results] == [Article, Failure, Article]


def test_damaged_gzip_keeps_what_came_before(tmp_path: Path) -> None:
    lines = "".join(json.dumps({"id": number, "text": TEXT}) + "\n" for number in range(20_000)).encode()
    results = read(tmp_path / "a.jsonl.gz", gzip.compress(lines)[:-2000])
    assert len(results) > 10_000
    assert isinstance(results[-1], Failure)
    assert "gzip" in results[-1].problem
    assert all(isinstance(result, Article) for result in results[:-1])


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.txt.gz", "a.json.gz", "a.html.gz"])
def test_what_is_not_gzip_is_a_failure(tmp_path: Path, name: str) -> None:
    (failure,) = read(tmp_path / name, '{"text": "One."}')
    assert isinstance(failure, Failure)
    assert "gzip" in failure.problem


def test_a_line_over_the_limit_is_passed_over(tmp_path: Path) -> None:
    long = b'{"text": "' + b"a" * LINE_BYTES + b'"}\n'
    first, second, third = read(tmp_path / "a.jsonl", b'{"text": "One."}\n' + long + b'{"text": "Three."}')
    assert isinstance(first, Article)
    assert isinstance(second, Failure)
    assert second.where.endswith(":2")
    assert "20.0 MB" in second.problem
    assert isinstance(third, Article)


@pytest.mark.parametrize("name", ["bomb.jsonl.gz", "bomb.txt.gz", "bomb.json.gz"])
def test_a_gzip_bomb_is_a_failure_in_bounded_memory(tmp_path: Path, name: str) -> None:
    with gzip.open(tmp_path / name, "wb", compresslevel=1) as stream:
        for _ in range(100):
            stream.write(b" " * 1_000_000)
    tracemalloc.start()
    (failure,) = read_articles(tmp_path / name)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert isinstance(failure, Failure)
    assert peak < 4 * LINE_BYTES


def test_long_files_are_read_in_bounded_memory(tmp_path: Path) -> None:
    line = json.dumps({"text": TEXT * 25}) + "\n"
    (tmp_path / "a.jsonl").write_text(line * 20_000)
    tracemalloc.start()
    count = sum(isinstance(result, Article) for result in read_articles(tmp_path / "a.jsonl"))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 20_000
    assert peak < 1_000_000


def test_json_holds_an_array_or_one_record(tmp_path: Path) -> None:
    assert [type(result) for result in read(tmp_path / "a.json", '{"text": "One."}')] == [Article]
    results = read(tmp_path / "b.json", '[{"text": "One."}, 5, {"text": "Three."}]')
    assert [type(result) for result in results] == [Article, Failure, Article]
    assert str(results[1]).startswith(f"{tmp_path / 'b.json'}, record 2: ")
    (utf_16,) = read(tmp_path / "c.json", '{"text": "Ünï."}'.encode("utf-16"))
    assert isinstance(utf_16, Article)


@pytest.mark.parametrize("content", ["[]", "{broken", '{"text": "1"}\n{"text": "2"}', "null"])
def test_json_that_holds_no_records_is_one_failure(tmp_path: Path, content: str) -> None:
    (failure,) = read(tmp_path / "a.json", content)
    assert isinstance(failure, Failure)
    assert "; " in failure.problem
