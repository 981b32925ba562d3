"""Zips: what is in them is read as from a folder, and nothing in them leads anywhere else."""

import gzip
import tempfile
import tracemalloc
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_BZIP2, ZipFile, ZipInfo

import pytest
from documents import docx, pdf, zipped

from index import Article, Failure, read_articles
from index.errors import ReadError
from index.readers import zip_files
from index.readers.limits import UNPACKED_FREE, UNPACKED_RATIO, ZIP_DIRECTORY_BYTES, most_unpacked
from index.readers.zip_files import open_zip

STORY = "A ship left Odesa on Monday."
RECORD = '{"text": "A record of a ship."}'


@pytest.fixture(autouse=True)
def _temporary_files_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))


def read(path: Path, content: bytes) -> list[Article | Failure]:
    path.write_bytes(content)
    results = list(read_articles(path))
    assert list((path.parent / "temporary").iterdir()) == []
    return results


def texts(path: Path, content: bytes) -> dict[str, str]:
    results = read(path, content)
    assert all(isinstance(result, Article) for result in results), results
    return {result.id: result.text for result in results if isinstance(result, Article)}


def refused(path: Path, content: bytes) -> Failure:
    (failure,) = read(path, content)
    assert isinstance(failure, Failure), failure
    return failure


def test_members_of_every_kind_are_read_in_sorted_order(tmp_path: Path) -> None:
    members = {
        "news/b.TXT": STORY,
        "news/2022/a.md": f"# Grain\n{STORY}",
        "a.jsonl": f"{RECORD}\n",
        "news/c.txt.gz": gzip.compress(STORY.encode()),
        "d.csv": f"id,text\nrow,{STORY}\n",
        "e.pdf": pdf([STORY]),
        "f.docx": docx(STORY),
        "g.html": f"<html><body><article><p>{STORY * 5}</p></article></body></html>",
    }
    read_texts = texts(tmp_path / "of.zip", zipped(members))
    root = (tmp_path / "of.zip").as_posix()
    by_content = next(id_ for id_ in read_texts if len(id_) == 16)
    names = ("e.pdf", "f.docx", "g.html", "news/2022/a.md", "news/b.TXT", "news/c.txt.gz")
    assert list(read_texts) == [by_content, "row", *(f"{root}/{name}" for name in names)]
    assert set(read_texts.values()) == {STORY, "A record of a ship.", (STORY * 5)}


def test_hidden_and_unknown_members_and_those_of_macos_are_passed_over(tmp_path: Path) -> None:
    passed_over = ("__MACOSX/a.txt", "__MACOSX/._a.txt", "._a.txt", ".git/a.txt", "photo.jpg", "a/.hidden.md")
    read_texts = texts(
        tmp_path / "a.zip", zipped({"a.txt": STORY, "folder.txt/": "", **dict.fromkeys(passed_over, "no")})
    )
    assert list(read_texts) == [(tmp_path / "a.zip/a.txt").as_posix()]


def test_no_member_leaves_its_place(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    names = ("../../out.txt", "/etc/out.txt", "..\\out.txt", "a/../../out.txt", "C:\\out.txt", "a/b.txt")
    read_texts = texts(tmp_path / "a.zip", zipped(dict.fromkeys(names, STORY)))
    ids = [Path(id_).relative_to(tmp_path / "a.zip").as_posix() for id_ in read_texts]
    assert ids == ["C:/out.txt", "a/b.txt", "etc/out.txt"]
    assert {path.name for path in tmp_path.rglob("*")} == {"in", "temporary", "a.zip"}


def test_a_link_in_a_zip_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("A secret.")
    stream = BytesIO()
    with ZipFile(stream, "w") as archive:
        link = ZipInfo("link.txt")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, str(tmp_path / "secret.txt"))
    assert "secret." not in str(texts(tmp_path / "a.zip", stream.getvalue()).values()).replace("secret.txt", "")


@pytest.mark.parametrize(
    "name", ["line\nbreak.txt", "\u202etxt.exe.txt", "שלום.txt", "caf\u00e9 \u0301.txt", "a" * 300 + ".txt"]
)
def test_members_of_any_name_are_read_and_failures_stay_on_one_line(tmp_path: Path, name: str) -> None:
    assert list(texts(tmp_path / "a.zip", zipped({name: STORY}))) == [f"{(tmp_path / 'a.zip').as_posix()}/{name}"]
    failure = refused(tmp_path / "a.zip", zipped({name: ""}))
    assert str(failure).isprintable()
    assert failure.where.startswith(f"{tmp_path / 'a.zip'}/")


def test_failures_say_where_in_the_zip_they_are(tmp_path: Path) -> None:
    members = {"a.jsonl": f"{RECORD}\n{{broken\n", "b.txt": "", "c.zip": zipped({"d.txt": STORY}), "e.txt": STORY}
    results = read(tmp_path / "a.zip", zipped(members))
    failures = [result for result in results if isinstance(result, Failure)]
    assert [failure.where for failure in failures] == [
        f"{tmp_path}/a.zip/{name}" for name in ("a.jsonl:2", "b.txt", "c.zip")
    ]
    assert "zip within a zip" in failures[2].problem
    assert [result.text for result in results if isinstance(result, Article)] == ["A record of a ship.", STORY]


def damaged(content: bytes, *, at: bytes, by: bytes) -> bytes:
    place = content.index(at)
    return content[:place] + by + content[place + len(by) :]


def test_a_damaged_or_encrypted_member_costs_that_member_only(tmp_path: Path) -> None:
    good = zipped({"a.txt": STORY, "b.txt": STORY})
    with ZipFile(BytesIO(good)) as archive:
        data = archive.infolist()[0].header_offset + 30 + len("a.txt")
    results = read(tmp_path / "a.zip", good[:data] + b"\xff\xff" + good[data + 2 :])
    assert isinstance(results[0], Failure)
    assert "damaged" in results[0].problem
    assert isinstance(results[1], Article)
    directory = good.index(b"PK\1\2")
    results = read(tmp_path / "a.zip", good[: directory + 8] + b"\1" + good[directory + 9 :])
    assert isinstance(results[0], Failure)
    assert "encrypted" in results[0].problem
    assert isinstance(results[1], Article)


def test_other_compression_is_refused_for_its_bombs_have_no_bounds(tmp_path: Path) -> None:
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_BZIP2) as archive:
        archive.writestr("a.txt", STORY)
    assert "usual compression" in refused(tmp_path / "a.zip", stream.getvalue()).problem


@pytest.mark.parametrize("content", [b"", b"no zip", zipped({"a.txt": STORY})[:-30], b"PK\5\6" + b"\xff" * 18])
def test_what_is_no_zip_is_a_failure(tmp_path: Path, content: bytes) -> None:
    assert "; " in refused(tmp_path / "a.zip", content).problem


def test_a_zip_with_nothing_to_read_is_one_failure(tmp_path: Path) -> None:
    failure = refused(tmp_path / "a.zip", zipped({"photo.jpg": "x"}))
    assert failure.where == str(tmp_path / "a.zip")
    assert ".jsonl" in failure.problem


def test_a_gzipped_zip_is_another_kind_of_file(tmp_path: Path) -> None:
    assert ".zip.gz" in refused(tmp_path / "a.zip.gz", gzip.compress(zipped({"a.txt": STORY}))).problem


def test_a_zip_bomb_is_a_failure_in_bounded_memory_and_the_rest_is_read(tmp_path: Path) -> None:
    content = zipped({"a.txt": STORY, "b.jsonl": b"\n" * (UNPACKED_FREE + 1), "c.txt": STORY})
    tracemalloc.start()
    first, second, third = read(tmp_path / "a.zip", content)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert isinstance(second, Failure)
    assert f"more than {UNPACKED_RATIO} times its size" in second.problem
    assert isinstance(first, Article)
    assert isinstance(third, Article)
    assert peak < UNPACKED_FREE


def test_a_gzip_bomb_of_empty_lines_ends_and_keeps_what_came_before(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl.gz").write_bytes(
        gzip.compress(b"{}\n" + (b" " * 9_999 + b"\n") * (UNPACKED_FREE // 10_000 + 10))
    )
    first, second = read_articles(tmp_path / "a.jsonl.gz")
    assert isinstance(first, Failure)
    assert isinstance(second, Failure)
    assert f"more than {UNPACKED_RATIO} times its size" in second.problem


def test_what_unpacks_to_much_may_be_large_or_badly_packed() -> None:
    assert most_unpacked(10) == UNPACKED_FREE
    assert most_unpacked(10 * UNPACKED_FREE) == 10 * UNPACKED_FREE * UNPACKED_RATIO


def test_too_many_members_are_refused() -> None:
    stream = BytesIO(zipped({"a.txt": "", "b.txt": "", "c.txt": ""}))
    with open_zip(stream, 3) as archive:
        assert len(archive.infolist()) == 3
    with pytest.raises(ReadError, match="3 members are over the limit of 2"):
        open_zip(stream, 2)


def test_a_list_of_members_that_fills_the_memory_is_not_loaded(tmp_path: Path) -> None:
    content = zipped({"a.txt": STORY})
    at = content.rindex(b"PK\5\6") + 12
    lying = content[:at] + (ZIP_DIRECTORY_BYTES + 1).to_bytes(4, "little") + content[at + 4 :]
    assert "list of members" in refused(tmp_path / "a.zip", lying).problem


def test_a_zip_over_the_limit_of_bytes_keeps_what_came_before(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(zipped({"a.txt": STORY, "b.txt": STORY}))
    with ZipFile(path) as archive:
        first, second = archive.infolist()
        target = tmp_path / "temporary" / "member.txt"
        assert zip_files._unpack(archive, first, target, room=len(STORY)) == len(STORY)
        with pytest.raises(ReadError, match="the zip unpacks to more than"):
            zip_files._unpack(archive, second, target, room=len(STORY) - 1)
    assert target.exists()


def test_leaving_off_in_the_middle_leaves_nothing_behind(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(zipped({"a.txt": STORY, "b.txt": STORY}))
    results = read_articles(path)
    next(results)
    assert len(list((tmp_path / "temporary").iterdir())) == 1
    del results
    assert list((tmp_path / "temporary").iterdir()) == []
