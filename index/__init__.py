"""Articles in, passages out: readers, splitting, embedding, vectors, full text, search."""

from index.errors import (
    EmbedderError,
    IndexDamaged,
    IndexLocked,
    IndexMismatch,
    IndexMissing,
    NewsError,
    ReadError,
)
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
