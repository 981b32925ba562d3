"""Where the cited text speaks of the same thing as a part of the claim, and what it says there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from qa.checks.ground import Ground, Source
from qa.checks.reading import beside, likeness, near

IN_PLACE = 0.4
"""Likelihood from which what is next to the same words as a part of the claim stands in its place."""
CLEARLY = 0.2
"""By how much likelier the place of something else must be where it is not next to the same words."""
SLIGHTLY = 0.05


class Part(Protocol):
    """A part of a sentence: its characters [start, end)."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


T = TypeVar("T", bound=Part)


@dataclass(frozen=True, slots=True)
class Mention(Generic[T]):
    """A part of a cited sentence, held against a part of the claim.

    `alike` is the share of the claim's surroundings that it has too, `likely` how likely both speak of the same thing,
    both 0 to 1; `beside` whether it is next to the same words, `bears` whether its sentence is among those that bear
    the claim.
    """

    what: T
    source: Source
    alike: float
    likely: float
    beside: bool
    bears: bool


def mentions(ground: Ground, part: Part, find: Callable[[str], Iterable[T]]) -> list[Mention[T]]:
    """Return what `find` finds in each cited sentence, held against a part of the claim."""
    around = near(ground.claim.text, part.start, part.end)
    here = beside(ground.claim.text, part.start, part.end)
    found = []
    for source in ground.sources:
        text = source.statement.text
        for what in find(text):
            alike = likeness(around, near(text, what.start, what.end))
            next_to = here.in_place_of(beside(text, what.start, what.end))
            found.append(Mention(what, source, alike, (alike + source.support) / 2, next_to, ground.bears(source)))
    return found


def likeliest(found: Sequence[Mention[T]]) -> Mention[T] | None:
    """Return the mention that is likeliest in the place of the claim's part."""
    return max(found, key=lambda mention: mention.likely, default=None)


def instead(
    same: Sequence[Mention[T]], others: Sequence[Mention[T]], *, untold: float, own: float = 0.0
) -> Mention[T] | None:
    """Return the one of the `others` that the cited text says instead of the claim's part, if it does.

    `same` are the mentions that agree with the claim; `own` is the likelihood of its place if there are none. Where no
    sentence that bears the claim agrees, another mention that is at least as likely as `untold` counts.
    """
    own = max((mention.likely for mention in same), default=own)
    told = any(mention.bears for mention in same)
    if own:
        return likeliest(
            [
                other
                for other in others
                if (other.beside and other.likely > max(IN_PLACE, own))
                or (not told and other.likely > max(untold, own + SLIGHTLY))
                or other.likely > own + CLEARLY
            ]
        )
    return likeliest([other for other in others if other.beside and other.likely > IN_PLACE])
