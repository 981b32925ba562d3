"""Files in, articles out: JSON Lines, JSON, text, Markdown and HTML, one by one or by the folder, gzipped or not."""

from index.readers.read import read_articles

__all__ = ["read_articles"]
