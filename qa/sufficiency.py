"""How likely it is that the evidence holds the answer: by code, before any model is called."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from datetime import date, datetime

from index import STOP_WORDS, words
from qa.detail import detail
from qa.pointing import AUXILIARY, WH_WORD, points_back
from qa.question_names import names
from qa.statements import unspoken
from qa.text import specifics, stems
from qa.values import Evidence, Query

# Rounded from a logistic regression over questions that three archives of 55 to 3,643 articles answer, over the same
# questions with every passage that has the answer taken out, and over questions about something else.
NEARNESS, MISSING, UNSAID, TIMELY, CHANCE, EVEN = 12.0, 1.4, 8.0, 1.5, 0.36, 3.25
UNHEARD, NO_ANSWER, NOTHING_SAID = 1.5, 1.0, 0.5
NO_FIGURE = 4.5
NO_KIND = 6.0
"""More than any nearness to the subject gives: what is not said at all is not the answer."""
UNSPOKEN = 6.0
"""As much for what somebody says of a thing, where they say nothing of it."""
CHANGED_SUBJECT = 8.0
MOST_MISSING = 2
TIMELY_DAYS = 30
_WHOLE = re.compile(rf"(?:\w+ )?(?:{WH_WORD}|{AUXILIARY})\b", re.IGNORECASE)
AS_NEAR = 0.85
"""Share of the best passage's nearness from which another is as good a witness of when the thing was reported."""

OWN_SHARE = 0.75
"""Share of a follow-up's own words, one of them given, that some passage has where it goes on with the subject."""

UNSURE = 0.5
"""Where the odds are even: below it there is no answer, and no refusal is surer of one, whatever its reason."""


def confidence(query: Query, evidence: Sequence[Evidence], passages: int) -> float:
    """Return the probability that the evidence holds the answer, in 0 to 1; 0 without evidence."""
    return 1 / (1 + math.exp(-log_odds(query, evidence, passages))) if evidence else 0.0


def log_odds(query: Query, evidence: Sequence[Evidence], passages: int) -> float:
    """Return the log-odds that the evidence holds the answer: 0 is even.

    The signs: how near the best passage comes to the question, in meaning and in words; how many of the question's
    names and figures are in no passage at all; whether most of its other words are in none either; whether the
    passages come down to its detail; whether those whose words it asks for say anything of its topic; whether a
    follow-up still asks about what the conversation did; whether the thing was reported near the time that the question
    looks to; and how many passages there were to choose from, since in a large archive something comes near to any
    question.
    """
    said = [set(stems(f"{item.hit.title} {item.hit.text}")) for item in evidence]
    asked = set(stems(query.topic))
    near = [(item.hit.similarity + _share(asked, text)) / 2 for item, text in zip(evidence, said, strict=True)]
    witnesses = [item for item, one in zip(evidence, near, strict=True) if one >= AS_NEAR * max(near)]
    lacking = detail(query, evidence)
    return (
        NEARNESS * max(near)
        - MISSING * min(len(_missing(query.topic, evidence)), MOST_MISSING)
        - UNSAID * _unsaid(query.topic, set().union(*said))
        - UNHEARD * lacking.unheard
        - NO_ANSWER * lacking.no_answer
        - NOTHING_SAID * lacking.nothing_said
        - NO_FIGURE * lacking.no_figure
        - NO_KIND * lacking.no_kind
        - UNSPOKEN * unspoken(query.topic, evidence)
        - CHANGED_SUBJECT * _changed_subject(query, said)
        + TIMELY * _timely(query, witnesses)
        - CHANCE * math.log(max(passages, 1))
        - EVEN
    )


def _share(asked: set[str], said: set[str]) -> float:
    return len(asked & said) / len(asked) if asked else 0.0


def _missing(topic: str, evidence: Sequence[Evidence]) -> list[str]:
    """Words of the question's names and figures that no passage has."""
    said = {
        word
        for item in evidence
        for word in words(f"{item.hit.title} {item.hit.text} {item.hit.source or ''} {_date_words(item)}")
    }
    named = [word for name in specifics(topic) for word in words(name)]
    return [word for word in dict.fromkeys(named) if word not in said and word not in STOP_WORDS]


def _unsaid(topic: str, said: set[str]) -> float:
    """By how much the question's words that are neither names nor figures are mostly in no passage.

    "What salary does Helen Dorrick earn?" of an archive that never speaks of salaries or of earning. A single word may
    have another in its place, so one is added to their number.
    """
    names = set(stems(" ".join(specifics(topic))))
    asked = {stem for stem in stems(topic) if stem not in names and not stem.isdigit()}
    return max(0.0, len(asked - said) / (len(asked) + 1) - 0.5)


def _changed_subject(query: Query, said: Sequence[set[str]]) -> float:
    """By how much too little of a follow-up's own words any passage has; 0 where it points back, or is no follow-up.

    After a question about Millgate Bridge, "who won the boat race?" is read as about the bridge, and everything near
    the bridge looks near to it.
    """
    carried = query.text != query.question
    if not carried or not _WHOLE.match(query.question) or points_back(query.question, names(query.question)):
        return 0.0
    own = set(stems(query.topic)) & set(stems(query.question))
    best = max((len(own & text) for text in said), default=0)
    return max(0.0, OWN_SHARE - (best + 1) / (len(own) + 1))


def _timely(query: Query, witnesses: Sequence[Evidence]) -> float:
    """1 for what was reported at the time that the question looks to, less for what was not; half where it is open."""
    dated = [item.hit.published.date() for item in witnesses if item.hit.published]
    if query.recency is None or not dated:
        return 0.5
    reference = _day(query.recency.reference)
    return math.exp(-min(abs((reference - day).days) for day in dated) / TIMELY_DAYS)


def _day(moment: date | datetime) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _date_words(item: Evidence) -> str:
    published = item.hit.published
    return f"{published:%A %d %B %Y} {published.day}" if published else ""
