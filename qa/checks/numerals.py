"""Numbers written out: "twenty-five", "two hundred and five", "half a million", "a dozen", "third"."""

from __future__ import annotations

import re

# Names in capitals are regular expressions, to be read without regard to case.

_UNITS = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen""".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_SMALL = {word: value for value, word in enumerate(_UNITS)} | {word: 20 + 10 * at for at, word in enumerate(_TENS)}
SCALES = {
    "dozen": 12,
    "hundred": 100,
    "thousand": 1_000,
    "million": 1_000_000,
    "billion": 1_000_000_000,
    "trillion": 1_000_000_000_000,
}
_ORDINALS = {
    word: value
    for value, word in enumerate(
        """first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth
        fifteenth sixteenth seventeenth eighteenth nineteenth""".split(),
        start=1,
    )
} | {word[:-1] + "ieth": _SMALL[word] for word in _TENS}
_PARTS = {"half": 2, "third": 3, "quarter": 4} | {word: value for word, value in _ORDINALS.items() if 4 <= value <= 10}

_SMALLS = "|".join(sorted(_SMALL, key=len, reverse=True))
_LARGES = "|".join(SCALES)
_NTHS = "|".join(sorted(_ORDINALS, key=len, reverse=True))
SCALE = rf"(?:{_LARGES})"
ORDINAL = rf"(?:{_NTHS})"
COMPOUND_ORDINAL = rf"(?:{'|'.join(_TENS)})[- ](?:{_NTHS})"
_TO_99 = rf"(?:(?:{'|'.join(_TENS)})(?:[- ](?:{'|'.join(_UNITS[1:10])}))?|{_SMALLS})"
_TO_999 = rf"{_TO_99}(?:[- ]hundred(?:(?: and)? {_TO_99})?)?"
CARDINAL = rf"\b{_TO_999}(?:[- ](?:{_LARGES})(?:(?: and)? {_TO_999})?)*\b"
FRACTION = rf"(?:(?:{_SMALLS}|a)[- ](?:{'|'.join(_PARTS)})s?|half|quarter)"
VAGUE = rf"(?:(?:tens|hundreds) of )?(?:{_LARGES})s"


def cardinal(written: str) -> float:
    """Value of what `CARDINAL` matches, or of a scale alone."""
    total = group = 0.0
    for word in re.findall(r"[a-z]+", written.lower()):
        if word in {"and", "a", "an"}:
            continue
        if word in _SMALL:
            group += _SMALL[word]
        elif word in {"hundred", "dozen"}:
            group = max(group, 1) * SCALES[word]
        else:
            total += max(group, 1) * SCALES[word]
            group = 0
    return total + group


def ordinal(written: str) -> float:
    """Value of what `ORDINAL` or `COMPOUND_ORDINAL` matches."""
    *tens, last = re.findall(r"[a-z]+", written.lower())
    return sum(_SMALL[word] for word in tens) + _ORDINALS[last]


def fraction(written: str) -> float:
    """Value of what `FRACTION` matches."""
    words = re.findall(r"[a-z]+", written.lower())
    part = words[-1].removesuffix("s") if words[-1] not in _PARTS else words[-1]
    return (_SMALL.get(words[0], 1) if len(words) > 1 else 1) / _PARTS[part]


def vague(written: str) -> tuple[float, float]:
    """From and to what "dozens", "hundreds", "tens of thousands" reaches."""
    first, *rest = re.findall(r"[a-z]+", written.lower().replace(" of ", " "))
    factor = {"tens": 10.0, "hundreds": 100.0}.get(first, 1.0) if rest else 1.0
    size = factor * SCALES[(rest[0] if rest else first).removesuffix("s")]
    return 2 * size if first == "dozens" else 1.5 * size, 20 * size if first == "dozens" else 100 * size
