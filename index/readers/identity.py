"""What an article is called when its record does not say: its canonical URL, else its path, else its content's hash."""

import hashlib
import re
from urllib.parse import urlsplit, urlunsplit

_DEFAULT_PORTS = {"http": 80, "https": 443}
_TRACKING = re.compile(
    r"(?:utm_\w+|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|yclid|twclid|ttclid|igshid|mc_cid|mc_eid|_ga|_gl)",
    re.IGNORECASE | re.ASCII,
)
_VARIANT = re.compile(r"^(?:www|m|mobile|amp)\.(?=[^.]+\.)")
_SPACE_OR_CONTROL = re.compile(r"[\s\x00-\x1f\x7f]")


def canonical_url(url: str) -> str | None:
    """One spelling for the web addresses that lead to one page; None when `url` is not an absolute web address.

    Scheme and host in lower case; no default port, fragment, tracking parameters, or slash at the end. The rest stays,
    order of parameters included. Canonical addresses are left alone: `canonical_url(canonical_url(u))` is the same.
    """
    url = url.strip()
    if _SPACE_OR_CONTROL.search(url):
        return None
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:  # a bracket or a port that cannot be
        return None
    if parts.scheme not in _DEFAULT_PORTS or not parts.hostname:
        return None
    user, at, _ = parts.netloc.rpartition("@")
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    place = host if port in {None, _DEFAULT_PORTS[parts.scheme]} else f"{host}:{port}"
    kept = [pair for pair in parts.query.split("&") if pair and not _TRACKING.fullmatch(pair.partition("=")[0])]
    return urlunsplit((parts.scheme, f"{user}{at}{place}", parts.path.rstrip("/"), "&".join(kept), ""))


def same_site(one: str, other: str) -> bool:
    """Whether two web addresses are of one host and port, apart from a "www.", "m.", "mobile." or "amp." before it.

    Other subdomains are other sites: on many domains each belongs to somebody else.
    """
    first, second = _site(one), _site(other)
    return first is not None and first == second


def _site(url: str) -> str | None:
    canonical = canonical_url(url)
    place = urlsplit(canonical).netloc if canonical else None
    return None if place is None or "@" in place else _VARIANT.sub("", place)


def content_id(title: str, text: str) -> str:
    """16 hex digits of the SHA-256 of title and text: the same record is the same article, wherever it was read."""
    return hashlib.sha256(f"{title}\0{text}".encode()).hexdigest()[:16]
