"""What a reader must know of an answer's age: an archive that ended long ago answers "now" as of then."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from qa.values import Evidence, Query, Sentence

YEAR = 365
"""Days from which an answer is old."""

_NOW = re.compile(
    r"\b(?:recent(?:ly)?|latest|newest|current(?:ly)?|now|nowadays|today|still|yet|so far|is|are|has|have|does|do)\b"
    r"|['’](?:s|re|ve)\s",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Age:
    """How old an answer is: the day of its newest source, and how many years that was before the question."""

    newest: date
    years: int

    def __str__(self) -> str:
        ago = "a year" if self.years == 1 else f"{self.years} years"
        day = f"{self.newest.day} {self.newest:%B %Y}"
        return f"The newest of these sources is of {day}, over {ago} ago: it may be out of date."


def aged(query: Query, sentences: Sequence[Sentence], evidence: Sequence[Evidence]) -> tuple[str, ...]:
    """Return a note where a question asks how things are now and all its sources are over a year old."""
    cited = {number for sentence in sentences for number in sentence.citations}
    age = age_of(query, [item.hit.published for item in evidence if item.number in cited])
    return (str(age),) if age else ()


def age_of(query: Query, published: Sequence[datetime | None]) -> Age | None:
    """Return how old an answer is whose sources were `published` then; None where that need not be said."""
    if query.intent not in {"latest", "news"} or not _NOW.search(query.text):
        return None
    known = [moment.date() for moment in published if moment]
    if not known or len(known) < len(published) or (years := (query.today - max(known)).days // YEAR) < 1:
        return None
    return Age(max(known), years)
