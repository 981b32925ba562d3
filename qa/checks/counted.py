"""What a figure counts: "seven killed and 23 injured" says of neither what it says of the other."""

from __future__ import annotations

from collections.abc import Sequence

from qa.checks.figures import Figure, find_figures
from qa.checks.reading import Word, read, scope
from qa.checks.sides import sides_of

FOLLOW = 3
"""Words of meaning after a figure that tell what it counts."""


def contrary(claim: str, figure: Figure, text: str, other: Figure) -> tuple[str, str] | None:
    """Return the words by which a claim's figure counts the opposite of what the same figure of a text counts."""
    mine, theirs = _counted(claim, figure), _counted(text, other)
    for word in mine:
        sides = {(side.pair, side.right) for side in sides_of(word.lower) if side.listed}
        for opposite in theirs:
            across = {(side.pair, not side.right) for side in sides_of(opposite.lower) if side.listed}
            if sides & across and not any(word.stem == one.stem for one in theirs):
                return word.text, opposite.text
    return None


def _counted(sentence: str, figure: Figure) -> Sequence[Word]:
    """The first words of meaning after a figure, up to the next figure or the end of the clause."""
    words = read(sentence).words
    following = [one.start for one in find_figures(sentence) if one.start >= figure.end]
    end = min(following, default=len(sentence))
    last = max((at for at, word in enumerate(words) if word.start < figure.end), default=0)
    return [word for word in scope(sentence, words, last) if word.start < end][:FOLLOW]
