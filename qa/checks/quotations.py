"""Quotations of a sentence: word for word in the article, and said by whom the sentence has say them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index import words
from qa.checks.ground import Ground
from qa.checks.problem import Problem
from qa.checks.proper_names import TITLES
from qa.checks.reading import read
from qa.checks.speech import Quotation, find_quotations, find_speakers

SAID = 4
"""Words from which a quotation is what somebody said; a shorter one may be a title, or a word held at arm's length."""
SAYS_IT = 0.5
"""Support from which a sentence says what the claim has somebody say."""
SURELY_LESS = 0.7
"""Share of that support below which those sentences in which the claim's speaker speaks are about something else."""
NEARBY = 3
"""Sentences around a quotation in which the article names its speaker."""

# Where the writer left words out or put words in, and where the article may go on to say who speaks.
_CUT = re.compile(r"…|\.\.\.|\[[^\]]*\]|[.!?;](?=\s)")
_ARTICLE = frozenset({"the", "a", "an"})


def wrong_quotations(ground: Ground) -> Iterator[Problem]:
    """Yield a problem for each quotation that is not in the cited text, or that another one says there."""
    sentences = [words(source.statement.text) for source in ground.sources]
    text = [word for sentence in sentences for word in sentence]
    speakers = find_speakers(ground.claim.text)
    for quotation in find_quotations(ground.claim.text):
        parts = [part for part in map(words, _CUT.split(quotation.words)) if part]
        if all(_has(text, part) for part in parts):
            if speakers and len(words(quotation.words)) >= SAID and not _is_title(quotation):
                yield from _wrong_speaker(ground, parts[0], sentences, speakers)
        else:
            yield Problem(
                f"the words “{quotation.words.strip(' .,')}” are not in the cited passage",
                grave=len(words(quotation.words)) >= SAID,
            )


def _wrong_speaker(
    ground: Ground, part: list[str], sentences: list[list[str]], speakers: frozenset[str]
) -> Iterator[Problem]:
    places = [at for at, sentence in enumerate(sentences) if _has(sentence, part)]
    if not places:  # it runs over several sentences
        return
    near = {near for at in places for near in range(max(0, at - NEARBY), min(len(sentences), at + NEARBY + 1))}
    named = {word for at in near for word in words(ground.sources[at].statement.text)}
    others = frozenset().union(*(find_speakers(ground.sources[at].statement.text) for at in places))
    if others and not others & speakers:
        yield Problem(f"the article has {_in_words(others)} say “{' '.join(part)}”", grave=True)
    elif not speakers & named:
        yield Problem(f"the cited passage does not have {_in_words(speakers)} say “{' '.join(part)}”")


def wrong_speakers(ground: Ground) -> Iterator[Problem]:
    """Yield a problem where the claim has somebody say without quotation marks what the cited text has another say."""
    speakers = find_speakers(ground.claim.text)
    if not speakers or not ground.bearing or find_quotations(ground.claim.text):
        return
    if _in_capitals(ground.claim.text) & speakers:
        return
    said = [(source.support, find_speakers(source.statement.text)) for source in ground.sources]
    best, others = max(said, key=lambda one: one[0])
    others -= TITLES
    theirs = max((support for support, those in said if those & speakers), default=0.0)
    if any(others & _in_capitals(source.statement.text) for source in ground.bearing):
        return
    if best >= SAYS_IT and others and not others & speakers and theirs < SURELY_LESS * best:
        yield Problem(f"the article has {_in_words(others)} say this, not {_in_words(speakers)}")


def _in_capitals(text: str) -> set[str]:
    """Words such as "CDC", lower case: whoever is called so goes by a longer name, too."""
    return {word.lower for word in read(text).words if len(word.text) > 1 and word.text.isupper()}


def _is_title(quotation: Quotation) -> bool:
    return sum(word[0].isupper() for word in quotation.words.split()) > len(quotation.words.split()) / 2


def _has(text: list[str], part: list[str]) -> bool:
    if part[0] in _ARTICLE and len(part) > 1:
        part = part[1:]
    size = len(part)
    return any(text[at] == part[0] and text[at : at + size] == part for at in range(len(text) - size + 1))


def _in_words(names: frozenset[str]) -> str:
    return " ".join(name.title() for name in sorted(names - TITLES or names))
