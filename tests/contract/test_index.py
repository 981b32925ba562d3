"""The index as its users meet it: real Chroma and SQLite, an embedder without a model."""

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from contents import contents
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index import (
    AddReport,
    Article,
    Filter,
    Hit,
    Index,
    IndexDamaged,
    IndexLocked,
    IndexMismatch,
    IndexMissing,
    Recency,
    SettingsError,
    probe,
)
from index.articles import heading
from index.catalogue import CATALOGUE
from index.embed import Vectors
from index.lock import writer_lock
from index.search import EXACT
from index.terms import words
from index.testing import StemEmbedder

DAY = datetime(2022, 7, 23, tzinfo=UTC)
GRAIN = Article("grain", "The first ship left Odesa. It carried grain.", "Grain deal", "Reuters", published=DAY)
RATES = Article("rates", "The bank raised rates by half a point.", "Rates rise", "AP", published=DAY + timedelta(9))
UNDATED = Article("undated", "The minister opened a new port.", "Port opened")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "news.index"


@pytest.fixture
def news(home: Path) -> Iterator[Index]:
    """An index of three articles."""
    with Index.create(home, embedder=StemEmbedder(), passage_tokens=40) as index:
        index.add([GRAIN, RATES, UNDATED])
        yield index


def found(hits: list[Hit]) -> list[str]:
    return [hit.article_id for hit in hits]


def run(script: str, home: Path) -> str:
    """What a script prints in another process; `index` is the index at `home`."""
    start = f"from index import *; from index.testing import StemEmbedder; index = Index.open({str(home)!r}, "
    command = [sys.executable, "-c", f"{start}embedder=StemEmbedder())\n{script}"]
    return subprocess.run(command, capture_output=True, check=True, text=True).stdout


class IdleEmbedder(StemEmbedder):
    """For what must be done without embedding a passage."""

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        raise AssertionError("the embedder was called")

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        return StemEmbedder().embed_queries(texts)


# -- making and opening


def test_a_new_index_is_empty_and_whole(home: Path) -> None:
    with Index.create(home, embedder=StemEmbedder()) as index:
        assert index.search("grain") == []
        assert index.coverage().articles == 0
        assert index.problems() == []
        assert index.sources() == {}
        assert index.article("grain") is None
        assert index.versions("grain") == []
        assert index.remove(["grain"]) == []


def test_creating_where_an_index_is_opens_it(news: Index) -> None:
    with Index.create(news.home, embedder=StemEmbedder(), passage_tokens=99) as same:
        assert same.recipe == news.recipe
        assert found(same.search("grain")) == found(news.search("grain"))


def test_creating_goes_on_where_a_killed_one_stopped(home: Path) -> None:
    home.mkdir()
    (home / f"{CATALOGUE}.new").write_bytes(b"half a catalogue")
    with Index.create(home, embedder=StemEmbedder()) as index:
        assert index.add([GRAIN]).added == ("grain",)


def test_another_folder_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("Mine.")
    for place in (tmp_path, tmp_path / "thesis.txt"):
        with pytest.raises(IndexMissing, match="new or an empty folder"):
            Index.create(place, embedder=StemEmbedder())
    assert [file.name for file in tmp_path.iterdir()] == ["thesis.txt"]


@pytest.mark.parametrize("tokens", [0, -1, 255, 10_000])
def test_passages_that_the_embedder_cannot_take_are_refused(home: Path, tokens: int) -> None:
    with pytest.raises(SettingsError, match="1 to 254"):
        Index.create(home, embedder=StemEmbedder(), passage_tokens=tokens)
    assert not home.exists()


def test_a_heading_gives_way_to_passages_of_full_length(home: Path) -> None:
    with Index.create(home, embedder=StemEmbedder(), passage_tokens=254) as index:
        assert index.add([Article("a", "grain " * 600, "A headline")]).passages == 3
        assert len(index.search("grain")) == 3


def test_a_missing_index_says_how_to_make_one(home: Path) -> None:
    with pytest.raises(IndexMissing, match="qa index PATH"):
        Index.open(home)
    assert not home.exists()


def test_another_embedder_is_refused(news: Index) -> None:
    class Newer(StemEmbedder):
        revision = "2"

    with pytest.raises(IndexMismatch, match="'stems', not 'all-MiniLM-L6-v2'"):
        Index.open(news.home, embedder="all-MiniLM-L6-v2")
    with pytest.raises(IndexMismatch, match="revision 1 of 'stems', here is 2"):
        Index.open(news.home, embedder=Newer())
    with pytest.raises(IndexMismatch):
        Index.create(news.home, embedder=Newer())


# -- adding and removing


def test_the_same_articles_twice_cost_nothing(news: Index) -> None:
    before = contents(news)
    with Index.open(news.home, embedder=IdleEmbedder()) as again:
        report = again.add([GRAIN, RATES, UNDATED])
    assert report.unchanged == ("grain", "rates", "undated")
    assert (report.added, report.updated, report.passages, report.embedded) == ((), (), 0, 0)
    before.check_equals(contents(news))


def test_an_update_replaces_the_text_and_keeps_the_old_version(news: Index) -> None:
    newer = Article("grain", "The deal was suspended.", "Grain deal off", "Reuters", published=DAY)
    assert news.add([newer]).updated == ("grain",)
    hits = news.search("ship left Odesa", limit=100)
    assert {hit.version for hit in hits if hit.article_id == "grain"} == {newer.version}
    assert all("Odesa" not in hit.text for hit in hits)
    assert news.article("grain") == newer
    assert [(version.version, version.text) for version in news.versions("grain")] == [
        (GRAIN.version, GRAIN.text),
        (newer.version, newer.text),
    ]


def test_changed_data_are_an_update_that_needs_no_embedding(news: Index) -> None:
    moved = Article("grain", GRAIN.text, GRAIN.title, "AFP", section="World", published=DAY, metadata={"desk": "x"})
    report = news.add([moved])
    assert (report.updated, report.embedded) == (("grain",), 0)
    assert news.article("grain") == moved
    assert news.sources() == {"AFP": 1, "AP": 1}
    assert news.search("grain", where=Filter(sources=("Reuters",))) == []
    assert [hit.source for hit in news.search("grain", where=Filter(sources=("afp",)))] == ["AFP"]
    assert len(news.versions("grain")) == 1


def test_a_version_keeps_its_place_and_the_time_of_its_first_coming(news: Index) -> None:
    newer = Article("grain", "The deal was suspended.", "Grain deal off", "Reuters", published=DAY)
    (first,) = news.versions("grain")
    for article in (Article("grain", GRAIN.text, GRAIN.title, "AFP"), newer, GRAIN):
        news.add([article])
    versions = news.versions("grain")
    assert [version.version for version in versions] == [GRAIN.version, newer.version]
    assert versions[0] == first
    assert versions[1].ingested > first.ingested
    assert news.article("grain") == GRAIN


def test_a_removed_article_leaves_nothing(news: Index) -> None:
    news.add([Article("grain", "The deal was suspended.", "Grain deal off")])
    assert news.remove(["grain", "unknown", "grain", "\udcff"]) == ["grain"]
    held = contents(news)
    held.check_whole()
    assert held.articles.keys() == {"rates", "undated"}
    assert all("grain" not in hit.article_id for hit in news.search("grain deal Odesa", limit=100))
    assert news.versions("grain") == []


def test_an_index_can_be_emptied_and_filled_again(news: Index) -> None:
    before = contents(news)
    news.remove(["grain", "rates", "undated"])
    assert news.search("grain") == []
    assert news.search("grain", where=Filter(as_of=DAY)) == []
    assert (news.coverage().articles, news.coverage().passages) == (0, 0)
    news.add([GRAIN, RATES, UNDATED])
    before.check_equals(contents(news))


def test_two_articles_with_one_headline_and_text_are_two(news: Index) -> None:
    twin = Article("twin", GRAIN.text, GRAIN.title, "AFP", published=DAY)
    report = news.add([twin])
    assert (report.added, report.embedded) == (("twin",), 0)
    assert set(found(news.search("grain deal", limit=2))) == {"grain", "twin"}
    news.remove(["grain"])
    assert found(news.search("grain deal", limit=1)) == ["twin"]
    contents(news).check_whole()


def test_a_text_that_comes_again_before_it_is_embedded_is_embedded_once(news: Index) -> None:
    copies = [Article(f"copy-{n}", "A text of its own.", "Wire", "AP", published=DAY) for n in range(100)]
    report = news.add(copies)
    assert (len(report.added), report.passages, report.embedded) == (100, 100, 1)
    contents(news).check_whole()


def test_an_article_given_twice_ends_as_it_was_given_last(news: Index) -> None:
    last = Article("new", "Last text.", "Headline")
    report = news.add([Article("new", "First text."), Article("new", "Second text."), last])
    assert (report.added, report.updated) == (("new",), ("new", "new"))
    assert news.article("new") == last
    contents(news).check_whole()


def test_text_that_no_store_can_hold_is_a_failure_and_the_rest_goes_on(news: Index) -> None:
    bad = [Article("\udcff", "Grain."), Article("b", "Gra\ud800in."), Article("c", "Grain.", metadata={"k": "\ud800"})]
    report = news.add([*bad, Article("good", "Wheat.")])
    assert report.added == ("good",)
    assert len(report.failed) == 3
    assert all("surrogate" in failure.problem and str(failure).isprintable() for failure in report.failed)


def test_progress_is_told_after_each_batch(news: Index) -> None:
    told: list[int] = []
    news.add((Article(str(n), f"Text {n}.") for n in range(150)), lambda report: told.append(len(report.added)))
    assert told == [8, 72, 136, 150]  # a small first one, so that the embedder soon has something to do


def test_at_most_two_generations_are_kept(news: Index) -> None:
    for number in range(4):
        news.add([Article("new", f"Text number {number}.")])
    assert len(list(news.home.glob("vectors-*"))) == 2


@pytest.mark.parametrize("left", ["vectors-000002.0a1b2c3d.new", "vectors-000002"])
def test_what_a_killed_writer_left_is_swept_away(news: Index, left: str) -> None:
    shutil.copytree(news.home / "vectors-000001", news.home / left)
    assert found(news.search("grain", limit=1)) == ["grain"]
    assert news.problems() == []
    assert news.remove(["grain"]) == ["grain"]
    assert {folder.name for folder in news.home.glob("vectors-*")} == {"vectors-000002"}
    contents(news).check_whole()


# -- one writer, many readers


def test_a_reader_sees_what_another_process_has_written(news: Index) -> None:
    assert news.search("volcano", where=Filter(ids=("new",))) == []
    run("print(index.add([Article('new', 'A volcano erupted.')]), index.remove(['grain']))", news.home)
    assert found(news.search("volcano", limit=1)) == ["new"]
    assert "grain" not in found(news.search("grain", limit=100))
    assert news.coverage().articles == 3
    assert news.problems() == []


def test_a_second_writer_is_told_who_the_first_is(news: Index) -> None:
    script = (
        "import os, sys\nfrom index.lock import writer_lock\n"
        "with writer_lock(index.home): print(os.getpid(), flush=True); sys.stdin.read()"
    )
    start = f"from index import *; from index.testing import StemEmbedder; index = Index.open({str(news.home)!r}, "
    command = [sys.executable, "-c", f"{start}embedder=StemEmbedder())\n{script}"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout
        pid = writer.stdout.readline().strip()
        for change in (lambda: news.add([GRAIN]), lambda: news.remove(["grain"]), news.repair):
            with pytest.raises(IndexLocked, match=rf"process {pid} is writing .*; wait"):
                change()
        assert found(news.search("grain", limit=1)) == ["grain"]
        writer.communicate()
    assert news.remove(["grain"]) == ["grain"]


def test_a_writer_within_a_writer_does_not_wait_for_itself(news: Index) -> None:
    def articles() -> Iterator[Article]:
        with pytest.raises(IndexLocked, match=str(os.getpid())):
            news.add([])
        yield Article("new", "A volcano erupted.")

    assert news.add(articles()).added == ("new",)


def test_threads_never_see_a_mixture(news: Index) -> None:
    def edition(number: int) -> list[Article]:
        return [Article(f"paper {at}", f"Edition {number} of the paper.") for at in range(20)]

    stop = threading.Event()
    mixtures: list[set[str]] = []
    searches: list[int] = []

    def read() -> None:
        while not stop.is_set():
            hits = news.search("paper", limit=20, where=Filter(ids=tuple(f"paper {at}" for at in range(20))))
            texts = {hit.text for hit in hits}
            searches.append(len(hits))
            if len(hits) != 20 or len(texts) != 1:
                mixtures.append(texts)
        news.close()

    news.add(edition(0))
    threads = [threading.Thread(target=read) for _ in range(3)]
    for thread in threads:
        thread.start()
    for number in range(1, 6):
        news.add(edition(number))
    stop.set()
    for thread in threads:
        thread.join()
    assert searches
    assert mixtures == []


def test_a_search_that_a_writer_overtakes_sees_the_new_state(news: Index) -> None:
    class Interrupted(StemEmbedder):
        """Between the first look at the archive and the last, the article found is removed."""

        def embed_queries(self, texts: Sequence[str]) -> Vectors:
            news.remove(["grain"])
            return super().embed_queries(texts)

    for where in (None, Filter(as_of=date(2030, 1, 1))):
        news.add([GRAIN])
        with Index.open(news.home, embedder=Interrupted()) as reader:
            assert found(reader.search("grain", where=where))[0] != "grain"


def test_articles_are_listed_newest_first_and_in_parts(news: Index) -> None:
    listed = [article.id for article in news.articles()]
    assert listed == ["rates", "grain", "undated"]
    assert [article.id for article in news.articles(limit=2)] == listed[:2]
    assert [article.id for article in news.articles(limit=2, offset=2)] == listed[2:]
    assert list(news.articles(limit=2, offset=3)) == []
    assert [article.id for article in news.articles(Filter(before=DAY), limit=1)] == ["grain"]


def test_articles_can_be_listed_while_searching_and_writing(news: Index) -> None:
    seen = []
    for article in news.articles():
        assert article.id in found(news.search(article.text))
        news.add([Article(f"copy of {article.id}", article.text)])
        seen.append(article.id)
    assert seen == ["rates", "grain", "undated"]
    assert news.coverage().articles == 6


# -- damage


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


# -- searching

WEIRD = [
    '"', "grain AND", "NOT grain", "NEAR(grain deal, 5)", "title:grain", "grain*", "^grain", "(", "'; DROP TABLE x; --",
    "\\", "%_?", "\0", "grain\0deal", "\ud83d", "gra\udc00in", "😀", "what is the", "?!", "x" * 10_000,
    "grain deal " * 1_000, "İstanbul", "新闻报道", "\u202e\u200d",
]  # fmt: skip


@pytest.mark.parametrize("text", WEIRD)
def test_nothing_in_a_query_is_syntax(news: Index, text: str) -> None:
    assert len(news.search(text)) in {0, 3}
    assert len(news.search(text, where=Filter(as_of=DAY))) in {0, 2}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(st.text(st.characters()), st.lists(st.text(st.characters()), max_size=2).map(tuple))
def test_no_string_makes_a_search_fail(news: Index, text: str, labels: tuple[str, ...]) -> None:
    news.search(text)
    assert news.search("grain", where=Filter(sources=labels or ("-",))) == []
    assert news.search("grain", where=Filter(ids=labels or ("-",))) == []


@pytest.mark.parametrize("text", ["", " \n", "\0", "\ud800"])
def test_a_query_without_text_finds_nothing(news: Index, text: str) -> None:
    assert news.search(text) == []


def test_the_limit_is_the_most(news: Index) -> None:
    assert [len(news.search("grain", limit=limit)) for limit in (-1, 0, 1, 2, 10_000)] == [0, 0, 1, 2, 3]


def test_a_hit_says_where_it_is_and_why(news: Index) -> None:
    hit = news.search("grain ship")[0]
    assert (hit.article_id, hit.version, hit.title, hit.source) == ("grain", GRAIN.version, "Grain deal", "Reuters")
    assert (hit.published, hit.url) == (DAY, None)
    assert GRAIN.text[hit.start : hit.end] == hit.text
    assert hit.ranks == {"dense": 1, "lexical": 1}
    assert hit.score == pytest.approx(1)
    assert 0 < hit.similarity <= 1.001


def test_a_newer_article_wins_only_when_that_is_asked_for(home: Path) -> None:
    old = Article("a old", "Grain prices rose.", published=DAY - timedelta(365))
    new = Article("b new", "Grain prices rose.", published=DAY)
    later = Article("c later", "Grain prices rose.", published=DAY + timedelta(30))
    with Index.create(home, embedder=StemEmbedder()) as index:
        index.add([later, new, old])
        assert sorted(hit.score for hit in index.search("grain prices")) != []
        ranked = index.search("grain prices", recency=Recency(DAY))
        scores = {hit.article_id: hit.score for hit in ranked}
        plain = {hit.article_id: hit.score for hit in index.search("grain prices")}
        assert found(ranked)[0] == "b new"
        assert scores["b new"] / plain["b new"] > 1.9
        assert scores["a old"] / plain["a old"] == pytest.approx(1, abs=1e-6)
        assert scores["c later"] == plain["c later"]


def test_as_of_hides_what_came_later(news: Index) -> None:
    where = Filter(as_of=DAY.date())
    assert set(found(news.search("bank raised rates", limit=100, where=where))) == {"grain", "undated"}
    coverage = news.coverage(where)
    assert (coverage.articles, coverage.passages) == (2, 2)
    assert (coverage.first, coverage.last) == (DAY, DAY)
    assert {article.id for article in news.articles(where)} == {"grain", "undated"}


# -- searching much

SUBJECTS = "grain wheat barley ships port bank rates inflation strike flood fire vote senate treaty storm".split()
QUERY = "grain vote in the senate"


def report(number: int) -> Article:
    """Number 0 to 2 by Rare, 3 to 302 by Small, the rest by Common; fifty a day."""
    at = np.random.default_rng(number).integers(0, len(SUBJECTS), 3)
    text = f"Report {number}: {' '.join(SUBJECTS[n] for n in at)} in the news."
    source = "Rare" if number < 3 else "Small" if number < 303 else "Common"
    return Article(str(number), text, source=source, published=DAY + timedelta(number // 50))


REPORTS = [report(number) for number in range(EXACT + 900)]


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    with Index.create(tmp_path_factory.mktemp("many") / "news", embedder=StemEmbedder()) as index:
        index.add(REPORTS)
        yield index


@pytest.fixture(scope="module")
def similarities() -> Vectors:
    """Of each report and the query, worked out without an index."""
    embedder = StemEmbedder()
    kept = embedder.embed_passages([f"{heading(item)}\n{item.text}" for item in REPORTS]).astype(np.float16)
    result: Vectors = kept.astype(np.float32) @ embedder.embed_queries([QUERY])[0]
    return result


@pytest.mark.parametrize(
    ("where", "allowed"),
    [
        (Filter(sources=("none",)), range(0)),
        (Filter(ids=("7",)), range(7, 8)),
        (Filter(sources=("rare",)), range(3)),
        (Filter(sources=("small",), after=date(2022, 7, 28)), range(250, 303)),
        (Filter(after=date(2022, 7, 24), before=date(2022, 7, 25)), range(50, 150)),
        (Filter(sources=("small", "RARE")), range(303)),
        (Filter(as_of=date(2022, 9, 1)), range(50 * 41)),
        (Filter(sources=("common",)), range(303, len(REPORTS))),
        (Filter(after=date(2022, 7, 23)), range(len(REPORTS))),
        (Filter(), range(len(REPORTS))),
    ],
)
def test_a_filter_never_loses_what_lies_within(
    many: Index, similarities: Vectors, where: Filter, allowed: range
) -> None:
    hits = many.search(QUERY, limit=200, where=where)
    assert many.coverage(where).articles == len(allowed)
    assert all(int(hit.article_id) in allowed for hit in hits)
    assert len(hits) == min(200, len(allowed))

    matching = {number for number in allowed if {"grain", "vote", "senate"} & set(words(REPORTS[number].text))}
    matched = {int(hit.article_id) for hit in hits if "lexical" in hit.ranks}
    assert matched == matching if len(allowed) <= 200 else matched <= matching

    # A passage among the hundred nearest cannot be displaced from the first two hundred by the other ranking.
    ranked = sorted((hit.ranks["dense"], hit.similarity) for hit in hits if hit.ranks.get("dense", 101) <= 100)
    nearest = np.sort(similarities[allowed.start : allowed.stop])[::-1][:100]
    assert len(ranked) == len(nearest)
    offered = np.array([similarity for _, similarity in ranked])
    if len(allowed) <= EXACT:
        assert offered == pytest.approx(nearest, abs=1e-5)
    else:  # Chroma's graph is approximate
        assert np.mean(offered >= nearest[-1] - 1e-5) >= 0.95
