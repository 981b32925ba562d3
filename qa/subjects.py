"""Who or what a sentence is about: the names that may stand for its subject, in full."""

from __future__ import annotations

import re

from index import STOP_WORDS, Span
from qa.names import Names, is_country

_TYPES = frozenset(
    """Court Department Ministry University Party Committee Bank Agency Union Council Commission Association Senate
    Parliament Airlines Church Museum Institute Authority Administration""".split()
)
_PLACES = frozenset("Square Street Avenue Park Center Centre Plaza Bridge Beach Island Hall House Bay Hills".split())
_CONJUNCTIONS = frozenset("once while when if but and though although because until unless since after before".split())
_SPEAKS = "said|says|told|added|wrote|tweeted|announced|explained|testified"
_TITLE = re.compile(
    r"(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Sgt|Lt|Gen|Col|Sir|Dame|President|Minister|Senator|Governor|Mayor|Judge|Justice|"
    "Republican|Democrat|Democratic|Secretary|Chancellor|Congressman|Congresswoman|Commissioner|Chairman|Chairwoman|Chief|"
    r"Director|General|Commander|Professor|Pope|King|Queen|Prince|Princess|Attorney|CEO|Manager|Owner|Principal|Coach|"
    r"Captain|Officer|Detective|Sheriff|Superintendent|Assembly(?:man|woman|member)|Council(?:man|woman|member|or)|"
    r"Spokes(?:man|woman|person)|Representative|Founder|Scientist|Engineer|Analyst|Lawyer|Author|Actor|Actress|Singer)\.?$"
)


def whole_subject(words: str, names: Names, text: str) -> str | None:
    """The subject as it stands inside a question, a person in full; None where it is not one name and no more."""
    bare = words.removeprefix("The ")
    if bare.split()[0].lower() in _CONJUNCTIONS or names.find(bare) != [Span(0, len(bare))]:
        return None
    if names.is_person(bare) and " " not in bare:
        return _longer(bare, names, text)
    return bare if bare == words else f"the {bare}"


def question_word(name: str, names: Names, text: str) -> str | None:
    """What asks for a name: "Who", "Which country", "Which court"; None where nothing says what it is."""
    if is_country(name):
        return "Which country"
    words = name.split()
    if " " in name and (kinds := [word for word in _heads(words) if word in _TYPES]):
        return f"Which {kinds[0].lower().replace('airlines', 'airline')}"
    surname = words[-1]
    speaks = re.search(rf"\b{re.escape(surname)}(?:, [^,.]{{3,60}},)? (?:{_SPEAKS})\b", text)
    person = " " in name and surname not in _PLACES and names.is_person(name)
    return "Who" if person and speaks else None


def _heads(words: list[str]) -> list[str]:
    """The words of a name that may say what it is: the last, and of "Bank of Ruritania" the first."""
    return [words[0]] if {"of", "for"} & set(words[1:2]) else [words[-1]]


def is_title(word: str) -> bool:
    """Whether it is a word before a name, and no name: "Dr.", "Commissioner"."""
    return bool(_TITLE.match(word))


def with_shorter(name: str) -> tuple[str, ...]:
    """A person's name as written, and without the titles before it."""
    words = name.split()
    titles = [place for place, word in enumerate(words[:-2]) if _TITLE.match(word)]
    return (name, " ".join(words[titles[-1] + 1 :])) if titles else (name,)


def _longer(surname: str, names: Names, text: str) -> str | None:
    for match in re.finditer(rf"[A-Z][\w’'-]+ (?:[A-Z]\. )?{re.escape(surname)}\b", text):
        first = match[0].split(maxsplit=1)[0]
        if names.is_person(match[0]) and not _TITLE.match(first) and first.lower() not in STOP_WORDS | _CONJUNCTIONS:
            return match[0]
    return None
