"""What a sentence denies against what the article denies."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
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
# "dropped its plan to build", "refused the museum permission to build": what follows is not to be.
_GIVES_UP = (
    r"(?:drop(?:s|ped)?|scrap(?:s|ped)?|abandon(?:s|ed)?|shelve[sd]?|cancel(?:s|led|ed)?|ditch(?:es|ed)?|axe[sd]?"
)
_GIVES_UP += r"|withdr[ae]wn?|reject(?:s|ed)?|refuse[sd]?|den(?:y|ies|ied)|g[ia]ven? up|put aside|turn(?:s|ed) down)"
_PLAN = r"(?:plans?|proposals?|ideas?|schemes?|projects?|bid|permission|consent|application)"
_GAVE_UP = re.compile(rf"{_GIVES_UP}\s(?:(?!to\b)[\w’'-]+\s){{0,6}}?{_PLAN}\s(?:to|for)\s", re.IGNORECASE)
_GIVEN_UP = re.compile(
    rf"{_PLAN}\s(?:to|for)\s(?P<what>[^,.;:]{{3,80}}?)\s(?:was|were|been|is|are|being)\s(?:\w+ly\s)?{_GIVES_UP}\b",
    re.IGNORECASE,
)
_FRONTED = re.compile(r"\s(?:it|he|she|they|we|there|would|will|could|can)\b")
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
        about = _not_to_be(sentence, words, at) or (_about(sentence, words, at) if _denies(sentence, word) else ())
        if about:
            found.append(Negation(word, tuple(about), plain))
    return tuple(found)


def _denies(sentence: str, word: Word) -> bool:
    """Whether a word denies what follows it."""
    plain = _PLAIN.fullmatch(word.lower) is not None
    said = not plain and _SAID.fullmatch(word.lower) is not None and _DECLINES_TO.match(sentence, word.start)
    joined = "-" in (sentence[word.start - 1 : word.start], sentence[word.end : word.end + 1])
    not_one = _NOT_ONE.match(sentence, max(0, word.end - 3) if word.lower[-2:] == "'t" else word.start)
    return bool(plain or said) and not joined and not not_one


def _not_to_be(sentence: str, words: tuple[Word, ...], at: int) -> Sequence[Word]:
    """What is planned or asked for, and given up or refused by the word at a place."""
    if gave_up := _GAVE_UP.match(sentence, words[at].start):
        last = max(place for place, word in enumerate(words) if word.start < gave_up.end())
        return list(scope(sentence, words, last))[:SCOPE]
    if given_up := _GIVEN_UP.match(sentence, words[at].start):
        start, end = given_up.span("what")
        return [word for word in words if word.stem and start <= word.start < end][:SCOPE]
    return ()


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
        if not (negation.plain or _SAID.fullmatch(negation.word.lower)):  # a plan given up is told by its words
            continue
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
    about = [word for word in scope(sentence, words, at + skipped) if not _PLAIN.fullmatch(word.lower)][:SCOPE]
    if words[at].lower == "without" and (clause := _FRONTED.search(sentence, words[at].end)):
        return [word for word in about if word.start < clause.start()]
    return about


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
