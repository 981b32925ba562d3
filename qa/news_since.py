"""Whether a question asks of news as of its own day: what has happened, told as something that is new."""

from __future__ import annotations

import re

from qa.text import specifics

_DONE = (
    r"(?:(?:just|now|also|recently|finally) )?(?:been )?(?:\w{2,}(?:ed|en|wn)|won|left|made|found|said|set|hit|cut|put|"
    r"become|come|begun|sold|lost|met|held|bought|built|sent|gone|led|struck|swept|shut|laid|quit|paid|told|sunk|"
    r"caught)\b"
)
_ONE = r"(?:an?|another|several|some|two|three|hundreds of|thousands of)"
_ASKS = r"(?:who|what|which|whose|whom|how|when|where|why|in which|in what|by whom)\b"
# "A storm has hit the coast: what is its name?", or news of some: "Scientists have found a frog, but where?"
_TOLD = re.compile(
    rf"^(?!{_ASKS})(?:(?P<new>{_ONE}) )?[^?:;.]*?\b(?:has|have|['’]ve) {_DONE}(?P<what>[^?:;]*?)"
    rf"(?:[:;.,–—-]\s+(?:and |but )?{_ASKS}|\b(?:which|what|whom)\b)",
    re.IGNORECASE,
)
_NEW = re.compile(rf"\b{_ONE}\b", re.IGNORECASE)
_SOME = re.compile(r"^[A-Z]?[a-z]+s have\b")
# "Why has a bridge been closed?"
_OF_A_NEW_ONE = re.compile(rf"\b(?:has|have) {_ONE} (?!lot\b|number\b)", re.IGNORECASE)
# "Which bank has collapsed?", "Which bank is closing branches?", where the asker knows that one has or is.
_WHO_HAS = re.compile(
    rf"^(?:who|(?:which|what)(?: [\w’'-]+){{1,5}}?) (?:(?:has|have) {_DONE}|(?:is|are) (?:now |also )?\w{{2,}}ing\b)",
    re.IGNORECASE,
)
_KNOWN = re.compile(r"\bthe [a-z]")
_RECURS = re.compile(
    r"\b(?:elected|re-elected|won|named|appointed|chosen|crowned|nominated|awarded|sworn in|picked|beaten)\b",
    re.IGNORECASE,
)
_AT_ANY_TIME = re.compile(r"\b(?:ever|in history|of all time|so far|the most|the longest|most often)\b", re.IGNORECASE)


def asks_for_news(question: str) -> bool:
    """Whether a question asks of what has happened of late, and so not of what an archive tells that ended long before.

    What it names is as likely old: "Has Millgate Bridge reopened?", "Which company has bought Tarnbury mill?"; but not
    who has won what is won again and again.
    """
    if _AT_ANY_TIME.search(question):
        return False
    if _OF_A_NEW_ONE.search(question):
        return True
    if told := _TOLD.search(question):
        return bool(told["new"] or _SOME.match(question) or _NEW.search(told["what"]))
    if not (asked := _WHO_HAS.search(question)):
        return False
    rest = question[asked.end() :]
    return bool(_RECURS.search(question)) or not (specifics(rest) or _KNOWN.search(rest))
