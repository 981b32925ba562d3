"""Word documents: all of their text in order, and packages that are no documents."""

from datetime import datetime
from pathlib import Path

import pytest
from documents import docx, repacked, saved, zipped
from docx import Document
from docx.oxml import parse_xml

from index import Article, Failure, read_articles
from index.readers.limits import FILE_BYTES

SENTENCE = "The first ship left the port of Odesa on Monday."
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


def read(path: Path, content: bytes) -> Article | Failure:
    path.write_bytes(content)
    (result,) = read_articles(path)
    return result


def read_article(path: Path, content: bytes) -> Article:
    article = read(path, content)
    assert isinstance(article, Article), article
    return article


def refused(path: Path, content: bytes) -> str:
    failure = read(path, content)
    assert isinstance(failure, Failure), failure
    assert failure.where == str(path)
    return failure.problem


def with_body(xml: str) -> bytes:
    """A document of one sentence and, after it, the elements in `xml`."""
    document = Document()
    document.add_paragraph(SENTENCE)
    for element in parse_xml(f"<w:body {W} {MC}>{xml}</w:body>"):
        document.element.body.insert(-1, element)
    return saved(document)


@pytest.mark.parametrize("style", ["Title", "Heading 1"])
def test_the_heading_is_the_title_and_paragraphs_stand_apart(tmp_path: Path, style: str) -> None:
    content = docx(("Grain ships leave!", style), SENTENCE, ("Reaction", "Heading 2"), "“A relief,” he said.\tYes.", "")
    article = read_article(tmp_path / "a.docx", content)
    assert article.title == "Grain ships leave!"
    assert article.text == f"{SENTENCE}\n\nReaction\n\n“A relief,” he said.\tYes."
    assert article.id == (tmp_path / "a.docx").as_posix()


def test_properties_give_title_and_authors_and_the_files_dates_are_no_publication(tmp_path: Path) -> None:
    content = docx(
        SENTENCE, "More.", title="Grain at last", author="Ann Smith; Bo Lee", created=datetime(2022, 8, 1, 9)
    )
    article = read_article(tmp_path / "a.docx", content)
    assert (article.title, article.authors) == ("Grain at last", ("Ann Smith", "Bo Lee"))
    assert article.text == f"{SENTENCE}\n\nMore."
    assert (article.published, article.updated) == (None, None)
    assert article.metadata["file_created"] == "2022-08-01T09:00:00+00:00"


@pytest.mark.parametrize("title", ["Untitled", "Document2", "grain.docx", "Word Document"])
def test_a_title_that_a_program_made_up_is_none(tmp_path: Path, title: str) -> None:
    article = read_article(tmp_path / "a.docx", docx("Grain ships leave", SENTENCE, title=title, author="User"))
    assert (article.title, article.text, article.authors) == ("Grain ships leave", SENTENCE, ())


def test_the_heading_goes_before_the_properties(tmp_path: Path) -> None:
    article = read_article(tmp_path / "a.docx", docx(("Grain", "Title"), SENTENCE, title="Press release template"))
    assert (article.title, article.text) == ("Grain", SENTENCE)


def test_a_document_of_one_heading_is_all_text(tmp_path: Path) -> None:
    article = read_article(tmp_path / "a.docx", docx((SENTENCE, "Title")))
    assert (article.title, article.text) == ("", SENTENCE)


def test_tables_are_read_in_their_place(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph(SENTENCE)
    table = document.add_table(2, 2)
    for cell, text in zip((*table.rows[0].cells, *table.rows[1].cells), ("Port", "Ships", "Odesa", "17"), strict=True):
        cell.text = text
    layout = document.add_table(1, 1)
    layout.cell(0, 0).text = "One paragraph in a frame."
    layout.cell(0, 0).add_paragraph("Another one.")
    document.add_paragraph("The end.")
    text = read_article(tmp_path / "a.docx", saved(document)).text
    assert text.split("\n\n") == [
        SENTENCE,
        "Port\tShips",
        "Odesa\t17",
        "One paragraph in a frame.",
        "Another one.",
        "The end.",
    ]


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        (
            "<w:p><w:ins><w:r><w:t>Added.</w:t></w:r></w:ins><w:del><w:r><w:delText>Gone.</w:delText></w:r></w:del></w:p>",
            "Added.",
        ),
        ("<w:p><w:moveFrom><w:r><w:t>Old place.</w:t></w:r></w:moveFrom><w:r><w:t>Here.</w:t></w:r></w:p>", "Here."),
        ("<w:sdt><w:sdtContent><w:p><w:r><w:t>In a control.</w:t></w:r></w:p></w:sdtContent></w:sdt>", "In a control."),
        ("<w:p><w:hyperlink><w:r><w:t>A link</w:t></w:r></w:hyperlink><w:r><w:t>.</w:t></w:r></w:p>", "A link."),
        (
            "<w:p><w:r><w:t>One</w:t><w:br/><w:t>two</w:t><w:noBreakHyphen/><w:t>three</w:t></w:r></w:p>",
            "One\ntwo\u2011three",
        ),
        (
            "<w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>Boxed.</w:t></w:r></w:p>"
            "</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent><w:p><w:r><w:t>Boxed.</w:t></w:r></w:p>"
            "</w:txbxContent></mc:Fallback></mc:AlternateContent><w:t>Own.</w:t></w:r></w:p>",
            "Own.\n\nBoxed.",
        ),
    ],
)
def test_text_is_what_a_reader_of_the_document_sees(tmp_path: Path, xml: str, text: str) -> None:
    assert read_article(tmp_path / "a.docx", with_body(xml)).text == f"{SENTENCE}\n\n{text}"


def test_a_document_without_text_is_a_failure(tmp_path: Path) -> None:
    assert "no text" in refused(tmp_path / "a.docx", docx())


def test_an_encrypted_or_old_document_says_how_to_save_it(tmp_path: Path) -> None:
    assert "encrypted" in refused(tmp_path / "a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)


@pytest.mark.parametrize(
    "content",
    [
        b"no zip",
        docx(SENTENCE)[:-40],
        zipped({"a.txt": "no document"}),
        repacked(docx(SENTENCE), {"word/document.xml": b"<w:"}),
    ],
)
def test_a_damaged_document_is_a_failure(tmp_path: Path, content: bytes) -> None:
    assert "damaged" in refused(tmp_path / "a.docx", content)


def test_a_part_that_unpacks_to_too_much_is_a_failure(tmp_path: Path) -> None:
    bomb = b"<x>" + b" " * FILE_BYTES + b"</x>"
    assert "20.0 MB" in refused(tmp_path / "a.docx", repacked(docx(SENTENCE), {"word/document.xml": bomb}))


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    entities = "".join(f"<!ENTITY l{n} '{f'&l{n - 1};' * 10}'>" for n in range(1, 10))
    (tmp_path / "secret.txt").write_text("a secret")
    outside = f"<!ENTITY out SYSTEM '{(tmp_path / 'secret.txt').as_uri()}'>"
    xml = (
        f"<!DOCTYPE w:document [<!ENTITY l0 'lol'>{entities}{outside}]><w:document {W}><w:body><w:p><w:r>"
        f"<w:t>{SENTENCE}</w:t><w:t>&l9;</w:t><w:t>&out;</w:t></w:r></w:p></w:body></w:document>"
    )
    result = read(tmp_path / "a.docx", repacked(docx(), {"word/document.xml": xml.encode()}))
    assert "secret" not in (result.text if isinstance(result, Article) else result.problem)
    assert isinstance(result, Failure) or result.text == SENTENCE
