"""Names with a number in them: "Covid-19", "G7", "BA.5", "the 1970s"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa.checks.figures import Figure, find_figures
from qa.checks.ground import Ground
from qa.checks.problem import Problem


def wrong_label(label: Figure, ground: Ground) -> Iterator[Problem]:
    """Yield a problem where the cited text does not have a label, grave where it has another of that sort."""
    texts = [source.statement.text for source in ground.sources]
    if any(_has(label, text) for text in texts):
        return
    sort = _sort(label)
    others = [one for text in texts for one in find_figures(text) if one.kind == "label" and _sort(one) == sort]
    if others and sort:
        yield Problem(f"the article says {others[0].text}, not {label.text}", grave=True)
    else:
        yield Problem(f"the cited passage does not mention {label.text}")


def _has(label: Figure, text: str) -> bool:
    """Whether a text has the label however it is joined."""
    wanted = re.sub(r"[\W_]+", "", label.text).lower()
    said = re.sub(r"(?<=[a-z])[ \-–](?=\d)|/", "", text.lower())
    return re.search(rf"(?<![a-z\d]){re.escape(wanted)}(?![a-z\d])", said) is not None


def _sort(label: Figure) -> str:
    """The label's letters: those of "Covid-19"."""
    return "".join(re.findall(r"[^\W\d_]+", label.text)).lower()
