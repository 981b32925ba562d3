"""What a reader must know of an answer's age: an archive that ended long ago answers "now" as of then."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.values import Evidence, Query, Sentence

YEAR = 365
"""Days from which an answer is old."""

_NOW = re.compile(
    r"\b(?:recent(?:ly)?|latest|newest|current(?:ly)?|now|nowadays|today|still|yet|so far|is|are|has|have|does|do)\b"
    r"|['’](?:s|re|ve)\s",
    re.IGNORECASE,
)


def aged(query: Query, sentences: Sequence[Sentence], evidence: Sequence[Evidence]) -> tuple[str, ...]:
    """Return a note where a question asks how things are now and all its sources are over a year old."""
    if query.intent not in {"latest", "news"} or not _NOW.search(query.text):
        return ()
    cited = {number for sentence in sentences for number in sentence.citations}
    published = [item.hit.published for item in evidence if item.number in cited]
    known = [moment.date() for moment in published if moment]
    if not known or len(known) < len(published) or (years := (query.today - max(known)).days // YEAR) < 1:
        return ()
    newest = max(known)
    ago = "a year" if years == 1 else f"{years} years"
    return (f"The newest of these sources is of {newest.day} {newest:%B %Y}, over {ago} ago: it may be out of date.",)
