"""Questions for somebody who does not know yet what an archive holds."""

from __future__ import annotations

from collections.abc import Iterator

from index import Index
from qa.assistant import Assistant

NEWEST = 12
"""Articles from which questions are drawn, at most one from each."""


def opening_questions(index: Index, limit: int = 3) -> Iterator[str]:
    """Yield questions drawn from the newest articles and what else there is on their subjects, by rules alone.

    Each has been searched for, and is one that an assistant over this index does not refuse.
    """
    desk = Assistant(index, model="quotes")
    asked: list[str] = []
    for article in index.articles(limit=NEWEST):
        about = desk.ask(article.title) if article.title.strip() else None
        question = next(desk.suggest(about, asked=asked), None) if about else None
        if question:
            asked.append(question)
            yield question
        if len(asked) == limit:
            return
