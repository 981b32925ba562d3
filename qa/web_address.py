"""Addresses from articles: which of them may become a link."""

from __future__ import annotations

from urllib.parse import urlsplit

from qa.unseen import without_unseen


def web_address(url: str | None) -> str | None:
    r"""`url` if it is a plain http or https address; None for any other scheme, and for what is no address.

    None also where a browser and this program might not see the same site in it: "https://one.example\@two.example".
    """
    if url is None or any(character.isspace() for character in url) or without_unseen(url) != url:
        return None
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 - raises ValueError where it is no number
    except ValueError:
        return None
    plain = parts.scheme.lower() in {"http", "https"} and parts.hostname and not set("@\\%<>\"'`") & set(parts.netloc)
    return url if plain else None
