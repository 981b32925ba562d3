"""What is wrong with a sentence, as a reporter would say it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """`grave`: the sentence says what the article does not; otherwise it may be so, and a reader should look."""

    text: str
    grave: bool = False
