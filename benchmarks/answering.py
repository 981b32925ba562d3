"""What a question costs beside its search and its model: the time to the first token, of a model that is instant."""

import statistics
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from index import Index
from qa import Assistant, Settings
from qa.testing import ScriptedChatModel
from qa.values import Done, Token

QUESTIONS = 40


def measure(home: Path) -> list[tuple[str, str]]:
    """Ask about articles of the archive, by their headlines; the first question warms up."""
    with Index.open(home) as index:
        desk = Assistant(index, ScriptedChatModel(replies=lambda _: "It did. [1]"), settings=Settings())
        times = [_beside_search(desk, f"What of {title}?") for title in _titles(index)]
    taken = [time for time in times if time is not None]
    return [
        ("questions that reached the model", f"{len(taken)}"),
        ("overhead to the first token, p50", f"{statistics.median(taken[1:]):.1f} ms"),
    ]


def _titles(index: Index) -> Iterator[str]:
    return islice((article.title for article in index.articles() if article.title), QUESTIONS)


def _beside_search(desk: Assistant, question: str) -> float | None:
    """Milliseconds from the question to the first token, but for the search; None after a refusal."""
    began, first = time.perf_counter(), None
    for event in desk.stream(question):
        if isinstance(event, Token) and first is None:
            first = (time.perf_counter() - began) * 1000
        if isinstance(event, Done) and first is not None:
            return first - event.answer.timings["search"]
    return None
