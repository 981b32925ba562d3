"""Addresses in, articles out: a page, a text or a feed from the web."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from index.errors import ReadError
from index.readers.clean import clean_text, decode
from index.readers.encoding import declared_encoding
from index.readers.feeds import Origin, is_feed, read_feed
from index.readers.fetch import PLAIN, Fetched, Fetcher
from index.readers.files import shown
from index.readers.pages import page_record
from index.readers.record import Record, read_record
from index.readers.text_files import split_first_line
from index.values import Article, Failure

_CREDENTIALS = re.compile(r"(?<=//)[^/?#]*@")


def read_address(address: str, fetcher: Fetcher) -> Iterator[Article | Failure]:
    """The article at a web address, or the articles of the feed there; a failure if there is none."""
    where = shown(_CREDENTIALS.sub("", address))
    try:
        fetched = fetcher.get(address)
        text = _text(fetched)
        if is_feed(text):
            origin = Origin(where, fetched.url, fetched.url, lambda link: _linked_record(link, fetcher))
            yield from read_feed(text, origin)
        else:
            yield from read_record(_record(fetched, text), where)
    except ReadError as error:
        yield Failure(where, str(error))


def _linked_record(link: str, fetcher: Fetcher) -> Record:
    fetched = fetcher.get(link)
    text = _text(fetched)
    if is_feed(text):
        raise ReadError("it links to another feed; index that by its own address")
    return _record(fetched, text)


def _text(fetched: Fetched) -> str:
    text = decode(fetched.data, declared_encoding(fetched.data, fetched.charset))
    if text is None:
        raise ReadError("not readable as text; save the page as a file that is read and index that")
    return text


def _record(fetched: Fetched, text: str) -> Record:
    if fetched.content_type != PLAIN:
        return page_record(text, fetched.url)
    # A header in it is text: from the web, it could give the article another outlet's address.
    title, body = split_first_line(clean_text(text))
    return {"title": title, "source": urlsplit(fetched.url).hostname, "url": fetched.url, "text": body}
