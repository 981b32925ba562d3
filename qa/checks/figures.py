"""The figures in a sentence: amounts with their units, in digits or written out. Its dates are in `times`."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from qa.checks import numerals
from qa.checks.times import find_times
from qa.checks.units import SIGN, UNIT, unit_of

Kind = Literal["count", "ordinal", "score", "label", "vague", "clock"]
Bound = Literal["", "about", "nearly", "under", "over", "at least"]


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as written at [start, end).

    `value` is its amount, of a score the first; `second` is the second of a score, or the most that a vague one may
    mean. `unit` is a name in `units`, or empty. `digits` are the significant ones as written: 3 for 31,200.
    """

    text: str
    start: int
    end: int
    kind: Kind
    value: float
    digits: int = 0
    unit: str = ""
    bound: Bound = ""
    second: float = 0.0
    spelled: bool = False
    scaled: bool = False


@lru_cache(maxsize=8192)
def find_figures(sentence: str) -> tuple[Figure, ...]:
    """Return a sentence's figures, in order, none of them in a date."""
    taken = [(time.start, time.end) for time in find_times(sentence)]
    found: list[Figure] = []
    for pattern, read in _RULES:
        for match in pattern.finditer(sentence):
            start, end = match.span()
            if not any(start < taken_end and taken_start < end for taken_start, taken_end in taken):
                taken.append((start, end))
                found.append(read(match))
    found.sort(key=lambda figure: figure.start)
    return tuple(_bounded(figure, sentence) for figure in _sharing(found, sentence))


def significant(value: float) -> int:
    """Digits of a number without the zeros that only give its size."""
    return len(f"{value:.6f}".rstrip("0").replace(".", "").lstrip("0").rstrip("0")) or 1


def _sharing(figures: list[Figure], sentence: str) -> list[Figure]:
    """In "40 to 50 million dollars" the first has the size and the unit of the second."""
    shared = figures[-1:]
    for one, _ in reversed(list(pairwise(figures))):
        following, last = shared[0], one
        plain = one.kind == following.kind == "count" and not one.unit
        if plain and _BETWEEN.fullmatch(sentence[one.end : following.start]):
            size = _SIZE.search(following.text) if following.scaled and not one.scaled else None
            factor = numerals.cardinal(size[0]) if size and one.value < 1000 else 1
            last = replace(one, unit=following.unit, value=one.value * factor)
        shared.insert(0, last)
    return shared


def _bounded(figure: Figure, sentence: str) -> Figure:
    before, after = sentence[max(0, figure.start - 30) : figure.start], sentence[figure.end : figure.end + 12]
    for pattern, bound in _BEFORE:
        if pattern.search(before):
            return replace(figure, bound=bound)
    for pattern, bound in _AFTER:
        if pattern.match(after):
            return replace(figure, bound=bound)
    return figure


def _figure(match: re.Match[str], kind: Kind, value: float, **more: object) -> Figure:
    return replace(Figure(match[0], match.start(), match.end(), kind, value, significant(value)), **more)  # type: ignore[arg-type]


def _amount(match: re.Match[str]) -> Figure:
    number = match["number"].replace(",", "")
    short = (match["short"] or "").lower()
    scale = (match["scale"] or "").lower()
    unit = unit_of(match["sign"]) if match["sign"] else unit_of(match["unit"]) if match["unit"] else ""
    if match["short"] == "m" and not match["sign"] and not _MANY.match(match.string, match.end()):
        unit, short = "metres", ""
    factor = _SHORT.get(short, 1.0) * (numerals.SCALES[scale] if scale else 1.0)
    found = _figure(match, "count", float(number) * factor, unit=unit, scaled=factor > 1)
    return replace(
        found, digits=max(significant(float(number)), len(number.partition(".")[2]) + 1 if "." in number else 1)
    )


def _spelled(match: re.Match[str]) -> Figure:
    unit = unit_of(match["unit"]) if match["unit"] else ""
    value = numerals.cardinal(match["number"])
    scaled = bool(re.search(numerals.SCALE, match["number"], re.IGNORECASE))
    return _figure(match, "count", value, unit=unit, spelled=True, scaled=scaled)


def _one_scale(match: re.Match[str]) -> Figure:
    half = 0.5 if match["half"] else 1.0
    return _figure(match, "count", half * numerals.SCALES[match["scale"].lower()], spelled=True, scaled=True)


def _fraction(match: re.Match[str]) -> Figure:
    return _figure(
        match, "count", 100 * numerals.fraction(match["number"]), unit="percent", bound="about", spelled=True
    )


def _in_every(match: re.Match[str]) -> Figure:
    one, other = (
        float(part) if part.isdigit() else numerals.cardinal(part) for part in (match["number"], match["every"])
    )
    return _figure(match, "count", 100 * one / other if other else 0, unit="percent", bound="about", spelled=True)


def _clock(match: re.Match[str]) -> Figure:
    half = (match["half"] or "").lower().replace(".", "")
    hour = int(match["hour"]) % 12 + 12 * (half == "pm") if half else int(match["hour"])
    return _figure(match, "clock", 60 * hour + int(match["minute"] or 0))


def _vague(match: re.Match[str]) -> Figure:
    least, most = numerals.vague(match[0])
    return _figure(match, "vague", least, second=most, spelled=True)


_MANY = re.compile(r" (?:[a-z-]+ )?(?:people|[a-z]+s)\b")
_SHORT = {"k": 1e3, "m": 1e6, "mn": 1e6, "bn": 1e9, "tn": 1e12}
_SIZE = re.compile(numerals.SCALE, re.IGNORECASE)
_BETWEEN = re.compile(r"\s?(?:to|and|or|[-–—])\s?")
_NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_START = r"(?<![\w.,’'‘])"
_CARDINAL = rf"(?:{numerals.CARDINAL})(?<!\bone)"
_Rule = tuple[re.Pattern[str], Callable[[re.Match[str]], Figure]]
_RULES: tuple[_Rule, ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), read)
    for pattern, read in (
        (
            r"\b(?P<hour>[01]?\d|2[0-3])(?=:[0-5]\d|(?:\.[0-5]\d)?\s?[ap]\.?m\b)"
            r"(?:[:.](?P<minute>[0-5]\d))?(?:\s?(?P<half>[ap]\.?m\b\.?))?(?!\d)",
            _clock,
        ),
        (
            r"\b(?!(?:mid|pre|post|late|early|under|over|sub|top)-)[A-Za-z]{1,12}-?\d+[A-Za-z]*\d*\b"
            r"|\b\d+s\b|\b\d{1,2}/\d{1,2}\b",
            lambda m: _figure(m, "label", 0),
        ),
        (
            rf"{_START}(?P<one>\d{{1,3}})[-–](?P<other>\d{{1,3}})"
            rf"(?![\w%]|[-–]\w|[.,]\d|[- ]?(?:{UNIT}|{numerals.SCALE}))",
            lambda m: _figure(m, "score", float(m["one"]), second=float(m["other"])),
        ),
        (r"\b\d+(?:st|nd|rd|th)\b", lambda m: _figure(m, "ordinal", float(m[0][:-2]))),
        (
            rf"\b(?P<number>\d{{1,2}}|{numerals.CARDINAL}) (?:in|out of)(?: every)? "
            rf"(?P<every>\d{{1,3}}|{numerals.CARDINAL})\b"
            rf"(?! {UNIT})",
            _in_every,
        ),
        (
            rf"{_START}(?P<sign>{SIGN})?\s?(?P<number>{_NUMBER})(?P<short>[bmt]n|[mk])?(?![\w.,]?\d|[A-Za-z])"
            rf"(?:[- ](?P<scale>{numerals.SCALE}))?(?:[- ]?(?P<unit>{UNIT}))?",
            _amount,
        ),
        (rf"\b(?:(?P<half>half) )?an? (?P<scale>{numerals.SCALE})\b", _one_scale),
        (rf"\b(?P<number>{numerals.FRACTION})\b(?:(?= of\b|-| (?:the|an?|as)\b)|(?<=s))", _fraction),
        (rf"\b{numerals.COMPOUND_ORDINAL}\b", lambda m: _figure(m, "ordinal", numerals.ordinal(m[0]), spelled=True)),
        (rf"(?P<number>{_CARDINAL})(?:[- ](?P<unit>{UNIT}))?", _spelled),
        (rf"\b{numerals.ORDINAL}\b", lambda m: _figure(m, "ordinal", numerals.ordinal(m[0]), spelled=True)),
        (rf"\b{numerals.VAGUE}\b", _vague),
        (r"\ba (?P<unit>fortnight)\b", lambda m: _figure(m, "count", 1, unit=unit_of(m["unit"]), spelled=True)),
        (rf"\bone[- ](?P<unit>{UNIT})", lambda m: _figure(m, "count", 1, unit=unit_of(m["unit"]), spelled=True)),
    )
)
_BEFORE: tuple[tuple[re.Pattern[str], Bound], ...] = tuple(
    (re.compile(rf"\b(?:{pattern})\s*$", re.IGNORECASE), bound)  # type: ignore[misc]
    for pattern, bound in (
        (r"at least|no (?:fewer|less) than|a minimum of", "at least"),
        (r"no more than|at most|a maximum of", "under"),
        (
            r"(?:more|greater|higher|larger) than|(?:just|well|a little) over|over|above|exceed\w*|topp\w+|surpass\w*|"
            r"beyond|upwards of|north of|in excess of",
            "over",
        ),
        (r"(?:less|fewer|lower|smaller) than|under|below|short of", "under"),
        (r"nearly|almost|close to|approaching|just shy of", "nearly"),
        (r"about|around|some|roughly|approximately|an estimated|circa|more or less|in the range of", "about"),
    )
)
_AFTER: tuple[tuple[re.Pattern[str], Bound], ...] = (
    (re.compile(r"\+|-plus| or (?:more|above|older|over)\b", re.IGNORECASE), "at least"),
    (re.compile(r" or (?:less|fewer|under|younger|below)\b", re.IGNORECASE), "under"),
    (re.compile(r" or so\b", re.IGNORECASE), "about"),
)
