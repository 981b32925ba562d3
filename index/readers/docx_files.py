"""Word documents (.docx): paragraphs, headings and tables in order, by python-docx, which only this file imports."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from index.errors import ReadError
from index.readers.files import read_whole, shown
from index.readers.limits import DOCUMENT_BYTES, FILE_BYTES, ZIP_MEMBERS, megabytes
from index.readers.properties import document_authors, document_title, file_dates
from index.readers.record import Record, read_record
from index.readers.text_files import split_first_line
from index.readers.zip_files import open_zip, unpacked_size
from index.values import Article, Failure

_ENCRYPTED_OR_OLD = b"\xd0\xcf\x11\xe0"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MARKS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "\u2011"}
# What was moved away stays in the file, and older programs' copy of a drawing stands beside it.
_LEFT_OUT = frozenset(
    (
        f"{_W}moveFrom",
        f"{_W}del",
        f"{_W}pPr",
        f"{_W}rPr",
        "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
    )
)


def read_docx(path: Path, name: str) -> Iterator[Article | Failure]:
    """The article in a Word document. ReadError, or what opening the file raises, when there is none.

    The title is the heading that it begins with, else the one in its properties, else its first line, as in a text
    file. `published` stays unknown: the properties say when the file was made (in the metadata), not the article.
    """
    data = read_whole(path, "give its text as .txt, or save a copy without the pictures", DOCUMENT_BYTES)
    if data.startswith(_ENCRYPTED_OR_OLD):
        raise ReadError("the document is encrypted or of an older Word; save it as .docx without a password")
    try:
        _check_parts(data)
        record = _extract(data)
    except ReadError:
        raise
    except BadZipFile as error:
        raise ReadError("the document is damaged or no .docx; save it again in Word") from error
    except Exception as error:  # a parser fed with any file fails in ways that it does not list
        raise ReadError(f"the document is damaged ({type(error).__name__}); save it again in Word") from error
    yield from read_record(record, shown(path), name)


def _check_parts(data: bytes) -> None:
    """ReadError when the parts, unpacked, are more than is read. python-docx unpacks them all, whatever their size."""
    total = 0
    with open_zip(BytesIO(data), ZIP_MEMBERS) as archive:
        for part in archive.infolist():
            limit = FILE_BYTES if part.filename.endswith((".xml", ".rels")) else DOCUMENT_BYTES
            size = unpacked_size(archive, part, limit)
            total += size
            if size > limit or total > DOCUMENT_BYTES:
                raise ReadError(f"it unpacks to more than {megabytes(limit)}; give its text as .txt")


def _extract(data: bytes) -> Record:
    from docx import Document

    document = Document(BytesIO(data))
    paragraphs = list(_paragraphs(document.element.body))
    text = "\n\n".join(paragraphs)
    if not text:
        raise ReadError("there is no text in the document; if it holds pictures of text, run OCR on them first")
    properties = document.core_properties
    heading = _heading(document, paragraphs)
    title, body = (heading, "\n\n".join(paragraphs[1:])) if heading else split_first_line(text)
    named = document_title(properties.title)
    if named and not heading and named != title:
        title, body = named, text
    return {
        "title": title,
        "authors": document_authors(properties.author),
        **file_dates(properties.created, properties.modified),
        "text": body,
    }


def _heading(document: Any, paragraphs: list[str]) -> str:
    """The paragraph that the text begins with, if it is styled as the title or a heading and something follows."""
    from docx.text.paragraph import Paragraph

    tops = ((list(_text(each)), each) for each in document.element.body.iterchildren(f"{_W}p"))
    texts, first = next((pair for pair in tops if pair[0]), ([], None))
    if first is None or texts[0] != paragraphs[0] or len(paragraphs) == 1:
        return ""
    style = Paragraph(first, document).style
    return paragraphs[0] if ((style and style.name) or "").startswith(("Title", "Heading")) else ""


def _paragraphs(parent: Any) -> Iterator[str]:
    """The text of each paragraph and of each row of a table that is not empty, in order."""
    for element in parent:
        if element.tag == f"{_W}p":
            yield from _text(element)
        elif element.tag == f"{_W}tr":
            yield from _row(element)
        elif element.tag not in _LEFT_OUT:
            yield from _paragraphs(element)


def _row(row: Any) -> Iterator[str]:
    """A row of short cells as one line, tabs between them; a row that holds whole paragraphs, as these."""
    cells = [list(_paragraphs(cell)) for cell in row.iterchildren(f"{_W}tc", f"{_W}sdt")]
    if all(len(cell) <= 1 for cell in cells):
        line = "\t".join("".join(cell) for cell in cells).strip()
        yield from [line] if line else []
    else:
        for cell in cells:
            yield from cell


def _text(paragraph: Any) -> Iterator[str]:
    """The paragraph's own text, then that of the boxes anchored in it."""
    pieces: list[str] = []
    boxes: list[str] = []
    _collect(paragraph, pieces, boxes)
    own = "".join(pieces).strip()
    yield from [own, *boxes] if own else boxes


def _collect(element: Any, pieces: list[str], boxes: list[str]) -> None:
    for child in element:
        if child.tag == f"{_W}t":
            pieces.append(child.text or "")
        elif child.tag in _MARKS:
            pieces.append(_MARKS[child.tag])
        elif child.tag == f"{_W}txbxContent":
            boxes.extend(_paragraphs(child))
        elif child.tag not in _LEFT_OUT:
            _collect(child, pieces, boxes)
