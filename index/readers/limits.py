"""How much of anything is read: beyond these an input is named as a failure, so that no input can fill the memory."""

FILE_BYTES = 20_000_000
"""Bytes of a file that is read whole (text, Markdown, HTML, .json), after unpacking; and of one XML part of a .docx."""

DOCUMENT_BYTES = 100_000_000
"""Bytes of a PDF or .docx, which are mostly pictures; and of all parts of a .docx, after unpacking."""

LINE_BYTES = 20_000_000
"""Bytes of one line of JSON Lines, after unpacking. Such a file itself may be of any size."""

ROW_CHARACTERS = 20_000_000
"""Characters of one row of CSV, over all its lines. Such a file itself may be of any size."""

ARTICLE_CHARACTERS = 2_000_000
"""Characters of one article, title and text together."""

FILE_ARTICLES = 5_000_000
"""Articles and failures of one file, or of one zip with all its members."""

HEADER_CHARACTERS = 10_000
"""Characters of a YAML header; anything longer is not a header but text."""

NESTING = 20
"""Levels of lists and mappings within a record's extra keys, and within a YAML header."""

PDF_PAGES = 2_000
"""Pages of one PDF."""

PDF_SECONDS = 120.0
"""Seconds that reading one PDF may take: a small one can ask for hours of work."""

ZIP_MEMBERS = 100_000
"""Files and folders in one zip."""

ZIP_DIRECTORY_BYTES = 20_000_000
"""Bytes of a zip's list of members, which is held in memory: 200 for each member."""

ZIP_BYTES = 20_000_000_000
"""Bytes of all members of one zip, after unpacking. They are unpacked one at a time, so less disk is needed."""

UNPACKED_RATIO = 200
"""How many times its packed size a .gz or a zip's member may unpack to. News packs to a tenth, hardly to a fiftieth."""

UNPACKED_FREE = 50_000_000
"""Bytes that anything packed may unpack to, however small it is packed."""


def most_unpacked(packed: int) -> int:
    """Bytes that `packed` bytes may unpack to."""
    return max(UNPACKED_FREE, UNPACKED_RATIO * packed)


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
