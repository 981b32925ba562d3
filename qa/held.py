"""A sentence of a draft held against passages: the verdict of `check` on it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qa.check import check
from qa.corrections import without_errors
from qa.nearby import Nearby
from qa.text import comparable
from qa.values import Evidence, Sentence, Verdict

RANK: dict[Verdict, int] = {"uncited": 0, "unsupported": 0, "partial": 1, "supported": 2}

QUOTATION = re.compile(r"[\"“]([^\"“”]+)[\"”]")


@dataclass(frozen=True, slots=True)
class Held:
    """A sentence held against some passages together."""

    passages: tuple[Nearby, ...]
    verdict: Verdict
    problems: tuple[str, ...]

    @property
    def closeness(self) -> float:
        """That of the closest passage."""
        return max(passage.closeness for passage in self.passages)

    @property
    def merit(self) -> tuple[float, ...]:
        """By verdict, then by how little is wrong, how few passages it takes, and how close they are."""
        return RANK[self.verdict], -len(self.problems), -len(self.passages), self.closeness


def hold(text: str, *passages: Nearby) -> Held:
    """Hold a sentence against passages."""
    items = [without_errors(passage.item) for passage in passages]
    (checked,) = check([Sentence(_unquoted(text, items), tuple(item.number for item in items))], items)
    return Held(passages, checked.verdict, checked.problems)


def _unquoted(text: str, items: Sequence[Evidence]) -> str:
    """The sentence with quoted headlines out of their quotation marks: a headline is nobody's words, but is there."""
    titles = [comparable(item.hit.title) for item in items if item.hit.title]

    def opened(match: re.Match[str]) -> str:
        words = comparable(match[1]).strip(" .,")
        return match[1] if any(words in title for title in titles) else match[0]

    return QUOTATION.sub(opened, text)
