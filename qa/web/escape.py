"""Text from articles, models and readers made safe to put into a page: it is text there, never markup."""

from __future__ import annotations

import html
import re
from urllib.parse import quote, urlsplit

# What changes how other characters are read without being seen: controls, bidirectional overrides, zero-width
# spaces, soft hyphens, tag characters.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f]"
)
# Joiners belong to the spelling of Persian, Hindi and others; next to ASCII they only hide something.
_STRAY_JOINER = re.compile("(?<![^\x00-\x7f])[\u200c\u200d]+|[\u200c\u200d]+(?![^\x00-\x7f])")
_SURROGATE = re.compile("[\ud800-\udfff]")
_FRAGMENT_CHARACTERS = 80


def clean(text: str) -> str:
    """`text` without the characters that are there to be unseen. Line breaks and tabs stay."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _SURROGATE.sub("\ufffd", _STRAY_JOINER.sub("", _UNSEEN.sub("", text)))


def escaped(text: str) -> str:
    """`text` for the inside of an element or of a quoted attribute."""
    return html.escape(clean(text))


def web_address(url: str | None) -> str | None:
    """`url` if it is a plain http or https address; None for any other scheme, and for what is no address."""
    if url is None or any(character.isspace() for character in url) or clean(url) != url:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme.lower() in {"http", "https"} and parts.hostname else None


def address_of_quote(url: str, passage: str) -> str:
    """`url` with a text fragment, so that a browser scrolls to where `passage` begins and highlights it.

    (https://wicg.github.io/scroll-to-text-fragment/: "-", "," and "&" in it must be percent-encoded.)
    """
    line = next((line for line in clean(passage).splitlines() if line.strip()), "").strip()
    start = line[:_FRAGMENT_CHARACTERS]
    if len(line) > len(start):
        start = start.rsplit(" ", 1)[0]
    if not start:
        return url
    return f"{url}{'' if '#' in url else '#'}:~:text={quote(start, safe='').replace('-', '%2D')}"


def host(url: str) -> str:
    """The site that an address leads to, for people: "bbc.co.uk"."""
    return (urlsplit(url).hostname or "").removeprefix("www.")
