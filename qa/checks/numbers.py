"""Figures of a sentence against those of the article: value, unit, and what they count."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qa.checks.agreement import agrees, alike
from qa.checks.counted import contrary
from qa.checks.derived import derived
from qa.checks.figures import Figure, find_figures
from qa.checks.ground import Ground
from qa.checks.labels import wrong_label
from qa.checks.places import instead, mentions
from qa.checks.problem import Problem

COMMON = 2
"""Digits up to which a figure may stand somewhere in an article by chance, and not be the one that is meant."""
UNTOLD = 0.35
BRIEF = 3
"""Words of meaning in a sentence ("She was 73.") that says one thing of what was named before it."""
COUNTED = 12
"""Bare number up to which it may be counted from what an article lists."""
_BOUNDS = {"about": "about ", "nearly": "nearly ", "under": "less than ", "over": "more than ", "at least": "at least "}


def wrong_numbers(ground: Ground) -> Iterator[Problem]:
    """Yield a problem for each figure of the claim that the cited text does not bear out."""
    figures = find_figures(ground.claim.text)
    for figure in figures:
        if figure.kind == "label":
            yield from wrong_label(figure, ground)
        else:
            yield from _wrong_number(figure, [other for other in figures if other is not figure], ground)


def _wrong_number(figure: Figure, others: Sequence[Figure], ground: Ground) -> Iterator[Problem]:
    rare = figure.digits > COMMON
    # A small bare number stands anywhere; what it counts must be named near it, or by the sentence before.
    bare = figure.value <= 12 and not figure.unit
    found = [mention for mention in mentions(ground, figure, find_figures) if alike(figure, mention.what)]
    same = [
        mention
        for mention in found
        if (not bare or mention.likely or len(mention.source.statement.stems) <= BRIEF) and agrees(figure, mention.what)
    ]
    rivals = [
        mention
        for mention in found
        if (figure.unit, figure.kind) == (mention.what.unit, mention.what.kind)
        and not any(agrees(one, mention.what) for one in (figure, *others))
        and (mention.beside or not rare)
    ]
    counted = [contrary(ground.claim.text, figure, one.source.statement.text, one.what) for one in same]
    if same and all(counted):
        mine, theirs = next(pair for pair in counted if pair)
        yield Problem(f"the article says {_in_words(same[0].what)} {theirs}, not {mine}", grave=True)
    elif rival := instead(same, rivals, untold=UNTOLD):
        parts = () if same else derived(figure, ground)
        yield (
            _derived(figure, parts)
            if parts
            else Problem(f"the article says {_in_words(rival.what)}, not {_in_words(figure)}", grave=not same)
        )
    elif not same and not _is_word(figure):
        yield _absent(figure, ground)


def _absent(figure: Figure, ground: Ground) -> Problem:
    """What is wrong with a figure that the cited text does not have; one that it implies may be so."""
    if parts := derived(figure, ground):
        return _derived(figure, parts)
    implied = figure.kind == "vague" or (figure.value <= COUNTED and not figure.unit)
    return Problem(f"the cited passage has no {_in_words(figure)}", grave=not implied)


def _derived(figure: Figure, parts: Sequence[str]) -> Problem:
    return Problem(f"the cited passage has no {_in_words(figure)}; it may follow from its {' and '.join(parts)}")


def _is_word(figure: Figure) -> bool:
    """Whether it is a word more than a figure: "first", whose opposite is "last"; "zero tolerance"."""
    return figure.spelled and (figure.value == 0 or (figure.kind == "ordinal" and figure.value == 1))


def _in_words(figure: Figure) -> str:
    return f"{_BOUNDS.get(figure.bound, '')}{figure.text.strip()}"
