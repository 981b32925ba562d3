"""The conversation as HTML: header, questions, answers, refusals. Pure: values in, safe strings out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from index import Coverage
from qa.values import Answer, Query, Refusal, Sentence
from qa.web.conversation import Turn
from qa.web.dates import coverage_text, span_text, spelled
from qa.web.escape import escaped, in_english
from qa.web.filters import removable
from qa.web.marks import followed_by_marks, linked
from qa.web.narrowing import in_words
from qa.web.opinions import form
from qa.web.remarks import notes as remarks
from qa.web.remarks import refusal_text
from qa.web.sources import labels
from qa.web.texts import counted, number, text


def header(coverage: Coverage, model: str, sends_to: str | None) -> str:
    """The masthead: what the archive holds, who writes, and whether anything leaves the machine."""
    return (
        '<header class="masthead"><h1>News QA</h1>'
        f'<p class="holdings">{escaped(coverage_text(coverage))}</p>'
        f'<p class="writer">{escaped(_writer(model, sends_to))}</p></header>'
    )


def welcome(coverage: Coverage) -> str:
    """What the page says before the first question."""
    lead = text("welcome") if coverage.articles else text("welcome.empty", command="<code>qa index</code>")
    return f'<div class="welcome"><p>{lead}</p></div>'


def notice(said: str) -> str:
    """A line about what the reader typed; empty for none. The element stays, so that screen readers announce it."""
    return f'<p class="notice" role="alert">{escaped(said)}</p>'


def editing(number: int) -> str:
    """A line about which question is being asked anew; empty for 0."""
    if not number:
        return ""
    return (
        f'<p class="editing" role="status">{text("editing", number=number)} '
        f'<button type="button" class="quiet" data-act="edit" data-turn="0">{text("editing.cancel")}</button></p>'
    )


def conversation(turns: Sequence[Turn], *, latest: bool = False, keeps: bool = False) -> str:
    """All of `turns`, oldest first. Of the `latest` it can be changed how it was read, and what follows is offered.

    Where the server `keeps` such things, answers can be shared and judged.
    """
    return "".join(_turn(turn, latest=latest, keeps=keeps) for turn in turns)


def shared(address: str) -> str:
    """Where a shared answer is read."""
    return (
        f'<p class="notice shared" role="status">{text("shared")} <a href="{escaped(address)}" target="_blank"'
        f' rel="noopener" data-address>{escaped(address)}</a></p>'
    )


def _writer(model: str, sends_to: str | None) -> str:
    if model == "quotes":
        return text("writer.quotes")
    return text("writer.away", model=model, where=sends_to) if sends_to else text("writer.here", model=model)


def _turn(turn: Turn, *, latest: bool, keeps: bool) -> str:
    over = turn.progress != "working"
    return (
        f'<article class="turn {turn.progress}" id="turn-{turn.number}" data-turn="{turn.number}">'
        f'<h2 class="question" dir="auto">{escaped(turn.question)}</h2>{_chips(turn, changeable=latest and over)}'
        f'<div class="{_kind(turn)}" dir="auto">{_body(turn)}</div><div class="foot">{_foot(turn)}'
        f'<p class="actions">{_actions(turn, latest=latest, keeps=keeps) if over else ""}</p>'
        f"{form(turn) if keeps else ''}</div>"
        f"{_suggestions(turn) if latest else ''}</article>"
    )


def _actions(turn: Turn, *, latest: bool, keeps: bool) -> str:
    data = f'class="quiet" data-turn="{turn.number}"'
    again = (
        f'<button type="button" {data} data-act="again" data-what="retry">{text("retry")}</button>' if latest else ""
    )
    label = text("edit.number", number=turn.number)
    edit = f'<button type="button" {data} data-act="edit" aria-label="{label}">{text("edit")}</button>'
    return f"{again}{edit}{_share(turn, data) if keeps else ''}"


def _share(turn: Turn, data: str) -> str:
    if turn.answer is None:
        return ""
    label = text("share.number", number=turn.number)
    return f'<button type="button" {data} data-act="publish" aria-label="{label}">{text("share")}</button>'


def _suggestions(turn: Turn) -> str:
    if not turn.suggestions:
        return ""
    items = "".join(
        f'<li><button type="button" class="suggestion" data-act="again" data-what="follow" data-turn="{turn.number}"'
        f' data-place="{place}">{escaped(question)}</button></li>'
        for place, question in enumerate(turn.suggestions)
    )
    return f'<div class="next"><h3 id="next-{turn.number}">{text("suggestions")}</h3><ul>{items}</ul></div>'


def _chips(turn: Turn, *, changeable: bool) -> str:
    said = [text("as.of", day=spelled(turn.as_of))] if turn.as_of else []
    said += [words] if (words := in_words(turn.where)) else []
    chips = [f"<bdi>{escaped(chip)}</bdi>" for chip in said]
    for key, value, what in _readings(turn):
        words = text(key, **value)
        data = {"turn": str(turn.number), "what": what}
        chips.append(
            removable(words, "again", data, text(f"{key}.remove")) if changeable else f"<bdi>{escaped(words)}</bdi>"
        )
    items = "".join(f"<li>{chip}</li>" for chip in chips)
    return f'<ul class="chips" aria-label="{text("chips")}">{items}</ul>' if items else ""


def _readings(turn: Turn) -> list[tuple[str, dict[str, str], str]]:
    """How the question was read where that is more or less than its words: what to say, and what undoes it."""
    found: list[tuple[str, dict[str, str], str]] = []
    query = turn.query
    if not turn.reading.context:
        found.append(("chip.written", {}, "context"))
    elif query and turn.reading.time and query.text.strip() != query.question.strip():
        found.append(("chip.searched", {"text": query.text}, "context"))
    if not turn.reading.time:
        found.append(("chip.any.time", {}, "time"))
    elif query and query.window:
        found.append(("chip.window", {"span": span_text(query.window.after, query.window.before)}, "time"))
    return found


def _kind(turn: Turn) -> str:
    return "answer quotes" if turn.answer and turn.answer.model == "quotes" else "answer"


def _body(turn: Turn) -> str:
    if turn.answer and turn.answer.refusal:
        return _refusal(turn.answer.refusal, turn.answer.query)
    if turn.answer:
        return _sentences(turn, turn.answer)
    caret = '<span class="caret"></span>' if turn.progress == "working" else ""
    return linked(turn.draft, turn.number, labels(turn)) + caret


def _sentences(turn: Turn, answer: Answer) -> str:
    cited, said_by = labels(turn), _bylines(answer)
    own, quotations = "", ""
    for place, sentence in enumerate(answer.sentences):
        verbatim = sentence.quoted or answer.model == "quotes"
        html = _sentence(sentence, turn.number, place, cited, _attribution(sentence, said_by if verbatim else {}))
        own, quotations = (own, f"{quotations} {html}") if sentence.quoted else (f"{own} {html}", quotations)
    lead = text("quoted.lead")
    behind = f'<p class="quotations"><span class="lead">{lead}</span>{quotations}</p>' if quotations else ""
    return own.lstrip() + behind


def _sentence(sentence: Sentence, turn: int, place: int, cited: Mapping[int, str], attribution: str) -> str:
    body = followed_by_marks(sentence.text, sentence.citations, turn, cited, sentence.answer)
    if sentence.verdict == "supported":
        return f'<span class="sentence">{body}{attribution}</span>'
    verdict, id_ = text(f"verdict.{sentence.verdict}"), f"problem-{turn}-{place}"
    flag = (
        f' <button type="button" class="flag" aria-expanded="false" aria-describedby="{id_}"'
        f' aria-label="{text("problem.for", verdict=verdict)}">{verdict}</button>'
        f'<span class="problem" role="tooltip" id="{id_}">{_problem(sentence)}</span>'
    )
    return f'<span class="sentence doubtful {sentence.verdict}">{body}{flag}{attribution}</span>'


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
    verdict = text(f"problem.{sentence.verdict}")
    return f"{verdict}: {in_english('; '.join(sentence.problems))}" if sentence.problems else verdict


def _refusal(refusal: Refusal, query: Query) -> str:
    kicker = text(f"refusal.{refusal.reason}")
    return f'<div class="refusal"><p class="kicker">{kicker}</p><p>{escaped(refusal_text(refusal, query))}</p></div>'


def _foot(turn: Turn) -> str:
    match turn.progress:
        case "working":
            return f'<p class="status" role="status">{_doing(turn)}</p>'
        case "stopped":
            return f'<p class="status" role="status">{text("stopped")}</p>'
        case "failed":
            return f'<p class="status error" role="alert">{escaped(turn.problem)}</p>'
        case _:
            return _checked(turn.answer) if turn.answer else ""


def _doing(turn: Turn) -> str:
    if turn.query is None:
        return text("searching")
    return counted("writing", len(turn.evidence)) if turn.evidence else text("looking")


def _checked(answer: Answer) -> str:
    notes = "".join(f'<p class="note">{note}</p>' for note in remarks(answer))
    if answer.refusal or not answer.sentences:
        return notes
    every = len(answer.sentences)
    doubtful = [sentence for sentence in answer.sentences if sentence.verdict != "supported"]
    if not doubtful:
        return f'<p class="status good" role="status">{counted("checked", every)}</p>{notes}'
    items = "".join(
        f"<li><q>{escaped(sentence.text)}</q> <span>{_problem(sentence)}.</span></li>" for sentence in doubtful
    )
    said = counted("doubts", len(doubtful), all=number(every)) if every > 1 else text("doubts.all")
    return (
        f'<details class="doubts"><summary><span role="status">{said}</span></summary><ul>{items}</ul></details>{notes}'
    )
