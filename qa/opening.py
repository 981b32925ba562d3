"""Questions for somebody who does not know yet what an archive holds."""

from __future__ import annotations

from collections.abc import Iterator

from index import Index
from qa.assistant import Assistant

NEWEST = 12
"""Articles from which questions are drawn, at most one from each."""


def opening_questions(index: Index, limit: int = 3) -> Iterator[str]:
    """Yield questions drawn from the newest articles and what else there is on their subjects, by rules alone.

    They differ in form where they can. Each has been searched for, and is one that an assistant over this index does
    not refuse.
    """
    desk = Assistant(index, model="quotes")
    asked: list[str] = []
    alike: list[str] = []
    for article in index.articles(limit=NEWEST):
        about = desk.ask(article.title) if article.title.strip() else None
        found = list(desk.suggest(about, asked=[*asked, *alike])) if about else []
        forms = {_form(question) for question in asked}
        question = next((one for one in found if _form(one) not in forms), None)
        if question:
            asked.append(question)
            yield question
        else:
            alike += found[:1]
        if len(asked) == limit:
            return
    yield from alike[: limit - len(asked)]


def _form(question: str) -> str:
    """How a question begins: three that begin alike look as if there were nothing else to ask."""
    return " ".join(question.split()[:2])
