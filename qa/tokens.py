"""How long a text is to a model whose tokenizer is not at hand; how much of one suits it."""

from __future__ import annotations

BYTES = 4
"""UTF-8 bytes in a token. English news has 4.7 in Qwen's tokens; other scripts have more bytes to a character."""

READS, READS_HERE = 1600, 800
"""Tokens of evidence that suit a writer, and a model on this machine's own processor: it reads 50 to 300 a second."""


def estimate(text: str) -> int:
    """Return about how many tokens a text has, rather too many than too few."""
    return -(-len(text.encode("utf-8", "ignore")) // BYTES)
