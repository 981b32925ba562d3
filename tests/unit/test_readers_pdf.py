"""PDF: running text out of printed lines, properties worth having, and files that are no documents."""

import logging
import threading
import time
import zlib
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import NoReturn

import pytest
from documents import pdf, pdf_of
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter

from index import Article, Failure, read_articles
from index.errors import ReadError
from index.readers.limits import DOCUMENT_BYTES, PDF_PAGES
from index.readers.pdf_files import _extract, _in_time, _OutOfTime
from index.readers.printed import running_text

STORY = (
    "Grain ships leave Odesa",
    "The first ship carrying grain left the port of Odesa on Monday, officials",
    "said, in what the government called a start.",
    "“It is a relief,” said the minister, who had brokered the well-known deal",
    "in July.",
)


def read(path: Path, content: bytes) -> list[Article | Failure]:
    path.write_bytes(content)
    return list(read_articles(path))


def read_article(path: Path, content: bytes) -> Article:
    (article,) = read(path, content)
    assert isinstance(article, Article), article
    return article


def refused(path: Path, content: bytes) -> str:
    (failure,) = read(path, content)
    assert isinstance(failure, Failure), failure
    assert failure.where == str(path)
    return failure.problem


def test_lines_become_paragraphs_under_the_first_line_as_title(tmp_path: Path) -> None:
    article = read_article(tmp_path / "a.pdf", pdf(STORY))
    assert article.title == "Grain ships leave Odesa"
    assert article.text.split("\n\n") == [
        "The first ship carrying grain left the port of Odesa on Monday, officials said, in what the government "
        "called a start.",
        "“It is a relief,” said the minister, who had brokered the well-known deal in July.",
    ]
    assert article.id == (tmp_path / "a.pdf").as_posix()


def test_a_sentence_over_a_page_break_stays_whole(tmp_path: Path) -> None:
    pages = [
        ("The Daily Example", "The minister said on Monday that the first of the ships had left the", "Page 1 of 3"),
        ("The Daily Example", "port of Odesa and that the second one would follow on Tuesday, as the", "Page 2 of 3"),
        ("The Daily Example", "third one waits.", "Page 3 of 3"),
    ]
    article = read_article(tmp_path / "a.pdf", pdf(*pages))
    assert article.title == "The Daily Example"
    assert article.text == (
        "The minister said on Monday that the first of the ships had left the port of Odesa and that the second one "
        "would follow on Tuesday, as the third one waits."
    )


@pytest.mark.parametrize(
    ("lines", "word"),
    [
        (("Officials said that the agree-", "ment holds."), "agreement"),
        (("Officials said that the agree\u00ad", "ment holds."), "agreement"),
        (("An agreement was signed. Officials said that the agree-", "ment holds."), "the agreement holds"),
        (("Officials called it a well-", "known fact."), "well-known"),
        (("A long-range missile. They feared another long-", "range missile."), "another long-range"),
        (("A storm came after the surge. They feared a storm-", "surge in the night."), "storm-surge"),
        (("Officials met in the town of Stratford-", "Avon on Friday."), "Stratford-Avon"),
        (("Officials spoke of a mother-in-", "law of the minister."), "mother-in-law"),
        (("Officials said that COVID-", "19 was over."), "COVID- 19"),
        (("The o\ufb03cials met in the town hall", "on Friday."), "officials"),
        (("首相は月曜日に記者会見を開いた", "と述べた。"), "開いたと述べた"),
    ],
)
def test_words_divided_at_a_lines_end_are_joined_where_that_is_safe(lines: tuple[str, ...], word: str) -> None:
    assert word in running_text(["\n".join(lines)])


def test_a_page_number_goes_and_a_year_within_the_text_stays() -> None:
    text = running_text(["- 1 -\nIn the year\n2022\nit happened.", "It ended.\n2"])
    assert "2022" in text
    assert not text.startswith("-")
    assert not text.endswith("2")


def test_headings_and_bullets_stand_alone() -> None:
    lines = (
        "The farmers of the south were cautious about it, and said so on Monday.",
        "Reaction",
        "The minister named three points that had been agreed upon with the others:",
        "• the port opens at once",
        "• the ships are inspected",
    )
    assert running_text(["\n".join(lines)]).split("\n\n") == list(lines)


@given(st.lists(st.lists(st.text(st.sampled_from("ab .-\u00adA1•\n漢")), max_size=6).map("\n".join), max_size=4))
def test_running_text_adds_nothing(pages: list[str]) -> None:
    text = running_text(pages)
    assert text == text.strip()
    given_letters = "".join(character for page in pages for character in page if character.isalpha())
    letters = iter(given_letters)
    assert all(character in letters for character in text if character.isalpha())


def test_properties_give_title_and_authors_and_the_files_dates_are_no_publication(tmp_path: Path) -> None:
    info = {"Title": "Grain at last", "Author": "Ann Smith; Bo Lee", "CreationDate": "D:20220801093000+02'00'"}
    article = read_article(tmp_path / "a.pdf", pdf(STORY, **info))
    assert (article.title, article.authors) == ("Grain at last", ("Ann Smith", "Bo Lee"))
    assert article.text.startswith("Grain ships leave Odesa\n\nThe first ship")
    assert (article.published, article.updated) == (None, None)
    assert datetime.fromisoformat(article.metadata["file_created"]).isoformat() == "2022-08-01T09:30:00+02:00"


@pytest.mark.parametrize(
    "title",
    [
        "Microsoft Word - grain.doc",
        "untitled",
        "Untitled-1",
        "grain_v3.indd",
        "Document1",
        "",
        "  ",
        "(anonymous)",
        "12",
    ],
)
def test_a_title_that_a_program_made_up_is_none(tmp_path: Path, title: str) -> None:
    article = read_article(tmp_path / "a.pdf", pdf(STORY, Title=title, Author="Administrator", CreationDate="soon"))
    assert article.title == "Grain ships leave Odesa"
    assert article.authors == ()
    assert "file_created" not in article.metadata


def test_a_title_that_the_text_begins_with_is_not_said_twice(tmp_path: Path) -> None:
    article = read_article(tmp_path / "a.pdf", pdf(STORY, Title=STORY[0]))
    assert article.title == STORY[0]
    assert article.text.startswith("The first ship")


def test_a_pdf_of_pictures_is_sent_to_ocr(tmp_path: Path) -> None:
    assert "OCR" in refused(tmp_path / "a.pdf", pdf((), ()))


def encrypted(data: bytes, password: str, algorithm: str) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(data)))
    writer.encrypt(password, owner_password="owner", algorithm=algorithm)
    stream = BytesIO()
    writer.write(stream)
    return stream.getvalue()


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-256"])
def test_an_encrypted_pdf_is_read_only_if_it_opens_without_a_password(tmp_path: Path, algorithm: str) -> None:
    assert "encrypted" in refused(tmp_path / "a.pdf", encrypted(pdf(STORY), "secret", algorithm))
    assert read_article(tmp_path / "b.pdf", encrypted(pdf(STORY), "", algorithm)).title == STORY[0]


@pytest.mark.parametrize(
    "content", [b"no PDF", b"%PDF-1.4\n%%EOF", b"%PDF-1.4\nstartxref\n99999\n%%EOF", pdf(STORY)[:300]]
)
def test_a_damaged_pdf_is_a_failure(tmp_path: Path, content: bytes) -> None:
    assert "; " in refused(tmp_path / "a.pdf", content)


def test_a_page_that_cannot_be_read_costs_that_page_only_and_is_named(tmp_path: Path) -> None:
    bomb = zlib.compress(b" " * 25_000_000)
    broken = b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(bomb), bomb)
    whole = pdf(STORY, ("The second page can be read.",))
    objects = [part.partition(b"obj")[2] for part in whole.partition(b"xref")[0].split(b"\nendobj\n")[:-1]]
    objects[4] = broken
    article, failure = read(tmp_path / "a.pdf", pdf_of(objects))
    assert isinstance(article, Article)
    assert article.text == "The second page can be read."
    assert isinstance(failure, Failure)
    assert "page 1 cannot be read" in failure.problem


def test_too_many_pages_are_a_failure(tmp_path: Path) -> None:
    problem = refused(tmp_path / "a.pdf", pdf(*[()] * (PDF_PAGES + 1)))
    assert f"{PDF_PAGES + 1:,} pages" in problem


def test_a_pdf_over_the_limit_of_bytes_is_a_failure(tmp_path: Path) -> None:
    with (tmp_path / "a.pdf").open("wb") as stream:
        stream.truncate(DOCUMENT_BYTES + 1)
    (failure,) = read_articles(tmp_path / "a.pdf")
    assert isinstance(failure, Failure)
    assert "100.0 MB" in failure.problem


def test_reading_ends_when_the_time_is_up() -> None:
    threads = threading.active_count()
    takes_hours = b"%PDF-1.4\n" + b"trailer<</Root 1 0 R/Size 9999999>>\n" * 500_000 + b"startxref\n9\n%%EOF"
    with pytest.raises(ReadError, match=r"longer than 0\.05 s"):
        _extract(takes_hours, seconds=0.05)
    assert threading.active_count() == threads


def test_an_end_that_a_finaliser_swallows_is_asked_for_again() -> None:
    class Deaf:
        def __del__(self) -> None:
            until = time.monotonic() + 0.3
            while time.monotonic() < until:
                pass

    def parse() -> NoReturn:
        Deaf()
        while True:
            pass

    with pytest.raises(_OutOfTime):  # and nothing is reported: warnings are errors
        _in_time(parse, seconds=0.05)


def test_a_pdf_that_says_things_on_the_way_logs_nothing(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    read(tmp_path / "a.pdf", pdf(STORY).replace(b"startxref\n", b"startxref\n9"))
    assert capfd.readouterr().err == ""
    assert any(isinstance(handler, logging.NullHandler) for handler in logging.getLogger("pypdf").handlers)
