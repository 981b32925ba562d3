"""Addresses and markup of a sentence: word for word in what it cites, or not the article's."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa.checks.ground import Ground
from qa.checks.problem import Problem

# Markdown's pictures and links, HTML's tags, and addresses of pages and of mail, also where no scheme is written.
_FOUND = re.compile(
    r"""!?\[[^\[\]\n]{0,500}\]\([^()\n]{1,500}\)
      | </?[a-z!][^<>\n]{0,500}>
      | \b(?:[a-z][a-z0-9+.-]{1,20}://|www\.|(?:mailto|javascript|data|tel):)[^\s<>"'“”()\[\]]{2,500}
      | \b[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+
      | \b(?:[a-z0-9-]{1,63}\.)+[a-z]{2,24}/[^\s<>"'“”()\[\]]{1,500}""",
    re.IGNORECASE | re.VERBOSE,
)
_SHOWN = 60
"""Characters of one that a problem shows."""


def wrong_links(ground: Ground) -> Iterator[Problem]:
    """Yield a problem for each address, link, picture or tag of the claim that the cited text does not have."""
    cited = "\n".join(source.statement.text for source in ground.sources)
    for match in _FOUND.finditer(ground.claim.text):
        found = match[0].rstrip(".,;:!?")
        if found not in cited:
            shown = found if len(found) <= _SHOWN else f"{found[: _SHOWN - 1]}…"
            yield Problem(f"the cited passage does not hold {shown}", grave=True)
