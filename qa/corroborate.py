"""One sentence of a draft and the passages found for it: which of them bear it out, or what they say instead."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import combinations

from index import day_start
from qa.cite import citations
from qa.corrections import taken_back
from qa.dates import find_window
from qa.disagree import contradicts, weighed
from qa.drafts import Claim
from qa.held import QUOTATION, Held, hold
from qa.nearby import nearby
from qa.values import CheckedSentence, Evidence, Sentence

NOTHING_TO_CHECK = "nothing to check"
ABOUT_NOBODY = "it does not say who or what it is about"
NOTHING = "the archive has nothing on this"
NOTHING_IN_NAMED = "the articles named have nothing on this"

NEAR, NEAR_IF_NARROWED = 0.45, 0.3
"""Nearness from which a passage is on what a sentence says; and where its context or the reader says what it is on."""

AS_CLOSE = 0.15
"""How much less close than the closest passage one may be that bears a sentence out.

Among many passages one is found that has its words without its meaning; the closest says what is the case.
"""

MOST_HELD, TOGETHER = 5, 3
"""Closest passages that a sentence is held against one by one, and two or three at a time."""

LENDS = 0.5
"""Closeness of a passage of another article that may have what the closest lacks."""


def corroborate(claim: Claim, evidence: Sequence[Evidence], *, named: bool = False) -> CheckedSentence:
    """Return the sentence with its verdict, and the passages on which it rests or the one that comes closest to it.

    With `named`, the evidence is of articles that the reader has named.
    """
    if not claim.checkable:
        return CheckedSentence(claim.text, "uncited", (NOTHING_TO_CHECK,))
    if claim.nameless and not claim.context and not named:
        return CheckedSentence(claim.text, "uncited", (ABOUT_NOBODY,))
    found = [nearby(claim.said, item) for item in evidence]
    least = NEAR_IF_NARROWED if named or claim.context else NEAR
    if max((passage.nearness for passage in found), default=0.0) < least:
        return CheckedSentence(claim.text, "unsupported", (NOTHING_IN_NAMED if named else NOTHING,))
    for passage in found:
        if correction := taken_back(claim.said, passage.item):
            return _checked(claim, Held((passage,), "unsupported", (correction,)))
    found.sort(key=lambda passage: (-passage.closeness, -passage.nearness))
    return _checked(claim, _best(claim.said, [hold(claim.said, passage) for passage in found[:MOST_HELD]]))


def _best(text: str, alone: Sequence[Held]) -> Held:
    """Of the passages, closest first, those that bear the sentence out as well as any, or else the closest."""
    alone = _afterwards(text, alone)
    close = [held for held in alone if held.closeness >= alone[0].closeness - AS_CLOSE]
    best = max(close, key=_merit)
    if best.verdict != "supported":
        for held in _joined(text, alone):
            best = max(best, held, key=_merit)
            if best.verdict == "supported":
                break
    if best.verdict == "supported":
        return weighed(text, best, alone)
    # What says otherwise is more to the point than what only says less.
    refuting = [held for held in close if held.verdict == "unsupported" and contradicts(held)]
    if best.verdict == "partial" and not refuting:
        return best
    return max(refuting or close, key=lambda held: (held.closeness, -len(held.problems)))


def _afterwards(text: str, alone: Sequence[Held]) -> Sequence[Held]:
    """The passages without those from before what the sentence dates: what they say of it was a forecast.

    All of them where that leaves none that bears the sentence out.
    """
    begins = find_window(text, date.today())[0].after
    if begins is None:
        return alone
    since = [held for held in alone if not _before(held, day_start(begins))]
    return since if any(held.verdict == "supported" for held in since) else alone


def _before(held: Held, moment: datetime) -> bool:
    return all(one.item.hit.published is not None and one.item.hit.published < moment for one in held.passages)


def _joined(text: str, alone: Sequence[Held]) -> Iterator[Held]:
    """The sentence held against the closest passage and one or two more: each may have what the other lacks.

    One that says something else lends nothing. The words of a quotation and their speaker must be in one article.
    """
    if contradicts(alone[0]):
        return
    first, *others = [held.passages[0] for held in alone if not contradicts(held)][:TOGETHER]
    article = first.item.hit.article_id
    same = [passage for passage in others if passage.item.hit.article_id == article]
    near = [] if QUOTATION.search(text) else [passage for passage in others if passage.closeness >= LENDS]
    for other in others:
        if other in same or other in near:
            yield hold(text, first, other)
    for pair in combinations(same, 2):
        yield hold(text, first, *pair)


def _checked(claim: Claim, best: Held) -> CheckedSentence:
    evidence = [replace(passage.item, number=number) for number, passage in enumerate(best.passages, start=1)]
    sentence = Sentence(claim.said, tuple(item.number for item in evidence))
    return CheckedSentence(claim.text, best.verdict, best.problems, citations([sentence], evidence))


def _merit(held: Held) -> tuple[float, ...]:
    return held.merit
