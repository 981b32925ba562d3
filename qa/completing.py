"""Evidence completed from its articles: what a passage leans on is put with it, and what adjoins becomes one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from index import Hit, Span, sentences
from qa.evidence import Budget
from qa.values import Evidence

MOST_BEFORE = 2
"""Sentences that are put before a passage; behind it at most one is."""
REACH = 1500
"""Characters before and behind a passage in which they are looked for."""

# A sentence that begins so says more of what the one before it has named: "She", "But", "The company said".
_LEANS = re.compile(
    r"""[\s"“'‘(]*(?:
        (?i:he|she|it|they|his|hers?|its|theirs?|that|these|those|such|both|neither)\b |
        (?i:this)\b(?!\s(?:morning|week|month|season|year)) |
        (?i:but|and|or|so|then|also|instead|however|yet|still|moreover)\b |
        [Tt]he\s[a-z][\w-]*\s(?!(?:of|for|in|that|who|which|to|at|on|from|between)\b)[a-z]
    )""",
    re.VERBOSE,
)
_SPEAKER_NAMED_BEFORE = re.compile(r"\b(?:he|she|they)\s(?:said|says|added|told|wrote)\b")
_GOES_ON = re.compile(r":[\"”’)]*\Z")
"""What the next sentence is needed for: "It has three parts:"."""


def complete(evidence: Sequence[Evidence], texts: Mapping[str, str], budget: Budget) -> tuple[Evidence, ...]:
    """Return the evidence, best first and numbered anew, with the neighbouring sentences that its passages need.

    `texts` are the articles', by id. Passages of one article with nothing between them become one, in the place of
    the better. A passage stays as it is where its completion does not fit the budget, or where its article is not
    among the texts or has changed; the last ones are left out where what completes the better takes their room.
    """
    pieces: list[Evidence] = []
    for item in evidence:
        text = texts.get(item.hit.article_id, "")
        whole = text[item.hit.start : item.hit.end] == item.hit.text
        for span in (_completed(text, item.hit), _own(item.hit)) if whole else ():
            if fitting := _with(pieces, item, span, text, budget):
                pieces = fitting
                break
        else:
            pieces = _within([*pieces, item], budget) or pieces
    return tuple(replace(item, number=number) for number, item in enumerate(pieces, start=1))


def _with(pieces: Sequence[Evidence], item: Evidence, span: Span, text: str, budget: Budget) -> list[Evidence] | None:
    """The pieces with a further span of an article, made one with what it adjoins; None where that does not fit."""
    joined = [one for one in pieces if one.hit.article_id == item.hit.article_id and _adjoin(_own(one.hit), span, text)]
    start = min([span.start, *(one.hit.start for one in joined)])
    end = max([span.end, *(one.hit.end for one in joined)])
    best = (*joined, item)[0]
    also = {copy.article_id: copy for one in (*joined, item) for copy in one.also_in}
    piece = replace(
        best, hit=replace(best.hit, text=text[start:end], start=start, end=end), also_in=tuple(also.values())
    )
    kept = [piece if one is best else one for one in pieces if one is best or one not in joined]
    return _within(kept if joined else [*kept, piece], budget)


def _within(pieces: list[Evidence], budget: Budget) -> list[Evidence] | None:
    return pieces if sum(budget.cost(one.hit) for one in pieces) <= budget.tokens else None


def _own(hit: Hit) -> Span:
    return Span(hit.start, hit.end)


def _adjoin(a: Span, b: Span, text: str) -> bool:
    """Whether the two touch, overlap, or have only white space between them."""
    return not text[min(a.end, b.end) : max(a.start, b.start)].strip()


def _completed(text: str, hit: Hit) -> Span:
    """The passage with the sentences before it that its first one leans on, and the one behind that its last opens."""
    own = sentences(hit.text)
    if not own:
        return _own(hit)
    start, end = hit.start, hit.end
    first = hit.text[own[0].start : own[0].end]
    for before in reversed(_before(text, hit.start)[-MOST_BEFORE:]):
        if not (_LEANS.match(first) or _SPEAKER_NAMED_BEFORE.search(first)):
            break
        start, first = before.start, text[before.start : before.end]
    if _GOES_ON.search(hit.text):
        behind = sentences(text[hit.end : hit.end + REACH])
        end = hit.end + behind[0].end if behind else end
    return Span(start, end)


def _before(text: str, end: int) -> list[Span]:
    """The sentences before a place, so far as they are whole within reach."""
    start = max(0, end - REACH)
    found = [Span(start + span.start, start + span.end) for span in sentences(text[start:end])]
    return found[1:] if start else found
