"""Who does what to whom: the deeds that a sentence tells, told by the order of words around each verb."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from qa.checks.exact import exact_spans
from qa.checks.parties import Party, after, ending
from qa.checks.proper_names import find_names
from qa.checks.reading import Word, read
from qa.checks.sides import sides_of
from qa.checks.speech import SAYS
from qa.text import stem

_BE = frozenset("is are was were be been being am get got gets getting".split())
_HELPS = frozenset("has have had will would could may might can must should do does did also then later once".split())
_WHO = frozenset("who which that".split())
_LINKS = frozenset("to over against from at on for with".split())
_BETWEEN = frozenset("once twice again heavily narrowly back away out up".split())
_SAYING = re.compile(SAYS)
_UNTIL_BY = 5
"""Words between a passive verb and "by" whoever did it."""

# Forms of irregular verbs that have somebody for an object; those of verbs in the list of opposites are there.
_IRREGULAR = {
    form: verb
    for verb, forms in {
        "bite": "bit bitten",
        "choose": "chose chosen",
        "fight": "fought",
        "forgive": "forgave forgiven",
        "give": "gave given",
        "lead": "led",
        "meet": "met",
        "overtake": "overtook overtaken",
        "overthrow": "overthrew overthrown",
        "pay": "paid",
        "see": "saw seen",
        "shoot": "shot",
        "strike": "struck",
        "take": "took taken",
        "throw": "threw thrown",
        "write": "wrote written",
    }.items()
    for form in forms.split()
}
_PAST = frozenset(
    """beat beaten bought broke broken built caught cut drew driven drove fell felt found got held hit hurt kept knew
    left lost made overcame ran sank sent shook sold spent stole stolen stood taught thought told won""".split()
)
# To lose to somebody is to be beaten, and what is sold to somebody is bought.
_TURNED = {("lose", "to"): "beat", ("sell", "to"): "bought"}
_BASE = {"lost": "lose", "loses": "lose", "losing": "lose", "sold": "sell", "sells": "sell", "selling": "sell"}


@dataclass(frozen=True)
class Deed:
    """Somebody or something, the agent, that does something to the patient.

    `verb` is the word that tells it, `does` what the agent does in one word ("beat", where the verb is "lost" to), with
    the preposition `link` if any; `kinds` are what such deeds go by. `surely`: the verb is one by its form; in
    "Aldersey lawyers Finn and Rook" there is none.
    """

    agent: Party
    verb: Word
    does: str
    link: str
    patient: Party
    passive: bool
    surely: bool

    @cached_property
    def kinds(self) -> frozenset[str]:
        return kinds_of(self.does)

    def __str__(self) -> str:
        if self.passive:
            return f"{self.patient.text} was {self.does} by {self.agent.text}"
        return " ".join(filter(None, (self.agent.text, self.does, self.link, self.patient.text)))

    def is_like(self, other: Deed) -> bool:
        """Whether both are the same sort of deed, whoever does it."""
        return self.link == other.link and (self.surely or other.surely) and not self.kinds.isdisjoint(other.kinds)


@lru_cache(maxsize=4096)
def find_deeds(sentence: str) -> tuple[Deed, ...]:
    """Return the deeds in a sentence whose doer and whose object stand next to the verb; what is denied is none."""
    reader = _Reader(sentence)
    return tuple(deed for at in range(len(reader.words)) for deed in reader.deed(at))


@lru_cache(maxsize=4096)
def verbs_of(sentence: str) -> frozenset[str]:
    """Return the kinds of all words of a sentence that may be verbs, and what they are the turn of."""
    words = {word.lower for word in read(sentence).words if word.text[0].islower()}
    turned = {verb for (base, _), verb in _TURNED.items() if any(_BASE.get(word) == base for word in words)}
    return frozenset().union(*map(kinds_of, words | turned))


@lru_cache(maxsize=16384)
def kinds_of(word: str) -> frozenset[str]:
    """What a verb, lower case, goes by: its stem, and the sides of opposites that it is on, for those mean the same."""
    base = _IRREGULAR.get(word, word)
    if _SAYING.fullmatch(word) and base != "write":
        return frozenset({"say"})
    return frozenset(
        {stem(base), *(f"{side.pair}{'>' if side.right else '<'}" for side in sides_of(base) if side.listed)}
    )


@dataclass(frozen=True)
class _Reader:
    sentence: str

    @cached_property
    def words(self) -> Sequence[Word]:
        return read(self.sentence).words

    @cached_property
    def taken(self) -> frozenset[int]:
        """Where words stand that are no verbs: those of names, of dates and of figures."""
        exact = exact_spans(self.sentence)
        names = {word.start for name in find_names(self.sentence) for word in name.words}
        return frozenset(names) | {
            word.start for word in self.words if any(start <= word.start < end for start, end in exact)
        }

    def gap(self, at: int) -> str:
        """What stands between a word and the next one."""
        return self.sentence[self.words[at].end : self.words[at + 1].start] if at + 1 < len(self.words) else "."

    def deed(self, at: int) -> Iterator[Deed]:
        verb = self.words[at]
        if verb.start in self.taken or not (verb.stem or _SAYING.fullmatch(verb.lower)):
            return
        subject, passive = self._subject(at)
        if subject:
            agent, patient, does, link = self._told(at, subject, passive=passive)
            if agent and patient and not agent.is_of(patient):
                by = passive and does == verb.lower
                yield Deed(agent, verb, does, link, patient, passive=by, surely=self._surely(at))

    def _told(self, at: int, subject: Party, *, passive: bool) -> tuple[Party | None, Party | None, str, str]:
        """Who does it, to whom, what it is that is done, and the preposition that goes with it."""
        does, by, link = self.words[at].lower, self._by(at), self._link(at)
        preposition = self.words[link].lower if link else ""
        if by and (passive or by == at + 1):
            return after(self.sentence, by + 1), subject, does, ""
        following = after(self.sentence, (link or at) + 1)
        turned = _TURNED.get((_BASE.get(does, ""), preposition))
        if turned and (passive or turned == "beat"):
            return following, subject, turned, ""
        if passive:
            return None, subject, does, preposition
        return subject, following, does, "" if preposition == "that" else preposition

    def _surely(self, at: int) -> bool:
        verb = self.words[at].lower
        helped = at > 0 and self.words[at - 1].lower in _HELPS
        return helped or verb.endswith("ed") or verb in _IRREGULAR or verb in _PAST or bool(_SAYING.fullmatch(verb))

    def _subject(self, at: int) -> tuple[Party | None, bool]:
        """Who or what stands before a verb, with whether a form of "be" stands between."""
        passive, relative = False, False
        before = at - 1
        while before >= 0 and not relative:
            word, gap = self.words[before], self.gap(before)
            if gap.strip():
                break
            if word.lower in _BE:
                passive = True
            elif word.lower in _WHO:
                relative = True
            elif word.lower not in _HELPS and not (word.lower.endswith("ly") and word.start not in self.taken):
                return ending(self.sentence, before), passive
            before -= 1
        if before < 0 or self.gap(before).strip() not in {",", ""}:
            return None, passive
        if relative or (before == at - 1 and self._by(at) == at + 1):
            return ending(self.sentence, before), passive
        return self._apposed(before), passive

    def _apposed(self, before: int) -> Party | None:
        """Of "Ivan Rook, the treasurer, said" both: `before` is the last word of what is put in."""
        inner = ending(self.sentence, before)
        start = before - 1
        while start >= 0 and not self.gap(start).strip():
            start -= 1
        outer = ending(self.sentence, start) if start >= 0 and self.gap(start).strip() == "," else None
        return outer.with_(inner) if outer else None

    def _link(self, at: int) -> int | None:
        """The place of the preposition that follows a verb; figures and adverbs may stand between."""
        for place in range(at + 1, len(self.words)):
            word = self.words[place]
            if self.gap(place - 1).strip(" -–"):
                return None
            if word.lower in _LINKS or (word.lower == "that" and _SAYING.fullmatch(self.words[at].lower)):
                return place
            if not (word.text.isdigit() or word.lower in _BETWEEN):
                return None
        return None

    def _by(self, at: int) -> int | None:
        for place in range(at + 1, min(at + 1 + _UNTIL_BY, len(self.words))):
            if self.gap(place - 1).strip(" -–"):
                return None
            if self.words[place].lower == "by":
                return place
        return None
