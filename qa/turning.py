"""The words of a sentence that mean the same as a verb elsewhere or exclude it, and what the verb is about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice

from qa.checks.contests import is_contest
from qa.checks.exact import exact_spans
from qa.checks.phrasal import units
from qa.checks.proper_names import find_names
from qa.checks.reading import Word, read
from qa.checks.sides import sides_of
from qa.clause import inside

_PREPOSITIONS = frozenset(
    "of for by in at on to from with over against into about as after before when because since that which who".split()
)
_PASSED_OVER = frozenset("a an the any to for its his her their".split())
# An adverb, and those who do something, not that it is done: "supporters".
_NO_DEED = re.compile(r"back|\w{4,}(?:ters?|vors?|nents?)")


def related(text: str, word: Word) -> Iterator[tuple[Word, bool]]:
    """The words of a sentence that mean the same as a word, or what excludes it."""
    own = {(side.pair, side.right) for side in sides_of(word.lower) if side.listed}
    excluded = {(side.pair, not side.right) for side in sides_of(word.lower) if side.excludes}
    for other, theirs in _nameless(text):
        if other.stem and (other.stem == word.stem or own & theirs):
            yield other, False
        elif excluded & theirs:
            yield other, True


@lru_cache(maxsize=4096)
def _nameless(text: str) -> Sequence[tuple[Word, frozenset[tuple[str, bool]]]]:
    """The words of a sentence that are no part of a name, with the sides of opposites that they are on."""
    names = [(name.words[0].start, name.words[-1].end) for name in find_names(text)]
    return [
        (word, frozenset((side.pair, side.right) for side in sides_of(word.lower)))
        for word in units(text)
        if not (inside(word, names) or is_contest(word.lower) or _NO_DEED.fullmatch(word.lower))
    ]


def of_another(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two verbs have objects that share nothing."""
    return bool(one and other) and one.isdisjoint(other)


def _object_words(text: str, word: Word) -> Iterator[Word]:
    last = word.end
    for one in read(text).words:
        if one.start < word.end:
            continue
        if text[last : one.start].strip() or one.lower in _PREPOSITIONS:
            return
        last = one.end
        yield one


@lru_cache(maxsize=8192)
def objects_of(text: str, word: Word) -> frozenset[str]:
    """Stems right behind a verb, up to a preposition or the clause's end: what something is done to."""
    exact = exact_spans(text)
    following = (one for one in _object_words(text, word) if not inside(one, exact))
    return frozenset(one.stem for one in islice(following, 3) if one.stem)


def named_object(text: str, word: Word) -> str:
    """The last word's stem of a name right behind a word: "Skelhaven" in "who left Skelhaven"."""
    for name in find_names(text):
        if word.end < name.words[0].start and text[word.end : name.words[0].start].strip() in {"", "the"}:
            return name.words[-1].stem
    return ""


def behind(text: str, word: Word) -> str:
    """The next word, which makes the meaning of a verb that says little: "take over", "take the action"."""
    following = (other for other in read(text).words if other.start > word.start)
    return next((other.stem or other.lower for other in following if other.lower not in _PASSED_OVER), "")
