"""Paths in: files, folders, names, and everything that is wrong with them."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from index import Article, Failure, read_articles
from index.readers.folders import SUFFIXES
from index.readers.limits import FILE_BYTES
from index.readers.read import at_most


def write(path: Path, content: str | bytes = "A ship left Odesa on Monday.") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def articles(*paths: str | Path) -> list[Article]:
    results = list(read_articles(*paths))
    assert all(isinstance(result, Article) for result in results), results
    return [result for result in results if isinstance(result, Article)]


def inside(folder: Path, *paths: str | Path) -> list[str]:
    """Ids of the articles, relative to a folder that each of them must be in."""
    return [Path(article.id).relative_to(folder).as_posix() for article in articles(*paths)]


def failure(*paths: str | Path) -> Failure:
    (result,) = read_articles(*paths)
    assert isinstance(result, Failure)
    return result


def test_a_folder_is_read_in_sorted_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.md", "a/b/c.TXT", "10.txt"):
        write(tmp_path / name)
    assert inside(tmp_path, tmp_path) == ["10.txt", "a/b/c.TXT", "a/z.md", "b.txt"]


def test_hidden_and_unknown_files_in_a_folder_are_passed_over(tmp_path: Path) -> None:
    for name in ("story.txt", ".hidden.txt", ".git/a.txt", "photo.jpg", "story.txt~", "table.xlsx"):
        write(tmp_path / name)
    assert inside(tmp_path, tmp_path) == ["story.txt"]


def test_a_link_back_to_the_folder_does_not_loop(tmp_path: Path) -> None:
    write(tmp_path / "news" / "story.txt")
    (tmp_path / "news" / "again").symlink_to(tmp_path / "news")
    assert inside(tmp_path, tmp_path / "news") == ["news/story.txt"]


def test_a_dangling_link_is_a_failure_and_the_rest_is_read(tmp_path: Path) -> None:
    write(tmp_path / "b.txt")
    (tmp_path / "a.txt").symlink_to(tmp_path / "gone.txt")
    first, second = read_articles(tmp_path)
    assert isinstance(first, Failure)
    assert "no such file" in first.problem
    assert isinstance(second, Article)


def test_a_folder_with_nothing_to_read_is_one_failure(tmp_path: Path) -> None:
    write(tmp_path / "photo.jpg")
    (tmp_path / "empty").mkdir()
    assert ".jsonl" in failure(tmp_path).problem
    assert ".jsonl" in failure(tmp_path / "empty").problem


def test_a_file_is_called_by_its_whole_path_however_it_was_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path / "a" / "story.txt")
    monkeypatch.chdir(tmp_path)
    given = (path, str(path), "a/story.txt", tmp_path / "a" / ".." / "a" / "story.txt", tmp_path / "a", tmp_path, ".")
    assert {article.id for article in articles(*given)} == {path.as_posix()}


def test_a_file_in_a_linked_folder_is_called_by_where_it_really_is(tmp_path: Path) -> None:
    write(tmp_path / "2022" / "story.txt")
    (tmp_path / "latest").symlink_to(tmp_path / "2022")
    assert inside(tmp_path, tmp_path / "latest" / "story.txt", tmp_path / "latest") == ["2022/story.txt"] * 2


def test_files_of_one_name_in_two_folders_are_two_articles(tmp_path: Path) -> None:
    for year in ("2021", "2022"):
        write(tmp_path / year / "may" / "story.txt")
    assert inside(tmp_path, tmp_path / "2021", tmp_path / "2022") == ["2021/may/story.txt", "2022/may/story.txt"]


def test_a_file_name_of_any_bytes_gives_an_id_that_any_store_can_hold(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9\n.txt"))
    write(path)
    assert articles(path)[0].id == f"{tmp_path.as_posix()}/caf\\xe9\n.txt"
    path.write_bytes(b"")
    assert failure(path).where.isprintable()


def test_reading_is_lazy(tmp_path: Path) -> None:
    results: Iterator[Article | Failure] = read_articles(write(tmp_path / "a.txt"), tmp_path / "later.txt")
    next(results)
    write(tmp_path / "later.txt")
    assert isinstance(next(results), Article)


@pytest.mark.parametrize("path", ["", "no/such/file.txt", "nul\0.txt", "x" * 5000 + ".txt"])
def test_a_path_that_leads_nowhere_is_a_failure(path: str) -> None:
    assert ";" in failure(path).problem


def test_a_missing_file_says_check_the_spelling(tmp_path: Path) -> None:
    assert failure(tmp_path / "stroy.txt") == Failure(str(tmp_path / "stroy.txt"), "no such file; check the spelling")


def test_an_unknown_suffix_given_directly_is_named_with_what_is_read(tmp_path: Path) -> None:
    problem = failure(write(tmp_path / "report.doc")).problem
    assert "(.doc)" in problem
    assert all(suffix in problem for suffix in (".jsonl", ".txt", ".md", ".html", ".gz"))


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_an_empty_file_is_a_failure(tmp_path: Path, suffix: str) -> None:
    assert "; " in failure(write(tmp_path / f"a{suffix}", "")).problem
    assert "; " in failure(write(tmp_path / f"b{suffix}", " \n\n")).problem


@pytest.mark.parametrize("suffix", [".txt", ".md", ".html", ".json", ".jsonl", ".csv"])
@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" * 50, bytes(range(128, 256)) * 40])
def test_a_binary_file_is_one_failure(tmp_path: Path, suffix: str, data: bytes) -> None:
    assert "readable as text" in failure(write(tmp_path / f"a{suffix}", data)).problem


def test_a_file_over_the_limit_is_a_failure_with_size_and_limit(tmp_path: Path) -> None:
    path = write(tmp_path / "big.txt", b"words " * 8_400_000)
    problem = failure(path).problem
    assert "50.4 MB" in problem
    assert "20.0 MB" in problem


def test_an_article_over_the_limit_of_characters_is_a_failure(tmp_path: Path) -> None:
    problem = failure(write(tmp_path / "long.txt", b"words " * 400_000)).problem
    assert "2,399,999 characters" in problem
    assert "2,000,000" in problem


def test_a_file_of_exactly_the_limit_is_read_as_far_as_bytes_go(tmp_path: Path) -> None:
    assert "characters" in failure(write(tmp_path / "edge.txt", b"a" * FILE_BYTES)).problem
    assert "MB" in failure(write(tmp_path / "over.txt", b"a" * (FILE_BYTES + 1))).problem


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_permission_denied_is_a_failure(tmp_path: Path) -> None:
    path = write(tmp_path / "secret.txt")
    path.chmod(0)
    assert "permission denied" in failure(path).problem


def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.jsonl")
    assert "pipe" in failure(tmp_path / "pipe.jsonl").problem


def test_what_is_over_the_limit_of_articles_is_not_read_and_said(tmp_path: Path) -> None:
    results = [Article(str(number), "A ship left.") for number in range(3)]
    assert list(at_most(3, iter(results), "a.jsonl")) == results
    *read, failure = at_most(2, iter(results), "a.jsonl")
    assert read == results[:2]
    assert isinstance(failure, Failure)
    assert str(failure).startswith("a.jsonl: it holds more than 2 articles")


def test_a_bad_path_does_not_stop_the_rest(tmp_path: Path) -> None:
    good = write(tmp_path / "good.txt")
    kinds = [type(result) for result in read_articles(tmp_path / "none.txt", good, tmp_path / "x.doc", good)]
    assert kinds == [Failure, Article, Failure, Article]
