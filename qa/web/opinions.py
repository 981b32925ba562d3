"""What a reader thinks of an answer: the form behind it, and what came out of the form."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from qa.values import Answer
from qa.web.conversation import Turn
from qa.web.escape import escaped
from qa.web.texts import text

_LONGEST = 1000  # characters of an answer that a reader gives
_JUDGED = {"yes": True, "no": False}


@dataclass(frozen=True, slots=True)
class Given:
    """An opinion of the answer of a turn: whether it is right (None: not said), and its sentences, by place from 0.

    `right` is what the reader would have answered; `absent` says that the archive does not hold it.
    """

    turn: int
    good: bool | None
    sentences: Mapping[int, bool]
    right: str = ""
    absent: bool = False


def form(turn: Turn) -> str:
    """The form behind an answer, closed until it is asked for."""
    if turn.answer is None:
        return ""
    whole = _choice(turn.number, "whole", text("opinion.answer"))
    wrong = (
        f'<label class="line">{text("opinion.right")}<input name="right" maxlength="{_LONGEST}"></label>'
        f'<label class="tick"><input type="checkbox" name="absent"> {text("opinion.absent")}</label>'
    )
    return (
        f'<details class="opinion"><summary>{text("opinion")}</summary><form data-opinion="{turn.number}">'
        f"{whole}{_sentences(turn.number, turn.answer)}{wrong}"
        f'<button type="submit" class="quiet">{text("opinion.send")}</button>'
        f'<span class="thanks" role="status" data-thanks="{text("opinion.thanks")}"></span></form></details>'
    )


def given(turn: str, said: str) -> Given | None:
    """What a page sent of the form of a turn, as JSON; None for what no form says. Anybody can send anything."""
    try:
        values = json.loads(said)
    except (ValueError, RecursionError):
        return None
    if not turn.isdecimal() or not isinstance(values, Mapping):
        return None
    sentences = {
        int(name): _JUDGED[judged]
        for name, value in values.items()
        if name.isdecimal() and (judged := str(value)) in _JUDGED
    }
    right = str(values.get("right") or "").strip()[:_LONGEST]
    absent = bool(values.get("absent"))
    good = _JUDGED.get(str(values.get("whole")))
    return Given(int(turn), False if good is None and (right or absent) else good, sentences, right, absent)


def _sentences(turn: int, answer: Answer) -> str:
    if answer.refusal or len(answer.sentences) < 2:
        return ""
    return "".join(
        _choice(turn, str(place), text("quoted", text=escaped(sentence.text)))
        for place, sentence in enumerate(answer.sentences)
    )


def _choice(turn: int, name: str, legend: str) -> str:
    options = "".join(
        f'<label><input type="radio" name="{name}" value="{value}"> {text(f"opinion.{value}")}</label>'
        for value in _JUDGED
    )
    return f'<fieldset data-of="{turn}"><legend>{legend}</legend>{options}</fieldset>'
