"""Bytes to text, and text that any store can hold; apart from that, every character stays as it was written."""

import codecs
import re

_NEWLINES = re.compile("\r\n|[\r\v\f]")  # \v and \f too: dropped like other controls, they would join two words
_UNWANTED = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_STRANGE = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufffd]")


def decode(data: bytes, declared: str | None = None) -> str | None:
    """The text in `data`; None when it is binary.

    UTF-8 with or without BOM, UTF-16 by its BOM; then the encoding that the file declares, UTF-8 with a few bad
    bytes (each becomes U+FFFD), and Windows-1252. NUL bytes mean binary.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _text_or_none(data.decode("utf-16", "replace"))
    if b"\0" in data:
        return None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        encoding = declared or _guess(data)
        return _text_or_none(data.decode(encoding, "replace")) if encoding else None


def encoding_of(head: bytes) -> str | None:
    """The encoding of a text that begins with `head`, by the rules of `decode`; None when it is binary."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding: str | None = "utf-16"
    else:
        try:
            codecs.getincrementaldecoder("utf-8-sig")().decode(head)  # a character may be cut in two at the end
            encoding = None if b"\0" in head else "utf-8-sig"
        except UnicodeDecodeError:
            encoding = None if b"\0" in head else _guess(head)
    return encoding if encoding and _text_or_none(head.decode(encoding, "replace")) is not None else None


def _guess(data: bytes) -> str | None:
    """The encoding of `data`, which is not valid UTF-8 and declares none; None when it is no text."""
    lenient = data.decode("utf-8-sig", "replace")
    # Windows-1252 hardly ever forms a valid UTF-8 sequence: more good ones than bad bytes is damaged UTF-8.
    if _beyond_ascii(lenient) > 2 * lenient.count("\ufffd"):
        return "utf-8-sig"
    western = data.decode("cp1252", "replace")
    # A third of accented letters is no Western language but another encoding, or no text at all.
    return "cp1252" if _beyond_ascii(western) <= 0.3 * len(western) else None


def _beyond_ascii(text: str) -> int:
    return len(text) - len(text.encode("ascii", "ignore"))


def _text_or_none(text: str) -> str | None:
    """`text`, unless more than one character in fifty is one that text does not have."""
    return text if len(_STRANGE.findall(text)) <= len(text) / 50 else None


def without_controls(text: str) -> str:
    r"""`text` with `\n` for every kind of line end, and without control characters (but `\t`) and lone surrogates."""
    return _UNWANTED.sub("", _NEWLINES.sub("\n", text))


def clean_text(text: str) -> str:
    """`text` as articles hold it: without controls, ends stripped. Nothing else changes, so quotes stay verbatim."""
    return without_controls(text).strip()


def clean_line(text: str) -> str:
    """`text` as a label (title, outlet, author): cleaned, on one line, single spaces."""
    return " ".join(without_controls(text).split())
