"""Names in a text, and whether they are a person's or a place's: told by their form and by the words beside them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache

from index import STOP_WORDS, Span
from qa.datelines import without_dateline

# A word with a capital: "McDonald", "iPhone", "O’Neill", "BA.5", "U.S.".
_CAPITAL = r"(?:[A-Z]\.(?:[A-Z]\.)+|[a-z]?[^\W\d_a-z][\w&-]*(?:[.’'](?!s\b)\w+)*)"
_LINK = r"(?: (?:of|de|la|le|du|van|von|bin|al|ibn|del|di|da|for|[A-Z]\.)(?: the)?)?"
_NAME = re.compile(rf"(?<!\w){_CAPITAL}(?:{_LINK} (?:{_CAPITAL}|[IVX\d][\w.]*)| & {_CAPITAL})*")
_FIRST = re.compile(_CAPITAL)
_LETTERS = re.compile(r"[^\W\d_]+")
_OPENING = re.compile(r"(?:^|[.!?:]\s+|\n\s*|[“\"])[\"'“‘(]*\Z")
_LOOK_BACK = 12

_TITLES = frozenset(
    """Mr Mrs Ms Dr Sir Dame Lord Lady President Vice Prime Minister Chancellor Senator Sen Rep Representative Governor
    Gov Mayor Judge Justice General Gen Colonel Captain Professor Prof Pope King Queen Prince Princess Secretary Chief
    Former Foreign Defense Defence First Attorney Deputy Officer Director Chairman Chairwoman Coach CEO Republican
    Democratic Democrat""".split()
)
_NO_NAME = frozenset(
    """Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August
    September October November December Jan Feb Mar Apr Aug Sept Sep Oct Nov Dec Mr Mrs Ms Dr I""".split()
)
_NO_PERSON = frozenset(
    """House United Kingdom State States New York North South West East Street Court Supreme City County University
    College School Department Ministry National Party Council World Cup The Company Inc Corp Committee Commission Union
    Bank Agency Association Bridge River Island Park Road Hospital Museum Times Post News Assembly Board Church Center
    Centre Institute Organization Group Airport League Act Day War Series Bowl Award Awards Office Society Stadium Hall
    White Democratic Republican American British Chinese Russian of for""".split()
)
_HAVE_OF = frozenset(
    """University College School House Bank Department Ministry Secretary Minister President Duke Duchess Prince
    Princess Bay Isle City Church Institute Museum Board Court State Republic Kingdom Bureau Office Association
    Federation Union Academy Council Society Speaker Director Chamber Parliament Commission Committee Library Gallery
    Center Centre Cup Game Force Hall Day War Treaty Battle Kings Lord Lords""".split()
)
_OPENERS = STOP_WORDS | frozenset("meanwhile however although according last two three earlier later since one".split())
_OFFICE = (
    r"leader|minister|president|director|secretary|chief|manager|captain|spokes\w+|professor|engineer|executive|"
    r"chair\w*"
)
_BEHIND_PERSON = re.compile(
    r",? (?:who|aged|\d\d|said|says|told|tweeted|wrote|added|announced|resigned|tested|died)\b|"
    rf",? (?:the|a|an|its|his|her) [\w -]{{0,40}}(?:{_OFFICE})\b"
)
_BEFORE_PERSON = re.compile(
    rf"\b(?:(?:{'|'.join(sorted(_TITLES))})\.?|actor|actress|singer|author|player|star|designer|quarterback|comedian|"
    r"driver|writer|director|manager|leader|professor|senator|candidate|minister|said)\s\Z"
)
_BEFORE_PLACE = re.compile(r"\b(?:in|at|near|across|outside|throughout|around|into)(?: the)?\s\Z", re.IGNORECASE)
_BEFORE_WHERE = re.compile(
    r"\b(?:in|at|near|across|outside|throughout|around|into|from|to)(?: the)?\s\Z", re.IGNORECASE
)
_SURE, _LIKELY = 3, 1
"""What a name counts for as somebody's: by a title or an office beside it, and by being two or three words alone."""


class Names:
    """What a set of texts shows of the names in it."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._inside: set[str] = set()
        self._people: Counter[str] = Counter()
        self._places: Counter[str] = Counter()
        for text in map(without_dateline, texts):
            for span in _runs(text):
                self._learn(text, span)

    def find(self, text: str) -> list[Span]:
        """The names of a text, without possessive endings; a sentence's first word only where it is known for one."""
        found = []
        for span in _runs(text):
            start = self._begin(text, span) if _opens(text, span.start) else span.start
            if start < span.end and not _NO_NAME.issuperset(_LETTERS.findall(text, start, span.end)):
                found.append(Span(start, span.end))
        return found

    def is_person(self, name: str) -> bool:
        """Whether it is somebody's name, or a surname of somebody named in full elsewhere."""
        parts = _person_parts(name)
        return bool(parts) and self._people[parts[-1]] > self._places[parts[-1]] and not is_country(name)

    def is_place(self, name: str) -> bool:
        """Whether things are said to be in it or at it."""
        last = name.rsplit(maxsplit=1)[-1]
        return is_country(name) or self._places[last] > self._people[last]

    def _learn(self, text: str, span: Span) -> None:
        name = text[span.start : span.end]
        if not _opens(text, span.start):
            self._inside.update(name.split())
        parts = _person_parts(name)
        before, behind = text[max(0, span.start - 20) : span.start], text[span.end : span.end + 60]
        if _BEFORE_PLACE.search(before):
            self._places[name.rsplit(maxsplit=1)[-1]] += 1
        elif parts and (parts != name.split() or _BEFORE_PERSON.search(before) or _BEHIND_PERSON.match(behind)):
            self._people.update(dict.fromkeys(parts, _SURE))
        elif 2 <= len(parts) <= 3:
            self._people.update(dict.fromkeys(parts, _LIKELY))

    def _begin(self, text: str, span: Span) -> int:
        """Where a name at the head of a sentence begins: the first word has a capital whatever it is."""
        first, *rest = text[span.start : span.end].split(maxsplit=1)
        if first.lower() not in _OPENERS and (rest or first in self._inside or is_country(first)):
            return span.start
        following = _FIRST.search(text, span.start + len(first), span.end)
        return following.start() if following else span.end


def _runs(text: str) -> Iterator[Span]:
    """Runs of words with capitals; "Halford Mackinder of Britain" is two, "Department of Justice" one."""
    for match in _NAME.finditer(text):
        start = match.start()
        for link in re.finditer(r" of (?:the )?", match[0]):
            before = match[0][start - match.start() : link.start()].split()
            if len(before) > 1 and before[-1] not in _HAVE_OF:
                yield Span(start, match.start() + link.start())
                start = match.start() + link.end()
        yield Span(start, match.end())


def _opens(text: str, start: int) -> bool:
    """Whether a sentence, a line or a quotation begins there."""
    return start == 0 or bool(_OPENING.search(text, max(0, start - _LOOK_BACK), start))


def _person_parts(name: str) -> list[str]:
    """Words of a name that may be somebody's, titles left out; none if it has a word that no person is called by."""
    parts = name.split()
    while parts and parts[0].rstrip(".") in _TITLES:
        parts = parts[1:]
    return [] if _NO_PERSON.intersection(parts) else parts[-3:]


@cache
def _countries() -> frozenset[str]:
    from babel import Locale

    named = {name for code, name in Locale("en").territories.items() if not code.isdigit()}
    return frozenset(
        named | {"UK", "US", "U.S.", "U.K.", "Britain", "England", "Scotland", "Wales", "Turkey", "America"}
    )


def is_where(text: str, start: int) -> bool:
    """Whether a name that begins there is where something is, comes from or goes to: "in Vessen", "to the Uplands"."""
    return bool(_BEFORE_WHERE.search(text, max(0, start - _LOOK_BACK), start))


def is_country(name: str) -> bool:
    """Whether it is a country's or a territory's name in English."""
    return name in _countries()
