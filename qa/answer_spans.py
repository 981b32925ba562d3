"""The likely answer within a sentence: the phrase of the kind asked for that is nearest to the question's words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from index import Span
from qa.answer_kinds import AnswerKind, answer_kind, questions_in
from qa.corrections import blanked
from qa.datelines import without_dateline
from qa.described import described
from qa.names import Names, is_country, is_where
from qa.phrases import PHRASES
from qa.text import specifics, stems
from qa.values import Evidence, Query, Sentence
from qa.wording import asks_of_a_report, is_report_day

LONGEST_TITLE = 9
"""Words in quotation marks that may be a title."""

# How much nearness counts: to any word of the question; to what is counted, behind a figure; to the verb, on the side
# where its subject stands.
ANY, COUNTED, VERB, LIKE = 1.0, 3.0, 2.5, 1.0
REACH = 12
"""Characters after which nearness is half."""

_COUNTS: frozenset[AnswerKind] = frozenset({"number", "amount", "share", "duration", "distance", "money"})
_ELSE: Mapping[AnswerKind, AnswerKind] = {"share": "number", "age": "number", "duration": "distance"}
"""What may answer where there is nothing of the kind itself: "How long is the ship?"."""
_WORD = re.compile(r"\w+")
_DAY_OR_YEAR = re.compile(r"\b(?:1\d|20)\d\d\b|\b\d{1,2}\b(?![.:]\d|\s?[ap]\.?m)|\b[A-Z][a-z]+day\b")
_QUOTED = re.compile(r"[“\"]([^“”\"]{2,80}?)[,.]?[”\"]|(?<!\w)[‘']([^‘’']{2,60}?)[,.]?[’'](?!\w)")
_HEAD = re.compile(r"\b(?:how many|how much|what|which|whose)\s+((?:[\w’'-]+\s+){0,4}?[\w’'-]+)", re.IGNORECASE)
_WHO_DOES = re.compile(
    r"\bwho(?:\s+(?:has|have|had|will|would|was|were|is|are|been|be|also|first|previously|recently))*\s+"
    r"(?!(?:did|does|do|the|a|an)\b)(\w+)",
    re.IGNORECASE,
)


class Asked:
    """A question, as it is put to sentences.

    `names` are those of all the evidence, `described` the last words of those whom the question itself describes.
    """

    def __init__(self, question: str, names: Names, described: frozenset[str] = frozenset()) -> None:
        self._kind = answer_kind(question)
        self._names = names
        self._described = described
        self._asked = frozenset(stems(question))
        # "Philadelphia Phillies" is no other team than the question's Phillies; but its Biden may have relatives.
        self._named_in_it = frozenset(name.split()[-1] for name in specifics(question))
        verb = _WHO_DOES.search(question)
        self._head = subject(question)
        self._verb = _stem(verb[1]) if verb else None
        self._of_a_report = asks_of_a_report(question)

    def span(self, sentence: str) -> Span | None:
        """Where the sentence gives what is asked for; None where it does not, or nothing of a kind is asked for."""
        instead = _ELSE.get(self._kind) if self._kind else None
        found = self._likest(sentence, self._kind) or self._likest(sentence, instead)
        return found[1] if found else None

    def fit(self, sentence: str) -> float | None:
        """How near to the question's words the likeliest answer stands in the sentence; None where there is none."""
        found = self._likest(sentence, self._kind)
        return found[0] if found else None

    def _likest(self, sentence: str, kind: AnswerKind | None) -> tuple[float, Span] | None:
        if kind is None:
            return None
        sentence = without_dateline(sentence)
        new = [span for span in self._phrases(kind, sentence) if not self._told(sentence[span.start : span.end])]
        if not new:
            return None
        said = [
            (match.start(), match.end(), stem)
            for match in _WORD.finditer(sentence)
            if (stem := _stem(match[0])) in self._asked
        ]
        fits = [(self._nearness(span, sentence, said), -span.start, span) for span in new]
        best = max(fits, key=lambda fit: fit[:2])
        return best[0], best[2]

    def _told(self, phrase: str) -> bool:
        """Whether the question says the phrase itself, or describes whom it names."""
        last = phrase.split()[-1:]
        if self._described.intersection(last) or (self._kind != "person" and self._named_in_it.intersection(last)):
            return True
        return (set(stems(phrase)) or set(_WORD.findall(phrase.lower()))) <= self._asked

    def _phrases(self, kind: AnswerKind, sentence: str) -> list[Span]:
        if kind in {"person", "place", "country", "name", "title"}:
            return self._named(kind, sentence)
        kinds = ("money", "share", "duration", "distance", "number") if kind == "amount" else (kind,)
        found = [_matched(match) for one in kinds for match in PHRASES[one].finditer(sentence)]
        if kind == "number":
            found = _out_of_dates(found, sentence)
        if kind == "date" and not self._of_a_report:
            found = [span for span in found if not is_report_day(sentence, span.start, span.end)]
        return found

    def _named(self, kind: AnswerKind, sentence: str) -> list[Span]:
        found = self._names.find(sentence)
        if kind == "title":
            quoted = [Span(*match.span(match.lastindex or 0)) for match in _QUOTED.finditer(sentence)]
            return found + [span for span in quoted if sentence[span.start : span.end].count(" ") < LONGEST_TITLE]
        if kind == "country":
            return [span for span in found if is_country(sentence[span.start : span.end])]
        if kind == "person":
            return [span for span in found if not self._is_where(sentence, span)]
        return found

    def _is_where(self, sentence: str, span: Span) -> bool:
        """Whether a name says where, not who: "Turkey brokered it", but "in Turkey"."""
        return is_where(sentence, span.start) and self._names.is_place(sentence[span.start : span.end])

    def _nearness(self, span: Span, sentence: str, said: Sequence[tuple[int, int, str]]) -> float:
        """How near a phrase stands to the question's words, and how like it is to what is asked for."""
        phrase = sentence[span.start : span.end]
        near = self._likeness(phrase)
        for start, end, stem in said:
            if span.start <= start < span.end:
                continue
            behind = start >= span.end
            gap = start - span.end if behind else span.start - end
            near += self._weight(stem, behind=behind, gap=gap, by=sentence[: span.start].endswith(" by ")) / (
                1 + gap / REACH
            )
        return near

    def _weight(self, stem: str, *, behind: bool, gap: int, by: bool) -> float:
        if self._kind in _COUNTS:
            return COUNTED if stem in self._head and behind and gap < 2 * REACH else ANY
        # "Who won?": its subject stands before the verb, or after "by".
        return VERB if stem == self._verb and behind != by else ANY

    def _likeness(self, phrase: str) -> float:
        if self._kind in _COUNTS:
            return 0.0
        if self._kind == "date":
            return LIKE * len(_DAY_OR_YEAR.findall(phrase))
        likeness = LIKE if self._head & set(stems(phrase)) else 0.0
        if self._kind in {"person", "place"}:
            person, place = self._names.is_person(phrase), self._names.is_place(phrase)
            likeness += LIKE * (person - place) * (1 if self._kind == "person" else -1)
        return likeness


def subject(question: str) -> frozenset[str]:
    """Stems of the thing of which a question asks which, what or how many: "Which boatyard built it?"."""
    head = _HEAD.search(question)
    return frozenset(stems(head[1])) if head else frozenset()


def with_answers(query: Query, sentences: Sequence[Sentence], evidence: Sequence[Evidence]) -> tuple[Sentence, ...]:
    """Return the sentences with the likely answer marked in each; it is never what a correction takes back."""
    texts = [item.hit.text for item in evidence]
    names = Names(texts)
    asked = [Asked(question, names, described(question, names, texts)) for question in questions_in(query)]
    return tuple(
        replace(sentence, answer=next((span for one in asked if (span := one.span(blanked(sentence.text)))), None))
        for sentence in sentences
    )


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str | None:
    """The stem of one word; None of a word of grammar."""
    return next(iter(stems(word)), None)


def _out_of_dates(found: Sequence[Span], sentence: str) -> list[Span]:
    """The figures that are no part of a date or a time of day. A bare year may be a number of things."""
    dates = [match.span() for match in PHRASES["date"].finditer(sentence) if not match[0].isdigit()]
    return [span for span in found if not any(start <= span.start and span.end <= end for start, end in dates)]


def _matched(match: re.Match[str]) -> Span:
    """Where a phrase is, or the named part of it, without the white space at its ends."""
    name = match.lastgroup
    start, end = match.span(name) if name else match.span()
    text = match.string[start:end]
    return Span(start + len(text) - len(text.lstrip()), end - len(text) + len(text.rstrip()))
