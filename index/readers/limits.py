"""How much of anything is read: beyond these an input is named as a failure, so that no input can fill the memory."""

FILE_BYTES = 20_000_000
"""Bytes of a file that is read whole (text, Markdown, HTML, .json), after unpacking."""

LINE_BYTES = 20_000_000
"""Bytes of one line of JSON Lines, after unpacking. Such a file itself may be of any size."""

ARTICLE_CHARACTERS = 2_000_000
"""Characters of one article, title and text together."""

HEADER_CHARACTERS = 10_000
"""Characters of a YAML header; anything longer is not a header but text."""

NESTING = 20
"""Levels of lists and mappings within a record's extra keys, and within a YAML header."""


def megabytes(count: int) -> str:
    """A number of bytes for people, "50.0 MB"."""
    return f"{count / 1_000_000:.1f} MB"
