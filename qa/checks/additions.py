"""A place, a thing or a circumstance that a sentence adds to what the article says: "… on the moon"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from qa.checks.deeds import kinds_of
from qa.checks.exact import exact_spans
from qa.checks.ground import Ground
from qa.checks.problem import Problem
from qa.checks.proper_names import find_names
from qa.checks.reading import Word, read
from qa.text import stem

COMMON = 5
"""Letters with which words begin that are of one root: "elect" and "election"."""

_DETERMINER = r"(?:an?|the|his|her|its|their)\s"
_BEGINS = re.compile(
    r"\b(?:(?:in|on|at|by|with|without|from|under|over|during|into|onto|through|inside|outside|beside|behind|near|across"
    rf"|above|below|to|for|out of|because of|instead of|than)\s|(?:after|before|and|of)\s(?={_DETERMINER}))"
    rf"(?:{_DETERMINER}|(?:some|no|this|these)\s)?(?=(?P<noun>[a-z][\w’'-]*(?:\s[a-z][\w’'-]*){{0,2}}))"
)
_NO_NOUN = frozenset(
    """of in on at by with without from under over during into onto through round around to for and or but that
    which who as than after before because while when if is are was were be been has have had will would could can may
    not""".split()
)
_OF_ANYTHING = frozenset(
    stem(word)
    for word in """addition area attempt aim basis bid case claim cause cost country course day days deal decision due
        effort end event fact favour favor first front future general group hand heart help history home hope hours
        interest interview kind largest last least less light line list living long main means middle moment month
        months more most move name new news next night number office order others part past people period place plan
        point position power present press process public purpose question rate reason recent record reply report
        response result return right rise role same scale second series set share side sign since start state statement
        support system terms thing things third time times today top total turn type use view wake way week weeks
        whole work world year years""".split()
)


def additions(ground: Ground) -> Iterator[Problem]:
    """Yield a problem for each phrase of place, means or circumstance of which the cited text has no word.

    So for what is joined with "and". What may be said of anything ("in a statement") adds nothing; names, dates and
    figures have checks of their own.
    """
    claim = ground.claim.text
    said = frozenset().union(*(kinds_of(word.lower) for source in ground.sources for word in source.statement.words))
    taken = (
        *exact_spans(claim),
        *((name.words[0].start, name.words[-1].end) for name in find_names(claim)),
    )
    for match in _BEGINS.finditer(claim):
        words = _noun(claim, match)
        if words and not _touches(match.start(), words[-1].end, taken) and not any(_said(one, said) for one in words):
            yield Problem(f"the cited passage does not say “{claim[match.start() : words[-1].end]}”")


def _noun(claim: str, match: re.Match[str]) -> Sequence[Word]:
    """The words of meaning up to the end of a phrase; none where it is said of anything."""
    found: list[Word] = []
    for word in read(claim).words:
        if match.start("noun") <= word.start < match.end("noun"):
            if word.lower in _NO_NOUN:
                break
            found.append(word)
    words = [word for word in found if word.stem]
    return [] if any(word.stem in _OF_ANYTHING for word in words) else words


def _touches(start: int, end: int, taken: Sequence[tuple[int, int]]) -> bool:
    """Whether a date, a figure or a name stands in a phrase or right behind it."""
    return any(start < last and first <= end + 1 for first, last in taken)


def _said(word: Word, said: frozenset[str]) -> bool:
    """Whether the cited text has a word, one that means the same, or one of its root."""
    root = word.lower[:COMMON]
    return not kinds_of(word.lower).isdisjoint(said) or (
        len(root) == COMMON and any(one.startswith(root) for one in said)
    )
