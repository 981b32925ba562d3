"""A follow-up made standalone by a language model: what is asked of it, and which of its replies are taken."""

from __future__ import annotations

import re
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from datetime import date

from index import Filter, words
from qa.answer_kinds import answer_kind
from qa.dates import find_window
from qa.plan import AS_ASKED, plan
from qa.pointing import AUXILIARY, WH_WORD, person, points_back
from qa.question_names import names
from qa.text import specifics, stems
from qa.values import Message, Query, Reading

LONGEST = 40
"""Words of a question that is searched for: an embedder reads only so far, and a longer one is no question."""

_LABEL = re.compile(r"^(?:[\w -]*question|rewritten|standalone|output|reply)\s*:\s*", re.IGNORECASE)
_AROUND = " \t*_`\"“”'>#-"
_THINKING = re.compile(r"<think>.*?(?:</think>|\Z)", re.DOTALL | re.IGNORECASE)
_FORM = re.compile(rf"(?:\w+ )?(?:{WH_WORD}|{AUXILIARY})\b|(?:tell|give|show|list|explain)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Rewrite:
    """Ask a language model for a question of a conversation, standalone. `draft` is how the rules put it."""

    question: str
    history: tuple[Message, ...]
    draft: str
    today: date


@dataclass(frozen=True, slots=True)
class Rewritten:
    """What the model replied; None where there is no model, or it failed."""

    reply: str | None


def planned(
    question: str,
    history: Sequence[Message],
    *,
    where: Filter | None = None,
    today: date | None = None,
    rewrites: bool = False,
    reading: Reading = AS_ASKED,
) -> Generator[Rewrite, object, Query]:
    """Plan a question; with `rewrites`, one that leans on the history is put to a language model first."""
    query = plan(question, history, where=where, today=today, reading=reading)
    if not (rewrites and reading.context) or plan(question, where=where, today=today, reading=reading) == query:
        return query
    request = Rewrite(query.question, tuple(history), query.text, query.today)
    rewritten = yield request
    assert isinstance(rewritten, Rewritten)  # noqa: S101 - the driver's side of the protocol
    text = accepted(rewritten.reply, request) if rewritten.reply else None
    return plan(question, where=where, today=query.today, text=text, reading=reading) if text else query


def accepted(reply: str, request: Rewrite) -> str | None:
    """The question in a model's reply, where it can be trusted; else None.

    It must be one question of a sensible length that asks what was asked, names what the question names and nobody
    whom the conversation does not, and leaves no "he" open. It may not be an earlier question again.
    """
    text = _question(reply)
    if not text or len(text.split()) > LONGEST or text.count("?") > 1 or not _FORM.match(text):
        return None
    if _invents(text, request) or not _keeps(text, request) or person(text, names(text)):
        return None
    if text == request.question and points_back(text, names(text)):
        return None
    asked = [stems(message.content) for message in request.history if message.role == "user"]
    return None if stems(text) in asked and text != request.question else text


def _invents(text: str, request: Rewrite) -> bool:
    """Whether it says what the conversation does not: a name, a figure (but for today's date), a third of its words."""
    dates = f"{request.today:%d %B %Y} {request.today.year - 1}"
    said = " ".join((request.question, request.draft, dates, *(message.content for message in request.history)))
    known = {*words(said), *stems(said)}
    if any(known.isdisjoint([word, *stems(word)]) for name in specifics(text) for word in words(name)):
        return True
    meant = stems(text)
    return 3 * sum(word not in known for word in meant) > len(meant)


def _keeps(text: str, request: Rewrite) -> bool:
    """Whether it asks for the same kind of thing, with the question's names and half of its other untimed words."""
    kind = answer_kind(request.question)
    untimed = find_window(request.question, request.today)[1]
    kept, own = set(stems(text)), set(stems(untimed))
    named = {stem for name in specifics(untimed) for stem in stems(name)}
    other = own - named
    return kind in {None, answer_kind(text)} and named <= kept and 2 * len(other & kept) >= len(other)


def _question(reply: str) -> str:
    """The first line of a reply that is a question, without label, quotation marks and emphasis."""
    lines = [_LABEL.sub("", line.strip(_AROUND)).strip(_AROUND) for line in _THINKING.sub("", reply).splitlines()]
    first = next((line for line in lines if line.endswith("?")), next(filter(None, lines), ""))
    return " ".join(first.split())
