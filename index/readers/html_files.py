"""HTML pages: the article without the page around it, by trafilatura, which only this file imports."""

import logging
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from index.errors import ReadError
from index.readers.clean import clean_line, decode
from index.readers.files import read_whole, shown
from index.readers.identity import canonical_url
from index.readers.record import Record, read_record
from index.values import Article, Failure

# Only encodings whose decoding is plain and takes linear time: a page can declare anything.
_CHARSET = re.compile(
    rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*"
    rb"(windows-125[0-8]|iso-8859-(?:1[013-6]|[1-9])|koi8-[ru]|gb2312|gbk|gb18030|big5|shift_jis|euc-jp|euc-kr)\b",
    re.IGNORECASE,
)
_READ_AS = {"iso-8859-1": "windows-1252", "gb2312": "gb18030"}  # as browsers do: the wider encoding is what is meant
_HEAD = 4096
_LANGUAGE = re.compile(r"([a-z]{2,3})(?:[-_].*)?", re.IGNORECASE | re.ASCII)


def read_html(path: Path, name: str) -> Iterator[Article | Failure]:
    """The article on a saved page. ReadError, or what opening the file raises, when there is none.

    `language` is the page's own, without its region ("en" for "en-GB"); `published` is the day that the page's
    metadata give, never one guessed from its text.
    """
    data = read_whole(path, "cut the page down to its article")
    page = decode(data, _declared_encoding(data[:_HEAD]))
    if page is None:
        raise ReadError("not readable as text; save the page again as HTML in UTF-8")
    yield from read_record(_extract(page), shown(path), name)


def _declared_encoding(head: bytes) -> str | None:
    charset = _CHARSET.search(head)
    name = charset[1].decode("ascii").lower() if charset else None
    return _READ_AS.get(name, name) if name else None


def _extract(page: str) -> Record:
    """The page as a record. ReadError when no article is found in it."""
    trafilatura = _trafilatura()
    try:
        tree = trafilatura.load_html(page)
        document = tree is not None and trafilatura.bare_extraction(
            tree,
            with_metadata=True,
            include_comments=False,
            # The extensive search takes a copyright line's year for the date of publication.
            date_extraction_params={"original_date": True, "extensive_search": False},
        )
    except Exception as error:  # a parser fed with any page fails in ways that it does not list
        raise ReadError(f"the page cannot be parsed ({type(error).__name__}); save its text as .txt") from error
    if not document or not (document.text or "").strip():
        raise ReadError("no article text found on the page; save its text as .txt")
    title = clean_line(document.title or "")
    language = _LANGUAGE.fullmatch(tree.get("lang") or "")
    return {
        "title": title,
        "source": document.sitename or document.hostname,
        "url": document.url if document.url and canonical_url(document.url) else None,
        "published": document.date,
        "authors": (document.author or "").split(";"),
        "language": language[1].lower() if language else None,
        "text": _without_title(document.text, title),
    }


def _without_title(text: str, title: str) -> str:
    """`text` without its first line when that only repeats the title."""
    first, _, rest = text.strip().partition("\n")
    return rest if title and rest.strip() and clean_line(first) == title else text


def _trafilatura() -> Any:
    try:
        import trafilatura
    except ImportError as error:
        reason = " ".join(str(error).split())
        raise ReadError(
            f"HTML is not read because trafilatura does not load ({reason}); "
            "run: pip install trafilatura lxml-html-clean"
        ) from error
    # Its messages name no file, and each is said again, better, as a failure.
    for library in ("trafilatura", "htmldate", "courlan"):
        logging.getLogger(library).addHandler(logging.NullHandler())
    return trafilatura
