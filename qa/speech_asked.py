"""A question about what somebody says, thinks or holds against something: whose words are asked for, and about what."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass

from qa.question_names import is_person, names
from qa.text import stems

_DO = r"(?:did|does|do|has|have|had|is|was|are|were)"
_WHO = r"(?P<who>(?:(?!\b(?:say|think)\b)[^?,;])+?)"
_OPENS = r"(?:^|[,;:.]\s|\b(?:and|but|so)\s)"
_HOW = r"(?:(?-i:[a-z]+ly) |also |once )?"
_SAY = (
    r"(?:sa(?:y|ying|id)|think(?:ing)?|thought|t(?:ell|old)|state|write|claim|argue|warn|tweet|comment|predict|believe|"
    r"make of)"
)
_REACT = (
    r"(?:react(?:ed|ing)?|respond(?:ed|ing)?|comment(?:ed)?|repl(?:y|ied)|describe[ds]?|explain(?:ed)?|justif(?:y|ied)|"
    r"defend(?:ed)?|feel|felt)"
)
_JUDGE = (
    r"(?:critici[sz]e[ds]?|condemn(?:ed)?|attack(?:ed)?|blame[ds]?|accuse[ds]?|denounce[ds]?|praise[ds]?|oppose[ds]?|"
    r"welcome[ds]?|rebuke[ds]?)"
)
_VIEW = r"(?:reaction|response|opinion|view|verdict|comment)s?"
_FORMS = tuple(
    re.compile(rf"{_OPENS}{form}(?P<about>[^?]*)", re.IGNORECASE)
    for form in (
        rf"what (?:exactly |else |now )?{_DO} {_WHO} {_HOW}{_SAY}\b",
        rf"how {_DO} {_WHO} {_HOW}{_REACT}\b",
        rf"why {_DO} {_WHO} {_HOW}{_JUDGE}\b",
        rf"what (?:is|was|were|are) {_WHO}['’]s? {_VIEW} (?:to|on|of|about|over)\b",
    )
)
_SAYING = _FORMS[0]
# No topic: "say at the quay", "tell reporters", "think is killing the seals".
_WHERE = re.compile(
    r"\s*(?!about\b|of\b|on\b|over\b|regarding\b|concerning\b|when\b|after\b|if\b|why\b|how\b|that\b)\w"
)
_TO_WHOM = re.compile(r"^.*?\b(?:about|regarding|concerning)\b", re.IGNORECASE)
_OFFICE = re.compile(r"\b[a-z][\w-]+ \Z")
# "What do the articles say about it?" asks for nobody's words.
_THE_NEWS = re.compile(
    r"(?:the |your |these |any |all )?(?:latest |newest |other )?(?:news|archives?|articles?|reports?|stor(?:y|ies)|"
    r"sources?|outlets?|(?:news)?papers?|press|media|coverage|headlines?)",
    re.IGNORECASE,
)
_LEADING = re.compile(r"^(?:the|an?|some|many) ")
_BEHIND = re.compile(r" (?:of|from|in|at|for) ")
# "The skipper of the Heron" is described, though a name is in it.
_LED_BY = re.compile(r"^(?:the |an? |some |many )?(?:[a-z][\w-]* )+(?:of|from|in|at|for) .*")
# What may be left out of what is spoken of: "the new plan for", "why it was".
_NO_TOPIC = frozenset(
    stems(
        "new last latest recent year week month day today thing things people person way news issue matter question "
        "time state cause causes reason reasons happen happened make made bring bringing think want"
    )
) | frozenset(stems(" ".join([*calendar.day_name, *calendar.month_name])))


@dataclass(frozen=True, slots=True)
class SpeechAsked:
    """Whose words are asked for, and of what: stems of the topic, empty where anything that they say will do.

    `speaker` is a proper name, empty where it is described ("the skipper of the launch"); `described` are then the
    stems of that, and `role` its first part as written ("skipper").
    """

    speaker: str
    in_office: bool
    """Whether the question gives the speaker an office, "council leader Ada Byron", and so takes it for granted."""
    is_person: bool
    described: frozenset[str]
    role: str
    topic: frozenset[str]
    is_named: bool
    """Whether the topic is told by a name, which goes by no other word."""
    is_told: bool
    """Whether it is told as such: "say about the seals", not "think is killing the seals"."""


def speech_asked(question: str) -> SpeechAsked | None:
    """Return whose words a question asks for; None where it asks for something else."""
    found = next((match for form in _FORMS if (match := form.search(question))), None)
    if not found:
        return None
    who = found["who"].strip()
    if _THE_NEWS.fullmatch(who):
        return None
    named = names(_LED_BY.sub("", who), opens=False)
    speaker = named[-1] if named else ""
    about = found["about"]
    if found.re is _SAYING and _WHERE.match(about):
        about = _TO_WHOM.sub(" about", about)
    topic = frozenset(stem for stem in stems(about) if not stem.isdigit()) - frozenset(stems(who)) - _NO_TOPIC
    described = frozenset() if speaker else frozenset(stems(who))
    somebody = bool(speaker) and _is_somebody(speaker)
    role = "" if speaker else _LEADING.sub("", _BEHIND.split(who)[0])
    told = not (found.re is _SAYING and _WHERE.match(about))
    in_office = bool(speaker) and bool(_OFFICE.search(who.partition(speaker)[0]))
    return SpeechAsked(speaker, in_office, somebody, described, role, topic, bool(names(about, opens=False)), told)


def _is_somebody(speaker: str) -> bool:
    return is_person(speaker) if " " in speaker else not speaker.isupper()
