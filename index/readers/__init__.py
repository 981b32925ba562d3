"""Files in, articles out: JSON Lines, JSON, CSV, text, Markdown, HTML, PDF and Word.

One by one, by the folder or by the zip, gzipped or not.
"""

from index.readers.read import read_articles

__all__ = ["read_articles"]
