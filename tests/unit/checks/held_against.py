"""A sentence held against a passage, by every check at once: verdict and problems."""

from datetime import UTC, datetime

from passages import evidence, hit

from qa.check import check
from qa.values import Sentence

PUBLISHED = datetime(2023, 5, 12, tzinfo=UTC)
"""A Friday."""


def held(text, *passages, title="", published=PUBLISHED):
    """The sentence with its verdict, each passage being of an article of its own."""
    found = evidence(*(hit(one, f"a{at}", title=title, published=published) for at, one in enumerate(passages, 1)))
    (sentence,) = check([Sentence(text, tuple(item.number for item in found))], found)
    return sentence


def verdict(text, *passages, **article):
    return held(text, *passages, **article).verdict


def problems(text, *passages, **article):
    return " | ".join(held(text, *passages, **article).problems)
