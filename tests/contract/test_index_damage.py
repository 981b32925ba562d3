"""What is damaged is named and mended, or it is said why not."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from contents import contents
from three_articles import GRAIN, IdleEmbedder, found

from index import (
    AddReport,
    Article,
    Index,
    IndexDamaged,
    probe,
)
from index.catalogue import CATALOGUE
from index.lock import writer_lock
from index.testing import StemEmbedder


def remove_vectors(home: Path) -> None:
    shutil.rmtree(newest(home))


def remove_database(home: Path) -> None:
    (newest(home) / "chroma.sqlite3").unlink()


def overwrite_database(home: Path) -> None:
    (newest(home) / "chroma.sqlite3").write_bytes(b"no database" * 1000)


def truncate_database(home: Path) -> None:
    os.truncate(newest(home) / "chroma.sqlite3", 5000)


def newest(home: Path) -> Path:
    return max(home.glob("vectors-*"))


def cut_graph(home: Path) -> None:
    """Chroma itself may crash on this."""
    os.truncate(graph(home, "header.bin"), 40)


def remove_graph(home: Path) -> None:
    shutil.rmtree(graph(home, "header.bin").parent)


def flip_a_bit(home: Path) -> None:
    file = graph(home, "data_level0.bin")
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)


def graph(home: Path, name: str) -> Path:
    (file,) = newest(home).glob(f"*/{name}")
    return file


DAMAGES = [
    remove_vectors, remove_database, overwrite_database, truncate_database, cut_graph, remove_graph, flip_a_bit,
]  # fmt: skip


@pytest.mark.parametrize("damage", DAMAGES)
def test_damaged_vectors_are_named_and_mended_without_the_embedder(news: Index, damage: Callable[[Path], None]) -> None:
    before = contents(news)
    damage(news.home)
    with Index.open(news.home, embedder=IdleEmbedder()) as index:
        for _ in range(2):
            (problem,) = index.problems()
            assert "vectors are" in problem
            assert "qa doctor --repair" in problem
            assert "\n" not in problem
        assert index.coverage().articles == 3
        index.repair()
        assert index.problems() == []
        assert found(index.search("grain", limit=1)) == ["grain"]
    after = contents(news)
    after.check_whole()
    before.check_equals(after)


@pytest.mark.parametrize("change", [lambda index: index.search("grain"), lambda index: index.add([GRAIN])])
@pytest.mark.parametrize("damage", DAMAGES)
def test_whoever_meets_damaged_vectors_mends_them_and_says_so(
    news: Index, damage: Callable[[Path], None], change: Callable[[Index], None], caplog: pytest.LogCaptureFixture
) -> None:
    before = contents(news)
    damage(news.home)
    with Index.open(news.home, embedder=IdleEmbedder()) as index:
        change(index)
        (line,) = caplog.messages
        assert "vectors are" in line
        assert "made anew" in line
        assert index.problems() == []
        assert found(index.search("grain", limit=1)) == ["grain"]
    before.check_equals(contents(news))


def test_every_changed_byte_is_found(news: Index) -> None:
    for file in [file for file in newest(news.home).rglob("*") if file.stat().st_size and file.is_file()]:
        before = file.read_bytes()
        # In a database, in the last page's last row.
        data = bytearray(before)
        data[-1 if file.suffix != ".json" else 0] ^= 0xFF
        state = file.stat()
        file.write_bytes(data)
        os.utime(file, ns=(state.st_atime_ns, state.st_mtime_ns))
        assert len(news.problems()) == 1, file
        file.write_bytes(before)
    assert news.problems() == []


def test_a_copy_from_a_backup_is_whole(news: Index, tmp_path: Path) -> None:
    news.close()
    shutil.copytree(news.home, tmp_path / "copy", copy_function=shutil.copyfile)
    with Index.open(tmp_path / "copy", embedder=IdleEmbedder()) as copy:
        assert found(copy.search("grain", limit=1)) == ["grain"]
        assert copy.problems() == []
    assert [folder.name for folder in (tmp_path / "copy").glob("vectors-*")] == ["vectors-000001"]


def test_vectors_without_a_manifest_are_tried_out(news: Index) -> None:
    """As an earlier version left them."""
    (newest(news.home) / "manifest.json").unlink()
    with Index.open(news.home, embedder=IdleEmbedder()) as index:
        assert index.problems() == []
        assert found(index.search("grain", limit=1)) == ["grain"]
        assert newest(news.home).name == "vectors-000001"
    cut_graph(news.home)
    with Index.open(news.home, embedder=IdleEmbedder()) as index:
        assert len(index.problems()) == 1
        assert found(index.search("grain", limit=1)) == ["grain"]
        assert newest(news.home).name == "vectors-000002"


def test_new_vectors_that_fail_their_trial_are_made_once_more(news: Index, caplog: pytest.LogCaptureFixture) -> None:
    """Here because the process that tries them out is killed."""

    def kill_trial(_: AddReport) -> None:
        assert probe._WORKER._process
        probe._WORKER._process.kill()

    news.add([Article("new", "A volcano erupted.")], kill_trial)
    assert caplog.messages == [
        "the new vectors are not whole: the vector store crashed on it (SIGKILL) (made once more)"
    ]
    assert found(news.search("volcano", limit=1)) == ["new"]
    contents(news).check_whole()


def test_damage_that_cannot_be_mended_now_says_why(news: Index) -> None:
    remove_vectors(news.home)
    with (
        writer_lock(news.home),
        Index.open(news.home, embedder=StemEmbedder()) as index,
        pytest.raises(IndexDamaged, match=rf"qa doctor --repair \(not mended now: .*process {os.getpid()}"),
    ):
        index.search("grain")


def test_lost_embeddings_are_named_and_computed_again(news: Index) -> None:
    before = contents(news)
    for file in news.home.glob("embeddings.sqlite3*"):
        file.unlink()
    with Index.open(news.home, embedder=StemEmbedder()) as index:
        (problem,) = index.problems()
        assert "embeddings of 3 passages" in problem
        with pytest.raises(IndexDamaged, match="qa doctor --repair"):
            index.search("grain")
        index.repair()
        assert index.problems() == []
        before.check_equals(contents(index))


@pytest.mark.parametrize("size", [0, 100, 5000])
def test_damaged_embeddings_are_named_and_computed_again(news: Index, size: int) -> None:
    before = contents(news)
    news.close()
    os.truncate(news.home / "embeddings.sqlite3", size)
    with Index.open(news.home, embedder=StemEmbedder()) as index:
        (problem,) = index.problems()
        assert "embeddings" in problem
        assert problem.endswith("run: qa doctor --repair")
        with pytest.raises(IndexDamaged, match="qa doctor --repair"):
            index.search("grain")
        index.repair()
        assert index.problems() == []
        before.check_equals(contents(index))


def test_a_damaged_catalogue_is_named(news: Index) -> None:
    news.close()
    with (news.home / CATALOGUE).open("r+b") as file:
        file.seek(2 * 4096)
        file.write(b"x" * 8 * 4096)
    with Index.open(news.home, embedder=StemEmbedder()) as index:
        (problem,) = index.problems()
        for attempt in (lambda: index.search("grain"), lambda: list(index.articles()), lambda: index.add([GRAIN])):
            with pytest.raises(IndexDamaged, match="restore it from a backup"):
                attempt()
    assert "restore it from a backup" in problem
    assert "\n" not in problem


def test_a_catalogue_that_is_none_is_named(news: Index) -> None:
    news.close()
    (news.home / CATALOGUE).write_bytes(b"no database" * 1000)
    with pytest.raises(IndexDamaged, match="backup"):
        Index.open(news.home, embedder=StemEmbedder())
