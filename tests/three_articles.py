"""A small archive to read and change, and what tests of it need."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from index import Article, Hit
from index.embed import Vectors
from index.testing import StemEmbedder

DAY = datetime(2022, 7, 23, tzinfo=UTC)
GRAIN = Article("grain", "The first ship left Odesa. It carried grain.", "Grain deal", "Reuters", published=DAY)
RATES = Article("rates", "The bank raised rates by half a point.", "Rates rise", "AP", published=DAY + timedelta(9))
UNDATED = Article("undated", "The minister opened a new port.", "Port opened")


def found(hits: list[Hit]) -> list[str]:
    return [hit.article_id for hit in hits]


class IdleEmbedder(StemEmbedder):
    """For what must be done without embedding a passage."""

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        raise AssertionError("the embedder was called")

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        return StemEmbedder().embed_queries(texts)
