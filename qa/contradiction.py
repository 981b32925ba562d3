"""Whether a sentence of an article bears a clause out that a question takes for granted, or says otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa.checks.contests import THEY, outcomes
from qa.checks.movements import find_movements
from qa.checks.negation import denied, find_negations
from qa.checks.proper_names import find_names
from qa.checks.reading import Word, read
from qa.clause import LIGHT, Clause, Stance, Told
from qa.particulars import particulars
from qa.turning import behind, named_object, objects_of, of_another, related

OF_ANOTHER = 0.6
"""What is left of a stance where a verb's object is another."""

_PARTLY = re.compile(r"\b(?:some|few|several|many|most|part)\b", re.IGNORECASE)


def stances(clause: Clause, told: Told) -> Iterator[Stance]:
    """Yield how a sentence stands to each point of a clause of which it speaks."""
    if not clause.may_be_of(told):
        return
    yield from _moved(clause, told)
    yield from _turned(clause, told)
    yield from particulars(clause, told)
    yield from _contested(clause, told)


def _turned(clause: Clause, told: Told) -> Iterator[Stance]:
    """Words that the sentence has too, or has the opposite of, denied or not."""
    said = {word.stem for word in clause.points}
    for word in clause.points:
        for other, opposite in related(told.text, word):
            if word.stem in LIGHT and behind(clause.text, word) != behind(told.text, other):
                continue
            if opposite and (
                other.stem in said or clause.of_one_thing(word) or clause.lacks(named_object(told.text, other))
            ):
                continue
            no = denied(told.text, other) != clause.denies(word)
            if no and (_PARTLY.search(clause.text) or _denies_so_too(clause, word, told)):
                continue
            if no and not opposite and not _is_denied_itself(clause, word, told, other):
                continue
            sure = clause.sure(word, told, other.start, other.end)
            if of_another(objects_of(clause.text, word), objects_of(told.text, other)):
                sure *= OF_ANOTHER
            yield Stance(word.start, no != opposite, sure, told.in_words(other.start, other.end), word.text)


def _moved(clause: Clause, told: Told) -> Iterator[Stance]:
    """Which way something goes."""
    for mine in find_movements(clause.text):
        for other in find_movements(told.text):
            sure = clause.sure(mine, told, other.start, other.end)
            yield Stance(mine.start, mine.way != other.way, sure, told.in_words(other.start, other.end), mine.text)


def _contested(clause: Clause, told: Told) -> Iterator[Stance]:
    """Who won, lost or drew."""
    named = frozenset(name.words[-1].lower for name in find_names(clause.text))
    for mine in outcomes(clause.text, clause.subject):
        for other in outcomes(told.text):
            who = read(told.beside).stems if other.who == THEY else other.who
            if mine.who & who and (other.won is not None or other.is_of(named)):
                sure = clause.sure(mine, told, other.start, other.end)
                yield Stance(mine.start, mine.won != other.won, sure, told.in_words(other.start, other.end), mine.text)


def _denies_so_too(clause: Clause, word: Word, told: Told) -> bool:
    """Whether a sentence has the verb by which the clause denies a word: "refuse a recount", "refused it"."""
    return any(
        negation.word.stem in read(told.text).stems
        for negation in find_negations(clause.text)
        if not negation.plain and word.start in [about.start for about in negation.about]
    )


def _is_denied_itself(clause: Clause, word: Word, told: Told, other: Word) -> bool:
    """Whether the nearest that is denied, in the clause or in the sentence, is this word."""
    text, one = (clause.text, word) if denied(clause.text, word) else (told.text, other)
    return clause.denied or any(
        one.start in [about.start for about in negation.about if about.lower != "one"][:1]
        for negation in find_negations(text)
    )
