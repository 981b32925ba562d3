"""An earlier question of a conversation and its answer: what was asked in full, what it was about, who was named."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from qa.dates import find_window
from qa.pointing import AUXILIARY, PREPOSITION, WH_WORD
from qa.question_names import names

Gender = Literal["m", "f"]

LONGEST_TOPIC = 14
"""Words of a topic; what is longer is told by its names."""

_ASKS_A_NAME = re.compile(rf"(?:{PREPOSITION}\s+)?(?:who|whom|whose|which)\b", re.IGNORECASE)
_WH = re.compile(
    rf"(?:{PREPOSITION}\s+)?(?:how\s(?:many|much|long|old|far|big|often|high|fast|large|tall|well)|{WH_WORD})(?:['’](?:s|re))?\b\s*",
    re.IGNORECASE,
)
_VERB_OF_WH = re.compile(
    rf"(?:who|what)\s+(?!{AUXILIARY}\b|(?:the|an?|kind|sort|type)\b)(?-i:[a-z]+)\s+(?:(?:to|with|of|on)\s+)?",
    re.IGNORECASE,
)
_AUXILIARIES = re.compile(rf"(?:{AUXILIARY}\s+)+", re.IGNORECASE)
_INNER = re.compile(rf"\s+{AUXILIARY}\b(?!\s*$)", re.IGNORECASE)
_OPENING = re.compile(
    rf"(?:as|{PREPOSITION})\s+(?:the\s+)?|(?:the\s+)?(?:(?:latest|newest|news)\s+(?:on|about|of|from|in)\s+)?(?:the\s+)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Meant:
    """A person for whom a pronoun stood, of which gender, and whether as the subject ("he")."""

    person: str
    gender: Gender
    subject: bool


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question made standalone, with its answer.

    `question` needs `context` before it to be understood; a full question has none. `topic` says what it is about,
    `meant` whom a "he" or "she" in it meant.
    """

    question: str
    topic: str
    context: str = ""
    meant: Meant | None = None
    answer: str = ""

    @property
    def text(self) -> str:
        """The question, standalone."""
        return f"{self.context}: {self.question}" if self.context else self.question

    def asking(self, question: str) -> Exchange:
        """Another question in the same context."""
        return Exchange(question, self.topic, self.context) if self.context else full(question)

    def about(self, context: str) -> Exchange:
        """The same question in another context."""
        return Exchange(self.question, context, context)

    def without_time(self, today: date) -> Exchange:
        """The same without the time that it names."""
        question, context = find_window(self.question, today)[1], find_window(self.context, today)[1]
        return replace(self, question=question, context=context, topic=find_window(self.topic, today)[1])

    @property
    def answered_with(self) -> tuple[str, ...]:
        """The names with which the answer replies to "who" or "which", the likeliest first; none to other questions."""
        if not _ASKS_A_NAME.match(self.question):
            return ()
        return tuple(name for name in names(self.answer) if name not in self.text)


def full(question: str) -> Exchange:
    """A question that stands alone."""
    return Exchange(question, topic(question))


def topic(question: str) -> str:
    """What a question is about: "Who won the Corvane Cup?" -> "Corvane Cup"."""
    rest = question.rstrip(" ?!.")
    rest = rest[match.end() :] if (match := _VERB_OF_WH.match(rest) or _WH.match(rest)) else rest
    rest = _AUXILIARIES.sub("", rest, count=1) if _AUXILIARIES.match(rest) else rest
    rest = _INNER.sub("", rest)
    rest = rest[match.end() :] if (match := _OPENING.match(rest)) else rest
    if len(rest.split()) <= LONGEST_TOPIC:
        return rest or question
    return ", ".join(dict.fromkeys(names(question))) or " ".join(rest.split()[:LONGEST_TOPIC])
