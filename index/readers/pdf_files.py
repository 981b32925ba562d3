"""PDF: the text of all pages as one article, by pypdf, which only this file imports."""

import ctypes
import logging
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Future, InvalidStateError
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any, TypeVar

from index.errors import ReadError
from index.readers.files import read_whole, shown
from index.readers.limits import ARTICLE_CHARACTERS, DOCUMENT_BYTES, PDF_PAGES, PDF_SECONDS
from index.readers.printed import running_text
from index.readers.properties import document_authors, document_title, file_dates
from index.readers.record import Record, read_record
from index.readers.text_files import split_first_line
from index.values import Article, Failure

if TYPE_CHECKING:
    from pypdf import PdfReader

# pypdf's own bounds are for images as well; text takes far less.
_BOUNDS: dict[str, Any] = {
    "zlib_maximum_output_length": 20_000_000,
    "lzw_maximum_output_length": 20_000_000,
    "run_length_maximum_output_length": 20_000_000,
    "array_based_stream_maximum_output_length": 20_000_000,
    "stream_decoding_work_maximum_length": 60_000_000,
    "stream_parsing_work_maximum_count": 500_000,
    "xform_maximum_invocations_per_extraction": 500,
    "jbig2dec_binary": None,
}
_XREF_ENTRIES = 500_000
_AGAIN_SECONDS = 0.2  # between two tries to end a reading whose time is up

T = TypeVar("T")


def read_pdf(path: Path, name: str) -> Iterator[Article | Failure]:
    """The article in a PDF. ReadError, or what opening the file raises, when there is none.

    Title and authors are those of its properties where these say something; else the first line is the title, as in
    a text file. `published` stays unknown: a PDF says when the file was made (in the metadata), not the article.
    Pages that cannot be read are left out, and a failure after the article names them.
    """
    data = read_whole(path, "give its text as .txt, or print the pages that matter to a new PDF", DOCUMENT_BYTES)
    record, lost = _extract(data, PDF_SECONDS)
    yield from read_record(record, shown(path), name)
    if lost:
        pages = f"page {lost[0]}" if len(lost) == 1 else f"{len(lost)} pages (the first is {lost[0]})"
        yield Failure(shown(path), f"{pages} cannot be read, so the article was kept without; print it to a new PDF")


class _OutOfTime(BaseException):
    """Time is up. Not an Exception: pypdf catches those, and goes on."""


def _extract(data: bytes, seconds: float) -> tuple[Record, list[int]]:
    """The document as a record, and the numbers of the pages that cannot be read. ReadError when there is no text."""
    from pypdf.errors import DependencyError, FileNotDecryptedError, LimitReachedError

    logging.getLogger("pypdf").addHandler(logging.NullHandler())  # its messages name no file
    try:
        pages, lost, properties = _in_time(lambda: _read(data), seconds)
    except (FileNotDecryptedError, DependencyError) as error:
        raise ReadError("the PDF is encrypted; save a copy that opens without a password") from error
    except LimitReachedError as error:
        raise ReadError("the PDF asks for more memory or work than a document does; print it to a new PDF") from error
    except _OutOfTime as error:
        raise ReadError(f"reading the PDF takes longer than {seconds:g} seconds; print it to a new PDF") from error
    except ReadError:
        raise
    except Exception as error:  # a parser fed with any file fails in ways that it does not list
        raise ReadError(f"the PDF is damaged ({type(error).__name__}); print or export it again") from error
    text = running_text(pages)
    if not text:
        why = "it is damaged: print or export it again" if lost else "run OCR (text recognition) on it first"
        raise ReadError(f"there is no text in the PDF, only pictures or nothing; {why}")
    title, body = split_first_line(text)
    if properties["title"] not in ("", title):
        title, body = properties["title"], text
    return {**properties, "title": title, "text": body}, lost


def _in_time(work: Callable[[], T], seconds: float) -> T:
    """What `work` returns or raises; _OutOfTime when it has not ended by then.

    A file of a megabyte can ask pypdf for hours before it has a first page. Nothing but an exception from outside
    stops it, and that can be put into a thread (https://docs.python.org/3/c-api/init.html).
    """
    done: Future[T] = Future()

    def run() -> None:
        with suppress(_OutOfTime, InvalidStateError):  # time may be up just when the work is done
            try:
                done.set_result(work())
            except BaseException as error:  # noqa: BLE001 - handed over to whoever waits
                done.set_exception(error)

    thread = Thread(target=run, daemon=True)
    thread.start()
    try:
        thread.join(seconds)
    finally:
        if thread.is_alive():
            _end(thread)
    if not done.done():
        raise _OutOfTime
    return done.result()


def _end(thread: Thread) -> None:
    """Put _OutOfTime into `thread` until it has ended.

    Once is not enough: Python drops what is raised while a finaliser or the garbage collector's callbacks run, and
    reports it to `sys.unraisablehook`. Nobody needs to hear of that.
    """
    report = sys.unraisablehook

    def report_others(dropped: "sys.UnraisableHookArgs") -> None:
        if dropped.exc_type is not _OutOfTime:
            report(dropped)

    sys.unraisablehook = report_others
    try:
        while thread.is_alive():
            ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread.ident or 0), ctypes.py_object(_OutOfTime))
            thread.join(_AGAIN_SECONDS)
    finally:
        sys.unraisablehook = report


def _read(data: bytes) -> tuple[list[str], list[int], dict[str, Any]]:
    """Each page's text in reading order, the numbers of those that cannot be read, and the properties."""
    from pypdf import apply_configuration

    with apply_configuration(**_BOUNDS):
        reader = _open(data)
        return *_pages(reader), _properties(reader)


def _open(data: bytes) -> "PdfReader":
    from pypdf import PdfReader

    reader = PdfReader(BytesIO(data), xref_stream_maximum_entries=_XREF_ENTRIES)
    if len(reader.pages) > PDF_PAGES:
        raise ReadError(f"{len(reader.pages):,} pages are over the limit of {PDF_PAGES:,} for one PDF; split it")
    return reader


def _pages(reader: "PdfReader") -> tuple[list[str], list[int]]:
    from pypdf.errors import DependencyError, FileNotDecryptedError

    texts: list[str] = []
    lost: list[int] = []
    for number in range(len(reader.pages)):
        try:
            texts.append(reader.pages[number].extract_text())
        except (FileNotDecryptedError, DependencyError):
            raise
        except Exception:  # noqa: BLE001 - as above; the pages that can be read count, and the others are named
            lost.append(number + 1)
        if sum(map(len, texts)) > 2 * ARTICLE_CHARACTERS:
            raise ReadError(
                f"its text is over the limit of {ARTICLE_CHARACTERS:,} characters for one article; split it"
            )
    return texts, lost


def _properties(reader: "PdfReader") -> dict[str, Any]:
    """Title, authors, and when the file was made; nothing where the properties are damaged."""

    def get(name: str) -> Any:
        try:
            return getattr(reader.metadata, name, None)
        except Exception:  # noqa: BLE001 - a damaged date costs the date only
            return None

    return {
        "title": document_title(get("title")),
        "authors": document_authors(get("author")),
        **file_dates(get("creation_date"), get("modification_date")),
    }
