"""Exact match and token F1 as SQuAD's official script has them (evaluate-v2.0.py; Rajpurkar et al., 2016 and 2018)."""

from __future__ import annotations

import re
import string
from collections import Counter
from collections.abc import Callable, Sequence

_ARTICLES = re.compile(r"\b(a|an|the)\b")
_PUNCTUATION = str.maketrans("", "", string.punctuation)


def normalised(text: str) -> str:
    """Lower case, without ASCII punctuation, then without the articles a, an, the; runs of space to one."""
    return " ".join(_ARTICLES.sub(" ", text.lower().translate(_PUNCTUATION)).split())


def exact_match(said: str, answer: str) -> float:
    """1 if both are the same, normalised."""
    return float(normalised(said) == normalised(answer))


def token_f1(said: str, answer: str) -> float:
    """F1 of the words of both, normalised; where either has none, whether both have none."""
    a, b = normalised(said).split(), normalised(answer).split()
    if not a or not b:
        return float(a == b)
    same = (Counter(a) & Counter(b)).total()
    return 2 * same / (len(a) + len(b))


def best(score: Callable[[str, str], float], said: str, answers: Sequence[str]) -> float:
    """The score by the likest answer. Answers of which nothing is left count as none; without any, "" is right."""
    wanted = [answer for answer in answers if normalised(answer)] or [""]
    return max(score(said, answer) for answer in wanted)
