"""What a sentence denies against what the article denies."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, islice

from qa.checks.ground import Ground
from qa.checks.problem import Problem
from qa.checks.reading import Statement, Word, read, scope

SCOPE = 4
"""Words of meaning after a negation that it may be about."""
IN_PLACE = 0.45
CLEARLY = 0.1
ABOUT_THIS = 0.6
"""Share of the best cited sentence's support from which another one is about the same."""

_PLAIN = re.compile(
    r"not|no|never|none|nobody|nothing|nowhere|neither|nor|without|cannot|hardly|barely|scarcely|rarely|seldom"
    r"|\w+n['’]t"
)
_SAID = re.compile(
    r"den(?:y|ies|ied|ying)|refus(?:e|es|ed|ing|al)|fail(?:s|ed|ing|ure)?|lack(?:s|ed|ing)?|unable"
    r"|false|falsely|untrue|declin(?:e|es|ed|ing)|instead|rather"
)
# "not only", "no more than 20", "No. 10", "whether or not", "no doubt" deny nothing.
_NOT_ONE = re.compile(
    r"(?:not|n['’]t)\s+(?:only|just|merely|simply|least|to mention|necessarily)\b"
    r"|no\s+(?:more|less|fewer|later|doubt|wonder)\b"
    r"|no\.?\s?\d|no[,.!]|not\s+(?:\w+\s+){1,4}until\b|not[.?!,]",
    re.IGNORECASE,
)
_DECLINES_TO = re.compile(
    r"(?:declin|fail)\w*\s+to\b|instead\s+of\b|rather\s+than\b|(?!declin|fail|instead|rather)", re.IGNORECASE
)
# Verbs that say little alone, each form with its base: "did not go on strike" does not deny "goes to work".
_LIGHT = {
    form: base
    for base, forms in {
        "get": "got gotten",
        "give": "gave given",
        "take": "took taken",
        "make": "made",
        "go": "went gone",
        "come": "came",
        "see": "saw seen",
        "know": "knew known",
        "think": "thought",
        "keep": "kept",
        "put": "",
        "want": "",
        "need": "",
        "seem": "",
    }.items()
    for form in (base, *forms.split())
}
_PARTICLES = frozenset("up down out off back away over through ahead under".split())


@dataclass(frozen=True, slots=True)
class Negation:
    """A word that denies, and the words of meaning that it may be about, nearest first."""

    word: Word
    about: tuple[Word, ...]
    plain: bool


@lru_cache(maxsize=8192)
def find_negations(sentence: str) -> tuple[Negation, ...]:
    """Return what a sentence denies."""
    words = read(sentence).words
    found = []
    for at, word in enumerate(words):
        plain = _PLAIN.fullmatch(word.lower) is not None
        said = not plain and _SAID.fullmatch(word.lower) is not None and _DECLINES_TO.match(sentence, word.start)
        joined = "-" in (sentence[word.start - 1 : word.start], sentence[word.end : word.end + 1])
        if (
            joined
            or not (plain or said)
            or _NOT_ONE.match(sentence, max(0, word.end - 3) if word.lower[-2:] == "'t" else word.start)
        ):
            continue
        about = tuple(_about(sentence, words, at))
        if about:
            found.append(Negation(word, about, plain))
    return tuple(found)


def denied(sentence: str, word: Word) -> bool:
    """Whether a word, or a phrasal verb that begins with it, is denied; what is denied twice is not."""
    about = [one.start for negation in find_negations(sentence) for one in negation.about]
    return about.count(word.start) % 2 == 1


def changed_negation(ground: Ground) -> Iterator[Problem]:
    """Yield a problem for what the claim denies and the cited text does not, or the other way round; one at most."""
    yield from islice(chain(_denied_here(ground), _denied_there(ground)), 1)


def _denied_here(ground: Ground) -> Iterator[Problem]:
    """What the claim denies and the cited text does not."""
    claim = ground.claim.text
    for negation in find_negations(claim):
        places = [_places(word, ground) for word in negation.about if denied(claim, word)]
        if any(place.denied and place.denied >= place.said - CLEARLY for place in places):
            continue
        said = places[0].said if places else 0.0
        if said < IN_PLACE and any(place.denied >= IN_PLACE for place in places):
            continue
        if negation.plain or said > IN_PLACE:
            yield Problem(f"the cited passage does not say “{negation.word.text}”", grave=said > IN_PLACE)


def _denied_there(ground: Ground) -> Iterator[Problem]:
    """What the cited text denies and the claim does not."""
    mine = {_key(word): word for word in ground.claim.words if word.stem and not denied(ground.claim.text, word)}
    about = [source for source in ground.bearing if source.support >= ABOUT_THIS * ground.bearing[0].support]
    for source in about:
        for negation in find_negations(source.statement.text):
            first, *rest = negation.about
            if not denied(source.statement.text, first) or (own := mine.get(_key(first))) is None:
                continue
            if first.lower in _LIGHT and not (rest and _key(rest[0]) in mine):
                particle = _particle(source.statement, first)
                if not particle or particle != _particle(ground.claim, own):
                    continue
            place = _places(own, ground)
            if not place.said or place.denied > max(IN_PLACE, place.said + CLEARLY / 2):
                yield Problem(f"the cited passage says “{negation.word.text}”")


def _key(word: Word) -> str:
    """What is the same for a verb's forms."""
    return _LIGHT.get(word.lower) or word.stem


def _particle(statement: Statement, word: Word) -> str:
    """The particle right behind a verb, "up" in "go up"; empty if there is none."""
    behind = next((other.lower for other in statement.words if other.start > word.start), "")
    return behind if behind in _PARTICLES else ""


def _about(sentence: str, words: tuple[Word, ...], at: int) -> list[Word]:
    after = words[at + 1].lower if at + 1 < len(words) else ""
    skipped = 1 if words[at].lower == "no" and after == "longer" else 0
    return [word for word in scope(sentence, words, at + skipped) if not _PLAIN.fullmatch(word.lower)][:SCOPE]


@dataclass(frozen=True, slots=True)
class _Places:
    """How likely the cited text speaks of a word of the claim where it denies it, and where it does not."""

    denied: float
    said: float


def _places(word: Word, ground: Ground) -> _Places:
    best = {True: 0.0, False: 0.0}
    for source in ground.sources:
        for other in source.statement.words:
            if other.stem == word.stem:
                place = ground.place((word.start, word.end), source, (other.start, other.end))
                no = denied(source.statement.text, other)
                best[no] = max(best[no], place)
    return _Places(best[True], best[False])
