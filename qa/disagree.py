"""What other articles give as a figure that a sentence takes from one: an older figure, or one that overtakes it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from qa.drafts import FIGURE
from qa.held import Held
from qa.text import stems
from qa.values import Evidence

SAME_MATTER = 0.75
"""Share of a sentence's words, figures left out, that another has whose figure is of the same thing."""

_UNDATED = date.min
_MONTHS = "January February March April May June July August September October November December"
_CALENDAR = re.compile(rf"\b(?:\w+day|{_MONTHS.replace(' ', '|')})\b")
_SAYS = re.compile(r"the article says (.+), not (.+)")


def contradicts(held: Held) -> bool:
    """Whether a passage says something else instead of what the sentence says."""
    return any(_SAYS.fullmatch(problem) for problem in held.problems)


def weighed(text: str, best: Held, alone: Sequence[Held]) -> Held:
    """Return the newest of the passages that bear a sentence out as well as `best`, with what another article says.

    What an older article bears out and a newer one gives another figure for is only partly so.
    """
    others = [(held.passages[0].item, says) for held in alone if (says := _says_instead(text, held))]
    equals = [held for held in alone if held.merit[:3] == best.merit[:3]]
    newest = max([best, *equals], key=lambda held: _day(held.passages[0].item)) if others else best
    cited = {passage.item.hit.article_id for passage in newest.passages}
    others = [(item, says) for item, says in others if item.hit.article_id not in cited]
    if not others:
        return best
    item, says = max(others, key=lambda other: _day(other[0]))
    day, other = _day(newest.passages[0].item), _day(item)
    overtaken = _UNDATED < day < other
    problem = f"{_which(item, day)} says {says}"
    return replace(newest, verdict="partial" if overtaken else newest.verdict, problems=(*newest.problems, problem))


def _says_instead(text: str, held: Held) -> str | None:
    """The one figure that a passage gives for the same thing instead of the sentence's."""
    found = [match for problem in held.problems if (match := _SAYS.fullmatch(problem))]
    if len(found) != 1 or not all(FIGURE.search(part) and not _CALENDAR.search(part) for part in found[0].groups()):
        return None
    wanted = {stem for stem in stems(text) if not stem.isdecimal()}
    hit = held.passages[0].bearing.hit
    said = set(stems(f"{hit.title} {hit.text}"))
    return found[0][1] if wanted and len(wanted & said) >= SAME_MATTER * len(wanted) else None


def _which(item: Evidence, day: date) -> str:
    other, outlet = _day(item), f", in {item.hit.source}," if item.hit.source else ""
    if _UNDATED in {other, day}:
        return f"another article{outlet}"
    if other == day:
        return f"another article of that day{outlet}"
    return f"{'an older' if other < day else 'a newer'} article, of {other.day} {other:%B %Y},"


def _day(item: Evidence) -> date:
    return item.hit.published.date() if item.hit.published else _UNDATED
