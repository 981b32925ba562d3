"""What kind of thing a question asks for: a date, a number, money, a person, a place, a name; by its own words."""

from __future__ import annotations

import re
from typing import Literal

from qa.values import Query

AnswerKind = Literal[
    "date",
    "number",
    "amount",
    "money",
    "share",
    "duration",
    "age",
    "distance",
    "person",
    "place",
    "country",
    "title",
    "name",
]

_TITLED = (
    "movies?|films?|shows?|series|sitcom|books?|novels?|songs?|singles?|albums?|tracks?|plays?|musicals?|operas?|"
    "podcasts?|episodes?|games?|magazine|newspaper|hymns?|poems?|paintings?"
)
_PLACES = (
    "cit(?:y|ies)|towns?|states?|island|village|province|region|county|park|borough|street|river|airport|stadium|venue|"
    "location|museum|gallery|mountain|lake|continent|planet|direction|place|district|site|area"
)
_NAMED = (
    "compan(?:y|ies)|firms?|teams?|clubs?|part(?:y|ies)|agency|organi[sz]ations?|airlines?|brands?|banks?|chains?|"
    "retailers?|stores?|automakers?|carmakers?|makers?|manufacturers?|networks?|platforms?|apps?|universit(?:y|ies)|"
    "schools?|colleges?|outlets?|unions?|groups?|bands?|storms?|hurricane|typhoon|awards?|prize|wars?|battle|ships?|"
    "act|law|bill|treaty|products?|websites?|services?|religion|language|holiday|variant|virus|treatment|committee|"
    "department|ministry|hospital|restaurants?|supermarkets?|hotel|dynast(?:y|ies)|emperor|empire|tribes?"
)
_PEOPLE = (
    "person|people|man|woman|men|women|actor|actress|actors|singer|president|minister|leader|player|star|senator|"
    "governor|mayor|king|queen|prince|princess|author|writer|poet|director|athlete|politician|officer|coach|manager|"
    "executive|CEO|designer|scientist|composer|rapper|musician|celebrity|judge|general|captain|quarterback|chemist|"
    "architect|artist|lawmaker|republican|democrat|member|siblings|comedian|host|candidate|judges?|royal"
)
_MONEY = (
    "cost|costs|pay|pays|paid|paying|price|priced|worth|spend|spent|earn|earns|earned|fine|fined|raise|raised|"
    "charge|charged|budget|fare|salary|wage|loan|debt|fund|funding|donate|donated|sell|sold|value|valued|money|"
    "grant|profit|loss|damage|damages|bill|rent|fee|toll|bid|offer|owe|owed|jackpot|invest|invested"
)
_CHANGE = (
    "increased?|ris(?:e|en)|rose|fall(?:en)?|fell|drop(?:ped)?|grow[ns]?|grew|higher|lower|up|down|changed?|more|less"
)
_COUNTED = (
    "number|amount|score|figure|figures|magnitude|temperature|speed|turnout|population|weight|size|ranking|rank|total"
)
_VERB = "(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|may|might|must)"
_GAP = rf"(?:\s+(?:of (?:the following|these)\b|(?!(?:{_VERB}|of|to|by|that|in|with|and|from)\b)[\w’'-]+)){{0,4}}?"
_WHICH = rf"\b(?:what|which|whose){_GAP}\s+(?:%s)\b(?!['’-])"


def _asks(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_ASKS: tuple[tuple[AnswerKind, re.Pattern[str]], ...] = (
    ("age", _asks(r"\bhow old\b|\b(?:what|which) age\b")),
    (
        "date",
        _asks(
            rf"\bwhen(?: exactly)?(?=\s+{_VERB}|\W*$)|"
            r"\b(?:what|which)(?: \w+)? (?:year|date|day|month|time|century|decade)s?\b(?! of\b)"
        ),
    ),
    ("share", _asks(r"\b(?:what|which) (?:\w+ )?(?:percent|percentage|per cent|share|proportion|fraction)\b")),
    (
        "duration",
        _asks(
            r"\bhow (?:long|soon)\b|"
            r"\bhow (?:many|much) (?:more )?(?:time|seconds|minutes|hours|days|weeks|months|years|decades)\b"
        ),
    ),
    ("distance", _asks(r"\bhow (?:far|tall|high|deep|wide)\b")),
    (
        "money",
        _asks(
            rf"\bhow much\b(?=.*\b(?:{_MONEY})\b)(?!.*\b(?:{_CHANGE})\b)|"
            r"\b(?:what|which) (?:\w+ )?(?:price|cost|fine|fare|fee|sum|salary|rent|amount of money)\b|"
            r"\bwhat (?:did|does|do|will|would) .*\b(?:cost|pay|earn|charge)\b"
        ),
    ),
    (
        "number",
        _asks(
            r"\bhow (?:many|big|large|often|fast)\b|"
            rf"\b(?:what|which) (?:\w+ )?(?:{_COUNTED})\b|"
            rf"\bwhat (?:is|was|were|are) (?:the )?(?:\w+ ){{0,3}}(?:{_COUNTED})\b"
        ),
    ),
    ("amount", _asks(r"\bhow (?:much|heavy)\b")),
    ("country", _asks(_WHICH % "countr(?:y|ies)|nations?")),
    ("place", _asks(rf"\bwhere(?=\s+{_VERB}|\W*$)|" + _WHICH % _PLACES)),
    ("person", _asks(r"\b(?:who|whom|whose)\b|" + _WHICH % rf"(?:{_PEOPLE})s?")),
    (
        "title",
        _asks(
            _WHICH % _TITLED + r"|\b(?:titled|entitled|called|named|nicknamed|known as|term for|word for)\b(?=\W*$)|"
            r"\bwhat(?:[’']s| is| was| are| were) (?:the )?(?:\w+ )?(?:name|title|nickname|term|word)s?\b"
        ),
    ),
    ("name", _asks(_WHICH % _NAMED + r"|\bname of\b|\b(?:what|which)(?: two)? (?-i:[A-Z])")),
)
_OPEN = _asks(
    r"^\W*(?:why|how (?!(?:many|much|old|long|far|tall|high|deep|wide|big|large|often|fast|heavy|soon)\b)|"
    rf"(?:{_VERB}))\b"
)
# "Who is Kira Rudik?" asks what she is, not for a name.
_WHO_IS_NAMED = re.compile(r"^\W*[Ww]ho(?:[’']s| is| was| are| were)(?: [A-Z][\w.’'-]*(?<![’']s))+\W*$")
_TELLS = _asks(r"(?:who|whom|whose|when|where)\b")
# Where a question is put, and not told of: "The man who fled, where was he found?"
_OPENING = re.compile(r"(?:^|[.?!:;,—–-]\s*)(?:and |but |so |then )*(?:\w{2,7} )?$", re.IGNORECASE)


_SENTENCE_END = re.compile(r"(?<=[.?!])\s+")
_NEXT_QUESTION = re.compile(r"[,;]?\s+and\s+(?=(?:who|what|when|where|why|how|which|whose)\b)", re.IGNORECASE)


def answer_kind(question: str) -> AnswerKind | None:
    """Return what a question asks for; None where its form does not say, and for why, how, and yes or no."""
    if _OPEN.search(question) or _WHO_IS_NAMED.search(question):
        return None
    found = [
        (_place(match), match.start(), order)
        for order, (_, asks) in enumerate(_ASKS)
        for match in asks.finditer(question)
    ]
    return _ASKS[min(found)[2]][0] if found else None


def _place(match: re.Match[str]) -> int:
    """How sure it is that these words ask: 0 where a question is put, 2 for what may only tell ("the man who fled")."""
    if _OPENING.search(match.string[: match.start()]):
        return 0
    return 2 if _TELLS.match(match[0]) and match.string[match.end() :].strip(" ?.") else 1


def questions_in(query: Query) -> list[str]:
    """The questions that are asked at once: "When did they speak, and what was not disclosed?" is two.

    Of a follow-up, what it adds to the questions before it is what is asked.
    """
    asked = query.topic if query.text == query.question else query.question
    return [part for part in _NEXT_QUESTION.split(asked) if part.strip()] or [asked]


def put_in(question: str) -> str:
    """The sentence in which a question is put: the last, behind any that tell what it is about."""
    return _SENTENCE_END.split(question.strip())[-1]
