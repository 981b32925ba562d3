"""Words of a sentence whose opposite stands in their place in the article: rose and fell, first and last."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from qa.checks.ground import Ground
from qa.checks.negation import denied
from qa.checks.phrasal import units
from qa.checks.problem import Problem
from qa.checks.reading import Word, beside, likeness, near
from qa.checks.roles import borne_verbs
from qa.checks.sides import sides_of

IN_PLACE = 0.4
CLEARLY = 0.1
"""By how much the opposite's place must be likelier than that of the claim's own word."""
ALIKE = 0.15
"""Share of a word's surroundings that its opposite in a sentence which bears the claim must have too."""


def opposites(ground: Ground) -> Iterator[Problem]:
    """Yield a problem for each word of the claim in whose place the cited text has its opposite, or which it lacks."""
    borne = borne_verbs(ground)
    for word in units(ground.claim.text):
        if word.start in borne or (word.text[0].isupper() and word.start):
            continue
        same, opposite = _compared(ground, word)
        own = max((mention.place for mention in same), default=0.0)
        next_to = max((mention for mention in opposite if mention.beside), key=_place, default=None)
        bearing = max((mention for mention in opposite if mention.bears), key=_place, default=None)
        if next_to and next_to.place > max(IN_PLACE, own + CLEARLY):
            yield Problem(f"the article says {next_to.text}, not {word.text}", grave=not same)
        elif bearing and bearing.alike >= ALIKE and not any(mention.bears for mention in same):
            yield Problem(f"the article says {bearing.text}, not {word.text}")
        elif not same and any(side.telling for side in sides_of(word.lower)):
            yield Problem(f"the cited passage does not say “{word.text}”")


@dataclass(frozen=True, slots=True)
class _Mention:
    """A word of the cited text: how likely it is in the place of the claim's, and how that was told."""

    text: str
    place: float
    alike: float
    beside: bool
    bears: bool


def _compared(ground: Ground, word: Word) -> tuple[list[_Mention], list[_Mention]]:
    """The words of the cited text on the side of the claim's word, and those on the other."""
    claim = ground.claim.text
    here, around = beside(claim, word.start, word.end), near(claim, word.start, word.end)
    found: dict[bool, list[_Mention]] = {True: [], False: []}
    for source in ground.sources:
        text = source.statement.text
        for side in sides_of(word.lower):
            for right, other in _words_of(text).get(side.pair, ()):
                # The claim's own word denied there is a changed negation, which has a check of its own.
                same = side.right == right or denied(claim, word) != denied(text, other)
                alike = likeness(around, near(text, other.start, other.end))
                next_to = not same and here.in_place_of(beside(text, other.start, other.end))
                bears = side.listed and ground.bears(source)
                mention = _Mention(other.text, (alike + source.support) / 2, alike, next_to, bears)
                found[same].append(mention)
    return found[True], found[False]


def _place(mention: _Mention) -> float:
    return mention.place


@lru_cache(maxsize=8192)
def _words_of(sentence: str) -> Mapping[str, list[tuple[bool, Word]]]:
    """The words of a sentence under each pair of opposites that they belong to, with their sides."""
    found: dict[str, list[tuple[bool, Word]]] = defaultdict(list)
    for word in units(sentence):
        for side in sides_of(word.lower):
            found[side.pair].append((side.right, word))
    return dict(found)
