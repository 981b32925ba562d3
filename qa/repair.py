"""Which sentences of a draft a language model is asked to write again, and what becomes of what it then writes."""

from __future__ import annotations

from collections.abc import Sequence

from index import sentences as sentence_spans
from qa.text import comparable, stems
from qa.values import Evidence, Sentence

_FAILS = {"unsupported", "uncited"}


def borne_out(sentences: Sequence[Sentence]) -> bool:
    """Return whether anything of a draft passed the check."""
    return len(failed(sentences)) < len(sentences)


def failed(sentences: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """Return the sentences that did not pass the check."""
    return tuple(sentence for sentence in sentences if sentence.verdict in _FAILS)


def mended(sentences: Sequence[Sentence], anew: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """Return the sentences with the failed ones replaced by those written anew that are supported.

    Where none is, they stay as what they are. What the draft says already is not said again.
    """
    said = {comparable(sentence.text) for sentence in sentences if sentence.verdict not in _FAILS}
    better = [one for one in anew if one.verdict == "supported" and comparable(one.text) not in said]
    if not better:
        return tuple(sentences)
    first = next(at for at, sentence in enumerate(sentences) if sentence.verdict in _FAILS)
    kept = [sentence for sentence in sentences[first:] if sentence.verdict not in _FAILS]
    return (*sentences[:first], *better, *kept)


def nearest(text: str, evidence: Sequence[Evidence]) -> tuple[int, str]:
    """Return the sentence of the evidence with most of a text's words of meaning, and the number of its passage."""
    wanted = set(stems(text))
    found = (
        (item.number, item.hit.text[span.start : span.end])
        for item in evidence
        for span in sentence_spans(item.hit.text)
    )
    return max(found, key=lambda one: len(wanted & set(stems(one[1]))), default=(0, ""))
