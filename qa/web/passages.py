"""A passage as evidence: what of it is cited is marked, and its publisher is a link away. Safe HTML."""

from __future__ import annotations

from collections.abc import Sequence

from index import Span
from qa.web.escape import address_of_quote, escaped, host
from qa.web.texts import text
from qa.web_address import web_address


def marked(passage: str, spans: Sequence[Span], start: int = 0) -> str:
    """A passage, which begins at `start` of its article, with these parts of the article marked, each once."""
    parts, cursor = [], 0
    for span in sorted(spans, key=lambda span: (span.start, span.end)):
        first, last = max(span.start - start, cursor), min(span.end - start, len(passage))
        if first < last:
            parts.append(f"{escaped(passage[cursor:first])}<mark>{escaped(passage[first:last])}</mark>")
            cursor = last
    return "".join([*parts, escaped(passage[cursor:])])


def from_first(passage: str, spans: Sequence[Span], start: int) -> str:
    """A passage, which begins at `start` of its article, from the first of these parts of the article on."""
    first = min((span.start for span in spans), default=start)
    return passage[max(first - start, 0) :]


def publisher(url: str | None, quoted: str = "") -> str:
    """A link to where an article was published, at what is `quoted` of it."""
    url = web_address(url)
    if url is None:
        return ""
    address = escaped(address_of_quote(url, quoted))
    return (
        f'<p class="publisher"><a href="{address}" target="_blank" rel="noopener noreferrer">'
        f"{text('publisher', site=f'<bdi>{escaped(host(url))}</bdi>')}</a></p>"
    )
