"""The full-text index: postings by term, in the catalogue's database and in its transactions.

SQLite's own FTS5 counts every row of every term of a query before it ranks one, so that its cost grows with the
archive, and its weights take in what a filter hides. Postings in blocks are read in milliseconds, for `bm25` to rank.
"""

from __future__ import annotations

import json
from array import array
from collections import defaultdict
from collections.abc import Sequence
from itertools import groupby

from index.database import Database
from index.postings import BLOCK_BITS, Postings, merge, pack, unpack

SCHEMA = """
CREATE TABLE postings (
    term TEXT NOT NULL, block INTEGER NOT NULL, packed BLOB NOT NULL, PRIMARY KEY (term, block)) WITHOUT ROWID;
"""

MOST_PENDING = 4_000_000
"""Postings gathered in memory, at four bytes each and some, before they are written."""

_PLACES = (1 << BLOCK_BITS) - 1

Key = tuple[str, int]


class Lexicon:
    """Postings over one connection. What is added and dropped is there for reading after `flush`."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._added: defaultdict[Key, array[int]] = defaultdict(lambda: array("I"))
        self._dropped: defaultdict[Key, list[int]] = defaultdict(list)
        self._pending = 0
        self._first = 0

    def add(self, number: int, text: Sequence[str], title: Sequence[str]) -> None:
        """Take in a passage under its number: the terms of its text and its title."""
        if not self._pending:
            self._first = number
        self._first = min(self._first, number)
        for term, posting in pack(number, text, title):
            self._added[term, number >> BLOCK_BITS].append(posting)
            self._pending += 1
        if self._pending > MOST_PENDING:
            self.flush()

    def drop(self, number: int, text: Sequence[str], title: Sequence[str]) -> None:
        """Take out a passage, given as it was added."""
        if self._pending and number >= self._first:
            self.flush()
        for term, _ in pack(number, text, title):
            self._dropped[term, number >> BLOCK_BITS].append(number & _PLACES)

    def flush(self) -> None:
        """Write what was added and dropped."""
        for key in self._added.keys() | self._dropped.keys():
            row = self._db.execute("SELECT packed FROM postings WHERE term = ? AND block = ?", key).fetchone()
            packed = merge(row[0] if row else b"", self._dropped.get(key, ()), self._added.get(key, ()))
            if packed:
                self._db.execute("INSERT OR REPLACE INTO postings VALUES (?, ?, ?)", (*key, packed))
            else:
                self._db.execute("DELETE FROM postings WHERE term = ? AND block = ?", key)
        self.forget()

    def forget(self) -> None:
        """Let go of what was added and dropped but not written."""
        self._added.clear()
        self._dropped.clear()
        self._pending = 0

    def postings(self, terms: Sequence[str]) -> list[Postings]:
        """Of each of the terms that some passage holds, in alphabetical order."""
        rows = self._db.execute(
            "SELECT term, block, packed FROM postings WHERE term IN (SELECT value FROM json_each(?)) ORDER BY 1, 2",
            (json.dumps(terms),),
        ).fetchall()
        return [unpack([(block, packed) for _, block, packed in of]) for _, of in groupby(rows, lambda row: row[0])]
