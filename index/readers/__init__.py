"""Files and web addresses in, articles out: records, text, pages and feeds, one by one or by the folder."""

from index.readers.read import read_articles

__all__ = ["read_articles"]
