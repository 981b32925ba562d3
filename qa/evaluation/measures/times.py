"""Measures of time in the news: what was cited from after the day of the question, and how fresh it was."""

from __future__ import annotations

import math

from index import day_end
from qa.evaluation.measures.measure import Measure
from qa.evaluation.outcome import Outcome

_SECONDS_A_DAY = 86_400


def _future_citations(outcome: Outcome) -> float | None:
    if outcome.case.asked is None or outcome.answer is None or outcome.refused:
        return None
    last = day_end(outcome.case.asked)
    dates = [citation.published for citation in outcome.answer.citations if citation.published]
    return float(sum(date > last for date in dates))


def _freshness_error(outcome: Outcome) -> float | None:
    last = day_end(outcome.case.asked) if outcome.case.asked else None
    relevant = [one.published for one in outcome.relevant if one.published and (not last or one.published <= last)]
    cited = [one.published for one in (outcome.answer.citations if outcome.answer else ()) if one.published]
    if not relevant or not cited:
        return None
    return max(0.0, (max(relevant) - max(cited)).total_seconds() / _SECONDS_A_DAY)


FUTURE_CITATIONS = Measure(
    "future_citations",
    "citations of an answer that were published after the day of the question; must be 0",
    _future_citations,
    higher_is_better=False,
    bounds=(0.0, math.inf),
)
FRESHNESS_ERROR = Measure(
    "freshness_error",
    "days by which the newest article cited is older than the newest relevant one in the archive on the day of the"
    " question; 0 where it is as new",
    _freshness_error,
    higher_is_better=False,
    bounds=(0.0, math.inf),
    unit="days",
)
