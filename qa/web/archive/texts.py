"""What the Archive page says."""

from __future__ import annotations

TITLE = "News QA: archive"
HEADING = "The archive"
BROWSE = "Browse"
ADD_TAB = "Add articles"
NO_ARTICLES = "There are no articles yet. Add some: files, pages or feeds."
NO_ARTICLES_HERE = "There are no articles yet."
READ_ONLY = (
    "This archive is to be read here. Who runs the server adds to it with qa index, or starts qa serve --editable."
)

BY_MONTH = "By month"
BY_YEAR = "By year"
BY_OUTLET = "By outlet"
AS_TABLE = "As a table"
PERIOD = "Period"
ARTICLES = "Articles"
FURTHER_OUTLETS = "Further outlets"
NO_OUTLET = "Outlet unknown"
NO_DATE = "Date unknown"
UNTITLED = "Untitled"

SEARCH = "Search titles and texts"
SEARCH_HINT = "a name, a place, a few words…"
DO_SEARCH = "Search"
SEARCHING = "Searching…"
OUTLET = "Outlet"
ALL_OUTLETS = "all outlets"
FROM = "From"
TO = "To"
DAY_HINT = "YYYY-MM-DD"
NEWEST_FIRST = "newest first"
BEST_FIRST = "best match first"
CLEAR = "Show all articles"
NOTHING = "No article is within these limits."
NEAREST = "No article has these words. These come nearest in meaning:"
NEWER = "Newer"
OLDER = "Older"
PREVIOUS = "Previous"
NEXT = "Next"
PAGES = "Pages of the list"

BACK = "Back to the list"
PUBLISHED = "Published"
UPDATED = "Updated"
ADDED = "Added"
AUTHORS = "By"
SECTION = "Section"
LANGUAGE = "Language"
READ_AT = "Read at {site}"
CURRENT = "as it stands now"
SHOW_CURRENT = "Show it as it stands now"
GONE = "This article is no longer in the archive."

DELETE = "Delete this article…"
DELETE_REALLY = "Delete it for good"
KEEP = "Keep it"
DELETE_ASKED = (
    "All its versions go, for everyone, and answers can no longer cite it. There is no way back. It takes a moment, "
    "since the archive's vectors are made anew."
)
DELETING = "Deleting…"

ADD_HEADING = "Add articles"
ADD_LEAD = (
    "Drop files, or paste addresses of pages and feeds. What is added is in the archive for everyone who uses this "
    "server, and can be asked about at once."
)
FILES = "Files"
MORE_FILES = "Add more files"
ADDRESSES = "Web addresses, one a line: pages, or a feed"
ADDRESSES_HINT = "https://example.com/news/story\nhttps://example.com/feed.xml"
ADD = "Add to the archive"
STOP = "Stop"
STARTING = "Reading…"
STOPPING = "Stopping: what was read goes in…"
VECTORS = "Making them searchable…"
WHAT_IS_TAKEN = "What becomes of it"
TAKEN = (
    "Files may be text, Markdown, HTML, PDF, Word, JSON Lines, CSV or RSS, and zips of these.",
    "Title, outlet and date are taken from the file or the page as it states them. Without a date an article stays "
    "undated.",
    "The same article again changes nothing; one whose text has changed becomes a new version.",
    "What cannot be read is named, and the rest goes in.",
)
NOTHING_GIVEN = "Drop a file or paste an address first."
NO_ADDRESS = "not a web address; write it as https://example.com/story"
LOCKED = (
    "Someone else is adding to this archive or deleting from it just now. Nothing was changed here: try again in a "
    "moment."
)
BROKE_OFF = "Something went wrong on the server, whose log says what."
ASK_ABOUT = "Ask about them"
NOTHING_ADDED = "Nothing was added."
STOPPED = "Stopped. What was read before is in."
PROBLEMS = "Problems"

OUTCOMES = {
    "read": "read",
    "added": "added",
    "updated": "new version",
    "unchanged": "there already",
    "failed": "problem",
}
SIGNS = {"read": "·", "added": "✓", "updated": "✓", "unchanged": "=", "failed": "✗"}


def articles(count: int) -> str:
    """Such as "1 article" or "3,643 articles"."""
    return f"{count:,} {'article' if count == 1 else 'articles'}"


def outlets(count: int) -> str:
    """How many outlets there are."""
    return f"{count:,} {'outlet' if count == 1 else 'outlets'}"


def undated(count: int) -> str:
    """How many articles stand in no month."""
    return f"{count:,} undated"


def most(count: int, when: str) -> str:
    """The highest bar."""
    return f"most in {when}: {count:,}"


def chart(first: str, last: str, count: int, when: str) -> str:
    """The drawing in words."""
    return f"Articles from {first} to {last}; {most(count, when)}. The table below has all figures."


def found_for(count: int, words: str) -> str:
    """What a search has found."""
    return f"{articles(count)} found for “{words}”"


def place(first: int, last: int) -> str:
    """Which part of the list is shown."""
    return f"{first:,} to {last:,}"


def versions(count: int) -> str:
    """How many contents an article has had."""
    return f"{count} versions"


def earlier_version(day: str) -> str:
    """What is shown is not how the article stands now."""
    return f"An earlier version, added on {day}."


def deleted(title: str) -> str:
    """What has gone."""
    return f"Deleted: {title}."


def delete_asked(title: str) -> str:
    """The question before an article is deleted."""
    return f"Delete “{title}”?"


def problems(count: int) -> str:
    """How many inputs, or parts of one, did not go in as they are."""
    return f"{count:,} {'problem' if count == 1 else 'problems'}"


def read_so_far(count: int, failed: int) -> str:
    """How far reading is."""
    return f"{articles(count)} read{f', {problems(failed)}' if failed else ''}"


def outcome(added: int, updated: int, unchanged: int, failed: int) -> str:
    """What came of it all."""
    parts = [
        f"{articles(added)} added" if added else "",
        f"{updated:,} in a new version" if updated else "",
        f"{unchanged:,} there already" if unchanged else "",
        problems(failed) if failed else "",
    ]
    return f"{', '.join(filter(None, parts)) or NOTHING_ADDED.rstrip('.')}."


def too_many_addresses(count: int, most: int) -> str:
    """Why addresses are not taken."""
    return f"These are {count:,} addresses; at most {most} can be added at once. A feed's address brings all its pages."


def limits(megabytes: int, addresses: int) -> str:
    """How much may be given at once."""
    return f"At most {megabytes} MB a file and {addresses} addresses at once."


def not_shown(count: int) -> str:
    """Of a long list, what is left out."""
    return f"and {count:,} more"
