"""Hostile and broken files of every kind: nothing raises or hangs, all of it is named, and good files are read."""

import gzip
import json
import os
import tempfile
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from documents import docx, pdf, pdf_of, repacked, zipped
from hypothesis import given, settings
from hypothesis import strategies as st

from index import Article, Failure, read_articles
from index.readers.folders import SUFFIXES

STORY = "The first ship carrying grain left the port of Odesa on Monday, officials said."
PAGE = f"<html><head><title>Grain</title></head><body><article><p>{STORY}</p><p>{STORY}</p></article></body></html>"
VALID = {
    ".jsonl": (json.dumps({"id": 1, "title": "Grain", "text": STORY}) + "\n").encode() * 3,
    ".json": json.dumps([{"title": "Grain", "text": STORY, "published": "2022-08-01"}]).encode(),
    ".csv": f'title,text,published\nGrain,"{STORY}\n""Yes""",2022-08-01\nMore,"{STORY}",\n'.encode(),
    ".tsv": f"headline\tbody\nGrain\t{STORY}\nMore\t{STORY}\n".encode(),
    ".txt": f"---\nsource: CNN\n---\nGrain\n\n{STORY}".encode(),
    ".md": f"# Grain\n\n{STORY}".encode(),
    ".html": PAGE.encode(),
    ".pdf": pdf(("Grain", STORY), (STORY,), Title="Grain", Author="Ann", CreationDate="D:20220801"),
    ".docx": docx(("Grain", "Title"), STORY, title="Grain", author="Ann"),
}
VALID[".zip"] = zipped({f"of/{suffix[1:]}{suffix}": content for suffix, content in VALID.items()})
VALID[".jsonl.gz"] = gzip.compress(VALID[".jsonl"])
VALID[".csv.gz"] = gzip.compress(VALID[".csv"])
VALID[".pdf.gz"] = gzip.compress(VALID[".pdf"])


def check(path: Path) -> list[Article | Failure]:
    """What comes out of a file, each of which is whole, and says where it is from."""
    results = list(read_articles(path))
    assert results
    for result in results:
        if isinstance(result, Article):
            assert result.id
            assert result.text == result.text.strip() != ""
            json.dumps([result.id, result.title, result.text, dict(result.metadata)], ensure_ascii=False).encode()
        else:
            assert str(result).isprintable()
            assert result.where.startswith(str(path))
            assert "; " in result.problem
    return results


@st.composite
def damages(draw: st.DrawFn) -> Callable[[bytes], bytes]:
    """What may befall a file: bytes are changed, cut out, put in or doubled, once or a few times."""
    edits = draw(
        st.lists(
            st.tuples(
                st.sampled_from(["change", "cut", "insert", "double", "end"]), st.floats(0, 1), st.binary(max_size=6)
            ),
            min_size=1,
            max_size=4,
        )
    )

    def damage(content: bytes) -> bytes:
        for kind, where, piece in edits:
            at = int(where * len(content))
            length = 1 + len(piece) ** 2
            content = {
                "change": content[:at] + piece + content[at + len(piece) :],
                "cut": content[:at] + content[at + length :],
                "insert": content[:at] + piece + content[at:],
                "double": content[:at] + content[at : at + length] * 3 + content[at:],
                "end": content[: max(at, 1)],
            }[kind]
        return content

    return damage


@pytest.mark.parametrize("suffix", VALID)
def test_the_files_that_are_damaged_here_are_read_when_whole(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_bytes(VALID[suffix])
    assert all(isinstance(result, Article) for result in check(path))


@pytest.mark.parametrize("suffix", VALID)
@settings(max_examples=50, deadline=None)
@given(damage=damages())
def test_a_damaged_file_gives_articles_or_failures_that_name_it(suffix: str, damage: Callable[[bytes], bytes]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"a{suffix}"
        path.write_bytes(damage(VALID[suffix]))
        check(path)


@settings(max_examples=50, deadline=None)
@given(damage=damages(), part=st.sampled_from(["word/document.xml", "docProps/core.xml", "[Content_Types].xml"]))
def test_a_word_document_with_a_damaged_part_is_read_or_named(part: str, damage: Callable[[bytes], bytes]) -> None:
    with ZipFile(BytesIO(VALID[".docx"])) as archive:
        content = archive.read(part)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.docx"
        path.write_bytes(repacked(VALID[".docx"], {part: damage(content)}))
        check(path)


TOKENS = st.sampled_from(
    b"<< >> [ ] 1_0_R 2_0_R 3_0_R 9_0_R /Type/Page /Type/Pages /Kids /Parent /Count_-1 /Count_99999999 /Contents "
    b"/Resources /Font (text) null 1e99 /MediaBox stream\n \nendstream /Length_99 BT_(a)_Tj_ET /Filter/FlateDecode "
    b"/Root_1_0_R <41 /ToUnicode".split(b" ")
).map(lambda token: token.replace(b"_", b" "))


@settings(max_examples=150, deadline=None)
@given(objects=st.lists(st.lists(TOKENS, max_size=12).map(b" ".join), min_size=1, max_size=5))
def test_a_pdf_of_any_objects_is_read_or_named(objects: list[bytes]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.pdf"
        path.write_bytes(pdf_of(objects))
        check(path)


def stream(content: bytes, extra: bytes = b"") -> bytes:
    return b"<</Length %d%s>>stream\n%s\nendstream" % (len(content), extra, content)


def deflated(content: bytes) -> bytes:
    return stream(zlib.compress(content, 9), b"/Filter/FlateDecode")


CATALOGUE = b"<</Type/Catalog/Pages 2 0 R>>"
PAGES = b"<</Type/Pages/Count 1/Kids[3 0 R]>>"
A_PAGE = b"<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</XObject<</X 5 0 R>>/Font<</F1 6 0 R>>>>>>"
FORM = b"/Type/XObject/Subtype/Form/Resources<</XObject<</X 5 0 R>>>>"
WIDE = b"/Type/XObject/Subtype/Form/Resources<</XObject<</X %d 0 R>>>>"
HOSTILE_PDFS = {
    "pages that hold themselves": pdf_of([CATALOGUE, b"<</Type/Pages/Count 1/Kids[2 0 R]>>"]),
    "a page that is its own content": pdf_of([CATALOGUE, PAGES, A_PAGE.replace(b"4 0 R", b"3 0 R")]),
    "a drawing that draws itself": pdf_of([CATALOGUE, PAGES, A_PAGE, stream(b"/X Do"), stream(b"/X Do /X Do", FORM)]),
    "drawings that double at each level": pdf_of(
        [CATALOGUE, PAGES, A_PAGE, stream(b"/X Do /X Do")]
        + [stream(b"/X Do /X Do", WIDE % (number + 1)) for number in range(5, 40)]
    ),
    "a bomb": pdf_of([CATALOGUE, PAGES, A_PAGE, deflated(b"BT (a) Tj ET " * 4_000_000)]),
    "a million operators": pdf_of([CATALOGUE, PAGES, A_PAGE, deflated(b"BT ET " * 1_500_000)]),
    "lists in lists": pdf_of([CATALOGUE, PAGES, A_PAGE, stream(b"[" * 20_000 + b" Tj")]),
    "lists in the catalogue": pdf_of([b"[" * 20_000, PAGES]),
    "a huge xref": b"%PDF-1.4\nxref\n0 999999999999\n0000000000 65535 f \ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF",
    "an xref that leads to itself": b"%PDF-1.4\nxref\n0 0\ntrailer<</Root 1 0 R/Prev 9>>\nstartxref\n9\n%%EOF",
    "a length without an end": pdf_of([CATALOGUE, PAGES, A_PAGE, b"<</Length 4 0 R>>stream\nBT ET\nendstream"]),
    "a billion pages": pdf_of([CATALOGUE, b"<</Type/Pages/Count 1000000000/Kids[%s]>>" % (b"2 0 R " * 9)]),
    "a font without bounds": pdf_of(
        [
            *(CATALOGUE, PAGES, A_PAGE, stream(b"BT /F1 9 Tf (abc) Tj ET"), b"null"),
            b"<</Type/Font/Subtype/Type0/ToUnicode 7 0 R/Encoding/Identity-H>>",
            deflated(b"begincmap 1 beginbfrange <0000> <FFFFFFFF> <0041> endbfrange " * 3),
        ]
    ),
}


@pytest.mark.parametrize("name", HOSTILE_PDFS)
def test_a_pdf_made_to_hang_is_done_with(tmp_path: Path, name: str) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(HOSTILE_PDFS[name])
    check(path)


def nested_zip(levels: int) -> bytes:
    content = zipped({"a.txt": STORY})
    for _ in range(levels):
        content = zipped({"inner.zip": content, "good.txt": STORY})
    return content


def test_zips_in_zips_are_not_opened_and_what_is_beside_them_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(nested_zip(50))
    good, inner = check(tmp_path / "a.zip")
    assert isinstance(good, Article)
    assert isinstance(inner, Failure)


def test_a_zip_that_lies_about_sizes_is_named(tmp_path: Path) -> None:
    content = zipped({"a.txt": "a" * 100_000})
    for at in (content.index(b"PK\1\2") + 24, content.index(b"PK\3\4") + 22):
        content = content[:at] + (10).to_bytes(4, "little") + content[at + 4 :]
    (tmp_path / "a.zip").write_bytes(content)
    assert isinstance(check(tmp_path / "a.zip")[0], Failure)


def test_csv_with_nuls_and_a_cell_of_50_mb(tmp_path: Path) -> None:
    cell = b"a" * 50_000_000
    (tmp_path / "a.csv").write_bytes(
        b"text,title\n" + f'"{STORY}",One\n'.encode() + b'"' + cell + b'",Two\nGood.,Three\n'
    )
    first, second, third = check(tmp_path / "a.csv")
    assert isinstance(second, Failure)
    assert isinstance(first, Article)
    assert isinstance(third, Article)
    (tmp_path / "b.csv").write_bytes(b"text\nA\0ship left.\n")
    assert isinstance(check(tmp_path / "b.csv")[0], Failure)


@pytest.mark.parametrize(
    "name", [b"line\nbreak", b"\xe2\x80\xaebidi", "שלום".encode(), b"caf\xe9\xff", b"a\tb", b"-rf *"]
)
@pytest.mark.parametrize("suffix", [".txt", ".csv", ".pdf", ".docx", ".zip"])
def test_files_of_any_name_are_read_or_named_on_one_line(tmp_path: Path, name: bytes, suffix: str) -> None:
    good = Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name + b"-good" + suffix.encode()))
    good.write_bytes(VALID[suffix])
    good.with_name(good.name.replace("good", "bad")).write_bytes(b"\0")
    results = list(read_articles(tmp_path))
    failures = [result for result in results if isinstance(result, Failure)]
    assert len(failures) == 1
    assert str(failures[0]).isprintable()
    for result in results:
        if isinstance(result, Article):
            result.id.encode()


def test_good_files_beside_bad_ones_are_read(tmp_path: Path) -> None:
    for suffix, content in VALID.items():
        (tmp_path / f"good{suffix}").write_bytes(content)
        (tmp_path / f"half{suffix}").write_bytes(content[: len(content) // 2])
    for suffix in SUFFIXES:
        (tmp_path / f"empty{suffix}").write_bytes(b"")
        (tmp_path / f"noise{suffix}").write_bytes(bytes(range(256)) * 40)
    (tmp_path / "circle").symlink_to(tmp_path)
    (tmp_path / "self.pdf").symlink_to("self.pdf")
    os.mkfifo(tmp_path / "pipe.csv")
    results = list(read_articles(tmp_path))
    failed = {Path(result.where).name.partition(":")[0] for result in results if isinstance(result, Failure)}
    assert {f"empty{suffix}" for suffix in SUFFIXES} <= failed
    assert {f"noise{suffix}" for suffix in SUFFIXES} <= failed
    assert "self.pdf" in failed
    assert not any(name.startswith("good") for name in failed)
    names = {Path(result.id).name for result in results if isinstance(result, Article)}
    assert {"good.txt", "good.md", "good.html", "good.pdf", "good.docx", "good.pdf.gz"} <= names


@pytest.mark.parametrize("suffix", [".csv", ".jsonl", ".zip"])
def test_a_file_deleted_while_it_is_read_stops_nothing(tmp_path: Path, suffix: str) -> None:
    (tmp_path / f"a{suffix}").write_bytes(VALID[suffix])
    (tmp_path / "b.pdf").write_bytes(VALID[".pdf"])
    (tmp_path / "c.txt").write_bytes(VALID[".txt"])
    results = read_articles(tmp_path)
    next(results)
    (tmp_path / f"a{suffix}").unlink()
    (tmp_path / "b.pdf").unlink()
    *_, last = results
    assert isinstance(last, Article)
    assert last.id.endswith("c.txt")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
@pytest.mark.parametrize("suffix", [".csv", ".pdf", ".docx", ".zip"])
def test_a_file_that_may_not_be_read_is_named(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_bytes(VALID[suffix])
    path.chmod(0)
    (failure,) = read_articles(path)
    assert isinstance(failure, Failure)
    assert "permission denied" in failure.problem
