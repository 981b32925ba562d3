"""The whole of a turn on one page, free of I/O: it yields what it needs and returns the answer.

A driver (see `qa/driver.py`) carries out each request and sends back what came of it: for `Search` a `Found`, for
`Read` a `Texts`, for `Write` a `Draft`, or `Failed` where the language model did, for `Rewrite` a `Rewritten`.
"""

from __future__ import annotations

import re
import secrets
from collections import Counter
from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar

from index import Coverage, Filter, Hit
from qa.age import aged
from qa.answer_spans import with_answers
from qa.bare import on_it
from qa.check import check
from qa.cite import citations, cite, marked
from qa.completing import complete
from qa.evidence import STANDARD, Budget, choose, fitting
from qa.instructions import caution, without_orders
from qa.plan import AS_ASKED
from qa.premises import with_premise
from qa.quotations import with_quotations
from qa.refuse import refuse, shortfall
from qa.repair import borne_out, failed, mended
from qa.rewrite import Rewrite, Rewritten, planned
from qa.sufficiency import UNSURE, confidence
from qa.values import Answer, Evidence, Message, Query, Reading, Refusal, Sentence

NO_ANSWER = "NO ANSWER"
"""What `prompts/answer.md` tells a model to reply when the passages do not hold the answer."""

# In capitals, whatever follows; else alone: "No answer was given by the minister. [1]" is one.
_INSTEAD = "These are quotations from the archive instead."
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
class Read:
    """Ask for the texts of articles, by their ids."""

    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Texts:
    """Articles' texts by id, of those that are there."""

    by_id: Mapping[str, str] = field(hash=False)


@dataclass(frozen=True, slots=True)
class Repair:
    """What is to be written anew: the sentences of a draft that did not pass the check."""

    draft: str
    failed: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Write:
    """Ask for a draft; with `verbatim`, for one of quotations only, whoever the writer is.

    With `repair`, only for what takes the place of the sentences that failed. With `silent`, the reader does not see it
    being written. `nonce` is another word each time, so that no article can know what it is fenced off with.
    """

    query: Query
    evidence: tuple[Evidence, ...]
    verbatim: bool = False
    repair: Repair | None = None
    silent: bool = False
    nonce: str = field(default_factory=lambda: secrets.token_hex(4), compare=False)


@dataclass(frozen=True, slots=True)
class Draft:
    """A text with marks, who wrote it, and with which prompt (None where that is no language model)."""

    text: str
    model: str
    prompt: str | None = None
    usage: Mapping[str, int] | None = field(default=None, hash=False)


@dataclass(frozen=True, slots=True)
class Failed:
    """A language model gave no draft, or half of one: what went wrong and what to do, in one line."""

    message: str


Outcome = TypeVar("Outcome")
Steps = Generator[Rewrite | Search | Read | Write, Rewritten | Found | Texts | Draft | Failed, Outcome]
Turn = Steps[Answer]


def turn(
    question: str,
    history: Sequence[Message] = (),
    *,
    where: Filter | None = None,
    today: date | None = None,
    budget: Budget = STANDARD,
    reads: int | None = None,
    rewrites: bool = False,
    reading: Reading = AS_ASKED,
) -> Turn:
    """Answer one question: plan, search, choose, read, write, cite, check; or refuse.

    With `rewrites` a question that leans on the history is put to a language model first; `reading` as for `plan`.
    `budget` is the evidence's, `reads` the tokens of it that go before the writer, best passages first (None for all):
    whether it suffices does not depend on who writes.
    """
    query = yield from planned(question, history, where=where, today=today, rewrites=rewrites, reading=reading)
    found = yield Search(query)
    assert isinstance(found, Found)  # noqa: S101 - the driver's side of the protocol
    evidence = choose(on_it(query, found.hits), budget)
    sure = confidence(query, evidence, found.holds.passages)
    if reason := shortfall(query, evidence, found.holds, found.hits, sure):
        refused = _refused(query, refuse(reason, query, found.hits, found.holds), found.hits)
        return replace(refused, confidence=min(sure, UNSURE))
    texts = yield Read(tuple(dict.fromkeys(item.hit.article_id for item in evidence)))
    assert isinstance(texts, Texts)  # noqa: S101
    evidence = complete(evidence, texts.by_id, budget)
    written = yield from _written(query, evidence, evidence if reads is None else fitting(evidence, reads, budget))
    if not written.sentences:  # passages without a single sentence that can be read
        refusal = refuse("detail not covered", query, found.hits, found.holds)
        return _refused(query, refusal, found.hits, written)
    sentences, otherwise = with_premise(query, with_answers(query, written.sentences, evidence), evidence)
    return Answer(
        question=query.question,
        query=query,
        text=marked(sentences),
        sentences=sentences,
        citations=citations(sentences, evidence),
        refusal=None,
        model=written.draft.model,
        prompt=written.draft.prompt,
        hits=found.hits,
        notes=(*written.notes, *otherwise, *aged(query, sentences, evidence), *caution(sentences, evidence)),
        usage=written.usage,
        failure=written.failure,
        confidence=sure,
    )


@dataclass(frozen=True, slots=True)
class _Written:
    """Checked sentences, the draft they are from, and what the reader is to know of how they came about."""

    draft: Draft
    sentences: tuple[Sentence, ...] = ()
    notes: tuple[str, ...] = ()
    usage: Mapping[str, int] | None = None
    failure: str | None = None


def _written(query: Query, evidence: tuple[Evidence, ...], shown: tuple[Evidence, ...]) -> Steps[_Written]:
    """The writer's draft, checked, its failed sentences mended once; quotations beside it, or in its place."""
    request = Write(query, shown)
    draft = yield request
    if isinstance(draft, Failed):
        quoted = yield from _quoted(query, evidence, f"{draft.message} {_INSTEAD}")
        return replace(quoted, failure=draft.message)
    assert isinstance(draft, Draft)  # noqa: S101
    written = _Written(draft, _checked(draft, shown), usage=draft.usage)
    if draft.prompt is None:  # quotations already
        return written
    if _DECLINES.match(draft.text):
        quoted = yield from _quoted(query, evidence, f"{draft.model} found no answer. {_INSTEAD}")
        return replace(quoted, usage=draft.usage)
    if failed(written.sentences):
        written = yield from _repaired(request, written)
    if not borne_out(written.sentences):
        note = f"Nothing that {draft.model} wrote is borne out by what it cites. {_INSTEAD}"
        return replace((yield from _quoted(query, evidence, note)), usage=written.usage)
    draft = yield Write(query, evidence, verbatim=True, silent=True)
    assert isinstance(draft, Draft)  # noqa: S101
    quotations = with_answers(query, _checked(draft, evidence), evidence)
    return replace(written, sentences=with_quotations(written.sentences, quotations, evidence))


def _repaired(request: Write, written: _Written) -> Steps[_Written]:
    """The sentences with the failed ones written anew, once; those that fail again stay as what they are."""
    repair = Repair(written.draft.text, failed(written.sentences))
    draft = yield replace(request, repair=repair, silent=True)
    if isinstance(draft, Failed):
        return replace(written, notes=(draft.message,))
    assert isinstance(draft, Draft)  # noqa: S101
    sentences = mended(written.sentences, _checked(draft, request.evidence))
    return replace(written, sentences=sentences, usage=_sum(written.usage, draft.usage))


def _quoted(query: Query, evidence: tuple[Evidence, ...], note: str) -> Steps[_Written]:
    """Quotations in place of a model's draft, with a note that says so."""
    draft = yield Write(query, evidence, verbatim=True)
    assert isinstance(draft, Draft)  # noqa: S101
    return _Written(draft, _checked(draft, evidence), (note,))


def _checked(draft: Draft, evidence: tuple[Evidence, ...]) -> tuple[Sentence, ...]:
    return check(cite(draft.text, evidence), without_orders(evidence))


def _sum(*usages: Mapping[str, int] | None) -> dict[str, int] | None:
    return dict(sum((Counter(usage) for usage in usages if usage), Counter[str]())) or None


def _refused(query: Query, refusal: Refusal, hits: tuple[Hit, ...], written: _Written | None = None) -> Answer:
    return Answer(
        question=query.question,
        query=query,
        text=refusal.message,
        sentences=(),
        citations=(),
        refusal=refusal,
        model=written.draft.model if written else "none",
        prompt=written.draft.prompt if written else None,
        hits=hits,
        notes=written.notes if written else (),
        usage=written.usage if written else None,
        failure=written.failure if written else None,
    )
