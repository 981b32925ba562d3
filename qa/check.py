"""Whether a sentence is borne out by what it cites: numbers, dates, names, quotations, negation, opposites. By code."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from index import sentences as sentence_spans
from qa.checks.additions import additions
from qa.checks.attribution import lost_attribution
from qa.checks.commands import invented_orders
from qa.checks.contests import changed_outcome
from qa.checks.dates import wrong_dates
from qa.checks.ground import Ground, ground
from qa.checks.links import wrong_links
from qa.checks.meaning import wrong_meaning
from qa.checks.movements import otherwise_moved
from qa.checks.names import wrong_names
from qa.checks.negation import changed_negation
from qa.checks.numbers import wrong_numbers
from qa.checks.opposites import opposites
from qa.checks.problem import Problem
from qa.checks.quotations import wrong_quotations, wrong_speakers
from qa.checks.ranks import changed_rank
from qa.checks.roles import swapped_roles
from qa.checks.superlatives import anothers_superlative
from qa.text import comparable
from qa.values import Evidence, Sentence, Verdict

CHECKS: tuple[Callable[[Ground], Iterator[Problem]], ...] = (
    wrong_numbers,
    wrong_dates,
    wrong_names,
    changed_negation,
    opposites,
    otherwise_moved,
    changed_rank,
    anothers_superlative,
    swapped_roles,
    changed_outcome,
    invented_orders,
    wrong_quotations,
    wrong_speakers,
    lost_attribution,
    wrong_links,
    wrong_meaning,
    additions,
)


def check(sentences: Sequence[Sentence], evidence: Sequence[Evidence]) -> tuple[Sentence, ...]:
    """Return the sentences with their verdicts and problems."""
    by_number = {item.number: item for item in evidence}
    return tuple(_checked(sentence, [by_number[number] for number in sentence.citations]) for sentence in sentences)


def _checked(sentence: Sentence, cited: Sequence[Evidence]) -> Sentence:
    if not cited:
        return replace(sentence, verdict="uncited", problems=sentence.problems or ("it cites nothing",))
    if any(_is_verbatim(sentence.text, item.hit.text) for item in cited):
        return replace(sentence, verdict="partial" if sentence.problems else "supported")
    held = ground(sentence.text, cited)
    found = [problem for wrong in CHECKS for problem in wrong(held)]
    problems = tuple(dict.fromkeys((*sentence.problems, *(problem.text for problem in found))))
    verdict: Verdict = "supported"
    if any(problem.grave for problem in found):
        verdict = "unsupported"
    elif problems:
        verdict = "partial"
    return replace(sentence, verdict=verdict, problems=problems)


def _is_verbatim(text: str, passage: str) -> bool:
    """Whether these are whole sentences of the passage: half of one may say the opposite of it."""
    wanted = comparable(text)
    if wanted not in comparable(passage):
        return False
    spans = sentence_spans(passage)
    return any(
        comparable(passage[first.start : last.end]) == wanted for at, first in enumerate(spans) for last in spans[at:]
    )
