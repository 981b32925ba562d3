"""Files and web addresses in, articles out: records, text, pages, feeds and documents, one by one, by folder or zip."""

from index.readers.read import read_articles

__all__ = ["read_articles"]
