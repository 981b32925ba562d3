"""CSV and TSV: headers of many exports, rows of any shape, and what is wrong with them."""

import csv
import gzip
import io
import tracemalloc
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import Article, Failure, read_articles
from index.readers import csv_files
from index.readers.clean import clean_text
from index.readers.limits import ROW_CHARACTERS

TEXT = "The first ship left the port on Monday."


def read(path: Path, content: str | bytes) -> list[Article | Failure]:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return list(read_articles(path))


def texts(path: Path, content: str | bytes) -> list[str]:
    results = read(path, content)
    assert all(isinstance(result, Article) for result in results), results
    return [result.text for result in results if isinstance(result, Article)]


def refused(path: Path, content: str | bytes) -> str:
    (failure,) = read(path, content)
    assert isinstance(failure, Failure), failure
    return failure.problem


def test_the_header_names_the_fields(tmp_path: Path) -> None:
    header = "id,url,Title,source,PUBLISHED,updated,authors,language,section,text,desk,"
    row = f"7,https://example.com/a,Grain,CNN,2022-08-01,2022-08-02,Ann; Bo,en,World,{TEXT},Foreign,"
    assert read(tmp_path / "a.csv", f"{header}\n{row}\n") == [
        Article(
            id="7",
            url="https://example.com/a",
            title="Grain",
            source="CNN",
            published=datetime(2022, 8, 1, tzinfo=UTC),
            updated=datetime(2022, 8, 2, tzinfo=UTC),
            authors=("Ann", "Bo"),
            language="en",
            section="World",
            text=TEXT,
            metadata={"desk": "Foreign"},
        )
    ]


@pytest.mark.parametrize("text", ["body", "Content", "article"])
@pytest.mark.parametrize("published", ["date", "pub_date", "Publish Date", "publication-date", "published_at"])
def test_the_names_of_other_exports_are_known(tmp_path: Path, text: str, published: str) -> None:
    header = f"Headline,{text},{published},Publisher,Link,Byline"
    (article,) = read(tmp_path / "a.csv", f"{header}\nGrain,{TEXT},2022-08-01,CNN,https://example.com/a,Ann\n")
    assert isinstance(article, Article)
    assert (article.title, article.text, article.source, article.authors) == ("Grain", TEXT, "CNN", ("Ann",))
    assert (article.published, article.url) == (datetime(2022, 8, 1, tzinfo=UTC), "https://example.com/a")
    assert article.metadata == {}


def test_a_fields_own_name_goes_before_another_name_for_it(tmp_path: Path) -> None:
    (article,) = read(tmp_path / "a.csv", f"content,headline,text,body\nc,h,{TEXT},b\n")
    assert isinstance(article, Article)
    assert (article.title, article.text) == ("h", TEXT)
    assert article.metadata == {"content": "c", "body": "b"}


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("name", ["a.csv", "a.tsv"])
def test_the_delimiter_is_the_one_by_which_the_header_is_understood(tmp_path: Path, name: str, delimiter: str) -> None:
    header = delimiter.join(("title", "text", "notes, more; or | less"))
    row = delimiter.join(("Grain", '"One, two; three | four\tfive"', "x"))
    assert texts(tmp_path / name, f"{header}\n{row}") == ["One, two; three | four\tfive"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends_do_not_matter(tmp_path: Path, encoding: str, end: str) -> None:
    content = end.join(("title,text", "Café,“The café” said no", "Other,Naïve words"))
    assert texts(tmp_path / "a.csv", content.encode(encoding)) == ["“The café” said no", "Naïve words"]


def test_quoted_cells_hold_quotes_delimiters_and_lines(tmp_path: Path) -> None:
    content = 'title,text\n\nOne,"He said ""no"",\nand left."\n  \nTwo, "Spaced."\n'
    assert texts(tmp_path / "a.csv", content) == ['He said "no",\nand left.', "Spaced."]


def test_empty_cells_at_the_end_may_be_missing_or_too_many(tmp_path: Path) -> None:
    assert texts(tmp_path / "a.csv", "text,title,section\nOne\nTwo,t\nThree,t,s,,\n") == ["One", "Two", "Three"]


def test_a_row_that_does_not_fit_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    content = "title,text\nGrain,Wheat, barley and rye\nShort\nLast,Good.\n"
    first, second, third = read(tmp_path / "a.csv", content)
    assert str(first).startswith(f"{tmp_path / 'a.csv'}:2: the row has 3 columns, the header 2")
    assert str(second).startswith(f"{tmp_path / 'a.csv'}:3: the row has 1 of 2 columns")
    assert isinstance(third, Article)


def test_a_quote_that_never_ends_costs_one_row(tmp_path: Path) -> None:
    rows = "".join(f"{number},Article {number}.\n" for number in range(1000))
    first, failure, *rest = read(tmp_path / "a.csv", f'id,text\na,Good.\nb,"Bad\n{rows}')
    assert isinstance(first, Article)
    assert isinstance(failure, Failure)
    assert failure.where.endswith(":3")
    assert "not valid CSV" in failure.problem
    assert [result.id for result in rest if isinstance(result, Article)] == [str(number) for number in range(1000)]


def test_what_is_left_of_a_broken_row_is_no_article(tmp_path: Path) -> None:
    content = 'id,text,section\na,"One "bad" quote\nand more, of it\nto the end",World\nb,Good.,World\n'
    failure, article = read(tmp_path / "a.csv", content)
    assert isinstance(failure, Failure)
    assert isinstance(article, Article)
    assert article.id == "b"


def test_a_row_over_the_limit_is_passed_over_in_bounded_memory(tmp_path: Path) -> None:
    with (tmp_path / "a.csv").open("w") as stream:
        stream.write("id,text\na,One.\nb,")
        for _ in range(50):
            stream.write("a" * (ROW_CHARACTERS // 20))
        stream.write("\nc,Three.\n")
    tracemalloc.start()
    first, second, third = read_articles(tmp_path / "a.csv")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert isinstance(first, Article)
    assert isinstance(second, Failure)
    assert second.where.endswith(":3")
    assert "20,000,000 characters" in second.problem
    assert isinstance(third, Article)
    assert peak < 8 * ROW_CHARACTERS


def test_long_files_are_read_in_bounded_memory(tmp_path: Path) -> None:
    with (tmp_path / "a.csv").open("w") as stream:
        stream.write("text,title\n")
        stream.writelines(f'"{TEXT * 25}\nMore.",t\n' for _ in range(10_000))
    list(read_articles(tmp_path / "a.csv"))
    tracemalloc.start()
    count = sum(isinstance(result, Article) for result in read_articles(tmp_path / "a.csv"))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 10_000
    assert peak < 12 * csv_files._HEAD


@pytest.mark.parametrize("name", ["a.csv.gz", "a.tsv.gz"])
def test_gzipped_rows_are_read_and_damage_keeps_what_came_before(tmp_path: Path, name: str) -> None:
    rows = "".join(f"{number},Article {number} of many.\n" for number in range(20_000))
    packed = gzip.compress(f"id,text\n{rows}".encode())
    assert len(texts(tmp_path / name, packed)) == 20_000
    results = read(tmp_path / name, packed[:-2000])
    assert len(results) > 5_000
    assert isinstance(results[-1], Failure)
    assert "gzip" in results[-1].problem


def test_no_column_of_text_is_one_failure_that_names_the_columns(tmp_path: Path) -> None:
    problem = refused(tmp_path / "a.csv", "id,summary,when\n1,a,b\n2,c,d\n")
    assert "id, summary, when" in problem
    assert "; name it text, body, content or article" in problem


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (b" \n\n", "empty"),
        (b"\xef\xbb\xbf", "no column"),
        (b"text,title\n", "no rows"),
        (b"text\0\0\0" * 200, "not readable as text"),
        (b"title,text\n" + bytes(range(128, 256)) * 40, "not readable as text"),
    ],
)
def test_a_file_without_rows_of_text_is_one_failure(tmp_path: Path, content: bytes, says: str) -> None:
    assert says in refused(tmp_path / "a.csv", content)


WORDS = st.text(st.sampled_from("ab,;\t|\"'“é漢 \n\r\u2028"), max_size=12).map("a{}".format)


@given(
    rows=st.lists(st.tuples(WORDS, WORDS), min_size=1),
    delimiter=st.sampled_from(",;\t|"),
)
def test_what_a_csv_writer_writes_is_read(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str]], delimiter: str
) -> None:
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter).writerows([("text", "desk"), *rows])
    results = read(tmp_path_factory.mktemp("csv") / "a.csv", stream.getvalue())
    assert [result.text for result in results if isinstance(result, Article)] == [clean_text(text) for text, _ in rows]
