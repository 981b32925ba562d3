"""The whole of a turn on one page, free of I/O: it yields what it needs and returns the answer.

A driver (see `qa/assistant.py`) carries out each request and sends back what came of it: for `Search` a `Found`, for
`Write` a `Draft`.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from index import Coverage, Filter, Hit
from qa.check import check
from qa.cite import citations, cite, marked
from qa.evidence import choose
from qa.plan import plan
from qa.refuse import refuse, shortfall
from qa.values import Answer, Evidence, Message, Query, Refusal

NO_ANSWER = "NO ANSWER"
"""What `prompts/answer.md` tells a model to reply when the passages do not hold the answer."""

# In capitals, whatever follows; else alone: "No answer was given by the minister. [1]" is one.
_DECLINES = re.compile(rf"\W*(?:{NO_ANSWER}\b|(?i:{NO_ANSWER})\W*\Z)")


@dataclass(frozen=True, slots=True)
class Search:
    """Ask for the best passages for a query."""

    query: Query


@dataclass(frozen=True, slots=True)
class Found:
    """The passages, best first, and what the archive holds within the reader's filter."""

    hits: tuple[Hit, ...]
    holds: Coverage


@dataclass(frozen=True, slots=True)
class Write:
    """Ask for a draft; with `verbatim`, for one of quotations only, whoever the writer is."""

    query: Query
    evidence: tuple[Evidence, ...]
    verbatim: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """A text with marks, who wrote it, and with which prompt."""

    text: str
    model: str
    prompt: str | None = None
    usage: Mapping[str, int] | None = field(default=None, hash=False)


Turn = Generator[Search | Write, Found | Draft, Answer]


def turn(
    question: str,
    history: Sequence[Message] = (),
    *,
    where: Filter | None = None,
    today: date | None = None,
    most: int = 8,
    words: int = 1200,
) -> Turn:
    """Answer one question: plan, search, choose, write, cite, check; or refuse.

    `most` and `words` are the evidence's budget, in passages and in words.
    """
    query = plan(question, history, where=where, today=today)
    found = yield Search(query)
    assert isinstance(found, Found)  # noqa: S101 - the driver's side of the protocol
    evidence = choose(found.hits, most=most, words=words)
    if reason := shortfall(query, evidence, found.holds):
        return _refused(query, refuse(reason, query, found.hits, found.holds), found.hits)
    draft = yield Write(query, evidence)
    assert isinstance(draft, Draft)  # noqa: S101
    if _DECLINES.match(draft.text):
        refusal = refuse("detail not covered", query, found.hits, found.holds)
        return _refused(query, refusal, found.hits, draft)
    sentences = check(cite(draft.text, evidence), evidence)
    notes: tuple[str, ...] = ()
    usage = draft.usage
    if all(sentence.verdict in {"unsupported", "uncited"} for sentence in sentences):
        notes = (f"Nothing that {draft.model} wrote is borne out by what it cites; these are quotations instead.",)
        draft = yield Write(query, evidence, verbatim=True)
        assert isinstance(draft, Draft)  # noqa: S101
        sentences = check(cite(draft.text, evidence), evidence)
    if not sentences:  # passages without a single sentence that can be read
        return _refused(query, refuse("detail not covered", query, found.hits, found.holds), found.hits, draft)
    return Answer(
        question=query.question,
        query=query,
        text=marked(sentences),
        sentences=sentences,
        citations=citations(sentences, evidence),
        refusal=None,
        model=draft.model,
        prompt=draft.prompt,
        hits=found.hits,
        notes=notes,
        usage=usage,
    )


def _refused(query: Query, refusal: Refusal, hits: tuple[Hit, ...], draft: Draft | None = None) -> Answer:
    return Answer(
        question=query.question,
        query=query,
        text=refusal.message,
        sentences=(),
        citations=(),
        refusal=refusal,
        model=draft.model if draft else "none",
        prompt=draft.prompt if draft else None,
        hits=hits,
        usage=draft.usage if draft else None,
    )
