"""A language model's reply without what is no part of an answer: thoughts, labels, lists, bold type, fences."""

from __future__ import annotations

import re

_THOUGHT = re.compile(r"<(think|thinking|thought|reasoning)>.*?(?:</\1>|\Z)", re.DOTALL | re.IGNORECASE)
_TAG_BEGINNING = re.compile(r"<[a-z]{0,9}\Z", re.IGNORECASE)

_BULLETS = re.compile(r"\s*(?:(?:[-*•‣▪●–>]|#{1,6}|\d{1,2}[.)])\s+)*")
_BULLET_BEGINNING = re.compile(r"[-*•‣▪●–>]?|#{1,6}|\d{1,2}[.)]?")
_LABELS = tuple(
    spelt
    for label in ("answer", "final answer", "short answer", "response", "a")
    for bold in ("**", "__", "")
    for spelt in (f"{bold}{label}{bold}:", f"{bold}{label}:{bold}")
)
_NO_PART = ("```", "---", "question:", "**question:")
"""How lines begin that say the prompt again, or fence off code."""
# Not inside a word: newspapers write "f**k".
_BOLD = re.compile(r"(?<!\w)(\*\*|__)(?=\S)(.*?\S)\1(?!\w)")
_BOLD_BEGINNING = re.compile(r"(?<!\w)(?:\*\*|__)(?=\S|\Z)|[*_]\Z")


def plain(reply: str, *, whole: bool = True) -> str:
    """Return the answer that is in a reply.

    Of a reply that is not `whole` yet, only what stays whatever follows: the beginning of what the whole will give.
    """
    if not whole and (tag := _TAG_BEGINNING.search(reply)):
        reply = reply[: tag.start()]
    *lines, last = _THOUGHT.sub("", reply).split("\n")
    kept = [f"{_bare(line)}\n" for line in lines if not _is_no_part(line)]
    if whole or not _is_undecided(last):
        kept.append(_bare(last, whole=whole) if not _is_no_part(last) else "")
    return "".join(kept).lstrip()


class ReplyStream:
    """Makes a reply plain while it arrives in pieces, however it is cut."""

    def __init__(self) -> None:
        self._reply = ""
        self._shown = 0

    def feed(self, piece: str) -> str:
        """Return what can be shown now."""
        self._reply += piece
        return self._new(plain(self._reply, whole=False))

    def end(self) -> str:
        """Return what was held back."""
        return self._new(plain(self._reply))

    def _new(self, text: str) -> str:
        new = text[self._shown :]
        self._shown += len(new)
        return new


def _is_no_part(line: str) -> bool:
    return line.lstrip().lower().startswith(_NO_PART)


def _is_undecided(line: str) -> bool:
    """Whether more of the line could make a bullet, a label or no part of what there is."""
    begun = line.lstrip().lower()
    rest = line[_bullets(line) :].lower()
    return (
        _is_no_part(line)
        or any(beginning.startswith(begun) for beginning in _NO_PART)
        or any(label.startswith(rest) for label in _LABELS)
        or bool(_BULLET_BEGINNING.fullmatch(rest))
    )


def _bare(line: str, *, whole: bool = True) -> str:
    """A line without its bullets, its label and its bold type; of half a line, without what may become bold."""
    line = line[_bullets(line) :]
    label = max((len(label) for label in _LABELS if line.lower().startswith(label)), default=0)
    return _without_bold(line[label:].lstrip() if label else line, whole=whole)


def _without_bold(line: str, *, whole: bool) -> str:
    """A line with its bold type plain; of half a line, up to where bold type begins whose end is not certain yet."""
    parts, at = [], 0
    for bold in _BOLD.finditer(line):
        opened = None if whole else _BOLD_BEGINNING.search(line, at)
        if opened and (opened.start() < bold.start() or bold.end() == len(line)):
            break
        parts += [line[at : bold.start()], bold[2]]
        at = bold.end()
    opened = None if whole else _BOLD_BEGINNING.search(line, at)
    return "".join([*parts, line[at : opened.start() if opened else None]])


def _bullets(line: str) -> int:
    bullets = _BULLETS.match(line)
    return bullets.end() if bullets else 0
