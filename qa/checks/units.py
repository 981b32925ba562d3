"""Units of figures: what they measure, and how they convert."""

from __future__ import annotations

import re

# Name: what it measures, how many of the first of its kind it is, how it is written.
_UNITS: dict[str, tuple[str, float, str]] = {
    "percent": ("share", 1, r"%|percent|per\s?cent"),
    "points": ("points", 1, "(?:percentage )?points?"),
    "basis points": ("points", 0.01, "basis points?"),
    "dollars": ("dollars", 1, r"(?:US )?dollars?|USD|bucks"),
    "cents": ("dollars", 0.01, "cents?"),
    "euros": ("euros", 1, "euros?|EUR"),
    "sterling": ("sterling", 1, "pounds? sterling|quid|GBP"),
    "pence": ("sterling", 0.01, "pence|p"),
    "yen": ("yen", 1, "yen"),
    "yuan": ("yuan", 1, "yuan|renminbi"),
    "rupees": ("rupees", 1, "rupees?"),
    "roubles": ("roubles", 1, "ro?ubles?"),
    "metres": ("length", 1, "met(?:er|re)s?|m"),
    "kilometres": ("length", 1000, "kilomet(?:er|re)s?|kms?"),
    "centimetres": ("length", 0.01, "centimet(?:er|re)s?|cm"),
    "millimetres": ("length", 0.001, "millimet(?:er|re)s?|mm"),
    "miles": ("length", 1609.344, "miles?"),
    "yards": ("length", 0.9144, "yards?"),
    "feet": ("length", 0.3048, "foot|feet|ft"),
    "inches": ("length", 0.0254, "inch(?:es)?"),
    "square metres": ("area", 1, r"(?:square|sq\.?)[- ]met(?:er|re)s?"),
    "square kilometres": ("area", 1e6, r"(?:square|sq\.?)[- ](?:kilomet(?:er|re)s?|km)"),
    "square miles": ("area", 2.59e6, r"(?:square|sq\.?)[- ]miles?"),
    "square feet": ("area", 0.0929, r"(?:square|sq\.?)[- ](?:foot|feet|ft)"),
    "acres": ("area", 4046.9, "acres?"),
    "hectares": ("area", 10_000, "hectares?"),
    "kilograms": ("weight", 1, "kilo(?:gram(?:me)?)?s?|kgs?"),
    "grams": ("weight", 0.001, "gram(?:me)?s?"),
    "pounds": ("weight", 0.4536, "pounds?|lbs?"),
    "ounces": ("weight", 0.02835, "ounces?|oz"),
    "tonnes": ("weight", 1000, "(?:metric )?ton(?:ne)?s?"),
    "litres": ("volume", 1, "lit(?:er|re)s?"),
    "gallons": ("volume", 3.785, "gallons?"),
    "barrels": ("volume", 159, "barrels?"),
    "mph": ("speed", 1.609, "mph|miles (?:per|an) hour"),
    "km/h": ("speed", 1, r"km/h|kph|kmh|kilomet(?:er|re)s (?:per|an) hour"),
    "degrees": ("temperature", 1, "degrees?|°[CF]?"),
    "seconds": ("time", 1, "seconds?"),
    "minutes": ("time", 60, "minutes?|mins?"),
    "hours": ("time", 3600, "hours?|hrs?"),
    "days": ("time", 86_400, "days?"),
    "weeks": ("time", 7 * 86_400, "weeks?"),
    "fortnights": ("time", 14 * 86_400, "fortnights?"),
    "months": ("time", 30.4375 * 86_400, "months?"),
    "years": ("time", 365.25 * 86_400, "years?|yrs?"),
    "decades": ("time", 3652.5 * 86_400, "decades?"),
    "centuries": ("time", 36_525 * 86_400, "century|centuries"),
}
_SIGNS = {"$": "dollars", "£": "sterling", "€": "euros", "¥": "yen", "₹": "rupees"}
_LONGEST_FIRST = sorted(_UNITS, key=lambda name: -len(name))
SIGN = rf"(?:(?:US|AU|NZ|HK|[ACS])?\$|[{''.join(_SIGNS)[1:]}])"
UNIT = "(?:" + "|".join(f"(?:{_UNITS[name][2]})" for name in _LONGEST_FIRST) + ")(?![A-Za-z])"
_WRITTEN = [(re.compile(_UNITS[name][2], re.IGNORECASE), name) for name in _LONGEST_FIRST]


def unit_of(written: str) -> str:
    """Name of the unit that `UNIT` or `SIGN` matches."""
    if written[-1] in _SIGNS:
        return _SIGNS[written[-1]]
    return next(name for pattern, name in _WRITTEN if pattern.fullmatch(written))


def comparable(one: str, other: str) -> bool:
    """Whether two units measure the same. A figure without one may be of any unit but a share or money."""
    if one and other:
        return _UNITS[one][0] == _UNITS[other][0] or {one, other} == {"pounds", "sterling"}
    return one == other or _UNITS[one or other][0] in {"length", "weight", "time", "temperature", "area", "points"}


def in_unit(value: float, unit: str, other: str) -> float:
    """Return a value in another unit of the same kind; as it is where either has no unit."""
    return value * _UNITS[unit][1] / _UNITS[other][1] if unit and other and _same_kind(unit, other) else value


def _same_kind(one: str, other: str) -> bool:
    return _UNITS[one][0] == _UNITS[other][0]
