"""The archive as a LangChain retriever."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict, Field

from index.values import Filter, Hit, format_date

if TYPE_CHECKING:
    from langchain_core.callbacks import CallbackManagerForRetrieverRun


class IndexRetriever(BaseRetriever):
    """Raw hybrid search: `limit` passages within `where`, best first, as documents."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    index: Any
    limit: int = 10
    where: Filter = Field(default_factory=Filter)

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:  # noqa: ARG002 - LangChain's signature
        return [_document(hit) for hit in self.index.search(query, limit=self.limit, where=self.where)]


def _document(hit: Hit) -> Document:
    return Document(
        id=hit.passage_id,
        page_content=hit.text,
        metadata={
            "article_id": hit.article_id,
            "version": hit.version,
            "title": hit.title,
            "source": hit.source,
            "url": hit.url,
            "published": format_date(hit.published),
            "start": hit.start,
            "end": hit.end,
            "score": hit.score,
        },
    )
