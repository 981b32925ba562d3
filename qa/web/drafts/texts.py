"""What the page that checks a draft says."""

from __future__ import annotations

from qa.values import Verdict

TITLE = "News QA: check a draft"
HEADING = "Check a draft"
LEAD = "Paste a text. Each sentence is held against the archive: you see what bears it out, and what says otherwise."
PRIVATE = "The text stays on this machine and is not kept."
DRAFT = "Your text"
DRAFT_HINT = "Paste an article, a paragraph, a claim…"
AS_OF = "As of"
AS_OF_HINT = "YYYY-MM-DD"
AS_OF_ABOUT = "Nothing published later counts. Leave it empty for all."
CHECK = "Check"
STOP = "Stop"
ONLY_DOUBTFUL = "Only what is in doubt"
NONE_DOUBTFUL = "No sentence is in doubt."
SAVE_AS = "Save as"
SHOWN = "What you will see"
STARTING = "Reading the text…"
STOPPED = "Stopped. The sentences below were checked."
BROKE_OFF = "Something went wrong on the server, whose log says what. Check again."
EMPTY = "Paste a text first."
BUSY = "This text is being checked. Wait for it, or stop it."
READ_AT = "Read at {site}"
ALSO_IN = "Also in"
UNTITLED = "Untitled"
NO_OUTLET = "Outlet unknown"
NO_DATE = "date unknown"
BEARS_OUT = "What bears it out"
COMES_CLOSEST = "What comes closest"

VERDICTS: dict[Verdict, str] = {
    "supported": "supported",
    "partial": "partial",
    "unsupported": "unsupported",
    "uncited": "nothing to check",
}
SIGNS: dict[Verdict, str] = {"supported": "✓", "partial": "≈", "unsupported": "✗", "uncited": "–"}
MEANINGS: dict[Verdict, str] = {
    "supported": "The passages shown bear the sentence out.",
    "partial": "They bear out some of it, or a newer article says otherwise.",
    "unsupported": "None does. Shown is what comes closest, and what it says instead.",
    "uncited": "A question, a heading, a byline.",
}


def summary(counts: dict[Verdict, int]) -> str:
    """Such as "12 sentences: 9 supported, 2 partial, 1 unsupported"."""
    total = sum(counts.values())
    verdicts = ", ".join(f"{count} {VERDICTS[verdict]}" for verdict, count in counts.items() if count)
    return f"{total} {'sentence' if total == 1 else 'sentences'}: {verdicts}"


def progress(done: int, total: int) -> str:
    """How far a check is."""
    return f"{done} of {total} {'sentence' if total == 1 else 'sentences'}"


def sources(count: int) -> str:
    """How much evidence a sentence opens."""
    return f"{count} {'source' if count == 1 else 'sources'}"


def as_of(day: str) -> str:
    """The day whose knowledge counted."""
    return f"As of {day}"


def too_long(characters: int, most: int) -> str:
    """Why a text is not checked."""
    return f"That text has {characters:,} characters; at most {most:,} can be checked at once. Check it in parts."
