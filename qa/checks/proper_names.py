"""The names in a sentence: runs of words with capitals, and the spellings under which one name may go."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from string import ascii_lowercase

from index import STOP_WORDS
from qa.checks.exact import exact_spans
from qa.checks.reading import Word, read
from qa.text import stem

_JOINS = re.compile(r"\s|-|\s&\s")
_SHORTENED = frozenset("gov sen rep lt gen col capt sgt dr mr mrs ms prof rev st mt ft jr sr".split()) | frozenset(
    ascii_lowercase
)
_LINKS = frozenset("of the and for de del la le von van bin al on in".split())
_OPENS = re.compile(r"(?:^|[.!?:;…•\"“‘()\[—–]\s*)[\"“‘'(\[]*$")
# How a people's name ends, and how its country's may where that ending is left out.
_PEOPLES = {
    f"{suffix}{plural}": endings.split(" ")
    for suffix, plurals, endings in (
        ("ian", ("", "s"), " a ia y e o"),
        ("an", ("", "s"), " a as o e ia"),
        ("n", ("", "s"), ""),
        ("ese", ("",), " a al o"),
        ("ish", ("",), "en ey ain and land"),
        ("i", ("", "s"), " a"),
        ("er", ("", "s"), ""),
    )
    for plural in plurals
}
TITLES = frozenset(
    """president vice prime minister chancellor senator sen sens representative rep reps governor gov mayor secretary
    general gen colonel col captain capt sergeant sgt lieutenant lt admiral judge justice chief chairman chairwoman
    chair ceo director doctor dr professor prof mr mrs ms miss sir lord lady dame king queen prince princess pope
    cardinal archbishop bishop father rev reverend officer detective sheriff attorney speaker leader ambassador former
    ex us associate justice inc corp co ltd plc llc company group airways airlines holdings""".split()
)
_OPENERS = frozenset(
    """according almost although amid among another around because besides both consequently despite due either even
    ever every everyone finally following however hundreds inside instead last late many may meanwhile more moreover
    most much nearly never nobody none nonetheless nothing one others perhaps rather recently several similarly since
    sometimes soon still thanks then therefore though top thousands thus today tomorrow unlike unless upon whether
    within without yes yesterday yet""".split()
)
_ORDINARY = re.compile(
    r"(?:[eo]rs?|ists?|m[ae]n|ians?|aires?|stars?|giants?|ess|ic|al|ous|ive|ful|less|ary|[ai]ble|ed|ing|ly|tions?|ments?"
    r"|ness|ity|ies)$"
)
_NO_NAME = re.compile(r"OK(?:['’]?e?d|s|['’]d|ing)?|I['’](?:m|d|ll|ve)|[RDI]-[A-Z]\w+")


@dataclass(frozen=True, slots=True)
class Name:
    """A run of words with capitals; `opens` where it begins a sentence or a quotation, so that it may be none."""

    words: tuple[Word, ...]
    opens: bool

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)


@lru_cache(maxsize=8192)
def find_names(sentence: str) -> tuple[Name, ...]:
    """Return a sentence's names, in order, without dates and figures."""
    words = read(sentence).words
    taken = exact_spans(sentence)
    runs: list[list[Word]] = []
    for word in words:
        if not _capital(word) or any(start <= word.start < end for start, end in taken):
            continue
        gap = sentence[runs[-1][-1].end : word.start] if runs else ""
        if runs and (_JOINS.fullmatch(gap) or (gap == ". " and runs[-1][-1].lower in _SHORTENED)):
            runs[-1].append(word)
        else:
            runs.append([word])
    found = (Name(tuple(run), _OPENS.search(sentence[: run[0].start]) is not None) for run in runs)
    return tuple(name for name in map(_without_opener, found) if name.words)


@lru_cache(maxsize=8192)
def spellings(sentence: str) -> tuple[str, ...]:
    """Return a sentence's words as names are compared, in order."""
    return tuple(spelling(word.text) for word in read(sentence).words if word.lower != "s")


@lru_cache(maxsize=65536)
def spelling(word: str) -> str:
    """One spelling of a name's word: lower case, no accents, no points, one of the transcriptions ("-sky")."""
    plain = "".join(one for one in unicodedata.normalize("NFKD", word) if not unicodedata.combining(one))
    plain = re.sub(r"'s?$", "", plain.lower().replace("’", "'").replace(".", ""))
    return re.sub(r"(?:yy|iy|ij|yi)$", "y", plain)


@lru_cache(maxsize=8192)
def long_forms(sentence: str) -> tuple[tuple[str, tuple[Word, ...]], ...]:
    """Return the names of several words with their initials, little words within a name passed over: "cdcp"."""
    found: list[list[Word]] = [[]]
    for word in read(sentence).words:
        if _capital(word):
            found[-1].append(word)
        elif word.lower not in _LINKS and word.lower != "s":
            found.append([])
    return tuple(("".join(word.lower[0] for word in words), tuple(words)) for words in found if len(words) > 1)


def abbreviates(short: str, letters: str) -> bool:
    """Whether initials are those of a name, or in the midst of it: the "US Centers for Disease Control" are the CDC."""
    return short == letters if len(short) == 2 else short in letters and len(letters) - len(short) <= 2


def may_be_ordinary(word: Word) -> bool:
    """Whether a word that begins a sentence only says what somebody is ("Singer Adele") and is no name itself."""
    return word.lower in TITLES or _ORDINARY.search(word.lower) is not None


def same_people(one: str, other: str) -> bool:
    """Whether two spellings are of a country and its people: "iran" and "iranians"."""
    return stem(one) == stem(other) or _is_people(one, other) or _is_people(other, one)


def _is_people(people: str, country: str) -> bool:
    return any(
        people.endswith(suffix)
        and country.startswith(people.removesuffix(suffix))
        and country[len(people) - len(suffix) :] in endings
        for suffix, endings in _PEOPLES.items()
        if len(people) - len(suffix) > 2
    )


def _capital(word: Word) -> bool:
    return any(one.isupper() for one in word.text) and not _NO_NAME.fullmatch(word.text)


def _without_opener(name: Name) -> Name:
    first = name.words[0]
    grammar = first.lower in STOP_WORDS and not (len(first.text) > 1 and first.text.isupper())
    if grammar or (name.opens and first.lower in _OPENERS):
        return _without_opener(Name(name.words[1:], opens=False)) if len(name.words) > 1 else Name((), opens=False)
    return name
