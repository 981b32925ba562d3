"""What a question takes for granted, read from its form: the clauses that are so, whatever the answer is."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from index import sentences
from qa.text import stems

LEAST_WORDS = 2
"""Words of meaning without which nothing in particular is taken for granted."""

_HELPS = "did|does|do|has|have|had|will|would|could|can|should"
_IS = "was|were|is|are"
_NOT = r"(?P<denied>n['’]t)?"
# "Why did the firm cut it", "by how much was it cut": all that follows.
_ADVERB = re.compile(
    rf"(?:why|when|where|how(?! (?:many|much))(?: \w+ly| far| long| soon)?|(?:since|until) when|"
    rf"(?:by|for|at|to|from|in|on|of|with) (?:how (?:much|many)|what|which)\b.*?)"
    rf"\s+(?:{_HELPS}|{_IS}){_NOT}\s+(?P<said>.+)",
    re.IGNORECASE,
)
# "Which pool did the council close", "how much did it fall by": what follows, and what is asked for.
_OBJECT = re.compile(
    rf"(?:what|who|whom|which|how (?:many|much))\b(?P<asked>.*?)\s+(?:{_HELPS}){_NOT}\s+"
    r"(?P<said>(?!be\b|been\b|not\b).+)",
    re.IGNORECASE,
)
# "What did the council close": what follows is so of what is asked for.
_WHAT = re.compile(
    rf"(?!who (?:will|would|has|have|had|can|could)\s(?-i:(?!(?:the|an?|his|her|its|their)\b)[a-z]))"
    rf"(?:what|who|whom|which)\s+(?:{_HELPS})\s+(?P<said>.+)",
    re.IGNORECASE,
)
# "Who beat the champions", "who will build it", "how many people were hurt".
_SUBJECT = re.compile(r"(?:who|what|which|how (?:many|much))\b\s*(?P<said>.+)", re.IGNORECASE)
_JOINS = re.compile(
    r"[\s,]+(?:after|before|following|when|because|since|despite|about|although|while|until|once)\s+", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Premise:
    """What a question takes for granted: the main clause first, if it is, then others ("the merger failed").

    They are no good English ("the ferry company cancel the timetable"), but good enough to be compared. `denied`: the
    main clause is ("why didn't it open"). `another`: the question may be of an event of which another one tells ("who",
    "how many").
    """

    clauses: tuple[str, ...]
    denied: bool = False
    another: bool = False


def presupposed(question: str) -> Premise | None:
    """Return what a question takes for granted; None where its form takes nothing for granted."""
    *stated, asked = [question[span.start : span.end] for span in sentences(question)] or [question]
    found = _asked(asked.strip().rstrip(" ?!."))
    before = tuple(
        one.strip().rstrip(" .") for one in stated if len(stems(one)) >= LEAST_WORDS and not one.endswith("?")
    )
    if found is None:
        return Premise(before, another=True) if before else None
    return replace(found, clauses=(*found.clauses, *before))


def _asked(asked: str) -> Premise | None:
    if match := _ADVERB.fullmatch(asked):
        return _premise(match["said"], denied=bool(match["denied"]))
    if match := _WHAT.fullmatch(asked):  # it may be true of something else
        others = tuple(_JOINS.split(match["said"])[1:])
        return Premise(others, another=True) if others else None
    if match := _OBJECT.fullmatch(asked):
        return _premise(match["said"], match["asked"].strip(), denied=bool(match["denied"]), another=True)
    match = _SUBJECT.fullmatch(asked)
    return _premise(match["said"], another=True) if match else None


def _premise(said: str, asked: str = "", *, denied: bool = False, another: bool = False) -> Premise | None:
    main, *others = _JOINS.split(said)
    clauses = (f"{main} {asked}".strip(), *others)
    return Premise(clauses, denied, another) if len(stems(" ".join(clauses))) >= LEAST_WORDS else None
