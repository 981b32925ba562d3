"""The Archive page: what it finds, what it draws, what it takes in, and that nothing in an article is markup."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import given
from hypothesis import strategies as st
from page import Reading

from index import AddReport, Article, Coverage, Failure, Index, IndexLocked, Version
from index.testing import StemEmbedder
from qa.web.archive import progress, reading
from qa.web.archive.adding import Adding, Line, adding
from qa.web.archive.finding import PAGE, Wanted, find, period
from qa.web.archive.intake import MOST_ADDRESSES, Given
from qa.web.archive.intake import given as taken
from qa.web.archive.listing import listing
from qa.web.archive.overview import bars, overview
from qa.web.dates import typed_day
from qa.web.listen import Stop
from qa.web.texts import text

NASTY = st.lists(
    st.one_of(
        st.sampled_from(["<script>", "</p>", "<img src=x onerror=alert(1)>", '"', "'", "&", "![a](http://x.example)"]),
        st.sampled_from(["\u202e", "\u2066", "\u200b", "\x00", "\n", "\n\n", "${x}", "{{x}}"]),
        st.text(st.characters(exclude_categories=["Cs"]), max_size=6),
    ),
    max_size=6,
).map("".join)
MONTHS = st.dictionaries(
    st.dates(date(1990, 1, 1), date(2030, 12, 31)).map(lambda at: at.replace(day=1)), st.integers(1, 9000), min_size=1
)
GOATS = Article("goats", "Odo Marl keeps nine goats on the quay of Aldersey.", "Goats on the quay", "Upland Gazette")


def spread(count: int) -> Iterator[Article]:
    for number in range(count):
        published = datetime(2024, 1 + number // 28, 1 + number % 28, tzinfo=UTC)
        outlet = "Harbour Courier" if number % 3 else "The Vessen Post"
        yield Article(
            f"a{number}", f"Ferry number {number} left Kirk Haven.", f"Ferry {number}", outlet, None, published
        )


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    with Index.create(tmp_path_factory.mktemp("archive") / "news.index", embedder=StemEmbedder()) as index:
        index.add([*spread(45), GOATS])
        yield index


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Index]:
    with Index.create(tmp_path / "news.index", embedder=StemEmbedder()) as index:
        yield index


def test_the_list_is_newest_first_undated_last_and_in_pages(archive: Index):
    pages = [find(archive, Wanted(page=page)) for page in (1, 2, 3)]
    ids = [row.id for page in pages for row in page.rows]
    assert ids == [f"a{number}" for number in range(44, -1, -1)] + ["goats"]
    assert [len(page.rows) for page in pages] == [PAGE, PAGE, 6]
    assert {page.total for page in pages} == {46}
    assert find(archive, Wanted(page=4)).rows == ()


def test_outlet_and_days_narrow_the_list(archive: Index):
    found = find(archive, Wanted(outlet="the vessen post", after=date(2024, 1, 2), before=date(2024, 1, 7)))
    assert [row.id for row in found.rows] == ["a6", "a3"]
    assert found.total == 2


def test_words_are_looked_for_in_titles_and_texts_best_first(archive: Index):
    by_text, by_title = (find(archive, Wanted(words=words)) for words in ("nine goats", "Ferry 7"))
    assert [row.id for row in by_text.rows] == ["goats"]
    assert (by_text.kind, by_text.total) == ("words", 1)
    assert by_title.rows[0].id == "a7"


def test_where_no_article_has_the_words_what_comes_nearest_is_called_that(archive: Index):
    found = find(archive, Wanted(words="zeppelin"))
    assert found.kind == "nearest"
    assert text("archive.nearest") in listing(found)


def test_an_excerpt_shows_the_words_that_were_looked_for(empty: Index):
    empty.add([Article("long", f"{'The council met. ' * 60}A walrus came ashore. {'It rained. ' * 60}", "Notes")])
    assert "walrus" in find(empty, Wanted(words="walrus")).rows[0].excerpt


@pytest.mark.parametrize("typed", ["yesterday", "2024-02-30", "1/2/2024"])
def test_what_is_no_day_is_said(typed: str):
    with pytest.raises(ValueError, match="is no date"):
        typed_day(typed)


def test_a_period_has_its_first_and_last_day():
    assert period("2024-02") == (date(2024, 2, 1), date(2024, 2, 29))
    assert period("2024") == (date(2024, 1, 1), date(2024, 12, 31))


@given(MONTHS)
def test_the_bars_hold_every_article_and_every_month_between(months: dict[date, int]):
    drawn = bars(months)
    assert sum(bar.count for bar in drawn) == sum(months.values())
    firsts = [period(bar.key)[0] for bar in drawn]
    lasts = [period(bar.key)[1] for bar in drawn]
    assert all((after - before).days == 1 for before, after in zip(lasts, firsts[1:], strict=False))
    assert len(drawn) <= 240
    html = overview(Coverage(sum(months.values()), 1, None, None), months, {}, editable=False)
    figures = re.findall(r"<td>([\d,]+)</td>", html)
    assert sum(int(figure.replace(",", "")) for figure in figures) == sum(months.values())


def test_undated_articles_and_those_of_no_outlet_are_counted(archive: Index):
    html = overview(archive.coverage(), archive.months(), archive.sources(), editable=True)
    shown = Reading(html).text
    assert "1 undated" in shown
    assert "3 outlets" in shown
    assert "March 2024" not in shown


@given(NASTY, NASTY, NASTY)
def test_nothing_from_an_article_is_ever_markup(title: str, text: str, outlet: str):
    article = Article("<b>'\"", text, title, outlet, "javascript:alert(1)", authors=(title,), section=text)
    versions = [
        Version(article.id, one, title, text, datetime(2024, 1, 1, tzinfo=UTC)) for one in ("x", article.version)
    ]
    lines = (Line(title, "added", "id"), Line(text, "failed", problem=outlet))
    report = AddReport(added=("id",), failed=(Failure(text, outlet),))
    for html in (
        reading.article(article, versions),
        reading.article(article, versions, "x"),
        overview(Coverage(1, 1, None, None), {}, {outlet: 1}, editable=True),
        progress.progress(Adding(lines)),
        progress.report(Adding(lines, all_read=True, report=report), stopped=True),
    ):
        shown = Reading(html)
        assert shown.open == []
        assert not {"script", "img", "iframe", "style", "form", "b"} & set(shown.tags)
        assert not [name for name, _ in shown.attributes if name.startswith("on") or name == "src"]
        assert not re.search("[\u202e\u2066\u200b\x00]", html)
        assert set(shown.links) <= {"../"}


def test_an_earlier_version_is_shown_as_one_with_the_way_to_the_present(empty: Index):
    empty.add([GOATS])
    empty.add([Article("goats", "Odo Marl keeps ten goats.", "Goats", "Upland Gazette")])
    versions = empty.versions("goats")
    article = empty.article("goats")
    assert article
    now, then = reading.article(article, versions), reading.article(article, versions, versions[0].version)
    assert "ten goats" in now
    assert "2 versions" in now
    assert "nine goats" in then
    assert text("archive.version.show") in then


def test_what_is_given_is_counted_and_cleaned():
    with pytest.raises(ValueError, match="Drop a file"):
        taken(None, " \n ", ())
    with pytest.raises(ValueError, match="51 addresses"):
        taken(None, "https://a.example/\n" * (MOST_ADDRESSES + 1), ())
    assert taken(None, " https://a.example/ \n\nb.example/x\n", ()).lines == ("https://a.example/", "b.example/x")


@pytest.mark.parametrize(
    "line", ["/etc/passwd", "file:///etc/passwd", "../news.index", "two words", "ftp://a.example/x"]
)
def test_a_line_is_never_a_path_on_the_server(line: str):
    assert list(Given((), (line,)).read()) == [Failure(line, text("archive.no.address"))]


def test_nothing_is_fetched_from_this_machine_unless_the_host_is_allowed(server):
    page = (
        "<html><title>Goats</title><article><p>Odo Marl keeps nine goats on the quay of Aldersey.</p></article></html>"
    )
    address = server.say("/goats", page)
    (refused,) = Given((), (address,)).read()
    assert isinstance(refused, Failure)
    assert "not a public address" in refused.problem
    assert server.asked == []
    (article,) = Given((), (address,), ("127.0.0.1",)).read()
    assert isinstance(article, Article)


def upload(folder: Path, name: str, text: str) -> Path:
    folder.mkdir()
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file.resolve()


def test_an_upload_is_known_by_its_content_not_by_where_it_was_put(tmp_path: Path):
    text = "Goats on the quay\n\nOdo Marl keeps nine goats on the quay of Aldersey."
    files = (upload(tmp_path / "one", "goats.txt", text), upload(tmp_path / "two", "copy.txt", text))
    first, second = Given(files, ()).read()
    assert isinstance(first, Article)
    assert first == second
    assert str(tmp_path) not in first.id
    (failure,) = Given((upload(tmp_path / "three", "empty.txt", ""),), ()).read()
    assert isinstance(failure, Failure)
    assert failure.where == "empty.txt"


def test_a_bad_input_loses_no_good_one_and_uploads_are_removed(empty: Index, tmp_path: Path):
    lines = '{"id": "g", "title": "Goats", "text": "Nine goats."}\n{broken\n{"id": "h", "text": "Ten hens."}\n'
    file = upload(tmp_path / "one", "lines.jsonl", lines)
    *_, last = adding(empty, Given((file,), ("nowhere at all",)), Stop())
    assert last.report
    assert [(line.name, line.outcome) for line in last.lines] == [
        ("Goats", "added"),
        ("lines.jsonl:2", "failed"),
        ("Ten hens.", "added"),
        ("nowhere at all", "failed"),
    ]
    assert not file.parent.exists()
    assert empty.coverage().articles == 2
    html = progress.report(last, stopped=False)
    assert "2 articles added, 2 problems." in html


def test_the_same_again_is_there_already_and_a_changed_text_is_a_new_version(empty: Index, tmp_path: Path):
    for number, (said, outcome) in enumerate((("Nine.", "added"), ("Nine.", "unchanged"), ("Ten.", "updated"))):
        file = upload(tmp_path / str(number), "lines.jsonl", f'{{"id": "g", "title": "Goats", "text": "{said}"}}\n')
        *_, last = adding(empty, Given((file,), ()), Stop())
        assert [line.outcome for line in last.lines] == [outcome]


def test_while_another_process_writes_nothing_is_lost(empty: Index, tmp_path: Path):
    file = upload(tmp_path / "one", "goats.txt", "Goats\n\nNine goats.")
    with FileLock(empty.home / "writer.lock"), pytest.raises(IndexLocked):
        list(adding(empty, Given((file,), ()), Stop()))
    assert file.exists()


def test_what_was_read_before_the_stop_goes_in(empty: Index, tmp_path: Path):
    lines = "".join(f'{{"id": "g{number}", "text": "Goat {number}."}}\n' for number in range(50))
    stop = Stop()
    stop.ask()
    *_, last = adding(empty, Given((upload(tmp_path / "one", "lines.jsonl", lines),), ()), stop)
    assert [line.id for line in last.lines] == ["g0"]
    assert empty.coverage().articles == 1


def test_what_the_archive_itself_refuses_is_a_line_too():
    state = Adding().then(Article("a", "Text.", "Title")).then(Failure("x.txt", "is empty")).then(None)
    ended = state.ended(AddReport(failed=(Failure("x.txt", "is empty"), Failure("'a'", "holds half a surrogate pair"))))
    assert [line.name for line in ended.failed] == ["x.txt", "'a'"]
