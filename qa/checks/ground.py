"""What a sentence is held against: the cited sentences, and among them those that bear it."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from qa.checks.exact import exact_spans
from qa.checks.reading import Statement, likeness, near, read, read_all
from qa.values import Evidence

MOST_BEARING = 4
"""Sentences of the articles that one sentence of an answer may rest on."""
ADDS = 0.12
"""Share of a sentence's meaning that a further one must add in order to be among those that bear it."""


@dataclass(frozen=True, slots=True)
class Source:
    """A cited sentence; `support` is the share of the claim's meaning that it has, 0 to 1."""

    statement: Statement
    published: date | None
    support: float
    heading: bool = False


@dataclass(frozen=True)
class Ground:
    """A claim and the cited sentences, in order; titles and outlets are among them as headings."""

    claim: Statement
    sources: tuple[Source, ...]
    weights: dict[str, float]

    @cached_property
    def stems(self) -> frozenset[str]:
        """Everything that the cited text says."""
        return frozenset().union(*(source.statement.stems for source in self.sources))

    @cached_property
    def bearing(self) -> tuple[Source, ...]:
        """The few sentences that say the most of the claim, best first."""
        left = dict(self.weights)
        whole = sum(left.values()) or 1.0
        rest = sorted(self.sources, key=lambda source: -source.support)
        found: list[Source] = []
        while rest and len(found) < MOST_BEARING:
            best = max(rest, key=lambda source: sum(left.get(stem, 0.0) for stem in source.statement.stems))
            if sum(left.get(stem, 0.0) for stem in best.statement.stems) < (ADDS if found else 0.01) * whole:
                break
            found.append(best)
            rest.remove(best)
            for stem in best.statement.stems:
                left.pop(stem, None)
        again = [source for source in rest if found and source.support >= 0.9 * found[0].support]
        return (*found, *again)

    def bears(self, source: Source) -> bool:
        return any(source is one for one in self.bearing)

    def place(self, claim_span: tuple[int, int], source: Source, span: tuple[int, int]) -> float:
        """How likely a part of a cited sentence speaks of the same thing as a part of the claim, 0 to 1."""
        around = likeness(near(self.claim.text, *claim_span), near(source.statement.text, *span))
        return (around + source.support) / 2


def ground(text: str, cited: Sequence[Evidence]) -> Ground:
    """Return a sentence together with what it cites."""
    claim = read(text)
    found: list[tuple[Statement, date | None, bool]] = []
    for item in cited:
        hit = item.hit
        published = hit.published.date() if hit.published else None
        heading = f"{hit.title} ({hit.source})" if hit.source else hit.title
        found += [(statement, published, False) for statement in read_all(hit.text)]
        if heading:
            found.append((read(heading), published, True))
    weights = _weights(claim, [statement for statement, _, _ in found])
    whole = sum(weights.values()) or 1.0
    sources = {
        statement.text: Source(
            statement, published, sum(weights.get(stem, 0.0) for stem in claim.stems & statement.stems) / whole, heading
        )
        for statement, published, heading in found
    }
    return Ground(claim, tuple(sources.values()), weights)


def _weights(claim: Statement, statements: Sequence[Statement]) -> dict[str, float]:
    """How much each stem tells what the claim is about: one that few cited sentences have tells more.

    Its figures and dates do not: they are what may be wrong.
    """
    having = Counter(stem for statement in statements for stem in statement.stems & claim.stems)
    exact = exact_spans(claim.text)
    told = {word.stem for word in claim.words if not any(start <= word.start < end for start, end in exact)}
    return {stem: math.log(1 + len(statements) / max(1, having[stem])) for stem in told if stem}
