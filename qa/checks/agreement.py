"""Whether one figure may stand for another: the same in another unit, or rounded as news rounds."""

from __future__ import annotations

import math

from qa.checks.figures import Figure
from qa.checks.units import comparable, in_unit

CONVERTED = 0.03
"""Share by which a figure in another unit may be off."""


def alike(claim: Figure, other: Figure) -> bool:
    """Whether two figures are of one kind, so that one can be the other or contradict it."""
    kinds = {claim.kind, other.kind}
    if kinds <= {"count", "vague"}:
        return comparable(claim.unit, other.unit)
    if kinds == {"count", "ordinal"}:
        return not claim.unit and not other.unit and claim.value == other.value
    return len(kinds) == 1


def agrees(claim: Figure, other: Figure) -> bool:
    """Whether what the claim says is so if the article's figure, one of the same kind, is right."""
    if claim.kind == "vague" or other.kind == "vague":
        return _vaguely(claim, other)
    if claim.kind == "score":
        return {claim.value, claim.second} == {other.value, other.second}
    given = in_unit(other.value, other.unit, claim.unit)
    converted = claim.unit and other.unit and claim.unit != other.unit
    if math.isclose(claim.value, given, rel_tol=CONVERTED if converted else 1e-9):
        return not _contrary(claim, other)
    return given > 0 and claim.kind == "count" and _near_enough(claim, given)


def _near_enough(claim: Figure, given: float) -> bool:
    """Whether a rounded figure may stand for the exact one."""
    off = (claim.value - given) / given
    match claim.bound:
        case "over" | "at least":
            return off < 0 and (_cut(given, claim) or (_is_round(claim) and off > -0.1))
        case "nearly":
            return 0 < off < 0.1 and (_is_round(claim) or claim.value - given < _last_place(claim))
        case "under":
            return 0 < off < 0.2
        case "about":
            share = claim.spelled and claim.unit == "percent"
            return _rounded(given, claim) or (_is_round(claim) and abs(off) <= (0.12 if share else 0.05))
        case _:
            large = claim.scaled or claim.value >= 1000 or claim.unit
            return bool(large) and abs(off) <= 0.02 and _rounded(given, claim)


def _is_round(claim: Figure) -> bool:
    """Whether a figure looks rounded: 300, 350,000, a dozen, a quarter."""
    return claim.spelled or claim.digits == 1 or (claim.digits == 2 and f"{claim.value:.10g}".rstrip("0")[-1] == "5")


def _vaguely(claim: Figure, other: Figure) -> bool:
    """Whether "dozens" may be said of a figure; a figure may not be made of "dozens"."""
    if other.kind == "vague":
        return claim.kind == "vague" and claim.value == other.value
    return claim.value <= other.value <= claim.second


def _contrary(claim: Figure, other: Figure) -> bool:
    """Whether one is said to be more than and the other less than the same figure."""
    more, less = {"over", "at least"}, {"under", "nearly"}
    if claim.bound == "under":
        return other.bound not in less
    return other.bound in (less if claim.bound in more else more if claim.bound == "nearly" else ())


def _rounded(exact: float, claim: Figure) -> bool:
    return math.isclose(float(f"{exact:.{max(claim.digits, 1) - 1}e}"), claim.value, rel_tol=1e-9)


def _last_place(claim: Figure) -> float:
    """What the last of the digits that are given counts: 100 in 1,300."""
    return 10.0 ** (math.floor(math.log10(claim.value)) - max(claim.digits, 1) + 1)


def _cut(exact: float, claim: Figure) -> bool:
    """Whether the claim leaves out the exact figure's last digits: "more than 40" for 44."""
    size = 10.0 ** (math.floor(math.log10(exact)) - max(claim.digits, 1) + 1)
    return math.isclose(math.floor(exact / size) * size, claim.value, rel_tol=1e-9)
