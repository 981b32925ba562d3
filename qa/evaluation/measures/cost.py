"""Measures of what a language model used: tokens, and money at the prices that were given."""

from __future__ import annotations

import math

from qa.evaluation.measures.measure import Measure, graded
from qa.evaluation.outcome import Outcome


def _tokens(kind: str) -> Measure:
    def score(outcome: Outcome) -> float | None:
        usage = outcome.answer.usage if outcome.answer else None
        return float(usage[kind]) if usage and kind in usage else None

    return Measure(
        kind,
        f"{kind.replace('_', ' ')} of an answer, as the language model counts them",
        score,
        higher_is_better=False,
        bounds=(0.0, math.inf),
        unit="tokens",
    )


INPUT_TOKENS = _tokens("input_tokens")
OUTPUT_TOKENS = _tokens("output_tokens")
COST = graded(
    "cost",
    "what the tokens of an answer cost, in the currency of the prices given",
    higher_is_better=False,
    bounds=(0.0, math.inf),
)
