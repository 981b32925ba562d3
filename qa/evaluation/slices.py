"""Slices of a test set: by tag, outlet, year, question word, and place in a conversation."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from index import SettingsError
from qa.evaluation.outcome import Outcome

_WORD = re.compile(
    r"\b(how (?:many|much|long|old|often|far|big)|who|whom|whose|what|when|where|which|why|how)\b", re.IGNORECASE
)
_SAME = {"whom": "who", "whose": "who"}


def labels(kind: str, outcome: Outcome) -> tuple[str, ...]:
    """Return the slices of a kind that a case is in. Raises SettingsError, listing the kinds, for one that is none."""
    check_kind(kind)
    return _LABELS[kind](outcome)


def check_kind(kind: str) -> None:
    """Raise SettingsError, listing the kinds, for one that is none."""
    if kind not in _LABELS:
        raise SettingsError(f"there are no slices by {kind!r}; use one of {', '.join(KINDS)}")


def _tags(outcome: Outcome) -> tuple[str, ...]:
    return tuple(dict.fromkeys(outcome.case.tags))


def _outlets(outcome: Outcome) -> tuple[str, ...]:
    """The outlets of the relevant articles, which do not depend on what was found."""
    return tuple(dict.fromkeys(one.source for one in outcome.relevant if one.source))


def _years(outcome: Outcome) -> tuple[str, ...]:
    """The year in which it is asked; else that of the newest relevant article."""
    days = [one.published for one in outcome.relevant if one.published]
    if outcome.case.asked:
        return (str(outcome.case.asked.year),)
    return (str(max(days).year),) if days else ()


def _question_words(outcome: Outcome) -> tuple[str, ...]:
    found = _WORD.search(outcome.case.question)
    word = found[1].lower() if found else "other"
    return (_SAME.get(word, word),)


def _turns(outcome: Outcome) -> tuple[str, ...]:
    return ("follow-up" if outcome.case.history else "first",)


_LABELS: Mapping[str, Callable[[Outcome], tuple[str, ...]]] = {
    "tag": _tags,
    "outlet": _outlets,
    "year": _years,
    "word": _question_words,
    "turn": _turns,
}
KINDS = tuple(_LABELS)
