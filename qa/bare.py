"""A question about a thing that it does not name: "the fire", "the court"; and whether a text tells of such a one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index import STOP_WORDS, Hit, words
from qa.text import specifics, stem, stems
from qa.values import Query

MOST_WORDS = 3
"""Words of meaning in a question that names nothing; with more of them it says which is meant."""

LONGEST = 2
"""Words of a noun by which a thing is known again: "prime minister"."""

_QUANTITY = frozenset({"much", "mani"})
_THE = re.compile(
    r"\bthe (?!most\b|first\b|last\b|next\b|same\b|other\b|\w+est\b)(?=([a-z][\w’'-]*(?: [a-z][\w’'-]*)*))"
)
# Behind it stand a subject and its verb: "did the court rule", but "who is the chief executive".
_INVERTED = re.compile(
    r"\b(?:did|does|do|will|would|has|have|had|can|could|should|(?<!who )(?<!what )(?:is|are|was|were))\s+\Z",
    re.IGNORECASE,
)
_PARTICIPLE = re.compile(r"\w{2,}(?:ed|en)")
_WORD = re.compile(r"[\w’'-]+|[^\w\s]")
_WHERE = frozenset("in at on near off of for between".split())
# Past tenses of what things do, told from nouns by no ending.
_VERBS = frozenset(
    """began broke brought burnt came cost cut drew fell found gave got grew held hit kept led left lost made met put
    ran rose said sank saw sent set shook shut spread stood struck swept told took tore went won""".split()
)
# Reports of one event call it by any of these.
_ALIKE = tuple(
    frozenset(map(stem, names.split()))
    for names in (
        "fire blaze wildfire inferno",
        "earthquake quake tremor",
        "crash collision accident pileup",
        "storm hurricane cyclone typhoon tornado",
        "flood floods flooding",
        "explosion blast",
        "election vote poll ballot",
        "game match",
        "verdict ruling judgment",
        "deal agreement accord",
        "strike walkout",
    )
)


@dataclass(frozen=True, slots=True)
class Bare:
    """What a question is about, by a noun alone: stems of the noun's words, of which the last is the kind of thing.

    `else_asked` are the stems of the other words of meaning.
    """

    noun: tuple[str, ...]
    else_asked: frozenset[str]

    def mentioned(self, text: str) -> bool:
        """Whether a text speaks of such a thing: "the fire", "fires", but not "fire station"."""
        return any(True for _ in self._mentions(_WORD.findall(text)))

    def introduced(self, text: str) -> bool:
        """Whether a text tells one such thing from others: "a fire", "the Harwick fire", "the fire in Harwick"."""
        found = _WORD.findall(text)
        return any(
            any(map(_tells, found[max(0, at - len(self.noun) - 2) : at])) or _placed(found[at + 1 : at + 6])
            for at in self._mentions(found)
        )

    def has_word_in(self, text: str) -> bool:
        """Whether any word of the noun is in a text, in whatever sense."""
        said = set(stems(text))
        return bool(said & _alike(self.noun[-1]) or said.intersection(self.noun))

    def _mentions(self, found: Sequence[str]) -> Iterator[int]:
        """Where the last word of the noun stands among a text's words."""
        said = tuple(stem(word.lower()) for word in found)
        alike, before = _alike(self.noun[-1]), self.noun[:-1]
        for at, word in enumerate(said):
            whole = word in alike and said[max(0, at - len(before)) : at] == before
            if whole and (at + 1 == len(found) or _ends_a_phrase(found[at + 1])):
                yield at


def bare(query: Query) -> Bare | None:
    """Return what a question is about where it says so by "the" and a noun only; None where it is told more closely.

    That is by a name, a figure, a time, by what was spoken of before, or by more than a few words.
    """
    asked = frozenset(stems(query.topic)) - _QUANTITY
    open_ = query.text == query.question and not query.window and query.intent in {"news", "timeless"}
    if not open_ or not 1 <= len(asked) <= MOST_WORDS or specifics(query.topic):
        return None
    for match in _THE.finditer(query.topic):
        noun = _noun(match)
        if noun:
            return Bare(noun, asked - set(noun))
    return None


def on_it(query: Query, hits: Sequence[Hit]) -> Sequence[Hit]:
    """The passages that can answer: of a question about a thing that it does not name, those that tell of such a one.

    What befell a crowd is no answer to "How many died in the fire?", however near it comes. Where none does, all are
    kept if they have the noun in another sense or as part of another, since it may be a word for something of theirs.
    """
    thing = bare(query)
    if thing is None:
        return hits
    about = [hit for hit in hits if thing.mentioned(f"{hit.title}. {hit.text}")]
    return about or [hit for hit in hits if thing.has_word_in(f"{hit.title} {hit.text}")]


def _noun(match: re.Match[str]) -> tuple[str, ...]:
    """Stems of the noun behind "the": its words up to a word of grammar, or to the verb of a question."""
    found: list[str] = []
    for word in match[1].split():
        if word == "of":  # "the source of the mistake": the other is the thing
            return ()
        if word in STOP_WORDS:
            break
        found.append(word)
    else:
        # "What did the court rule?": the last word is the verb's.
        if len(found) > 1 and _INVERTED.search(match.string[: match.start()]):
            found.pop()
    if len(found) > 1 and _PARTICIPLE.fullmatch(found[-1]):
        found.pop()
    return tuple(stem(word) for word in found[-LONGEST:] for word in words(word))


def _alike(noun: str) -> frozenset[str]:
    return next((names for names in _ALIKE if noun in names), frozenset({noun}))


def _ends_a_phrase(word: str) -> bool:
    """Whether a noun before this word is not part of a longer one: "fire killed", "fire in", not "fire station"."""
    is_verb = word.endswith(("ed", "s")) or word in _VERBS
    return is_verb or not word[0].isalpha() or word.lower() in STOP_WORDS or word[0].isupper()


def _tells(word: str) -> bool:
    named = word[0].isupper() and word.lower() not in STOP_WORDS
    return named or word.lower() in {"a", "an", "another"} or word.endswith(("’s", "'s"))


def _placed(behind: Sequence[str]) -> bool:
    """Whether a noun is followed by where it is: "in Harwick", "on the island of Sark"."""
    return bool(behind) and behind[0] in _WHERE and any(word[0].isupper() for word in behind[1:])
