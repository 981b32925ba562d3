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


FETCH_BYTES = 5_000_000
"""Bytes of a page or feed from the web, as sent and after unpacking. Hostile markup takes about 10 s a megabyte."""

PAGE_ELEMENTS = 50_000
"""Elements of an HTML page; the longest of real pages have some thousands. Time grows with their square at worst."""

FETCH_SECONDS = 30.0
"""Seconds for an address in all, redirects included; looking up a host's name is bounded by the system alone."""

SILENT_SECONDS = 10.0
"""Seconds without a connection or a further byte."""

REDIRECTS = 5
"""Redirects followed from one address."""

FEED_ENTRIES = 5_000
"""Entries of one feed."""

FEED_PAGES = 100
"""Pages fetched for the entries of one feed that bring no text of their own."""
