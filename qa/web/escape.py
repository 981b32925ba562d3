"""Text from articles, models and readers made safe to put into a page: it is text there, never markup."""

from __future__ import annotations

import html
import re
from urllib.parse import quote, urlsplit

from qa.unseen import without_unseen

_SURROGATE = re.compile("[\ud800-\udfff]")
_FRAGMENT_CHARACTERS = 80


def clean(text: str) -> str:
    """`text` without the characters that are there to be unseen. Line breaks and tabs stay."""
    return without_unseen(_SURROGATE.sub("\ufffd", text))


def escaped(text: str) -> str:
    """`text` for the inside of an element or of a quoted attribute."""
    return html.escape(clean(text))


def in_english(text: str) -> str:
    """What the assistant itself says of an answer, as an element: English in every language of the interface."""
    return f'<span lang="en">{escaped(text)}</span>'


def address_of_quote(url: str, passage: str) -> str:
    """`url` with a text fragment, so that a browser scrolls to where `passage` begins and highlights it.

    (https://wicg.github.io/scroll-to-text-fragment/: "-", "," and "&" in it must be percent-encoded.)
    """
    line = next((line for line in clean(passage).splitlines() if line.strip()), "").strip()
    url = url.partition(":~:")[0]  # an article's address may bring its own highlight
    start = line[:_FRAGMENT_CHARACTERS]
    if len(line) > len(start):
        start = start.rsplit(" ", 1)[0]
    if not start:
        return url
    return f"{url}{'' if '#' in url else '#'}:~:text={quote(start, safe='').replace('-', '%2D')}"


def host(url: str) -> str:
    """The site that an address leads to, for people: "bbc.co.uk". Letters beyond ASCII in their "xn--" form.

    So nobody takes a Cyrillic "bbс.co.uk" for the other one.
    """
    name = (urlsplit(url).hostname or "").removeprefix("www.")
    try:
        return name.encode("idna").decode("ascii")
    except UnicodeError:
        return ascii(name)[1:-1]
