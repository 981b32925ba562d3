"""How values look on a terminal: plain lines, nothing from an article taken for markup."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Sequence
from typing import Any

from index import Coverage, Hit
from qa.values import Answer, Citation

_UNSHOWN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def say(text: str = "", *, end: str = "\n") -> None:
    """Print to stdout, where data goes. What could move the cursor or reverse the text is left out."""
    print(_UNSHOWN.sub("", text), end=end, flush=True)  # noqa: T201


def note(text: str) -> None:
    """Print to stderr, where all else goes."""
    print(_UNSHOWN.sub("", text), file=sys.stderr, flush=True)  # noqa: T201


def say_json(record: Any) -> None:
    """Print one JSON value on one line."""
    text = json.dumps(record, ensure_ascii=False)
    # Escaped, not left out: offsets into a text must hold.
    say(_UNSHOWN.sub(lambda match: f"\\u{ord(match[0]):04x}", text))


def hit_lines(hit: Hit, place: int) -> str:
    """Return a passage found, with why."""
    ranks = ", ".join(f"{name} #{rank}" for name, rank in hit.ranks.items())
    head = f"{place}. {byline(hit)}  ({ranks}; similarity {hit.similarity:.2f})"
    return f"{head}\n   {' '.join(hit.text.split())}\n"


def byline(of: Hit | Citation) -> str:
    """Return outlet, date and title of an article, so far as they are known; its id where nothing is."""
    day = f"{of.published.date()}" if of.published else None
    parts = (of.source, day, of.title)
    return ", ".join(part for part in parts if part) or of.article_id


def source_lines(citations: Sequence[Citation]) -> str:
    """Return the cited sources, a line each, with their copies."""
    lines = []
    for citation in citations:
        lines.append(f"[{citation.number}] {byline(citation)}{'  ' + citation.url if citation.url else ''}")
        if citation.also_in:
            copies = ", ".join(copy.source or copy.title or copy.article_id for copy in citation.also_in)
            lines.append(f"    also in: {copies}")
    return "\n".join(lines)


def doubts(answer: Answer) -> str:
    """Return what the check found wrong, a line each; empty when all is well."""
    return "\n".join(
        f"! {sentence.verdict}: {sentence.text} ({'; '.join(sentence.problems)})"
        for sentence in answer.sentences
        if sentence.verdict != "supported"
    )


def period(holds: Coverage) -> str:
    """Return "3,643 articles, 2010-01-03 to 2022-11-20"."""
    count = f"{holds.articles:,} article{'' if holds.articles == 1 else 's'}"
    if holds.first and holds.last:
        return f"{count}, {holds.first.date()} to {holds.last.date()}"
    return f"{count}, undated" if holds.articles else count
