"""A draft with marks into sentences with citations, and citations into exact spans of their articles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index import Span
from index import sentences as sentence_spans
from qa.marks import MARKS, disarm, mark_numbers
from qa.text import comparable, stems
from qa.values import Citation, Evidence, Sentence

_ENDED = re.compile(r"[.!?…][\"'”’)]*\Z")
_FOLLOWING_PUNCTUATION = re.compile(r"\s?((?:(?<!\s)[.,;:!?…]+|[.,;:!?])[\"'”’)]*)(?=[\s\[【［]|\Z)")


@dataclass(frozen=True, slots=True)
class _Segment:
    """Text up to and with the marks behind it."""

    text: str
    numbers: tuple[int, ...]


def cite(draft: str, evidence: Sequence[Evidence]) -> tuple[Sentence, ...]:
    """Return the draft's sentences, each with the numbers it cites, not yet checked.

    A mark belongs to the sentence before it. What stands before a mark and is verbatim in the cited passage stays one
    sentence, even where it looks like two. A number that is not among the evidence is dropped, and the sentence says
    so among its problems.
    """
    texts = {item.number: comparable(item.hit.text) for item in evidence}
    found: list[Sentence] = []
    for segment in _segments(draft):
        known = tuple(number for number in segment.numbers if number in texts)
        unknown = [number for number in segment.numbers if number not in texts]
        problems = tuple(f"it cites [{number}], and there is no such passage" for number in unknown)
        verbatim = bool(segment.text) and any(comparable(segment.text) in texts[number] for number in known)
        spans = [Span(0, len(segment.text))] if verbatim else sentence_spans(segment.text)
        parts = [segment.text[span.start : span.end] for span in spans]
        found += [Sentence(part) for part in parts[:-1]]
        if parts:
            found.append(Sentence(parts[-1], known, problems=problems))
        elif found:  # marks with nothing before them but other marks
            last = found.pop()
            found.append(Sentence(last.text, _merged(last.citations, known), problems=last.problems + problems))
    return tuple(found)


def marked(sentences: Sequence[Sentence]) -> str:
    """Return the sentences as one text with their marks: "It opened on Friday. [1] Nobody came. [2][3]"."""
    return " ".join(
        sentence.text + (" " + "".join(f"[{number}]" for number in sentence.citations) if sentence.citations else "")
        for sentence in sentences
    )


def citations(sentences: Sequence[Sentence], evidence: Sequence[Evidence]) -> tuple[Citation, ...]:
    """Return what is cited, in the order of first citing, with the exact spans on which the sentences rest."""
    by_number = {item.number: item for item in evidence}
    spans: dict[int, set[Span]] = {}
    for sentence in sentences:
        for number in sentence.citations:
            spans.setdefault(number, set()).update(supporting_spans(sentence.text, by_number[number]))
    return tuple(_citation(by_number[number], sorted(found, key=_start)) for number, found in spans.items())


def supporting_spans(text: str, item: Evidence) -> list[Span]:
    """Return the parts of the article on which a sentence rests: its words verbatim, else the likest sentences.

    Never empty: at worst the whole passage.
    """
    hit = item.hit
    at = disarm(hit.text).find(text)
    if at >= 0:
        return [Span(hit.start + at, hit.start + at + len(text))]
    wanted = set(stems(text))
    shares = [(len(wanted & set(stems(hit.text[span.start : span.end]))), span) for span in sentence_spans(hit.text)]
    best = max((share for share, _ in shares), default=0)
    if not best:
        return [Span(hit.start, hit.end)]
    likest = [span for share, span in shares if share == best or share >= 0.7 * len(wanted)]
    return [Span(hit.start + span.start, hit.start + span.end) for span in likest]


def _citation(item: Evidence, spans: Sequence[Span]) -> Citation:
    hit = item.hit
    start, end = spans[0].start, max(span.end for span in spans)
    return Citation(
        number=item.number,
        article_id=hit.article_id,
        version=hit.version,
        title=hit.title,
        source=hit.source,
        url=hit.url,
        published=hit.published,
        quote=hit.text[start - hit.start : end - hit.start],
        start=start,
        end=end,
        spans=tuple(spans),
        passage=hit.text,
        passage_start=hit.start,
        also_in=item.also_in,
    )


def _segments(draft: str) -> Iterator[_Segment]:
    at = 0
    for match in MARKS.finditer(draft):
        if match.start() < at:
            continue
        text, end = draft[at : match.start()].strip(), match.end()
        # "Sentence [1]." is "Sentence. [1]".
        if text and (after := _FOLLOWING_PUNCTUATION.match(draft, end)):
            text, end = text if _ENDED.search(text) else text + after[1], after.end()
        yield _Segment(text, tuple(mark_numbers(match[0])))
        at = end
    if rest := draft[at:].strip():
        yield _Segment(rest, ())


def _merged(first: tuple[int, ...], second: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(dict.fromkeys((*first, *second)))


def _start(span: Span) -> int:
    return span.start
