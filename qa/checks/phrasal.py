"""Words of a sentence with its phrasal verbs as one word: "turned it down" is no turn and goes nowhere."""

from __future__ import annotations

import re
from functools import lru_cache

from qa.checks.reading import Word, read
from qa.checks.sides import sides_of

_PARTICLE = re.compile(
    r"\s(?:(?:it|them|him|her)\s)?(?P<particle>up|down|off|back|out|on|through|forward|ahead|for|against)\b"
)


@lru_cache(maxsize=8192)
def units(sentence: str) -> tuple[Word, ...]:
    """Return a sentence's words; a verb and its particle that have an opposite together are one, "turn-down"."""
    found: list[Word] = []
    for word in read(sentence).words:
        if found and word.start < found[-1].end:
            continue
        match = _PARTICLE.match(sentence, word.end) if word.stem else None
        joined = f"{word.lower}-{match['particle']}" if match else ""
        if match and any(side.listed for side in sides_of(joined)):
            stem = f"{word.stem}-{match['particle']}"
            found.append(Word(sentence[word.start : match.end()], joined, word.start, match.end(), stem))
        else:
            found.append(word)
    return tuple(found)
