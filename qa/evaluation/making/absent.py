"""Questions that the archive cannot answer: a sound one with a name or a year changed, and nothing found of both."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from random import Random

from index import Filter
from qa.evaluation.making.archive import Archive
from qa.evaluation.making.draft import Draft
from qa.names import Names, is_country
from qa.subjects import question_word
from qa.text import stems

# Not of a span of years: what was in one of them is in a longer one too.
_YEAR = re.compile(
    r"(?<!\bbetween )(?<!\bfrom )(?<!\bsince )(?<!\band )(?<!\bto )(?<!\buntil )(?<![-–])\b(?:19|20)\d\d\b(?![-–])"
)
_POSSESSIVE = re.compile("[’']")
_LOOKED_AT = 20
_TRIES = 6
_ON_THE_SUBJECT = 0.5
"""Share of a question's other words that a passage with the changed one must have, to be feared to hold an answer."""


def changed(
    draft: Draft, text: str, *, others: Sequence[str], archive: Archive, where: Filter, random: Random
) -> str | None:
    """The question with one thing put in another's place; None where none is found that the archive is silent on.

    `text` is the article's. `others` are names from which to choose: a country for a country, a person for a person.
    """
    for question, new in _changes(draft.question, text, others, random):
        if _silent(archive, question, new, where):
            return question
    return None


def _changes(question: str, text: str, others: Sequence[str], random: Random) -> Iterator[tuple[str, str]]:
    names = Names([text])
    for span in names.find(question):
        old = question[span.start : span.end]
        asks = question_word(old, names, text)
        alike = [name for name in others if asks == ("Which country" if is_country(name) else "Who")]
        before = question[: span.start]
        fresh = [
            name
            for name in alike
            if name not in question and not before.endswith("the ") and not _POSSESSIVE.match(question, span.end)
        ]
        for new in random.sample(fresh, min(_TRIES, len(fresh))):
            yield f"{before}{new}{question[span.end :]}", new
    years = list(_YEAR.finditer(question))
    for match in years if len(years) == 1 else ():  # of two, the other would no longer fit
        for back in random.sample(range(8, 40), _TRIES):
            new = str(int(match[0]) - back)
            yield f"{question[: match.start()]}{new}{question[match.end() :]}", new


def _silent(archive: Archive, question: str, new: str, where: Filter) -> bool:
    """Whether no passage near to the question has what was changed along with much of the rest."""
    rest = set(stems(question)) - set(stems(new))
    for hit in archive.search(question, limit=_LOOKED_AT, where=where):
        text = f"{hit.title} {hit.text}"
        said = set(stems(text))
        if set(stems(new) or [new]) <= said | set(text.split()) and len(rest & said) >= _ON_THE_SUBJECT * len(rest):
            return False
    return True
