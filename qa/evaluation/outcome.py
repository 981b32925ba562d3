"""What came of one case."""

from __future__ import annotations

from dataclasses import dataclass

from qa.evaluation.cases import Case
from qa.values import Answer


@dataclass(frozen=True, slots=True)
class Outcome:
    """A case with the answer that was given, or with the error in its place.

    An error is a failure to answer: it retrieved nothing, cited nothing, and is no refusal, and is scored so. Leaving
    it out would let a run in which most questions failed look as good as the few that did not.
    """

    case: Case
    answer: Answer | None
    error: str | None = None

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
    def milliseconds(self) -> float | None:
        """How long the answer took; None after an error."""
        return self.answer.timings.get("total") if self.answer else None
