"""Article text into passages: sentence-aligned, sized in the embedder's own tokens, exact character offsets."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from index.values import Span

_PARAGRAPH = re.compile(r"\S.*(?:\n[^\S\n]*\S.*)*")
_LINE = re.compile(r".+")

LONGEST_TOKEN = 100
"""Characters that a passage may give to one token. An embedder takes a longer word, such as a megabyte without a space,
for one unknown token: it counts as several here, and is cut like a sentence that is too long."""

TokenSpans = Callable[[str], Sequence[tuple[int, int]]]
"""Text to the (start, end) characters of each of its tokens, in order, special tokens left out."""


def sentences(text: str, language: str | None = None) -> list[Span]:
    """Spans of the sentences, without the white space around them.

    A line break ends a sentence, except in a block of lines wrapped at one width, as in plain-text mail. Boundaries
    are those of Wikimedia's sentencex; every character that is not white space is in just one span.
    """
    from sentencex import get_sentence_boundaries

    spans = []
    for block in _blocks(text):
        for boundary in get_sentence_boundaries(language or "en", text[block.start : block.end]):
            span = _trimmed(text, block.start + boundary["start_index"], block.start + boundary["end_index"])
            if span:
                spans.append(span)
    return spans


def split(text: str, token_spans: TokenSpans, most_tokens: int, language: str | None = None) -> list[Span]:
    """Spans of the passages, in order, never overlapping, of at most `most_tokens` tokens each.

    Sentences stay whole, unless one alone is longer than a passage may be: that one is cut between words. Passages of
    one article are of about equal length, so that none is a mere remainder.
    """
    starts = [at for start, end in token_spans(text) for at in range(start, max(end, start + 1), LONGEST_TOKEN)]

    def tokens(span: Span) -> int:
        return bisect_left(starts, span.end) - bisect_left(starts, span.start)

    pieces = [piece for sentence in sentences(text, language) for piece in _cut(text, sentence, starts, most_tokens)]
    total = sum(map(tokens, pieces))
    target = total / max(1, -(-total // most_tokens))
    passages: list[Span] = []
    held: list[Span] = []
    size = done = 0
    for piece in pieces:
        length = tokens(piece)
        full = size + length > most_tokens
        enough = done + size + length / 2 > target * (len(passages) + 1)
        if held and (full or enough):
            passages.append(Span(held[0].start, held[-1].end))
            done, size, held = done + size, 0, []
        held.append(piece)
        size += length
    if held:
        passages.append(Span(held[0].start, held[-1].end))
    return passages


def _blocks(text: str) -> Iterator[Span]:
    """Spans within which sentences run on: lines, or a whole wrapped paragraph."""
    for paragraph in _PARAGRAPH.finditer(text):
        lines = [Span(paragraph.start() + m.start(), paragraph.start() + m.end()) for m in _LINE.finditer(paragraph[0])]
        wrapped = len(lines) > 2 and all(50 <= line.end - line.start <= 100 for line in lines[:-1])
        yield from [Span(lines[0].start, lines[-1].end)] if wrapped else lines


def _trimmed(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None


def _cut(text: str, sentence: Span, starts: Sequence[int], most: int) -> list[Span]:
    """The sentence itself, or pieces of at most `most` tokens where it is longer, cut before a word if it has any."""
    first, last = bisect_left(starts, sentence.start), bisect_left(starts, sentence.end)
    cuts = [sentence.start]
    while last - first > most:
        at = next(
            (n for n in range(first + most, first, -1) if text[starts[n] - 1].isspace()),
            first + most,
        )
        cuts.append(starts[at])
        first = at
    spans = (_trimmed(text, start, end) for start, end in pairwise([*cuts, sentence.end]))
    return [span for span in spans if span]
