"""What came of one case."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from qa.evaluation.cases import Case
from qa.values import Answer

# Three digits at most: "[2022]" is an editor's insertion, which may well be the answer.
_MARK = re.compile(r"\[\d{1,3}(?:\s*,\s*\d{1,3})*\]")


@dataclass(frozen=True, slots=True)
class Relevant:
    """What the archive says of a relevant article."""

    article_id: str
    source: str | None
    published: datetime | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """A case with the answer that was given, or with the error in its place.

    An error is a failure to answer: it retrieved nothing, cited nothing, and is no refusal, and is scored so. Leaving
    it out would let a run in which most questions failed look as good as the few that did not. `relevant` are those of
    the case's relevant articles that the archive holds, where it was asked; `grades` are scores by measure that took
    more than the outcome to work out, such as a model (qa.evaluation.graders).
    """

    case: Case
    answer: Answer | None
    error: str | None = None
    relevant: tuple[Relevant, ...] = ()
    grades: Mapping[str, float | None] = field(default_factory=dict, hash=False)

    @property
    def retrieved(self) -> tuple[str, ...]:
        """Ids of the articles retrieved, distinct, best first."""
        return tuple(dict.fromkeys(hit.article_id for hit in self.answer.hits)) if self.answer else ()

    @property
    def cited(self) -> tuple[str, ...]:
        """Ids of the articles cited, distinct, in the order of the citations."""
        return tuple(dict.fromkeys(citation.article_id for citation in self.answer.citations)) if self.answer else ()

    @property
    def refused(self) -> bool:
        """Whether the answer is a refusal."""
        return self.answer is not None and self.answer.refusal is not None

    @property
    def said(self) -> str:
        """The text of the answer without its marks; empty after a refusal or an error."""
        return " ".join(_MARK.sub(" ", self.answer.text).split()) if self.answer and not self.refused else ""

    @property
    def short(self) -> str:
        """The part of the answer that gives what was asked for, where it is marked in it; else all that was said."""
        for sentence in self.answer.sentences if self.answer and not self.refused else ():
            if sentence.answer:
                return sentence.text[sentence.answer.start : sentence.answer.end]
        return self.said

    @property
    def milliseconds(self) -> float | None:
        """How long the answer took; None after an error."""
        return self.answer.timings.get("total") if self.answer else None
