"""A question drawn from an article, with the words that answer it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["quotation", "number", "date", "name"]


@dataclass(frozen=True, slots=True)
class Draft:
    """`answers` are alternatives, the first verbatim in `sentence`, which is verbatim in the article."""

    kind: Kind
    question: str
    answers: tuple[str, ...]
    sentence: str
