"""How many articles there are by month, outlet and language, within a filter. The catalogue's rows, only counted."""

from __future__ import annotations

from datetime import date

from index.conditions import condition
from index.database import Database
from index.values import Filter


def by_month(db: Database, where: Filter) -> dict[date, int]:
    """Number of articles by the first day of the month (UTC) in which they were published, oldest first.

    Months without any are left out, and so are undated articles.
    """
    within, values = condition(where)
    rows = db.execute(
        f"SELECT strftime('%Y-%m-01', a.published, 'unixepoch') AS month, count(*) FROM articles a "
        f"WHERE {within} AND a.published IS NOT NULL GROUP BY month ORDER BY month",
        values,
    )
    return {date.fromisoformat(month): count for month, count in rows}


def by_source(db: Database, where: Filter) -> dict[str, int]:
    """Number of articles by outlet, most first; articles without one are left out."""
    return _by_label(db, "source", where)


def by_language(db: Database, where: Filter) -> dict[str, int]:
    """Number of articles by language, most first; articles whose language is unknown are left out."""
    return _by_label(db, "language", where)


def _by_label(db: Database, column: str, where: Filter) -> dict[str, int]:
    """Labels that differ in case only are one, written as in the first article that has it."""
    within, values = condition(where)
    rows = db.execute(
        f"SELECT json_extract(record, '$.{column}'), count(*), min(number) FROM articles a "
        f"WHERE {within} AND a.{column} IS NOT NULL GROUP BY a.{column} ORDER BY 2 DESC, 1",
        values,
    )
    return {label: count for label, count, _ in rows}
