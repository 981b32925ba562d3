"""How values look on a terminal: plain lines, nothing from an article taken for markup."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from typing import Any

from index import Coverage, Hit
from qa.cite import marked
from qa.unseen import UNSEEN, label, one_line, without_unseen
from qa.values import Answer, CheckedSentence, Citation


def say(text: str = "", *, end: str = "\n") -> None:
    """Print to stdout, where data goes. What could move the cursor, reverse the text or hide in it is left out."""
    print(without_unseen(text), end=end, flush=True)  # noqa: T201


def say_piece(text: str) -> None:
    """Print a piece of an answer as it comes, on one line: lines of its own would look like the list of sources."""
    say(without_unseen(text).replace("\n", " "), end="")


def say_answer(answer: Answer) -> None:
    """Print an answer's text; on a terminal with the likely answers in it bold."""
    from rich.console import Console
    from rich.text import Text

    if not sys.stdout.isatty() or answer.text != marked(answer.sentences):
        say(one_line(answer.text))
        return
    line = Text()
    for sentence in answer.sentences:
        start, end = (sentence.answer.start, sentence.answer.end) if sentence.answer else (0, 0)
        parts = (sentence.text[:start], sentence.text[start:end], sentence.text[end:])
        shown, likely, rest = (without_unseen(part).replace("\n", " ") for part in parts)
        marks = "".join(f"[{number}]" for number in sentence.citations)
        line.append(f"{' ' if line else ''}{shown}").append(likely, style="bold").append(f"{rest} {marks}".rstrip())
    Console(highlight=False).print(line, soft_wrap=True)


def note(text: str) -> None:
    """Print to stderr, where all else goes."""
    print(without_unseen(text), file=sys.stderr, flush=True)  # noqa: T201


def say_json(record: Any) -> None:
    """Print one JSON value on one line."""
    text = json.dumps(record, ensure_ascii=False)
    # Escaped, not left out: offsets into a text must hold.
    say(UNSEEN.sub(lambda match: json.dumps(match[0])[1:-1], text))


def hit_lines(hit: Hit, place: int) -> str:
    """Return a passage found, with why."""
    ranks = ", ".join(f"{name} #{rank}" for name, rank in hit.ranks.items())
    head = f"{place}. {byline(hit)}  ({ranks}; similarity {hit.similarity:.2f})"
    return f"{head}\n   {one_line(hit.text)}\n"


def byline(of: Hit | Citation) -> str:
    """Return outlet, date and title of an article on one line, so far as they are known; its id where nothing is."""
    day = f"{of.published.date()}" if of.published else None
    parts = (of.source, day, of.title)
    return ", ".join(label(part) for part in parts if part) or label(of.article_id)


def source_lines(citations: Sequence[Citation]) -> str:
    """Return the cited sources, a line each, with their copies."""
    lines = []
    for citation in citations:
        address = f"  {one_line(citation.url)}" if citation.url else ""
        lines.append(f"[{citation.number}] {byline(citation)}{address}")
        if citation.also_in:
            copies = ", ".join(copy.source or copy.title or copy.article_id for copy in citation.also_in)
            lines.append(f"    also in: {one_line(copies)}")
    return "\n".join(lines)


def doubts(answer: Answer) -> str:
    """Return what the check found wrong, a line each; empty when all is well."""
    return "\n".join(
        f"! {sentence.verdict}: {one_line(sentence.text)} ({one_line('; '.join(sentence.problems))})"
        for sentence in answer.sentences
        if sentence.verdict != "supported"
    )


def checked_lines(sentence: CheckedSentence) -> str:
    """Return a sentence of a draft with its verdict, what is wrong with it, and what the archive says."""
    lines = [f"{sentence.verdict}: {sentence.text}", *(f"  ! {problem}" for problem in sentence.problems)]
    lines += [f"    {_flat(citation)} ({byline(citation)})" for citation in sentence.citations]
    return "\n".join(lines)


def _flat(citation: Citation) -> str:
    """The cited words on one line, what lies between them as an ellipsis."""
    cited = [
        citation.passage[span.start - citation.passage_start : span.end - citation.passage_start]
        for span in citation.spans
    ]
    return " … ".join(" ".join(part.split()) for part in cited)


def period(holds: Coverage) -> str:
    """Return "3,643 articles, 2010-01-03 to 2022-11-20"."""
    count = f"{holds.articles:,} article{'' if holds.articles == 1 else 's'}"
    if holds.first and holds.last:
        return f"{count}, {holds.first.date()} to {holds.last.date()}"
    return f"{count}, undated" if holds.articles else count
