"""What stands on a news page and is no part of the story: captions of galleries, credits, teasers, bylines, notices."""

from __future__ import annotations

import re

# A gallery or a video in a line of text: the whole line is captions.
_GALLERY = re.compile(
    r"\b(?:Hide Caption|\d+ of \d+ Photos?|JUST WATCHED|MUST WATCH|Video Ad Feedback|Replay More Videos)\b"
)
_AGENCY = r"(?:Getty(?: Images)?|AP|AFP|EPA|Reuters|REUTERS|Alamy|Shutterstock|Zuma|PA(?: Wire| Media)?)"
_CREDIT = re.compile(
    rf"\w ?/ ?{_AGENCY}\b|\b{_AGENCY}(?: Photo| Images)? ?/ ?\w|\b(?:via|courtesy of) Getty Images\b|"
    r"\((?:(?:AP|[Ff]ile|[Hh]andout) )?(?:[Pp]hoto|[Ii]mage|[Pp]icture)(?: by|(?: credit)?:)|"
    r"\b(?:Photograph|Photo|Image|Picture)s? by [A-Z]",
)
_LABEL = re.compile(
    r"\W*(?:more|read more|related(?: \w+)?|watch|listen|see also|also read|opinion|photos?|videos?|gallery|"
    r"in pictures|live(?: updates?| blog)?|(?:(?:image|photo|picture) )?(?:credits?|source)|caption|contributing|"
    r"editor['’]s note|advertisement|flash sale|subscribe(?: to our newsletter)?)\b\s*:|"
    r"\W*(?:read|see|show|view|load) (?:more|less|all)\b\W*\Z|\W*read more\b(?! than)|"
    r"\W*(?:advertisement|sponsored)\b\W*\Z|"
    r"\W*(?:last )?(?:updated|published|posted)(?: (?:on|at))?:? (?:\d|(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* \d)|"
    r"\W*(?:©|\(c\)|copyright\b)",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"(?:By|BY|Reporting by|Editing by|Words by) (?:[A-Z][\w.’'-]*(?:,? (?:and )?|[.,]?\Z)){1,10}\W*\Z"
)
# What the reader is told to do: "Sign up here", "Follow her on Twitter @…", "Contact him at …".
_INVITATION = re.compile(
    r"""\W*(?:please\s|you\scan\s|to\s|already\s)?(?:
        (?:sign\sup|subscribe|click|tap|register|read|donate|check\sout|visit)\b
            (?=.*(?:\bhere\b|newsletter|\bour\s(?!own))) |
        (?:follow|like|join|contact|tweet)\s(?:us|our)\b |
        (?:sign\sup|subscribe|follow|get|download|join|share|e-?mail|contact|reach|tweet)\b
            (?=.*(?:newsletter|\w@\w|(?<!\w)@\w|\bon\s(?:Twitter|Facebook|Instagram)\W*\Z|\binbox\b|
                \bour\s(?:app|group|community)\b|this\s(?:story|page|article)))
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_ANYWHERE = re.compile(
    r"\bcontributed (?:reporting |to )(?:to )?th(?:is|ese) (?:\w+ )?(?:report|story|article)|"
    r"\b(?:story|article|column|post) (?:was )?(?:first|originally) (?:appeared|published)\b|"
    r"\b(?:click|sign up|subscribe|tap) here\b|\ball rights reserved\b|\bdelivered (?:straight )?to your inbox\b|"
    r"\bstory continues below\b|\bmay not be (?:re)?(?:published|broadcast|distributed)\b|"
    r"\bthis (?:story|article|page) (?:has been|was|will be|is being) updated\b(?! to correct)",
    re.IGNORECASE,
)


def is_gallery(line: str) -> bool:
    """Whether a line of a page is the captions of a gallery, or a video's frame."""
    return bool(_GALLERY.search(line))


def is_furniture(sentence: str) -> bool:
    """Whether a sentence belongs to the page and not to the story."""
    return any(found.match(sentence) for found in (_LABEL, _BYLINE, _INVITATION)) or any(
        found.search(sentence) for found in (_GALLERY, _CREDIT, _ANYWHERE)
    )
