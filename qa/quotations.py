"""The articles' own words behind a model's answer that is not the one that answers best by code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qa.cite import citations
from qa.text import comparable, stems
from qa.values import Evidence, Sentence


def with_quotations(
    written: Sequence[Sentence], quotations: Sequence[Sentence], evidence: Sequence[Evidence]
) -> tuple[Sentence, ...]:
    """Return what a model wrote, followed by the quotations, best first, unless it agrees with the first of them.

    A small model may well read out of a passage what was not asked; two ways to an answer that agree need no more said.
    """
    if quotations and _agree(written, quotations[0], evidence):
        return tuple(written)
    said = {comparable(sentence.text) for sentence in written}
    further = (replace(one, quoted=True) for one in quotations if comparable(one.text) not in said)
    return (*written, *further)


def _agree(written: Sequence[Sentence], best: Sentence, evidence: Sequence[Evidence]) -> bool:
    """Whether all that is written is borne out, rests on the best quotation, and gives the likely answer in it."""
    likely = best.text[best.answer.start : best.answer.end] if best.answer else ""
    return (
        all(sentence.verdict == "supported" for sentence in written)
        and bool(_spans([best], evidence) & _spans(written, evidence))
        and set(stems(likely)) <= {stem for sentence in written for stem in stems(sentence.text)}
    )


def _spans(sentences: Sequence[Sentence], evidence: Sequence[Evidence]) -> set[tuple[str, int]]:
    """Every character on which sentences rest, by article and place."""
    return {
        (citation.article_id, place)
        for citation in citations(sentences, evidence)
        for span in citation.spans
        for place in range(span.start, span.end)
    }
