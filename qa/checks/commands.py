"""What a sentence tells its reader to do, or says that somebody should, where the article does not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa.checks.ground import Ground
from qa.checks.problem import Problem
from qa.checks.reading import read, scope
from qa.checks.speech import find_quotations

_READER = re.compile(r"\b(?:you|your|yours|yourself)\b", re.IGNORECASE)
_VERBS = (
    "apply|buy|call|click|confirm|contact|delete|donate|download|email|enter|follow|forget|forward|go|give|ignore"
    "|install|invest|join|log|open|pay|phone|read|register|reply|respond|reveal|scan|sell|send|share|sign|subscribe"
    "|switch|tell|text|transfer|trust|type|update|upload|use|visit|vote|withdraw|write"
)
_ORDER = re.compile(
    rf"\W*(?:please\b|do not\b|don['’]t\b|never\b(?! (?:before|again|has|have|had|was|were))"
    rf"|(?:{_VERBS})\s(?:the|an?|this|that|these|those|all|any|every|it|them|him|her|me|us|our|my|for|to|in|with|on|up)\b"
    rf"|(?:{_VERBS})\b(?=[^.]*\b(?:now|today|immediately|at once)\W*$))",
    re.IGNORECASE,
)
_DUTY = re.compile(r"should|must|ought|need|needs")
_DUTIES = re.compile(
    r"\b(?:should|must|ought|ha(?:s|ve|d) to|need(?:s|ed)? to|urg(?:e|es|ed|ing)|advis(?:e|es|ed|ing)|recommend\w*"
    r"|requir\w+|order(?:s|ed)|told|ask(?:s|ed)|call(?:s|ed)? (?:on|for)|demand\w*|oblig\w+|supposed|due|mandat\w+"
    r"|expected|say|says|said|warn(?:s|ed)?|suggest\w*)\b",
    re.IGNORECASE,
)


def invented_orders(ground: Ground) -> Iterator[Problem]:
    """Yield a problem where the claim speaks to the reader, orders something, or finds a duty of its own."""
    claim = _unquoted(ground.claim.text)
    if _READER.search(claim) and not any(_READER.search(source.statement.text) for source in ground.bearing):
        yield Problem("the cited passage does not speak to the reader")
    if _ORDER.match(claim) and not any(_ORDER.match(source.statement.text) for source in ground.sources):
        yield Problem("the cited passage does not tell anybody to do this")
    else:
        yield from _duties(ground, claim)


def _duties(ground: Ground, claim: str) -> Iterator[Problem]:
    """What somebody should do of which no cited sentence says so."""
    words = read(claim).words
    for at, word in enumerate(words):
        deed = next(scope(claim, words, at), None) if _DUTY.fullmatch(word.lower) else None
        if deed and not any(
            deed.stem in source.statement.stems and _DUTIES.search(source.statement.text) for source in ground.sources
        ):
            yield Problem(f"the cited passage does not say “{word.text} {deed.text}”")


def _unquoted(text: str) -> str:
    """A sentence with blanks in place of what it quotes."""
    for quoted in find_quotations(text):
        text = f"{text[: quoted.start]}{' ' * (quoted.end - quoted.start)}{text[quoted.end :]}"
    return text
