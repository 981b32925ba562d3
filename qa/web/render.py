"""The conversation as HTML: header, questions, answers, refusals. Pure: values in, safe strings out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from index import Coverage
from qa.values import Answer, Query, Refusal, Sentence
from qa.web.conversation import Turn
from qa.web.dates import coverage_text, spelled, window_text
from qa.web.escape import escaped
from qa.web.marks import followed_by_marks, linked
from qa.web.sources import labels

_VERDICTS = {
    "partial": "Only partly supported by what it cites",
    "unsupported": "Not supported by what it cites",
    "uncited": "No source is cited",
}
_REASONS = {
    "not covered": "Not covered in this archive",
    "outside the dates": "Outside the archive’s dates",
    "detail not covered": "Covered, but not this detail",
}


def header(coverage: Coverage, model: str, sends_to: str | None) -> str:
    """The masthead: what the archive holds, who writes, and whether anything leaves the machine."""
    return (
        '<header class="masthead"><h1>News QA</h1>'
        f'<p class="holdings">{escaped(coverage_text(coverage))}</p>'
        f'<p class="writer">{escaped(_writer(model, sends_to))}</p></header>'
    )


def welcome(coverage: Coverage) -> str:
    """What the page says before the first question."""
    if coverage.articles == 0:
        lead = "There is nothing to ask yet: add articles with <code>qa index</code>."
    else:
        lead = (
            "Ask about anything in these articles. Each sentence of an answer cites the passage it rests on, "
            "and where the archive does not hold the answer, it says so."
        )
    return f'<div class="welcome"><p>{lead}</p></div>'


def notice(text: str) -> str:
    """A line about what the reader typed; empty for none. The element stays, so that screen readers announce it."""
    return f'<p class="notice" role="alert">{escaped(text)}</p>'


def conversation(turns: Sequence[Turn]) -> str:
    """All of `turns`, oldest first."""
    return "".join(_turn(turn) for turn in turns)


def _writer(model: str, sends_to: str | None) -> str:
    if model == "quotes":
        return "Answers are verbatim quotations. Nothing leaves this machine."
    if sends_to is None:
        return f"Answers written by {model} on this machine. Nothing leaves it."
    return f"Answers written by {model}: questions and passages are sent to {sends_to}."


def _turn(turn: Turn) -> str:
    return (
        f'<article class="turn {turn.progress}" id="turn-{turn.number}" data-turn="{turn.number}">'
        f'<h2 class="question" dir="auto">{escaped(turn.question)}</h2>{_chips(turn)}'
        f'<div class="{_kind(turn)}" dir="auto">{_body(turn)}</div><div class="foot">{_foot(turn)}</div></article>'
    )


def _chips(turn: Turn) -> str:
    chips = []
    if turn.as_of:
        chips.append(f"As of {spelled(turn.as_of)}")
    if turn.query:
        chips.extend(_query_chips(turn.query))
    items = "".join(f"<li><bdi>{escaped(chip)}</bdi></li>" for chip in chips)
    return f'<ul class="chips" aria-label="How the question was read">{items}</ul>' if items else ""


def _query_chips(query: Query) -> list[str]:
    chips = []
    if query.text.strip() != query.question.strip():
        chips.append(f"Searched as: {query.text}")
    if query.window:
        chips.append(window_text(query.window))
    return chips


def _kind(turn: Turn) -> str:
    return "answer quotes" if turn.answer and turn.answer.model == "quotes" else "answer"


def _body(turn: Turn) -> str:
    if turn.answer and turn.answer.refusal:
        return _refusal(turn.answer.refusal)
    if turn.answer:
        cited = labels(turn)
        said_by = _bylines(turn.answer) if turn.answer.model == "quotes" else {}
        return " ".join(
            _sentence(sentence, turn.number, cited, _attribution(sentence, said_by))
            for sentence in turn.answer.sentences
        )
    caret = '<span class="caret"></span>' if turn.progress == "working" else ""
    return linked(turn.draft, turn.number, labels(turn)) + caret


def _sentence(sentence: Sentence, turn: int, cited: Mapping[int, str], attribution: str) -> str:
    body = followed_by_marks(sentence.text, sentence.citations, turn, cited) + attribution
    if sentence.verdict == "supported":
        return f'<span class="sentence">{body}</span>'
    return f'<span class="sentence doubtful {sentence.verdict}" title="{escaped(_problem(sentence))}">{body}</span>'


def _bylines(answer: Answer) -> dict[int, str]:
    """Outlet and day of each cited source, so far as they are known: a quotation's age shows at once."""
    return {
        citation.number: ", ".join(
            part for part in (citation.source, spelled(citation.published) if citation.published else None) if part
        )
        for citation in answer.citations
    }


def _attribution(sentence: Sentence, said_by: Mapping[int, str]) -> str:
    names = " · ".join(said_by[number] for number in sentence.citations if said_by.get(number))
    return f'<span class="attribution">{escaped(names)}</span>' if names else ""


def _problem(sentence: Sentence) -> str:
    parts = [_VERDICTS[sentence.verdict], "; ".join(sentence.problems)]
    return ": ".join(part for part in parts if part)


def _refusal(refusal: Refusal) -> str:
    return (
        f'<div class="refusal"><p class="kicker">{_REASONS[refusal.reason]}</p><p>{escaped(refusal.message)}</p></div>'
    )


def _foot(turn: Turn) -> str:
    match turn.progress:
        case "working":
            return f'<p class="status" role="status">{_doing(turn)}</p>'
        case "stopped":
            return '<p class="status" role="status">Stopped. What was written so far has not been checked.</p>'
        case "failed":
            return f'<p class="status error" role="alert">{escaped(turn.problem)}</p>'
        case _:
            return _checked(turn.answer) if turn.answer else ""


def _doing(turn: Turn) -> str:
    if turn.query is None:
        return "Searching the archive…"
    count = len(turn.evidence)
    return f"Writing from {count} passage{'' if count == 1 else 's'}…" if count else "Looking for what comes nearest…"


def _checked(answer: Answer) -> str:
    notes = "".join(f'<p class="note">{escaped(note)}</p>' for note in answer.notes)
    if answer.refusal or not answer.sentences:
        return notes
    doubtful = [sentence for sentence in answer.sentences if sentence.verdict != "supported"]
    if not doubtful:
        return f'<p class="status good" role="status">{_all_supported(len(answer.sentences))}</p>{notes}'
    items = "".join(
        f"<li><q>{escaped(sentence.text)}</q> <span>{escaped(_problem(sentence))}.</span></li>" for sentence in doubtful
    )
    count = f"{len(doubtful)} of {len(answer.sentences)} sentences" if len(answer.sentences) > 1 else "The sentence"
    verb = "is" if len(doubtful) == 1 else "are"
    return (
        f'<details class="doubts"><summary role="status">{count} {verb} not fully borne out</summary>'
        f"<ul>{items}</ul></details>{notes}"
    )


def _all_supported(count: int) -> str:
    return (
        "Checked: the sentence is borne out by its source."
        if count == 1
        else (f"Checked: all {count} sentences are borne out by their sources.")
    )
