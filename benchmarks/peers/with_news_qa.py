"""News QA: its index alone, given the question as the peers are, and the assistant, which first reads it.

Runs in this project's own environment. To the index, as to a peer, the day of asking is a filter; to the assistant it
is also what "today" and "this week" mean.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from protocol import DEPTH, Article, Passage, Pipeline, main

from index import Article as OurArticle
from index import Filter, Hit, Index
from index.embed import load_embedder
from qa import Assistant

HOME = "news.index"


class Search:
    """The index on disk, then the assistant over it."""

    def __init__(self) -> None:
        self._embedder = load_embedder()
        self._embedder.embed_queries(["Into memory, before the clock starts."])

    def pipelines(self, articles: list[Article]) -> Iterator[Pipeline]:
        index = Index.create(Path(HOME), embedder=self._embedder)
        # It would remember what it was asked; each question is asked several times here, and the peers embed it anew.
        index.embed_questions = self._embedder.embed_queries
        report = index.add(map(_ours, articles))

        def search(question: str, until: int | None) -> list[Passage]:
            return _passages(index.search(question, limit=DEPTH, where=Filter(as_of=_date(until))))

        yield Pipeline("News QA, index", report.passages, search)

        desk = Assistant(index, "quotes")

        def planned(question: str, until: int | None) -> list[Passage]:
            return _passages(desk.search(question, limit=DEPTH, as_of=_date(until)))

        yield Pipeline("News QA, assistant", report.passages, planned)


def _ours(article: Article) -> OurArticle:
    published = _date(article.day)
    when = datetime(published.year, published.month, published.day, tzinfo=UTC) if published else None
    source = article.source or None
    return OurArticle(id=article.id, title=article.title, text=article.text, source=source, published=when)


def _date(day: int | None) -> date | None:
    return date.fromisoformat(str(day)) if day else None


def _passages(hits: Sequence[Hit]) -> list[Passage]:
    return [Passage(hit.article_id, hit.text) for hit in hits]


if __name__ == "__main__":
    main({"search": Search})
