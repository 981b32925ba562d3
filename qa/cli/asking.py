"""`qa search`, `qa ask`, `qa chat`."""

from __future__ import annotations

import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from index import ModelError
from qa.cli.fetching import have_model
from qa.cli.options import (
    AfterOption,
    AsOfOption,
    BeforeOption,
    IndexOption,
    JsonOption,
    JudgeOption,
    ModelOption,
    SourceOption,
    filter_of,
)
from qa.cli.terminal import byline, doubts, hit_lines, note, say, say_answer, say_json, say_piece, source_lines
from qa.unseen import one_line
from qa.values import Answer, Done, Message, Retrieved, Token

if TYPE_CHECKING:
    from index import Filter
    from qa.assistant import Assistant, Judgeable

Text = Annotated[str, typer.Argument(metavar="TEXT", help="The question, in quotation marks.")]


def search(
    *,
    text: Text,
    k: Annotated[int, typer.Option("-k", min=1, max=1000, help="How many passages.")] = 10,
    after: AfterOption = None,
    before: BeforeOption = None,
    source: SourceOption = None,
    as_of: AsOfOption = None,
    index: IndexOption = None,
    json: JsonOption = False,
) -> None:
    """Rank passages for a question, with why. Example: qa search "grain deal" --after 2022-07-01"""
    desk = open_desk(index, "quotes")
    began = time.perf_counter()
    where = filter_of(as_of, after, before, source)
    hits = desk.search(text, where=where, limit=k)
    took = (time.perf_counter() - began) * 1000
    if json:
        from qa.record import search_record

        say_json(search_record(desk.plan(text, where=where), hits, took))
    else:
        for place, hit in enumerate(hits, start=1):
            say(hit_lines(hit, place))
        if not hits:
            note("Nothing found.")
    raise typer.Exit(0 if hits else 1)


def ask(
    *,
    text: Text,
    as_of: AsOfOption = None,
    after: AfterOption = None,
    before: BeforeOption = None,
    source: SourceOption = None,
    model: ModelOption = None,
    judge: JudgeOption = None,
    index: IndexOption = None,
    json: JsonOption = False,
) -> None:
    """Answer a question, every sentence cited. Example: qa ask "Who brokered the grain deal?" --as-of 2022-07-23"""
    desk = open_desk(index, model, judge)
    where = filter_of(as_of, after, before, source)
    if json:
        from qa.record import answer_record

        answer = second_opinion(desk, desk.ask(text, where=where))
        say_json(answer_record(answer))
    else:
        answer = _show(desk, text, where)
        _show_doubts(answer, second_opinion(desk, answer))
    raise typer.Exit(1 if answer.refusal else 0)


def chat(
    *,
    as_of: AsOfOption = None,
    after: AfterOption = None,
    before: BeforeOption = None,
    source: SourceOption = None,
    model: ModelOption = None,
    index: IndexOption = None,
    json: JsonOption = False,
) -> None:
    """Hold a conversation in the terminal; an empty line ends it. Example: qa chat --model local:model.gguf"""
    desk = open_desk(index, model)
    where = filter_of(as_of, after, before, source)
    history: tuple[Message, ...] = ()
    if sys.stdin.isatty():
        note("Ask; an empty line ends the conversation.")
    while question := _next_question():
        if json:
            from qa.record import answer_record

            answer = desk.ask(question, where=where, history=history)
            say_json(answer_record(answer))
        else:
            answer = _show(desk, question, where, history)
            say()
        history = (*history, Message("user", question), Message("assistant", answer.text))


def open_desk(index: Path | None, model: str | None, judge: str | None = None) -> Assistant:
    """Return an assistant over the index that the options and settings name."""
    from index import Index
    from qa.assistant import Assistant
    from qa.settings import load_settings

    settings = load_settings(index=index, model=model, judge=judge)
    archive = Index.open(settings.index, embedder=settings.embedder, reranker=settings.reranker)
    have_model(settings.model, settings.cache)
    return Assistant(archive, settings=settings)


def second_opinion(desk: Assistant, shown: Judgeable) -> Judgeable:
    """Return what the judge, where one is set, makes of it; as it is, with a note, where the judge fails."""
    if not desk.settings.judge:
        return shown
    try:
        return desk.judge(shown)
    except ModelError as error:
        note(f"The judge says nothing: {error}")
        return shown


def _show_doubts(answer: Answer, judged: Answer) -> None:
    """Print the sentences that the judge doubts."""
    changed = [after for before, after in zip(answer.sentences, judged.sentences, strict=True) if after != before]
    if changed:
        say(f"\nOn a second look:\n{doubts(replace(judged, sentences=tuple(changed)))}")


def _next_question() -> str:
    if sys.stdin.isatty():
        sys.stderr.write("> ")
        sys.stderr.flush()
    return sys.stdin.readline().strip()


def _show(desk: Assistant, question: str, where: Filter, history: tuple[Message, ...] = ()) -> Answer:
    """Print an answer, on a terminal as it comes."""
    live = sys.stdout.isatty()
    shown = ""
    for event in desk.stream(question, where=where, history=history):
        if isinstance(event, Retrieved):
            # Quotations, also in place of a draft, come all at once, and are shown with the likely answers marked.
            live = live and not shown and desk.model_name != "quotes"
        if isinstance(event, Token) and live:
            say_piece(event.text)
            shown += event.text
        if isinstance(event, Done):
            _finish(event.answer, shown)
            return event.answer
    raise AssertionError("a turn ends with Done")


def _finish(answer: Answer, shown: str) -> None:
    if answer.query.text != answer.query.question:
        note(f"(asked as: {answer.query.text})")
    # What was streamed is the draft: what the answer has behind it follows; where it was replaced, all of the answer.
    draft, text = shown.rstrip(), one_line(answer.text)
    if draft and text.startswith(draft):
        say("\n".join([text.removeprefix(draft), *answer.notes]))
    else:
        lines = ["", *answer.notes, ""] if draft else answer.notes
        say("".join(f"{line}\n" for line in lines), end="")
        say_answer(answer)
    if answer.refusal:
        nearest = answer.refusal.nearest
        say("\n".join(["\nNearest in the archive:", *(f"- {byline(hit)}" for hit in nearest)]) if nearest else "")
        return
    if found := doubts(answer):
        say(f"\n{found}")
    say(f"\n{source_lines(answer.citations)}")
