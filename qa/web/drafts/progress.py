"""A draft while it is checked, and once it is. Pure values; the page renders them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date

from qa.drafts import claims
from qa.values import CheckedSentence, Verdict
from qa.web.texts import number, text

MOST_CHARACTERS = 50_000
"""Of one draft, as POST /api/check takes it."""

ORDER: tuple[Verdict, ...] = ("supported", "partial", "unsupported", "uncited")


@dataclass(frozen=True, slots=True)
class Proof:
    """The sentences of a draft that are checked so far, of `total`; `over` once no more will come."""

    total: int
    as_of: date | None = None
    sentences: tuple[CheckedSentence, ...] = ()
    over: bool = False

    def then(self, sentence: CheckedSentence) -> Proof:
        """The proof with the next sentence."""
        return replace(self, sentences=(*self.sentences, sentence))

    def ended(self) -> Proof:
        """The proof as it is, for good."""
        return replace(self, over=True)

    @property
    def whole(self) -> bool:
        """Whether every sentence is checked."""
        return len(self.sentences) >= self.total

    @property
    def counts(self) -> dict[Verdict, int]:
        """Number of sentences by verdict, the good ones first."""
        found = Counter(sentence.verdict for sentence in self.sentences)
        return {verdict: found[verdict] for verdict in ORDER}


def begun(draft: str, as_of: date | None) -> Proof:
    """The proof of a draft of which nothing is checked yet. Raises ValueError, in words, for one that cannot be."""
    if not draft.strip():
        raise ValueError(text("draft.empty"))
    if len(draft) > MOST_CHARACTERS:
        raise ValueError(text("draft.long", n=number(len(draft)), most=number(MOST_CHARACTERS)))
    return Proof(len(claims(draft)), as_of)


def doubtful(sentence: CheckedSentence) -> bool:
    """Whether a sentence claims what is not fully borne out."""
    return sentence.verdict in {"partial", "unsupported"}
