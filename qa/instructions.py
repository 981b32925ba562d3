"""What in a passage reads like instructions to a machine: it is nobody's news, so it is neither quoted nor passed on.

Precise before complete, by the phrases in `instructions.toml`: an article that lies in plain words is not found.
"""

from __future__ import annotations

import base64
import codecs
import re
import tomllib
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files

from index import Span
from index import sentences as sentence_spans
from qa.unseen import UNSEEN
from qa.values import Evidence, Sentence

_WITHIN = 90
"""Characters between the verb of "ignore all previous instructions" and its other words."""

_QUOTES = str.maketrans("“”„«»‘’‚", '"""""\'\'\'')
_QUOTED = re.compile(r'"[^"]*(?:"|$)')
_REPORTING = re.compile(
    r"\b(?:said|says?|saying|told|tells?|telling|wrote|written|writes?|reads?|reading|ordered|shouted|warned|asked|"
    r"asking|typed|typing|posted|prompt(?:s|ed)?|messages?|texts?|words?|phrases?|commands?|called|like|such as)\b"
)
_HIDDEN = re.compile("[\ufe00-\ufe0e\U000e0000-\U000e0fff]{4,}")
_PARAGRAPH_END = re.compile(r"\n[^\S\n]*\n|\Z")
_SPACED = re.compile(r"(?:\b\w ){5,}")
_WORD = re.compile(r"[\w']+")
_BASE64 = re.compile(r"[A-Za-z0-9+/]{24,}")
_HEXADECIMAL = re.compile(r"\b(?:[0-9a-f]{2}){12,}\b", re.IGNORECASE)


@lru_cache(maxsize=4096)
def instructions(text: str) -> tuple[Span, ...]:
    """Return the parts of a text that read like instructions to a machine, in order, apart from one another.

    Each is a sentence with the rest of its paragraph, a chat template's tokens with what is between them, markup that
    would run or load something, or a run of characters that nobody sees.
    """
    found = [Span(match.start(), match.end()) for match in _HIDDEN.finditer(text)]
    found += _structure(text)
    found += [
        Span(span.start, _paragraph_end(text, span.end))
        for span in sentence_spans(text)
        if any(map(_orders, _readings(text[span.start : span.end])))
    ]
    return tuple(_merged(found))


def without_instructions(text: str) -> str:
    """Return a text of the same length in which those parts are blank."""
    for span in instructions(text):
        blank = re.sub(r"\S", " ", text[span.start : span.end])
        text = text[: span.start] + blank + text[span.end :]
    return text


def without_orders(evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Return the evidence as what may bear a sentence out: such parts of it are blank, all else is in its place."""
    return tuple(
        replace(
            item,
            hit=replace(
                item.hit,
                text=without_instructions(item.hit.text),
                title=without_instructions(item.hit.title),
                source=item.hit.source and without_instructions(item.hit.source),
            ),
        )
        for item in evidence
    )


def caution(sentences: Sequence[Sentence], evidence: Sequence[Evidence]) -> tuple[str, ...]:
    """Return a note for the reader where passages that the sentences cite hold such text, else nothing."""
    cited = {number for sentence in sentences for number in sentence.citations}
    marks = [
        f"[{item.number}]"
        for item in evidence
        if item.number in cited and (instructions(item.hit.text) or instructions(item.hit.title))
    ]
    if not marks:
        return ()
    which = f"Source {marks[0]} holds" if len(marks) == 1 else f"Sources {', '.join(marks)} hold"
    return (f"{which} text that reads like instructions to a machine; it was left aside.",)


@dataclass(frozen=True, slots=True)
class _Order:
    """A language's words for an order such as "ignore all previous instructions"."""

    verbs: tuple[str, ...]
    verb: re.Pattern[str]
    unless: re.Pattern[str]
    near: tuple[re.Pattern[str], ...]

    def places(self, reading: str) -> Iterator[int]:
        """Where it is given."""
        if not any(verb in reading for verb in self.verbs):
            return
        for match in self.verb.finditer(reading):
            around = reading[max(0, match.start() - _WITHIN) : match.end() + _WITHIN]
            if all(words.search(around) for words in self.near) and not self.unless.search(reading[: match.start()]):
                yield match.start()


@dataclass(frozen=True, slots=True)
class _Signs:
    """The patterns of `instructions.toml`; phrases with the words of which each needs one, `verbs` of all languages."""

    tokens: tuple[re.Pattern[str], ...]
    markup: tuple[re.Pattern[str], ...]
    phrases: tuple[tuple[frozenset[str], tuple[re.Pattern[str], ...]], ...]
    orders: tuple[_Order, ...]
    verbs: frozenset[str]
    lookalikes: tuple[tuple[re.Pattern[str], dict[int, int]], ...]


@lru_cache(maxsize=1)
def _signs() -> _Signs:
    data = tomllib.loads(files("qa").joinpath("instructions.toml").read_text("utf-8"))
    machine = f"(?:{'|'.join(data['machine'])})"
    flags = re.IGNORECASE | re.MULTILINE
    return _Signs(
        tuple(re.compile(pattern, flags) for pattern in data["tokens"]),
        tuple(re.compile(pattern, flags | re.DOTALL) for pattern in data["markup"]),
        tuple(
            (
                frozenset(group["words"]),
                tuple(re.compile(pattern.replace("{machine}", machine)) for pattern in group["patterns"]),
            )
            for group in data["phrases"]
        ),
        tuple(_order(**order) for order in data["orders"]),
        frozenset(verb.split()[0] for order in data["orders"] for verb in order["verbs"]),
        tuple((re.compile(one["mixed"]), str.maketrans(one["from"], one["to"])) for one in data["lookalikes"]),
    )


def _order(verbs: list[str], near: list[str], unless: str = r"(?!)") -> _Order:
    # No "\b": Chinese and Japanese have no space between words.
    verb = rf"(?<![a-zà-ÿа-я])(?:{'|'.join(verbs)})(?![a-zà-ÿа-я])"
    return _Order(tuple(verbs), re.compile(verb), re.compile(unless), tuple(map(re.compile, near)))


def _structure(text: str) -> Iterator[Span]:
    """Tokens and markup, also where characters that nobody sees split them."""
    places: Sequence[int] = range(len(text))
    bare = UNSEEN.sub("", text)
    if bare != text:
        places = [place for place, character in enumerate(text) if not UNSEEN.match(character)]
    tokens = [match for pattern in _signs().tokens for match in pattern.finditer(bare)]
    if tokens:
        first, last = min(match.start() for match in tokens), max(match.end() for match in tokens)
        yield Span(places[first], _paragraph_end(text, places[last - 1] + 1))
    for pattern in _signs().markup:
        for match in pattern.finditer(bare):
            yield Span(places[match.start()], places[match.end() - 1] + 1)


def _readings(sentence: str) -> Iterator[str]:
    """A sentence as it stands, and as whoever likes puzzles would decode it; in lower case, with straight quotes."""
    spaced = _plain(UNSEEN.sub("", sentence))
    plain = " ".join(spaced.split())
    yield plain
    yield plain[::-1]
    yield codecs.encode(plain, "rot13")
    if _SPACED.search(spaced):
        yield " ".join(re.sub(r"(?<=\b\w) (?=\w\b)", "", spaced).split())
    for mixed, letters in _signs().lookalikes:
        if mixed.search(plain):
            yield plain.translate(letters)
    for run in _BASE64.findall(sentence):
        yield _plain(base64.b64decode(run[: len(run) // 4 * 4]).decode("utf-8", "ignore"))
    for run in _HEXADECIMAL.findall(sentence):
        yield _plain(bytes.fromhex(run).decode("utf-8", "ignore"))


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).translate(_QUOTES).lower()


def _orders(reading: str) -> bool:
    """Whether a sentence gives a machine an order, and not only reports that somebody gave one."""
    words = frozenset(_WORD.findall(reading))
    places: list[int] = []
    if not reading.isascii() or not words.isdisjoint(_signs().verbs):  # the patterns are a hundred times slower
        places += [place for order in _signs().orders for place in order.places(reading)]
    for needed, patterns in _signs().phrases:
        if not words.isdisjoint(needed):
            places += [match.start() for pattern in patterns for match in pattern.finditer(reading)]
    return any(not _reported(reading, place) for place in places)


def _reported(reading: str, place: int) -> bool:
    """Whether a place is inside quotation marks, with words about a speaker or a text around them."""
    quoted = any(match.start() < place < match.end() for match in _QUOTED.finditer(reading))
    return quoted and bool(_REPORTING.search(_QUOTED.sub(" ", reading)))


def _paragraph_end(text: str, place: int) -> int:
    match = _PARAGRAPH_END.search(text, place)
    return match.start() if match else len(text)


def _merged(spans: Sequence[Span]) -> Iterator[Span]:
    held: Span | None = None
    for span in sorted(spans, key=lambda span: (span.start, span.end)):
        if held and span.start <= held.end:
            held = Span(held.start, max(held.end, span.end))
            continue
        if held:
            yield held
        held = span
    if held:
        yield held
