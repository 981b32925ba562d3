"""Text and Markdown files: titles, headers, and bodies left as written."""

import gzip
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import Article, Failure, read_articles
from index.readers.front_matter import split_header
from index.readers.text_files import split_first_line, split_heading

BODY = "Officials met on Friday.\n\nThey agreed on nothing."


def read(path: Path, content: str) -> Article:
    path.write_text(content, encoding="utf-8")
    (article,) = read_articles(path)
    assert isinstance(article, Article)
    return article


def test_the_first_line_of_a_text_is_its_title(tmp_path: Path) -> None:
    article = read(tmp_path / "a.txt", f"Ministers hold talks\n\n{BODY}\n")
    assert (article.title, article.text) == ("Ministers hold talks", BODY)


@pytest.mark.parametrize(
    "first",
    [
        "Officials met on Friday.",
        "Did they meet?",
        "They met!",
        "And then…",
        "What we know:",
        "“We met,” he said, “on Friday”",
        'He said "yes"',
        "Sie sagte „ja“",
        "Il a dit « oui »",
        "a" * 121,
        "---",
    ],
)
def test_a_first_line_that_reads_like_a_paragraph_stays(tmp_path: Path, first: str) -> None:
    article = read(tmp_path / "a.txt", f"{first}\n\n{BODY}")
    assert (article.title, article.text) == ("", f"{first}\n\n{BODY}")


def test_a_first_line_without_an_empty_line_after_it_stays(tmp_path: Path) -> None:
    article = read(tmp_path / "a.txt", f"Officials met\n{BODY}")
    assert (article.title, article.text) == ("", f"Officials met\n{BODY}")


def test_a_text_of_one_line_is_all_text(tmp_path: Path) -> None:
    article = read(tmp_path / "a.txt", "Ministers hold talks\n\n")
    assert (article.title, article.text) == ("", "Ministers hold talks")


def test_markdown_gives_its_heading_and_stays_as_written(tmp_path: Path) -> None:
    body = "Some *emphasis*.\n\n## Background\n\n- one\n- [two](https://example.com)"
    article = read(tmp_path / "a.md", f"# Ministers hold talks #\n\n{body}\n")
    assert (article.title, article.text) == ("Ministers hold talks", body)


@pytest.mark.parametrize("first", ["Ministers hold talks", "#hashtag", "## Background"])
def test_markdown_without_a_leading_heading_has_no_title(tmp_path: Path, first: str) -> None:
    article = read(tmp_path / "a.markdown", f"{first}\n\n{BODY}")
    assert (article.title, article.text) == ("", f"{first}\n\n{BODY}")


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_a_header_has_the_records_keys(tmp_path: Path, name: str) -> None:
    header = (
        "title: No\nid: 007\nurl: null\nsource: 'The Example: Late'\npublished: 2022-07-23\n"
        "updated: 2022-07-24 10:00:00\nauthors: [Ann Smith, Bo Lee]\ndesk: World\n"
    )
    article = read(tmp_path / name, f"---\r\n{header}---\r\n\r\n{BODY}")
    assert article == Article(
        id="007",
        text=BODY,
        title="No",
        source="The Example: Late",
        published=datetime(2022, 7, 23, tzinfo=UTC),
        updated=datetime(2022, 7, 24, 10, tzinfo=UTC),
        authors=("Ann Smith", "Bo Lee"),
        metadata={"desk": "World"},
    )


def test_a_header_without_title_leaves_that_to_the_first_line(tmp_path: Path) -> None:
    article = read(tmp_path / "a.md", f"---\nsource: X\ntitle:\n---\n# Talks\n{BODY}")
    assert (article.title, article.source, article.text) == ("Talks", "X", BODY)


def test_a_heading_that_repeats_the_headers_title_goes_and_another_stays(tmp_path: Path) -> None:
    assert read(tmp_path / "a.md", f"---\ntitle: Talks\n---\n# Talks\n{BODY}").text == BODY
    assert read(tmp_path / "b.md", f"---\ntitle: Talks\n---\n# Other\n{BODY}").text == f"# Other\n{BODY}"


def test_a_headers_date_not_understood_costs_the_date_only(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(f"---\npublished: 2022-13-45\n---\n{BODY}")
    article, failure = read_articles(tmp_path / "a.md")
    assert isinstance(article, Article)
    assert article.text == BODY
    assert isinstance(failure, Failure)
    assert "`published`" in failure.problem


@pytest.mark.parametrize(
    "header",
    [
        "title: [unclosed",
        "title: a: b",
        "only words",
        "- a\n- list",
        "a: &a [x]\nb: [*a, *a]",
        "a: " + "[" * 4000,
        "a: " + "b" * 10_001,
        "? [a]\n: b",
    ],
)
def test_a_broken_header_is_text(tmp_path: Path, header: str) -> None:
    content = f"---\n{header}\n---\n{BODY}"
    assert read(tmp_path / "a.txt", content).text == content


def test_a_header_with_nothing_after_it_is_an_empty_text(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\ntitle: Talks\n---\n")
    (failure,) = read_articles(tmp_path / "a.md")
    assert isinstance(failure, Failure)
    assert "text is empty" in failure.problem


def test_gzipped_text_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(f"Talks\n\n{BODY}".encode()))
    (article,) = read_articles(tmp_path)
    assert isinstance(article, Article)
    assert (article.title, article.text) == ("Talks", BODY)
    assert article.id == (tmp_path / "a.txt.gz").as_posix()


LINES = st.lists(st.sampled_from(["", " ", "#", "# A", "A", "A.", "---", "a: b", "a: [", "“A”"])).map("\n".join)


@given(st.one_of(st.text(), LINES))
def test_splitting_off_a_title_loses_nothing(text: str) -> None:
    for split in (split_first_line, split_heading):
        title, rest = split(text)
        if title:
            assert text.replace("#", "").split() == f"{title} {rest}".replace("#", "").split()
        assert rest in text


@given(LINES)
def test_a_text_without_a_header_is_untouched(text: str) -> None:
    keys, body = split_header(text)
    assert keys or body == text
    assert body in text
