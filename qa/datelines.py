"""The dateline of a news report: the place, the day and the agency before its first word."""

from __future__ import annotations

import re

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_DAY = rf"(?:\d{{1,2}} {_MONTH}|{_MONTH} \d{{1,2}})(?:,? \d{{4}})?"
_WORD = r"[^\W\d_a-z][\w.’'-]*"
_PLACE = rf"{_WORD}(?:,? {_WORD}){{0,4}}"
_CAPITALS = rf"[^\W\d_a-z]{{2}}[^\W\d_a-z.’'-]*(?: [^\W\d_a-z.’'-]+){{0,3}}(?:, {_WORD}(?: {_WORD})?)?"
_AGENCY = r"\([^\W\d_a-z][\w .&’'/-]{0,40}\)"
_KNOWN = r"(?:AP|AFP|UPI|ANI|PTI|IANS|dpa|CNN(?: Business| Español| Newsource)?|Reuters|Xinhua|TASS|Bloomberg)"
_DASH = r"\s?(?:--|[-–—])\s"
_BEGINS = r"(?=[“\"‘']?[^\W\d_a-z])"
# Unless it ends with an agency known for one, a sentence begins behind it: "PARIS – The", but "NATO – which".
_DATELINE = re.compile(
    rf"^[ \t]*(?:"
    rf"(?:(?:{_PLACE},? )?(?:{_DAY} )?{_AGENCY}{_DASH}{_BEGINS})|"
    rf"(?:(?:{_PLACE} )?\({_KNOWN}\)\s{_BEGINS})|"
    rf"(?:(?:{_PLACE},? )?{_KNOWN}\s?[–—]\s)|"
    rf"(?:{_CAPITALS}(?:, {_DAY})?\s?[-–—]\s{_BEGINS})"
    rf")",
    re.MULTILINE,
)


def without_dateline(text: str) -> str:
    """A text of the same length with blanks in the place of its datelines; behind one a sentence begins."""
    return _DATELINE.sub(lambda match: " " * (len(match[0]) - 1) + "\n", text)
