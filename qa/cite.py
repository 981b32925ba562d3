"""A draft with marks into sentences with citations, and citations into exact spans of their articles."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from index import Span
from index import sentences as sentence_spans
from qa.marks import MARKS, bracketed, disarm, mark_numbers
from qa.text import comparable, stems
from qa.values import Answer, Citation, Evidence, Sentence

QUOTED = "In the articles' words:"

_MARK = re.compile(r"\[(\d{1,3})\]")
_ENDED = re.compile(r"[.!?…][\"'”’)]*\Z")
_FOLLOWING_PUNCTUATION = re.compile(r"\s?((?:(?<!\s)[.,;:!?…]+|[.,;:!?])[\"'”’)]*)(?=[\s\[【［]|\Z)")


# "According to passage 1, it opened": the number is a mark, and a reader knows of no passages.
_IN_BRACKETS = re.compile(r"\b((?:passage|source)s?) [\[(](\d{1,3})[\])](?=,? \w)", re.IGNORECASE)
_LEAD_IN = re.compile(
    r"""(?:according\sto|as\s(?:stated|reported|mentioned|described)\sin|based\son|in|from)\s(?:the\s)?
        (?:passage|source)\s(\d{1,3}),\s
      | (?:the\s)?(?:passage|source)\s(\d{1,3})\s(?:says|states|reports|mentions|notes)\s(?:that\s)?""",
    re.IGNORECASE | re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class _Segment:
    """Text and the marks that stand with it: those of its last sentence, or of `each` of its sentences."""

    text: str
    numbers: tuple[int, ...]
    each: bool = False


def cite(draft: str, evidence: Sequence[Evidence]) -> tuple[Sentence, ...]:
    """Return the draft's sentences, each with the numbers it cites, not yet checked.

    A mark belongs to the sentence before it; in a draft that begins with one, to the sentence behind it; and where a
    draft has marks in one place only, its beginning or its end, to all its sentences. What stands before a mark and is
    verbatim in the cited passage stays one sentence, even where it looks like two. A number that is not among the
    evidence is dropped, and the sentence says so among its problems. What was said already is not said again.
    """
    texts = {item.number: comparable(item.hit.text) for item in evidence}
    found: dict[str, Sentence] = {}
    for segment in _attributed([*_segments(bracketed(_IN_BRACKETS.sub(r"\1 \2", draft)))]):
        parts = _parts(segment, texts)
        for at, part in enumerate(parts or list(found)[-1:]):  # marks behind other marks go with those
            text, numbers = _led_in(part)
            if segment.each or at == len(parts or [part]) - 1:
                numbers = _merged(numbers, segment.numbers)
            sentence = _sentence(text, numbers, texts)
            found[text] = _joined(found[text], sentence) if text in found else sentence
    return tuple(found.values())


def marked(sentences: Sequence[Sentence]) -> str:
    """Return the sentences as one text with their marks: "It opened on Friday. [1] Nobody came. [2][3]".

    Quotations behind what a model wrote are a paragraph of their own, which says so.
    """
    own = " ".join(_with_marks(sentence) for sentence in sentences if not sentence.quoted)
    quoted = " ".join(_with_marks(sentence) for sentence in sentences if sentence.quoted)
    return f"{own}\n\n{QUOTED} {quoted}" if quoted else own


def _with_marks(sentence: Sentence) -> str:
    marks = "".join(f"[{number}]" for number in sentence.citations)
    return f"{sentence.text} {marks}" if marks else sentence.text


def citations(sentences: Sequence[Sentence], evidence: Sequence[Evidence]) -> tuple[Citation, ...]:
    """Return what is cited, in the order of first citing, with the exact spans on which the sentences rest."""
    by_number = {item.number: item for item in evidence}
    spans: dict[int, set[Span]] = {}
    for sentence in sentences:
        for number in sentence.citations:
            spans.setdefault(number, set()).update(supporting_spans(sentence.text, by_number[number]))
    return tuple(_citation(by_number[number], sorted(found, key=_start)) for number, found in spans.items())


def in_order(answer: Answer) -> Answer:
    """Return an answer whose marks are numbered 1, 2, 3 as a reader comes to them, and its citations in that order.

    For showing it whole: what was streamed of it, and its evidence, have the numbers that the writer was given.
    """
    shown = sorted(answer.sentences, key=lambda sentence: sentence.quoted)
    told = dict.fromkeys(number for sentence in shown for number in sentence.citations)
    numbers = {old: new for new, old in enumerate((told | dict.fromkeys(c.number for c in answer.citations)), start=1)}
    sentences = tuple(
        replace(sentence, citations=tuple(numbers[old] for old in sentence.citations)) for sentence in answer.sentences
    )
    renumbered = (replace(citation, number=numbers[citation.number]) for citation in answer.citations)

    def mark(old: re.Match[str]) -> str:
        return f"[{numbers.get(int(old[1]), old[1])}]"

    return replace(
        answer,
        text=marked(sentences) if answer.text == marked(answer.sentences) else answer.text,
        sentences=sentences,
        citations=tuple(sorted(renumbered, key=lambda citation: citation.number)),
        notes=tuple(_MARK.sub(mark, note) for note in answer.notes),
    )


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


def _attributed(segments: Sequence[_Segment]) -> Sequence[_Segment]:
    """The segments with their marks behind them, wherever the draft has them."""
    once = sum(bool(segment.numbers) for segment in segments) == 1
    if len(segments) < 2 or segments[0].text:
        return [replace(segment, each=once and segment is segments[-1]) for segment in segments]
    first, *rest = segments
    if rest[-1].numbers:
        return [replace(rest[0], numbers=_merged(first.numbers, rest[0].numbers)), *rest[1:]]
    return [_Segment(one.text, before.numbers, each=once) for before, one in pairwise(segments)]


def _parts(segment: _Segment, texts: Mapping[int, str]) -> list[str]:
    """The segment's sentences; one, where all of it stands so in a passage that it cites."""
    wanted = comparable(segment.text)
    if wanted and any(wanted in texts.get(number, "") for number in segment.numbers):
        return [segment.text]
    return [segment.text[span.start : span.end] for span in sentence_spans(segment.text)]


def _led_in(text: str) -> tuple[str, tuple[int, ...]]:
    """A sentence without "According to passage 1,", and that number."""
    lead = _LEAD_IN.match(text)
    if not lead or lead.end() == len(text):
        return text, ()
    return text[lead.end()].upper() + text[lead.end() + 1 :], (int(lead[1] or lead[2]),)


def _sentence(text: str, numbers: Sequence[int], known: Container[int]) -> Sentence:
    return Sentence(
        text,
        tuple(number for number in numbers if number in known),
        problems=tuple(f"it cites [{n}], and there is no such passage" for n in numbers if n not in known),
    )


def _joined(first: Sentence, second: Sentence) -> Sentence:
    problems = tuple(dict.fromkeys((*first.problems, *second.problems)))
    return replace(first, citations=_merged(first.citations, second.citations), problems=problems)


def _merged(first: tuple[int, ...], second: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(dict.fromkeys((*first, *second)))


def _start(span: Span) -> int:
    return span.start
