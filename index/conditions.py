"""Filters in SQL."""

from __future__ import annotations

import json

from index.values import Filter, day_end, day_start


def folded(label: str | None) -> str | None:
    """A label as it is compared: without regard to case."""
    return label.casefold() if label else None


def condition(where: Filter) -> tuple[str, list[object]]:
    """A filter as SQL over articles `a`, and its values."""
    parts: list[str] = ["1"]
    values: list[object] = []
    if where.after is not None:
        parts.append("a.published >= ?")
        values.append(day_start(where.after).timestamp())
    if where.before is not None:
        parts.append("a.published <= ?")
        values.append(day_end(where.before).timestamp())
    if where.as_of is not None:
        parts.append("(a.published IS NULL OR a.published <= ?)")
        values.append(day_end(where.as_of).timestamp())
    for column, allowed in (
        ("source", [folded(source) for source in where.sources]),
        ("language", [folded(language) for language in where.languages]),
        ("id", where.ids),
    ):
        if allowed:
            parts.append(f"a.{column} IN (SELECT value FROM json_each(?))")
            values.append(json.dumps(allowed))
    return " AND ".join(parts), values
