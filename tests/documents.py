"""Documents made for tests: PDF by hand, Word by python-docx, zips by the standard library."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from docx import Document


def pdf(*pages: Sequence[str], **info: str) -> bytes:
    """A PDF with a line of text for each string, in Helvetica; `info` holds entries of its properties, as Title="…"."""
    numbers = [4 + 2 * place for place in range(len(pages))]
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(pages), b" ".join(b"%d 0 R" % number for number in numbers)),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    for number, lines in zip(numbers, pages, strict=True):
        shown = b" T* ".join(_string(line) + b" Tj" for line in lines)
        content = b"BT /F1 11 Tf 14 TL 50 780 Td %s ET" % shown
        font = b"/Resources<</Font<</F1 3 0 R>>>>"
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]%s/Contents %d 0 R>>" % (font, number + 1),
        )
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(content), content))
    objects.append(b"<<%s>>" % b"".join(b"/%s %s" % (key.encode(), _string(value)) for key, value in info.items()))
    return pdf_of(objects, info=len(objects))


def pdf_of(objects: Sequence[bytes], info: int | None = None) -> bytes:
    """A PDF of these objects, numbered from 1; the first is its catalogue."""
    data = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"<</Size %d/Root 1 0 R%s>>" % (len(objects) + 1, b"/Info %d 0 R" % info if info else b"")
    xref = b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
    return data + xref + b"trailer%s\nstartxref\n%d\n%%%%EOF" % (trailer, len(data))


def _string(text: str) -> bytes:
    return b"(" + b"".join(b"\\%03o" % byte for byte in text.encode("cp1252")) + b")"


def docx(*paragraphs: str | tuple[str, str], **properties: Any) -> bytes:
    """A Word document of paragraphs, each its text or (text, style); `properties` are its core properties."""
    document = Document()
    document.core_properties.author = ""
    for paragraph in paragraphs:
        document.add_paragraph(*([paragraph] if isinstance(paragraph, str) else paragraph))
    for name, value in properties.items():
        setattr(document.core_properties, name, value)
    return saved(document)


def saved(document: Any) -> bytes:
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def zipped(members: Mapping[str, str | bytes]) -> bytes:
    """A zip of files: their names and what is in them."""
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def repacked(data: bytes, changes: Mapping[str, bytes]) -> bytes:
    """A zip with the contents of some members replaced, or added."""
    with ZipFile(BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    return zipped({**members, **changes})
