"""The particulars of a clause that is taken for granted: its dates, figures, scores and places, and a sentence's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from itertools import combinations
from typing import Protocol

from qa.checks.agreement import agrees
from qa.checks.contests import is_contest
from qa.checks.dates import agrees as dates_agree
from qa.checks.deeds import kinds_of
from qa.checks.figures import Figure, find_figures
from qa.checks.movements import find_movements
from qa.checks.negation import find_negations
from qa.checks.places import Part
from qa.checks.proper_names import find_names
from qa.checks.reading import Word, beside, likeness, near, read
from qa.checks.speech import SAYS
from qa.checks.times import Time, find_times
from qa.clause import AROUND, BESIDE, Clause, Stance, Told, inside

ALL, OWN = 0.8, 0.3
"""Share of what a clause speaks of, but for a particular, that is said around a sentence, and in it itself, if it has
another in its place."""
PLACE = 0.05
"""What the words next to a particular count for where a sentence has several."""
JUST_BEFORE = 3
"""Words of meaning before a date, names apart, among which is what it dates."""
WEEK = 7
"""Days by which a weekday may be off: it may be of the week before or after."""

_SPAN = re.compile(r"\b(?:since|until|till|before|after|by|from|between|not (?:in|on|before|until))\s(?:the\s)?$")
_SAYING = re.compile(SAYS)
_OPENS = re.compile(r"\W*(?:In|On|By|At)\s(?:the\s)?")
_WHERE = re.compile(r"\b(?:in|at|to|from|near|outside)\s(?:the\s)?$")


class _Written(Part, Protocol):
    """A part of a sentence, with its text."""

    @property
    def text(self) -> str: ...


def particulars(clause: Clause, told: Told) -> Iterator[Stance]:
    """Yield how a sentence stands to each of them."""
    yield from _counted(clause, told)
    yield from _scored(clause, told)
    yield from _dated(clause, told)
    yield from _placed(clause, told)


def _dated(clause: Clause, told: Told) -> Iterator[Stance]:
    """Dates of what happens once."""
    times = find_times(clause.text)
    if not times or clause.another or clause.denied or find_negations(clause.text) or _may_recur(clause.text):
        return
    for time in times:
        if _SPAN.search(clause.text[: time.start]):
            continue
        if told.published and dates_agree(time, _day(told.published), told.published):
            yield _borne(clause, time, told)
        for other in find_times(told.text):
            spans = bool(_SPAN.search(told.text[: other.start]))
            if dates_agree(time, other, told.published):
                if not spans:
                    yield _borne(clause, time, told)
            elif not spans and _apart(time, other, told.published) and _dates_this(clause, told.text, other):
                yield from _otherwise(clause, time, told, other)


def _dates_this(clause: Clause, text: str, time: Time) -> bool:
    """Whether a date stands behind words of the clause or opens the sentence: "said on Thursday" dates no deed."""
    if _of_others(clause, text):
        return False
    named = [(name.words[0].start, name.words[-1].end) for name in find_names(text)]
    words = [word for word in read(text).words if not inside(word, (*named, (time.start, time.end)))]
    if _OPENS.fullmatch(text[: time.start]):
        return True
    about = frozenset().union(*map(_kinds, clause.points))
    before = [word for word in words if word.end <= time.start and (word.stem or _SAYING.fullmatch(word.lower))]
    for word in before[: -JUST_BEFORE - 1 : -1]:
        if _kinds(word) & about:
            return True
        if word.lower.endswith("ed") or _SAYING.fullmatch(word.lower):
            return False
    return False


def _of_others(clause: Clause, text: str) -> bool:
    """Whether a sentence has other names in place of one of the clause's."""
    mine, theirs = (frozenset(name.words[-1].lower for name in find_names(one)) for one in (clause.text, text))
    return bool(mine - theirs and theirs - mine)


def _may_recur(text: str) -> bool:
    """Whether it tells what happens again and again: prices rise, and matches are won."""
    return bool(find_movements(text)) or any(is_contest(word.lower) for word in read(text).words)


def _apart(time: Time, other: Time, published: date | None) -> bool:
    """Whether a date that is as exact as the clause's can be none of the same."""
    if time.away is not None or (other.away is not None and other.lasts > 1):
        return False
    if time.weekday is not None and not time.day:
        return other.weekday is not None and other.weekday != time.weekday
    wanted, given = time.days(published), other.days(published)
    if not wanted or not given or given[1] - given[0] > wanted[1] - wanted[0]:
        return False
    slack = WEEK if other.weekday is not None and not other.day else 0
    return (wanted[0] - given[1]).days > slack or (given[0] - wanted[1]).days > slack


def _counted(clause: Clause, told: Told) -> Iterator[Stance]:
    """Figures of the same sort."""
    for figure in find_figures(clause.text):
        for other in find_figures(told.text):
            if (figure.kind, figure.unit) != (other.kind, other.unit) or figure.kind != "count":
                continue
            if _is_difference(figure, told.text) or not _counts_the_same(clause.text, figure, told.text, other):
                continue
            yield from _stance(clause, figure, told, other, same=agrees(figure, other))
            if not clause.another:
                sure = clause.sure(figure, _alone(clause, told), other.start, other.end)
                says = told.in_words(other.start, other.end)
                yield Stance(figure.start, not agrees(figure, other), sure, says, figure.text.strip())


def _scored(clause: Clause, told: Told) -> Iterator[Stance]:
    """Scores of the same match, whoever it says won."""
    for mine in find_figures(clause.text):
        for other in find_figures(told.text):
            if mine.kind == other.kind == "score":
                yield from _stance(clause, mine, told, other, same=agrees(mine, other))


def _placed(clause: Clause, told: Told) -> Iterator[Stance]:
    """Where it is, in names of which no passage has the clause's."""
    for place in _places(clause.text):
        if read(place.text).stems <= read(told.passage).stems:
            yield Stance(place.start, otherwise=False, sure=1.0, says=place.text, than=place.text)
            continue
        for other in _places(told.text):
            if other.stem not in read(clause.text).stems:
                yield from _otherwise(clause, place, told, other)


def _places(text: str) -> Sequence[Word]:
    """The names that say where something is or goes, each as one word."""
    return [
        Word(name.text, name.text.lower(), name.words[0].start, name.words[-1].end, name.words[-1].stem)
        for name in find_names(text)
        if _WHERE.search(text[: name.words[0].start])
    ]


def _stance(clause: Clause, part: Figure, told: Told, other: Figure, *, same: bool) -> Iterator[Stance]:
    if same:
        yield _borne(clause, part, told)
    elif any(_said(told.text) & _kinds(word) for word in _next_to(clause, part)):
        yield from _otherwise(clause, part, told, other)


def _next_to(clause: Clause, part: Part) -> Sequence[Word]:
    """The last word of meaning before a part of a clause, and the first behind it."""
    words = [word for word in read(clause.text).words if word.stem]
    return (
        *[word for word in words if word.end <= part.start][-1:],
        *[word for word in words if word.start >= part.end][:1],
    )


def _borne(clause: Clause, part: _Written, told: Told) -> Stance:
    return Stance(part.start, otherwise=False, sure=_share(clause, part, told), says=part.text, than=part.text)


def _otherwise(clause: Clause, part: _Written, told: Told, other: _Written) -> Iterator[Stance]:
    """A sentence that has another particular, if it speaks of all that the clause does."""
    share, own = _share(clause, part, told), _share(clause, part, told, own=True)
    if share >= ALL and own >= OWN:
        around = likeness(near(clause.text, part.start, part.end), near(told.text, other.start, other.end))
        linked = _link(clause.text, part.start) == _link(told.text, other.start)
        sure = share - PLACE * (2 - around - linked)
        yield Stance(part.start, otherwise=True, sure=sure, says=other.text.strip(), than=part.text.strip())


def _link(text: str, at: int) -> str:
    """The word before a place: "to" in "from £2m to £3m"."""
    return text[:at].rstrip().rpartition(" ")[2].lower()


def _share(clause: Clause, part: Part, told: Told, *, own: bool = False) -> float:
    """Share of what a clause speaks of, but for a part, that is said in a sentence and, unless `own`, around it."""
    about = [word for word in clause.subjects if not (part.start <= word.start < part.end or is_contest(word.lower))]
    if not about:
        return 0.0
    weights = ((told.text, 1.0), *(() if own else ((told.beside, BESIDE), (told.passage, AROUND))))
    said = [max((weight for text, weight in weights if _said(text) & _kinds(word)), default=0.0) for word in about]
    return sum(said) / len(said)


def _kinds(word: Word) -> frozenset[str]:
    return kinds_of(word.lower) | {word.stem}


@lru_cache(maxsize=4096)
def _said(text: str) -> frozenset[str]:
    return frozenset().union(*(_kinds(word) for word in read(text).words if word.stem))


def _day(day: date) -> Time:
    return Time("", 0, 0, day.year, day.month, day.day, day.weekday())


def _alone(clause: Clause, told: Told) -> Told:
    """A sentence around which only names are looked for: what a figure counts must be said with it."""
    around = read(told.passage).stems
    names = [name.words[-1] for name in find_names(clause.text)]
    return Told(told.text, " ".join(word.text for word in names if word.stem in around), "")


def _counts_the_same(clause: str, figure: Figure, text: str, other: Figure) -> bool:
    """Whether two figures may count the same: those without a unit stand next to the same words."""
    if figure.unit:
        return True
    return beside(clause, figure.start, figure.end).in_place_of(beside(text, other.start, other.end))


def _is_difference(figure: Figure, text: str) -> bool:
    """Whether a figure is by how much two others of a sentence differ."""
    values = [other.value for other in find_figures(text) if (other.kind, other.unit) == (figure.kind, figure.unit)]
    return any(abs(abs(one - other) - figure.value) < 1e-9 for one, other in combinations(values, 2))
