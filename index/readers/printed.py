"""Lines of printed pages to running text: lines into paragraphs, pages into one text, hyphenated words whole."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

_PAGE_NUMBER = re.compile(r"(?:page|seite|p\.|s\.)?\W*\d{1,4}(?:\s*(?:/|of|de|von|sur)\s*\d{1,4})?\W*", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_BULLET = re.compile(r"[•‣◦▪●■–—*-]\s|\(?\d{1,2}[.)]\s")
_ENDS_OF_SENTENCES = re.compile(r"[.!?…:;][\"'”’»“›)\]]*$")
_WORDS = re.compile(r"\w+(?:-\w+)*")
_SOFT_HYPHEN = "\u00ad"
_HYPHENS = ("-", "\u2010", _SOFT_HYPHEN)
_LIGATURES = str.maketrans({0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st"})
_NEAR = 3
_FULL = 0.85
# Parts of English compounds that hyphenation within a word hardly ever leaves at the end or the start of a line.
_COMPOUNDING = frozenset(
    "well self so vice two three four five six seven eight nine year twenty thirty forty fifty sixty seventy eighty "
    "ninety known based backed led made old wide term time style owned run related called elect general".split()
)


def running_text(pages: Sequence[str]) -> str:
    """The text of `pages`, each given as its lines: one line a paragraph, an empty line between them.

    A paragraph may run over a page's end; page numbers go, and of a line that stands at the top or the bottom of most
    pages one stays. Words divided at a line's end are joined, ligatures are spelled out; all else is as given.
    """
    lines = _running_lines([_lines(page) for page in pages])
    known = _whole_words(lines)
    return "\n\n".join(_joined(block, known) for block in _paragraphs(lines))


def _whole_words(lines: list[str]) -> set[str]:
    """The words, in lower case, but those that are halves of one divided at a line's end."""
    words: set[str] = set()
    for before, line in pairwise(["", *lines]):
        first, last = before.endswith(_HYPHENS), line.endswith(_HYPHENS)
        words.update(word.lower() for word in _WORDS.findall(line)[first : -1 if last else None])
    return words


def _lines(page: str) -> list[str]:
    """The lines without space around them; empty ones only between others."""
    return [" ".join(line.split()) for line in page.translate(_LIGATURES).strip().splitlines()]


def _running_lines(pages: list[list[str]]) -> list[str]:
    """All lines, without what the printer put at the top and the bottom of each page."""
    filled = [page for page in pages if page]
    heads = _repeated([page[0] for page in filled])
    feet = _repeated([page[-1] for page in filled])
    running: list[str] = []
    for number, page in enumerate(filled):
        body = page
        if _drop(body[0], heads, first=number == 0):
            body = body[1:]
        if body and _drop(body[-1], feet, first=number == len(filled) - 1):
            body = body[:-1]
        running += body
    return running


def _repeated(lines: list[str]) -> set[str]:
    """Lines that recur, apart from the numbers in them, on more than half of the pages, and on two at least."""
    counts = Counter(_DIGITS.sub("0", line) for line in lines)
    return {line for line, count in counts.items() if count > max(1, len(lines) / 2)}


def _drop(line: str, repeated: set[str], *, first: bool) -> bool:
    return bool(_PAGE_NUMBER.fullmatch(line)) or (not first and _DIGITS.sub("0", line) in repeated)


def _paragraphs(lines: list[str]) -> Iterator[list[str]]:
    block: list[str] = []
    for place, line in enumerate(lines):
        if line:
            block.append(line)
        if block and (not line or place + 1 == len(lines) or _breaks(lines, place)):
            yield block
            block = []


def _breaks(lines: list[str], place: int) -> bool:
    """Whether a paragraph ends with the line at `place`, and another one or a heading follows."""
    line, following = lines[place], lines[place + 1]
    if not following or _BULLET.match(following):
        return True
    ends = bool(_ENDS_OF_SENTENCES.search(line))
    if _has_room(lines, place):
        return ends or not following[0].islower()
    is_heading = not following[0].islower() and not _ENDS_OF_SENTENCES.search(following)
    return ends and is_heading and _has_room(lines, place + 1) and not lines[place + 2][:1].islower()


def _has_room(lines: list[str], place: int) -> bool:
    """Whether the first word of the next line would still have fitted into the line at `place`."""
    following = lines[place + 1 : place + 2]
    if following in ([], [""]):
        return False
    width = max(map(len, lines[max(0, place - _NEAR) : place + _NEAR + 1]))
    return len(lines[place]) + 1 + len(following[0].split(maxsplit=1)[0]) <= _FULL * width


def _joined(block: list[str], known: set[str]) -> str:
    text = block[0]
    for line in block[1:]:
        text = _with_next(text, line, known.__contains__)
    return text


def _with_next(text: str, line: str, is_known: Callable[[str], bool]) -> str:
    if text.endswith(_HYPHENS) and line[0].isalpha() and text[-2:-1].isalpha():
        left, right = _last_word(text[:-1]), _WORDS.findall(line)[0]
        if text.endswith(_SOFT_HYPHEN) or not _compound(left, right, is_known):
            return text[:-1] + line
        return text + line
    return text + line if _unspaced(text[-1]) and _unspaced(line[0]) else f"{text} {line}"


def _last_word(text: str) -> str:
    return text[max(text.rfind(" "), text.rfind("—"), text.rfind("(")) + 1 :]


def _compound(left: str, right: str, is_known: Callable[[str], bool]) -> bool:
    """Whether the hyphen after `left` belongs to the word, and does not merely divide it at the line's end."""
    first, second = left.lower(), right.lower().split("-")[0]
    if is_known(first + second):
        return False
    return (
        not right[0].islower()
        or "-" in left
        or is_known(f"{first}-{second}")
        or {first, second} & _COMPOUNDING != set()
        or (is_known(first) and is_known(second))
    )


def _unspaced(character: str) -> bool:
    """Whether the character is of a script that puts no spaces between words, and breaks lines anywhere."""
    return unicodedata.east_asian_width(character) in "WF" and not "\uac00" <= character <= "\ud7a3"
