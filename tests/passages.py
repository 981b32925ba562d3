"""Passages and evidence, made by hand for tests of what comes after the search."""

from datetime import UTC, date, datetime

from index import Hit
from qa.values import Evidence

DAY = date(2022, 7, 23)
"""A Saturday: "today" in tests."""

PUBLISHED = datetime(2022, 7, 22, tzinfo=UTC)


def hit(
    text: str,
    article: str = "a",
    start: int = 0,
    *,
    title: str = "",
    source: str | None = None,
    published: datetime | None = None,
    score: float = 1.0,
    similarity: float = 0.6,
) -> Hit:
    return Hit(
        passage_id=f"{article}#{start}",
        article_id=article,
        version="v",
        title=title,
        source=source,
        url=None,
        published=published,
        text=text,
        start=start,
        end=start + len(text),
        score=score,
        similarity=similarity,
        ranks={"dense": 1},
    )


def evidence(*found: str | Hit) -> tuple[Evidence, ...]:
    """Numbered from 1; of a text alone a passage that begins at its article's character 100."""
    hits = (hit(one, f"a{number}", 100) if isinstance(one, str) else one for number, one in enumerate(found, 1))
    return tuple(Evidence(number, one) for number, one in enumerate(hits, 1))
