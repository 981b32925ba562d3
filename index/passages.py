"""An article into passages, each with what is embedded for it: title and date, then the passage's text."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from index.articles import heading
from index.embed import Embedder
from index.embeddings import text_hash
from index.split import split
from index.values import Article, Passage

SPECIAL_TOKENS = 2
"""That an embedder puts around a text."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A passage, what is embedded for it, and the hash of that."""

    passage: Passage
    embedded: str
    hash: str


def prepare(article: Article, embedder: Embedder, most_tokens: int) -> list[Prepared]:
    """The article's passages, of at most `most_tokens` tokens of its text each."""
    spans = split(article.text, embedder.token_spans, most_tokens, article.language)
    passages = []
    for span in spans:
        name = f"{article.id}\0{article.version}\0{span.start}".encode("utf-8", "surrogatepass")
        id_, text = hashlib.sha256(name).hexdigest()[:16], article.text[span.start : span.end]
        passages.append(Passage(id_, article.id, article.version, span.start, span.end, text))
    return prepare_again(article, passages, embedder, most_tokens)


def prepare_again(
    article: Article, passages: Iterable[Passage], embedder: Embedder, most_tokens: int
) -> list[Prepared]:
    """The same for passages that the article was split into before."""
    above = _heading(article, embedder, most_tokens)
    texts = [(passage, f"{above}\n{passage.text}" if above else passage.text) for passage in passages]
    return [Prepared(passage, embedded, text_hash(embedded)) for passage, embedded in texts]


def _heading(article: Article, embedder: Embedder, most_tokens: int) -> str:
    """What is embedded before each passage, cut to the tokens that the passage leaves."""
    room = embedder.max_tokens - SPECIAL_TOKENS - most_tokens
    above = heading(article)
    spans = embedder.token_spans(above)
    return above if len(spans) <= room else above[: spans[room][0]].rstrip()
