"""A follow-up that asks the same of something else: "And in Norway?", "What about the ferry?"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from index import content_words
from qa.exchange import Exchange
from qa.pointing import AUXILIARY, PREPOSITION
from qa.question_names import NAME, is_acronym, is_person, names
from qa.text import stems

_PLACES = {"in", "on", "at", "near", "around", "round", "off"}
_OTHER = {"before", "after", "since", "until", "without", "than", "like"}
_ONE = re.compile(rf"^(?:{PREPOSITION} )?(?:the|that) ones? (?={PREPOSITION} )", re.IGNORECASE)
_PHRASE = re.compile(rf"(?P<preposition>{PREPOSITION}) .+", re.IGNORECASE)
_NAMED = rf"(?:the )?{NAME}(?: (?:of (?:the )?)?{NAME})*"
_PLACED = re.compile(rf"\b(?P<preposition>(?i:{PREPOSITION})) {_NAMED}")
_BEFORE_NOUN = re.compile(rf"(?:\b(?i:the|an?|this|that) )?(?:\b{NAME} )*$")
_PLURAL = re.compile(rf"\b(?:{AUXILIARY}|how many|which) (?P<plural>[a-z]+s)\b", re.IGNORECASE)
_COPULA = re.compile(r"(?:(?:who|what|where|how) (?:is|are|was|were)|(?:who|what|where|how)['’]s) ", re.IGNORECASE)


def in_its_place(rest: str, own: Sequence[str], previous: Exchange, today: date) -> Exchange | None:
    """The question before, with what a follow-up names put in the place of what answers to it there.

    `own` are the names in it. None where nothing there does: "And the cost?" asks for something else.
    """
    if one := _ONE.match(rest):  # another has a time of its own
        rest, previous = rest[one.end() :], previous.without_time(today)
    # What the answer named is not set against what was asked: it belongs to it.
    new = [name for name in own if name not in previous.answer]
    for change in (_phrase, _noun, _name, _plural):
        if changed := change(rest, new, previous.question):
            return previous.asking(changed)
        if changed := change(rest, new, previous.context):
            return previous.about(changed)
    if is_ := _COPULA.match(previous.question):
        context = previous.context or previous.topic
        return Exchange(f"{is_[0][:1].lower()}{is_[0][1:]}{rest}?", context, context)
    said, phrase = previous.question.rstrip(" ?!."), _PHRASE.fullmatch(rest)
    if phrase and phrase["preposition"].lower() not in _OTHER:
        return previous.asking(f"{said} {rest}?")
    return previous.asking(f"{said}, {rest}?") if not phrase and own else None


def _phrase(rest: str, _: Sequence[str], question: str) -> str | None:
    """Put "in Norway" for "in Finland", "on the island" for "in Vessen"."""
    match = _PHRASE.fullmatch(rest)
    if not match:
        return None
    asked = match["preposition"].lower()
    placed = [(place, place["preposition"].lower()) for place in _PLACED.finditer(question) if names(place[0])]
    same = [place for place, said in placed if said == asked] or [
        place for place, said in placed if asked in _PLACES and said in _PLACES
    ]
    return f"{question[: same[-1].start()]}{rest}{question[same[-1].end() :]}" if same else None


def _noun(rest: str, own: Sequence[str], question: str) -> str | None:
    """Put "the swing bridge at Skelhaven" for "Millgate Bridge": both say which bridge."""
    if not own:
        return None
    shared = {stem for word in content_words(rest) for stem in stems(word)}
    for word in reversed(list(re.finditer(r"\w+", question))):
        if shared.intersection(stems(word[0])):
            before = _BEFORE_NOUN.search(question[: word.start()])
            after = _PLACED.match(question, word.end() + 1)
            start = before.start() if before and word.start() else word.start()
            return f"{question[:start]}{rest}{question[after.end() if after else word.end() :]}"
    return None


def _name(rest: str, own: Sequence[str], question: str) -> str | None:
    """Put a name for one of the same sort, the one that the question is about if there are several."""
    asked = names(question)
    if not asked or not own or re.sub(r"^the ", "", rest, flags=re.IGNORECASE) != own[0]:
        return None
    same = [name for name in asked if _sort(name) == _sort(own[0])] or asked
    subject = next(
        (name for name in same if re.search(rf"\b{AUXILIARY} (?:the )?{re.escape(name)}", question)), same[-1]
    )
    start = question.index(subject)
    said = re.sub(r"^the ", "", rest) if question[:start].lower().endswith("the ") else rest
    return f"{question[:start]}{said}{question[start + len(subject) :]}"


def _plural(rest: str, _: Sequence[str], question: str) -> str | None:
    """Put "drivers" for "pedestrians"."""
    match = _PLURAL.search(question) if re.fullmatch(r"[a-z]+s", rest, re.IGNORECASE) else None
    return f"{question[: match.start('plural')]}{rest}{question[match.end('plural') :]}" if match else None


def _sort(name: str) -> tuple[bool, bool]:
    return is_person(name), is_acronym(name)
