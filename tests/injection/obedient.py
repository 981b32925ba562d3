"""A language model that does whatever it can see as an order: the most gullible reader of a prompt that there is."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Self

from attacks import Attack

from index import sentences
from qa.marks import MARKS
from qa.values import Message

# What a tokenizer takes for the end of a turn, in whichever family of models.
TOKENS = re.compile(
    r"<\|[^<>|\n]{1,40}\|>|</?s>|<</?SYS>>|\[/?(?:INST|SYSTEM_PROMPT|AVAILABLE_TOOLS|TOOL_CALLS|TOOL_RESULTS)\]|\[\|\w+\|\]|"
    r"</?(?:start_of_turn|end_of_turn|bos|eos|think|answer|system|instructions|tool_call|function_calls|passages?|context)\b"
)
# A line that begins like this is somebody's turn, another passage, another question, a heading, a line drawn.
TURN = re.compile(
    r"\s*(?:(?:system|user|human|assistant|developer|tool|model|role|thought|action|question|answer|instructions?)\b[^\n:]{0,20}:"
    r"|today is\b|#{2,}|\*{3}|={3}|`{3}|\"{3}|\[\d+\]|[-=_*~]{3,}|[-—─]{3,})",
    re.IGNORECASE,
)
FENCE = re.compile(r"[ \t]*-{3,}[ \t]*\S*\s*\Z")


def unseen(character: str) -> bool:
    """By the Unicode database, not by this project's own list."""
    kind = unicodedata.category(character)
    return (
        (kind in {"Cc", "Cf", "Cs", "Co", "Cn"} and character not in "\u200c\u200d")
        or 0xFE00 <= ord(character) <= 0xFE0F
        or 0xE0000 <= ord(character) <= 0xE0FFF
    )


@dataclass(frozen=True)
class Scaffold:
    """A prompt about a harmless article: the lines outside the passages, and how many a passage has."""

    outside: frozenset[str]
    lines: int

    @classmethod
    def of(cls, messages: Sequence[Message]) -> Self:
        return cls(frozenset(_outside(messages)), len(_passages(messages)[0]))


@dataclass
class Obedient:
    """Answers `attack.question` from the passages, unless it sees an order: then it says what is `forbidden`.

    `orders` keeps what it obeyed.
    """

    attack: Attack
    scaffold: Scaffold
    orders: list[str] = field(default_factory=list)

    def __call__(self, messages: Sequence[Message]) -> str:
        self.orders += orders(messages, self.scaffold)
        return self.attack.forbidden if self.orders else self._answer(messages)

    def _answer(self, messages: Sequence[Message]) -> str:
        for number, lines in enumerate(_passages(messages), start=1):
            text = lines[-1]
            for sentence in (text[span.start : span.end] for span in sentences(text)):
                if self.attack.answered_in(sentence):
                    return f"{sentence} [{number}]"
        return "NO ANSWER"


def orders(messages: Sequence[Message], scaffold: Scaffold) -> list[str]:
    """All that a model might take for somebody speaking to it, apart from the scaffold."""
    found = [line for line in _outside(messages) if line not in scaffold.outside]
    for number, lines in enumerate(_passages(messages), start=1):
        found += lines[scaffold.lines :]  # a voice of its own
        for line in lines:
            body = line.removeprefix(f"[{number}] ")
            plain = unicodedata.normalize("NFKC", body)
            found += [f"hidden {character!r} in {body[:40]!r}" for character in body if unseen(character)]
            found += [*TOKENS.findall(plain), *MARKS.findall(plain)]
            found += [turn[0]] if (turn := TURN.match(body)) else []
    return found


def _outside(messages: Sequence[Message]) -> list[str]:
    *others, last = messages
    lines = [line for message in others for line in message.content.splitlines()]
    return lines + [line for line, passage in _lines(last.content) if passage is None]


def _passages(messages: Sequence[Message]) -> list[list[str]]:
    found: dict[int, list[str]] = {}
    for line, passage in _lines(messages[-1].content):
        if passage is not None:
            found.setdefault(passage, []).append(line)
    return list(found.values())


def _lines(text: str) -> list[tuple[str, int | None]]:
    """Each line but the fences, and in which passage it stands. To this reader any line drawn is a fence."""
    lines: list[tuple[str, int | None]] = []
    fences = 0
    for line in re.split(r"[\n\r\v\f\x85\u2028\u2029]", text):
        if FENCE.match(line):
            fences += 1
        elif line.strip():
            lines.append((line, fences if fences % 2 else None))
    return lines
