"""A question of a conversation, made to stand alone by rules: what it needs of the questions and answers before it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from qa.antecedents import person_meant
from qa.contrast import in_its_place
from qa.dates import find_time
from qa.exchange import Exchange, Meant, full
from qa.intent import is_timeless
from qa.pointing import AUXILIARY, PREPOSITION, WH_WORD, person, points_back
from qa.question_names import names
from qa.text import stems
from qa.time_change import at_time, time_asked
from qa.values import Message

MOST_EXCHANGES = 8
"""Questions that a follow-up is read with; what lies further back is hardly ever meant."""

_OPENING = re.compile(
    r"^(?:(?:and|but|or|so|also|then|ok(?:ay)?|well|thanks|thank you)\b[,.!]?\s+)*"
    r"(?:(?:what|how) about\b|what of\b)?\s*",
    re.IGNORECASE,
)
_BACK = re.compile(
    rf"^(?:(?:going|coming|getting) )?back to (?P<what>[^:,?]+?)[:,]?\s+(?={WH_WORD}\b|{AUXILIARY}\b)", re.IGNORECASE
)
_QUESTION = re.compile(
    rf"^(?:(?:{PREPOSITION} )?{WH_WORD}(?:['’](?:s|re))?|{AUXILIARY}|tell|give|show|list|explain|describe|sum up)\b"
    r".*\w\W+\w",
    re.IGNORECASE,
)
_DEFINITE = re.compile(r"\b(?:the|that|this) (?P<noun>\w+(?: \w+){0,2})", re.IGNORECASE)
_OWNED = re.compile(rf"\s+(?!{PREPOSITION}\b|{AUXILIARY}\b|(?:and|or|as|now|then|too|again)\b)\w", re.IGNORECASE)
_LONE_WORD = re.compile(rf"(?:{PREPOSITION} )?{WH_WORD}(?: \w+)?", re.IGNORECASE)
_GRAMMAR = re.compile(rf"(?:{WH_WORD}|{AUXILIARY}|{PREPOSITION}|the|an?|his|her|its|their)\b", re.IGNORECASE)


def standalone(question: str, history: Sequence[Message], today: date) -> str:
    """Return the question with what it needs of the conversation; itself when it needs nothing."""
    earlier: list[Exchange] = []
    for message in history[-2 * MOST_EXCHANGES :]:
        if message.role == "user":
            earlier.append(_understood(" ".join(message.content.split()), earlier, today))
        elif message.role == "assistant" and earlier:
            earlier[-1] = replace(earlier[-1], answer=message.content)
    return _understood(question, earlier, today).text


def _understood(question: str, earlier: Sequence[Exchange], today: date) -> Exchange:
    if not earlier:
        return full(question)
    if back := _BACK.match(question):
        return _in_context(
            question[back.end() :], _spoken_of(f"the {back['what']}", earlier), earlier, today, whole=False
        )
    rest = _OPENING.sub("", question)
    own = names(rest, opens=rest == question)
    if not _QUESTION.match(rest):
        return _fragment(rest.rstrip(" ?!.,"), own, earlier, today)
    if points_back(rest, own):
        return _in_context(rest, earlier[-1], earlier, today, whole=True)
    if own or is_timeless(rest):
        return full(question)
    return _in_context(rest, _spoken_of(rest, earlier), earlier, today, whole=False)


def _fragment(rest: str, own: Sequence[str], earlier: Sequence[Exchange], today: date) -> Exchange:
    """What is no whole question: "And last year", "In Norway", "And his mother", "Why"."""
    previous = earlier[-1]
    if words := time_asked(rest, previous.text, today):
        return _at_time(previous, words, today)
    rest, meant = _with_person(_lowered(rest), own, earlier)
    own = [meant.person, *own] if meant else own
    changed = None if _LONE_WORD.fullmatch(rest) else in_its_place(rest, own, previous, today)
    return replace(changed, meant=meant) if changed else _in_context(f"{rest}?", previous, earlier, today, whole=True)


def _at_time(previous: Exchange, words: str, today: date) -> Exchange:
    if find_time(previous.context, today) and not find_time(previous.question, today):
        return previous.about(at_time(previous.context, words, today).rstrip("?"))
    return previous.asking(at_time(previous.question, words, today))


def _in_context(
    question: str, spoken_of: Exchange, earlier: Sequence[Exchange], today: date, *, whole: bool
) -> Exchange:
    """The question with what it is about before it: "Millgate Bridge: when will it reopen?".

    That is the `whole` topic, since "it" may be anything in it; else, and where only a person was left open, its names.
    """
    said, meant = _with_person(_lowered(question), names(question), earlier)
    if find_time(question, today):
        spoken_of = spoken_of.without_time(today)
    topic = [] if whole and not meant else names(spoken_of.topic, opens=False)
    parts = [*(topic or [spoken_of.topic]), *spoken_of.answered_with[:1]]
    context = ", ".join(dict.fromkeys(part for part in parts if part.lower() not in said.lower()))
    return Exchange(said, spoken_of.topic, context, meant)


def _with_person(question: str, own: Sequence[str], earlier: Sequence[Exchange]) -> tuple[str, Meant | None]:
    """The question with the person's name for "he" or "her", and whom that meant."""
    match = person(question, own)
    meant = person_meant(match[0], earlier) if match else None
    if not match or not meant:
        return question, None
    word = match[0].lower()
    owned = word in {"his", "hers"} or (word == "her" and _OWNED.match(question, match.end()))
    said = f"{meant.person}’s" if owned else meant.person
    return f"{question[: match.start()]}{said}{question[match.end() :]}", meant


def _lowered(question: str) -> str:
    """The question as it reads inside a sentence."""
    return f"{question[:1].lower()}{question[1:]}" if _GRAMMAR.match(question) else question


def _spoken_of(question: str, earlier: Sequence[Exchange]) -> Exchange:
    """The latest exchange about what the question calls "the bridge"; else the last."""
    nouns = {stem for match in _DEFINITE.finditer(question) for stem in stems(match["noun"])}
    about = (exchange for exchange in reversed(earlier) if nouns.intersection(stems(exchange.topic)))
    return next(about, earlier[-1])
