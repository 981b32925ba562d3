"""What a language of the interface consists of."""

from __future__ import annotations

from collections.abc import Mapping

Plural = Mapping[str, str]
"""Words by how many there are: a text for each of the language's plural categories in Unicode's CLDR; "{n}" counts."""

Words = Mapping[str, str | Plural]
"""All words of the interface by key; "{name}" stands for a value."""
