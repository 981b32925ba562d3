"""Whether a sentence is borne out by what it cites: numbers, names, quotations, negation, then the words. By code."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index import STOP_WORDS, format_date, words
from index import sentences as sentence_spans
from qa.cite import supporting_spans
from qa.text import comparable, numbers, stems
from qa.values import Evidence, Sentence, Verdict

ENOUGH, SOME = 0.6, 0.35
"""Shares of a sentence's words of meaning that a passage must have for "supported" and for "partial"."""

_NUMBER_WORDS = {
    word: str(number)
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen twenty".split()
    )
}
_NEGATION = re.compile(
    r"\b(?:not|no|never|none|nor|neither|without|cannot|false|falsely|untrue|den(?:y|ies|ied|ying)|\w+n['’]t)\b",
    re.IGNORECASE,
)
_CLAIM = re.compile(
    r"\b(?:claim(?:s|ed|ing)?|alleg(?:e|es|ed|edly|ing)|reportedly|rumou?r(?:s|ed)?|accus(?:es|ed|ing))\b",
    re.IGNORECASE,
)
_ATTRIBUTION = re.compile(
    rf"{_CLAIM.pattern}|[\"“]|\b(?:sa(?:y|ys|id)|according to|told|believ\w+|suspect\w+|report(?:s|ed))\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?<![.!?…:\"“]\s)(?<!^)\b[A-Z][\w’'-]*[\w]")
_FIRST_NAME = re.compile(
    r"""["“'‘]?([A-Z][\w-]*\w)
    (?: ['’]s\b | \s[A-Z] |
        (?<!s)(?<!ly)(?<!ing)\s(?:\w+ed|said|says|has|had|is|was|will|would|won|led|made|took|met)\b )""",
    re.VERBOSE,
)
_QUOTATION = re.compile(r"[\"“]([^\"“”]{8,}?)[,.]?[\"”]")


@dataclass(frozen=True, slots=True)
class _Cited:
    """What a sentence is held against: the passages' text with their articles' headings, and the part that bears it."""

    text: str
    heading: str
    spans: str


def check(sentences: Sequence[Sentence], evidence: Sequence[Evidence]) -> tuple[Sentence, ...]:
    """Return the sentences with their verdicts and problems."""
    by_number = {item.number: item for item in evidence}
    return tuple(_checked(sentence, [by_number[number] for number in sentence.citations]) for sentence in sentences)


def _checked(sentence: Sentence, cited: Sequence[Evidence]) -> Sentence:
    if not cited:
        problem = "it cites nothing"
        return replace(sentence, verdict="uncited", problems=sentence.problems or (problem,))
    if any(_is_verbatim(sentence.text, item.hit.text) for item in cited):
        return replace(sentence, verdict="partial" if sentence.problems else "supported")
    against = _against(sentence.text, cited)
    wrong = [*_missing_numbers(sentence.text, against), *_missing_names(sentence.text, against)]
    wrong += _missing_quotations(sentence.text, against)
    doubtful = [*_missing_first_name(sentence.text, against), *_changed_negation(sentence.text, against)]
    doubtful += _lost_attribution(sentence.text, against)
    share = _share(sentence.text, against)
    if share < ENOUGH:
        doubtful.append(
            "the cited passage says only part of this" if share >= SOME else "the cited passage does not say this"
        )
    verdict: Verdict = "supported"
    if wrong or share < SOME:
        verdict = "unsupported"
    elif doubtful or sentence.problems:
        verdict = "partial"
    return replace(sentence, verdict=verdict, problems=(*sentence.problems, *wrong, *doubtful))


def _is_verbatim(text: str, passage: str) -> bool:
    """Whether these are whole sentences of the passage: half of one may say the opposite of it."""
    wanted = comparable(text)
    if wanted not in comparable(passage):
        return False
    spans = sentence_spans(passage)
    return any(
        comparable(passage[first.start : last.end]) == wanted for at, first in enumerate(spans) for last in spans[at:]
    )


def _against(text: str, cited: Sequence[Evidence]) -> _Cited:
    headings, spans = [], []
    for item in cited:
        hit = item.hit
        published = f"{hit.published:%d %B %Y %A}" if hit.published else ""
        headings.append(f"{hit.title} {hit.source or ''} {published} {format_date(hit.published) or ''}")
        bearing = supporting_spans(text, item)
        spans += [
            hit.text[whole.start : whole.end]
            for whole in sentence_spans(hit.text)
            if any(span.start < hit.start + whole.end and hit.start + whole.start < span.end for span in bearing)
        ]
    return _Cited("\n".join(item.hit.text for item in cited), "\n".join(headings), "\n".join(spans))


def _missing_numbers(text: str, against: _Cited) -> list[str]:
    said = _all_numbers(f"{against.text}\n{against.heading}")
    near = ", ".join(dict.fromkeys(numbers(against.spans) + _written_numbers(against.spans)))
    return [
        f"the article says {near}, not {number}" if near else f"the cited passage has no {number}"
        for number in dict.fromkeys(numbers(text) + _written_numbers(text))
        if number not in said
    ]


def _missing_names(text: str, against: _Cited) -> list[str]:
    said = set(words(f"{against.text}\n{against.heading}"))
    missing = [
        name
        for name in dict.fromkeys(_NAME.findall(text))
        if not all(word in said or word in STOP_WORDS for word in words(re.sub(r"['’]s$", "", name)))
    ]
    return [f"the cited passage does not name {name}" for name in missing]


def _missing_first_name(text: str, against: _Cited) -> list[str]:
    """A sentence's first word has a capital whatever it is: less sure than a name further on."""
    first = _FIRST_NAME.match(text)
    if first and not set(stems(first[1])) <= set(stems(f"{against.text}\n{against.heading}")):
        return [f"the cited passage does not name {first[1]}"]
    return []


def _missing_quotations(text: str, against: _Cited) -> list[str]:
    said = comparable(against.text)
    return [
        f"the words “{quotation}” are not in the cited passage"
        for quotation in _QUOTATION.findall(text)
        if comparable(quotation) not in said
    ]


def _changed_negation(text: str, against: _Cited) -> list[str]:
    """Words denied here and not there, or there and not here."""
    here, there = _denied(text), _denied(against.spans)
    said, borne = set(stems(text)), set(stems(against.spans))
    problems = [
        f"the cited passage does not say “{negation}”"
        for denied, negation in here.items()
        if denied not in there and (denied in borne or not there)
    ]
    problems += [
        f"the cited passage says “{negation}”"
        for denied, negation in there.items()
        if denied not in here and denied in said
    ]
    return problems[:1]


def _lost_attribution(text: str, against: _Cited) -> list[str]:
    """What the article only reports that somebody claims, said as a fact."""
    claimed = _CLAIM.search(against.spans)
    return [f"the cited passage says “{claimed[0]}”"] if claimed and not _ATTRIBUTION.search(text) else []


def _denied(text: str) -> dict[str, str]:
    """The stem that each negation is about, the first with a meaning after it, and the negation."""
    return {next(iter(stems(text[match.end() : match.end() + 60])), ""): match[0] for match in _NEGATION.finditer(text)}


def _share(text: str, against: _Cited) -> float:
    wanted = set(stems(text))
    said = set(stems(f"{against.text}\n{against.heading}"))
    return len(wanted & said) / len(wanted) if wanted else 1.0


def _all_numbers(text: str) -> set[str]:
    return {*numbers(text), *_written_numbers(text)}


def _written_numbers(text: str) -> list[str]:
    """Numbers written out, "one" left aside: it is mostly a pronoun."""
    return [_NUMBER_WORDS[word] for word in words(text) if word in _NUMBER_WORDS and word != "one"]
