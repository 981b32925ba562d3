"""Whether the evidence says anything of the kind that is asked for: an age, a weight, a colour, pay, who drew it up."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from index import sentences
from qa.checks.figures import find_figures
from qa.checks.proper_names import find_names
from qa.checks.reading import read
from qa.checks.units import comparable
from qa.text import stems
from qa.values import Evidence

ON_SUBJECT = 0.8
"""Share of the best passage's nearness to the question from which another is about the same."""

# "How high" and "how fast" are asked of prices and rivers, too.
_HOW = re.compile(r"\bhow (?:tall|deep|heavy)\b", re.IGNORECASE)
_MEASURES = ("metres", "tonnes")
_HOW_OLD = re.compile(r"\bhow old (?:is|was|are|were) (?P<who>.+)", re.IGNORECASE)
_AGE = re.compile(
    r", \d{1,3}(?=,|\.| and)|\baged? \d|\d[- ]year[- ]old|\d years old|\bborn\b[^.]{0,40}\d{4}|\bbirthday"
    r"|\bturn(?:s|ed) \d",
    re.IGNORECASE,
)
_WHO_IS = re.compile(r"\b[Ww]ho (?:is|was|are|were) (?:the|its|their) (?P<role>[a-z][\w-]+)(?: (?:of|in|at)\b|\W*$)")
# What is asked for, and without which words of a passage it is not said.
_WORDS = tuple(
    (re.compile(asks, re.IGNORECASE), re.compile(says, re.IGNORECASE))
    for asks, says in (
        (
            r"\b(?:what|which) colou?r",
            r"\b(?:red|blue|green|yellow|black|white|brown|gr[ae]y|orange|pink|purple|gold(?:en)?|silver|scarlet|crimson"
            r"|beige|violet)\b|\bcolou?r",
        ),
        (
            r"\bhow much\b.*\b(?:paid|earn\w*|salary)\b|\b(?:what|which)\b.*\b(?:salary|wages?|pension)\b",
            r"\b(?:pay|pays|paid|salar\w+|earn\w*|wages?|fees?|pensions?|income)\b",
        ),
        (r"\bwhere (?:was|were) .*\bborn\b", r"\bborn\b|\bbirth|\bnative\b|\bgrew up\b|\bfrom\b|\bof [A-Z]"),
        (
            r"^(?:who|which)\b.*\b(?:design(?:s|ed)?|drew (?:up )?(?:the )?plans)\b",
            r"\bdesign|\barchitect|\bdr[ae]wn? up\b|\bplans (?:by|of)\b",
        ),
        (r"^(?:who|which)\b.*\bsponsor(?:s|ed)\b", r"\bsponsor"),
        (r"^(?:who|which)\b.*\blent\b", r"\b(?:lent|lend\w*|loan\w*|borrow\w*)\b"),
    )
)


def kind_said(question: str, asked: frozenset[str], evidence: Sequence[Evidence]) -> bool:
    """Whether the passages on the subject say anything of the kind asked for; True where no such kind is.

    `asked` are the stems of the question. Unlike a date or a name, which stand in any passage, such a thing is not in a
    passage by chance.
    """
    texts = list(_on_subject(asked, evidence))
    return all(says(question, texts) for says in _SAYS)


def _on_subject(asked: frozenset[str], evidence: Sequence[Evidence]) -> Iterator[str]:
    texts = [f"{item.hit.title}. {item.hit.text}" for item in evidence]
    near = [
        item.hit.similarity + len(asked & set(stems(text))) / max(1, len(asked))
        for item, text in zip(evidence, texts, strict=True)
    ]
    return (text for text, one in zip(texts, near, strict=True) if one >= ON_SUBJECT * max(near))


def _words_said(question: str, texts: Sequence[str]) -> bool:
    return all(any(says.search(text) for text in texts) for asks, says in _WORDS if asks.search(question))


def _measure_said(question: str, texts: Sequence[str]) -> bool:
    if not _HOW.search(question):
        return True
    units = {figure.unit for text in texts for figure in find_figures(text) if figure.unit}
    return any(comparable(unit, measure) for unit in units for measure in _MEASURES)


def _age_said(question: str, texts: Sequence[str]) -> bool:
    """Whether a sentence that names whoever is meant tells an age."""
    asks = _HOW_OLD.search(question)
    names = find_names(asks["who"]) if asks else ()
    if not names:
        return True
    told = (text[span.start : span.end] for text in texts for span in sentences(text))
    return any(names[-1].words[-1].text in one and _AGE.search(one) for one in told)


def _role_said(question: str, texts: Sequence[str]) -> bool:
    asks = _WHO_IS.search(question)
    role = next((word.stem for word in read(asks["role"]).words), "") if asks else ""
    return not role or any(role in read(text).stems for text in texts)


_SAYS: Sequence[Callable[[str, Sequence[str]], bool]] = (
    _words_said,
    _measure_said,
    _age_said,
    _role_said,
)
