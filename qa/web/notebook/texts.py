"""What the pages of kept conversations say."""

from __future__ import annotations

CONVERSATIONS = "Conversations"
SEARCH = "Words that were asked or answered"
FIND = "Find"
NOTHING_KEPT = "Nothing is kept yet: every conversation will stand here, for you alone, once you have asked."
NOTHING_FOUND = "No conversation mentions all of these words."
GO_ON = "Go on with it"
NAME = "Name"
RENAME = "Rename"
SAVE_AS = "Save as"
DELETE = "Delete"
DELETE_WARNING = "It is kept no longer, and cannot be brought back. What you shared of it stays."
DELETE_NOW = "Delete it"
NO_ANSWER = "There is no answer: it was not waited for."
NO_OUTLET = "Outlet unknown"
NO_DATE = "date unknown"
READ_AT = "Read at {site}"
VERDICTS = {
    "partial": "only partly supported by what it cites",
    "unsupported": "not supported by what it cites",
    "uncited": "no source is cited",
}


def count(conversations: int) -> str:
    """How many there are."""
    return "1 conversation" if conversations == 1 else f"{conversations:,} conversations"


def kept(started: str, changed: str) -> str:
    """When a conversation was held."""
    return f"Asked on {started}" if started == changed else f"Asked from {started} to {changed}"


def shared(day: str) -> str:
    """When an answer was shared."""
    return f"An answer of News QA, shared on {day}, with its evidence as it was"


def as_of(day: str) -> str:
    """The day that the reader had set."""
    return f"As of {day}"


def source(number: int) -> str:
    """What a mark leads to."""
    return f"Source {number}"
