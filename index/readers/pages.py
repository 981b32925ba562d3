"""A page's HTML to a record: the article without the page around it, by trafilatura, which only this file imports."""

import logging
from typing import Any
from urllib.parse import urljoin, urlsplit

from index.errors import ReadError
from index.readers.clean import clean_line
from index.readers.dates import if_later
from index.readers.identity import canonical_url, same_site
from index.readers.limits import PAGE_ELEMENTS
from index.readers.markup import plain_language
from index.readers.mojibake import repaired
from index.readers.record import Record
from index.readers.statements import Statements, read_statements


def page_record(page: str, fetched_from: str | None = None) -> Record:
    """The page as a record. ReadError when no article is found in it.

    `published` and `updated` are what the page's metadata give, with the time if they do, never guessed from its
    text; `language` is the page's own, without its region. A page `fetched_from` the web may name another address as
    its own only on the same site: otherwise any page could pass for another outlet's article.
    """
    # Before it is parsed: parsers drop the control characters of which some mojibake consists.
    tree, stated, document = _extract(repaired(page))
    title = clean_line(document.title or "")
    if fetched_from is None:
        url, host = document.url if document.url and canonical_url(document.url) else None, document.hostname
    else:
        url, host = _own_address(fetched_from, stated.addresses), urlsplit(fetched_from).hostname
    return {
        "title": title,
        "source": document.sitename or host,
        "url": url,
        "published": document.date,
        "updated": if_later(stated.updated, document.date),
        "authors": [author for author in (document.author or "").split(";") if author],
        "language": plain_language(tree.get("lang")),
        "section": stated.section,
        "text": _without_title(document.text, title),
    }


def _extract(page: str) -> tuple[Any, Statements, Any]:
    """The parsed page (lxml), what it states, and trafilatura's document, which has a text."""
    trafilatura = _trafilatura()
    elements, stated, document = 0, None, None
    try:
        tree = trafilatura.load_html(page)
        elements = 0 if tree is None else tree.xpath("count(//*)")
        if 0 < elements <= PAGE_ELEMENTS:
            stated = read_statements(tree)
            document = trafilatura.bare_extraction(
                tree,
                with_metadata=True,
                include_comments=False,
                date_extraction_params={
                    "original_date": True,
                    "extensive_search": False,  # it takes a copyright line's year for the date of publication
                    "outputformat": "%Y-%m-%dT%H:%M:%S%z",
                },
            )
    except Exception as error:  # a parser fed with any page fails in ways that it does not list
        raise ReadError(f"the page cannot be parsed ({type(error).__name__}); save its text as .txt") from error
    if elements > PAGE_ELEMENTS:
        raise ReadError(f"the page has more than {PAGE_ELEMENTS:,} elements; save its text as .txt")
    if not stated or not document or not (document.text or "").strip():
        raise ReadError("no article text found on the page; save its text as .txt")
    return tree, stated, document


def _own_address(fetched_from: str, stated: tuple[str, ...]) -> str:
    """The first of the `stated` addresses that is on the site the page was fetched from; else that address itself.

    A front page is no article's address, though some sites state it on every page.
    """
    for address in stated:
        try:
            whole = urljoin(fetched_from, address)
        except ValueError:  # a bracket that does not close
            continue
        if same_site(whole, fetched_from) and urlsplit(whole).path.strip("/"):
            return whole
    return fetched_from


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
