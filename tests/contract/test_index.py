"""The index as its users meet it: real Chroma and SQLite, an embedder without a model."""

import shutil
from pathlib import Path

import pytest
from contents import contents
from three_articles import DAY, GRAIN, RATES, UNDATED, IdleEmbedder, found

from index import (
    Article,
    Filter,
    Index,
    IndexMismatch,
    IndexMissing,
    SettingsError,
)
from index.catalogue import CATALOGUE
from index.testing import StemEmbedder

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
