"""Articles in, passages out: readers, splitting, embedding, vectors, full text, search."""

from typing import TYPE_CHECKING, Any

from index.errors import (
    CaseError,
    EmbedderError,
    IndexDamaged,
    IndexLocked,
    IndexMismatch,
    IndexMissing,
    ModelError,
    NewsError,
    PromptError,
    ReadError,
    RerankerError,
    SettingsError,
)
from index.terms import STOP_WORDS, content_words, words
from index.values import (
    AddReport,
    Article,
    Coverage,
    Failure,
    Filter,
    Hit,
    Passage,
    Recency,
    Recipe,
    Span,
    Version,
    day_end,
    day_start,
    format_date,
)

if TYPE_CHECKING:
    from index.embed import Embedder
    from index.readers import read_articles
    from index.rerank import Reranker
    from index.split import sentences
    from index.store import Index
    from index.write import Progress

__all__ = [
    "STOP_WORDS",
    "AddReport",
    "Article",
    "CaseError",
    "Coverage",
    "Embedder",
    "EmbedderError",
    "Failure",
    "Filter",
    "Hit",
    "Index",
    "IndexDamaged",
    "IndexLocked",
    "IndexMismatch",
    "IndexMissing",
    "ModelError",
    "NewsError",
    "Passage",
    "Progress",
    "PromptError",
    "ReadError",
    "Recency",
    "Recipe",
    "Reranker",
    "RerankerError",
    "SettingsError",
    "Span",
    "Version",
    "content_words",
    "day_end",
    "day_start",
    "format_date",
    "read_articles",
    "sentences",
    "words",
]

_HEAVY = {
    "Embedder": "index.embed",
    "Index": "index.store",
    "Progress": "index.write",
    "Reranker": "index.rerank",
    "read_articles": "index.readers",
    "sentences": "index.split",
}


def __getattr__(name: str) -> Any:
    """Load what is heavy on first use, so that `import index` stays fast."""
    if name not in _HEAVY:
        raise AttributeError(f"module 'index' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HEAVY[name]), name)
