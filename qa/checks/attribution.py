"""What the article only reports that somebody claims, or that may be, said as a fact."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa.checks.ground import Ground, Source
from qa.checks.problem import Problem
from qa.checks.reading import Word, scope
from qa.checks.speech import find_quotations
from qa.text import stem

SAYS_IT = 0.5
"""Support from which a sentence says by itself most of what the claim says."""
QUOTED = 0.7
"""Support from which a sentence that is somebody's words says what the claim says."""
ENOUGH = 4
"""Words of meaning in common from which a quotation is about what the claim says."""
STATED = 0.85
"""Share of the best cited sentence's support from which another one says the same thing."""
IN_QUOTES = 0.8
"""Share of what a claim has in common with a sentence that, when it is within quotation marks, is somebody's words."""

_CLAIMED = re.compile(
    r"claim(?:s|ed|ing)?|alleg(?:e|es|ed|edly|ing|ation|ations)|reportedly|rumou?r(?:s|ed)?|accus(?:e|es|ed|ing|ation|ations)"
    r"|purported(?:ly)?|suspect(?:s|ed)?|believe[sd]?|argue[sd]?|insist(?:s|ed)?|suggest(?:s|ed)?|fear(?:s|ed)?|predict(?:s|ed)?"
    r"|warn(?:s|ed)"
)
_MAY_BE = re.compile(
    r"may|might|could|possibly|perhaps|potentially|plan(?:s|ned|ning)?|propos(?:e|es|ed|ing|al)|consider(?:s|ed|ing)?"
    r"|threaten(?:s|ed|ing)?|hop(?:e|es|ed|ing)|attempt(?:s|ed|ing)?|expected|likely|unlikely"
)
# What follows is said, or what stands before where the sentence ends so.
_SAYING = re.compile(r"\b(?:said|says|told)\b(?P<behind>[^.,]{0,40}[.”\"]*$)?")
# What somebody is charged with stays that person's word, however it is put.
_CHARGES = frozenset(
    stem(word)
    for word in """lied lying cheated stole bribed bribery bribes corrupt corruption fraud defrauded embezzled assaulted
        abused harassed bullied raped killed murdered attacked shelled bombed tortured massacred hacked rigged violated
        breached misled deceived threatened covered-up negligent guilty crimes""".split()
)
_HEDGE = re.compile(rf"{_CLAIMED.pattern}|{_MAY_BE.pattern}")
# What in the claim itself keeps the distance.
_SAID = re.compile(
    rf"\b(?:{_CLAIMED.pattern}|sa(?:y|ys|id)|according to|told|think\w*|thought|report(?:s|ed)?|charg(?:e|es|ed)"
    rf"|view(?:s|ed)?|call(?:s|ed)?|per)\b|[\"“]",
    re.IGNORECASE,
)
_HELD_POSSIBLE = re.compile(rf"\b(?:{_MAY_BE.pattern}|would|should|will|can|to be|set to|if|whether)\b", re.IGNORECASE)


def lost_attribution(ground: Ground) -> Iterator[Problem]:
    """Yield a problem where the claim states what the cited text has somebody say, or only holds possible."""
    if not ground.bearing or ground.bearing[0].support < SAYS_IT or _SAID.search(ground.claim.text):
        return
    same = [source for source in ground.sources if source.support >= STATED * ground.bearing[0].support]
    hedge = _CLAIMED if _HELD_POSSIBLE.search(ground.claim.text) else _HEDGE
    found = [_hedge(source, ground, hedge) for source in same]
    if all(found):
        yield Problem(f"the cited passage says “{found[0]}”")
    elif ground.bearing[0].support >= QUOTED and all(_quoted(source, ground) for source in same):
        yield Problem("the cited passage has this as somebody's words")
    elif ground.claim.stems & _CHARGES and all(_reported(source, ground) for source in same):
        yield Problem("the cited passage has somebody say this")


def _hedge(source: Source, ground: Ground, hedge: re.Pattern[str]) -> str | None:
    """The word by which a sentence keeps its distance from what the claim states."""
    text, words = source.statement.text, source.statement.words
    for at, word in enumerate(words):
        if word.text != "May" and hedge.fullmatch(word.lower):
            about = [one.stem in ground.claim.stems for one in scope(text, words, at)][:3]
            if about[:1] == [True] and (len(about) == 1 or sum(about) > 1):
                return word.text
    return None


def _reported(source: Source, ground: Ground) -> bool:
    """Whether a sentence has somebody say what the claim states."""
    text = source.statement.text
    shared = [word for word in source.statement.words if word.stem and word.stem in ground.claim.stems]
    return len(shared) > 1 and any(
        sum(word.end <= said.start() if said["behind"] else word.start >= said.end() for word in shared)
        >= IN_QUOTES * len(shared)
        for said in _SAYING.finditer(text)
    )


def _quoted(source: Source, ground: Ground) -> bool:
    shared = [word for word in source.statement.words if word.stem and word.stem in ground.claim.stems]
    inside = [word for word in shared if _within_quotation(source, word)]
    return len(shared) >= ENOUGH and len(inside) >= IN_QUOTES * len(shared)


def _within_quotation(source: Source, word: Word) -> bool:
    return any(one.start <= word.start < one.end for one in find_quotations(source.statement.text))
