"""Which sentences of the evidence are somebody's words, or tell of somebody's view, and how much of a topic is near."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index import sentences
from qa.checks.proper_names import spelling
from qa.checks.speech import SAYS, find_speakers
from qa.datelines import without_dateline
from qa.names import Names, is_country
from qa.speech_asked import SpeechAsked, speech_asked
from qa.text import stems
from qa.values import Evidence

BEFORE = 3
"""Sentences before somebody's words in which the passage may name what they are about, as may the one behind them."""

ENOUGH = 0.5
"""Share of a topic's words near somebody's words from which they are about it."""
AS_NEAR = 0.9
"""Share of the best passage's nearness from which another is as likely about the topic, by whatever words."""

_VIEWS = (
    r"detail(?:s|ed)|stress(?:es|ed)|urge[sd]?|believe[sd]?|thinks?|thought|felt|feels|hope[sd]?|fear(?:s|ed)|"
    r"expect(?:s|ed)|want(?:s|ed)|welcome[sd]?|critici[sz]e[sd]?|praise[sd]?|promise[sd]?|predict(?:s|ed)|suggest(?:s|ed)|"
    r"refuse[sd]|declined|accept(?:s|ed)|agree[sd]|reject(?:s|ed)|doubt(?:s|ed)|conclude[sd]|reaffirm(?:s|ed)|"
    r"reiterate[sd]|emphasi[sz]e[sd]|underscore[sd]|anticipate[sd]|condemn(?:s|ed)|blame[sd]|accuse[sd]|react(?:s|ed)|"
    r"respond(?:s|ed)|joke[sd]|object(?:s|ed)|protest(?:s|ed)|approve[sd]|recommend(?:s|ed)|f(?:i|ou)nds?"
)
_SAYS = re.compile(rf"\b(?:{SAYS}|{_VIEWS}|according to|quoted|saying|tribute|speaking)\b|[“”\"]", re.IGNORECASE)
_LITTLE = r"(?:(?:\w+ly|also|later|then|has|had|have|was|were|to|would|will|once|but|and) ){0,2}"
_VERB = rf"(?:{SAYS}|{_VIEWS}|quoted|saying|speaking)\b"
# What stands for a name beside a verb: "she said", "the minister has said", "said the board", or a quotation alone.
_STANDS = r"(?:[Tt]he (?:[a-z][\w-]* ){0,3}?[a-z][\w-]*|[Hh]e|[Ss]he|[Tt]hey|who|I|[Ww]e%s)"
_SOMEBODY, _A_BODY = (
    re.compile(rf"\b{stands} {_LITTLE}{_VERB}|\b{_VERB} {stands}\b|^\W*[“\"]")
    for stands in (_STANDS % "", _STANDS % "|[Ii]t")
)
_HE_SAYS = re.compile(rf"\b(?:he|she|they)\s{_LITTLE}(?:{SAYS}|{_VIEWS})\b", re.IGNORECASE)
_OPENS_WITH_HE = re.compile(r"[“\"]?(?:he|she|they)\b", re.IGNORECASE)
_TITLES = frozenset(
    """mr mrs ms miss dr sir dame lord lady president vice prime first minister secretary senator sen rep representative
    governor gov mayor judge justice general gen colonel col captain capt professor prof pope king queen prince princess
    chancellor chief coach director chairman chairwoman former foreign defence defense deputy attorney""".split()
) | {day.lower() for day in calendar.day_name}
_NUMBERED = frozenset("II III IV V VI VII VIII XIV XVI Jr Sr Jr. Sr.".split())
_WORD = re.compile(r"[\w’'-]*\w")


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence that is the speaker's or tells of them, where it begins in its article, and what is said around it.

    It is `surely` theirs where their name, or what stands for it, is right beside a verb of saying.
    """

    number: int
    start: int
    near: frozenset[str]
    surely: bool

    def share(self, topic: frozenset[str]) -> float:
        """Share of a topic's words that are said around it; 1 of an empty topic."""
        return len(topic & self.near) / len(topic) if topic else 1.0


def unspoken(question: str, evidence: Sequence[Evidence]) -> float:
    """By how much what somebody named says of a topic is lacking, in 0 to 1; 0 where no such thing is asked for.

    1 where they say nothing near the topic's words. A passage that is as near to the question as the best may have
    other words for it, unless the topic is a name. Of whom nobody has heard in the office that the question gives
    them, it is rather to be said who holds it (`qa/offices.py`).
    """
    asked = speech_asked(question)
    if asked is None or not asked.speaker:
        return 0.0
    names = Names(item.hit.text for item in evidence)
    found = statements(asked, evidence, names)
    if not found and asked.in_office and not any(_names(asked, item.hit.text, names) for item in evidence):
        return 0.0
    if not asked.is_told:
        return 0.0 if found else 1.0
    share = max((one.share(asked.topic) for one in found), default=0.0)
    lacking = max(0.0, 1 - share / ENOUGH)
    numbers = {one.number for one in found}
    best = max((item.hit.similarity for item in evidence), default=0.0)
    near = any(item.hit.similarity >= AS_NEAR * best for item in evidence if item.number in numbers)
    return lacking / 3 if near and not asked.is_named else lacking


def statements(asked: SpeechAsked, evidence: Sequence[Evidence], names: Names) -> list[Statement]:
    """Return the sentences of the evidence that are the words, or tell of the views, of whom a question asks about.

    Lenient where it cannot be told: "he said" is anybody's at the beginning of a passage whose article names the
    speaker elsewhere; "the minister said" is the words of whoever was named before.
    """
    asked = _with_name(asked, evidence, names)
    articles = {item.hit.article_id for item in evidence if _names(asked, f"{item.hit.title}\n{item.hit.text}", names)}
    found: list[Statement] = []
    for item in evidence:
        if item.hit.article_id in articles:
            found += _in_passage(asked, item, names)
    return found


def _in_passage(asked: SpeechAsked, item: Evidence, names: Names) -> Iterator[Statement]:
    text = without_dateline(item.hit.text)
    spans = sentences(text)
    told = [text[span.start : span.end] for span in spans]
    own = [frozenset(stems(one)) for one in told]
    title = frozenset(stems(item.hit.title))
    theirs = _theirs(asked, told, names)
    for at, (span, is_theirs) in enumerate(zip(spans, theirs, strict=True)):
        if is_theirs:
            goes_on = at + 1 < len(told) and (theirs[at + 1] or not _names_another(told[at + 1], names))
            around = own[max(0, at - BEFORE) : at + 1 + goes_on]
            yield Statement(item.number, item.hit.start + span.start, title.union(*around), _surely(asked, told[at]))


def _theirs(asked: SpeechAsked, told: Sequence[str], names: Names) -> list[bool]:
    """Of each sentence of a passage whether it is the speaker's: by their name, or by what stands for it."""
    what_stands = _SOMEBODY if asked.is_person else _A_BODY
    current, found = True, []
    for sentence in told:
        named = _names(asked, sentence, names)
        if not named and current and _names_another(sentence, names):
            current = _OPENS_WITH_HE.match(sentence) is not None
        stands = current and bool(what_stands.search(sentence))
        found.append(stands or (named and bool(_SAYS.search(sentence))))
        current = current or named
    return found


def _names(asked: SpeechAsked, sentence: str, names: Names) -> bool:
    """Whether a sentence names the speaker: somebody by the last name, unless another first name is before it."""
    if not asked.speaker:
        return bool(asked.described) and asked.described <= frozenset(stems(sentence))
    if is_country(asked.speaker):
        return frozenset(stems(asked.speaker)) <= frozenset(stems(sentence))
    if asked.is_person and not any(word in sentence for word in asked.speaker.split()):
        return False
    found = [_WORD.findall(sentence[span.start : span.end]) for span in names.find(sentence)]
    if not asked.is_person:
        return _names_body(asked.speaker, sentence, found)
    *first, last = (word for word in asked.speaker.split() if word not in _NUMBERED)
    return any((last in words and _may_be(words[: words.index(last)], first)) or words[-1] in first for words in found)


def _surely(asked: SpeechAsked, sentence: str) -> bool:
    last = spelling(asked.speaker.rpartition(" ")[2])
    return last in find_speakers(sentence) or bool(_HE_SAYS.search(sentence))


def _with_name(asked: SpeechAsked, evidence: Sequence[Evidence], names: Names) -> SpeechAsked:
    """With the name that the evidence gives to who is described: "its skipper, Davy Lunt"."""
    if not asked.role:
        return asked
    role = re.compile(rf"\b{re.escape(asked.role)},? \Z", re.IGNORECASE)
    for text in (item.hit.text for item in evidence):
        for span in names.find(text):
            if role.search(text[: span.start]) and names.is_person(text[span.start : span.end]):
                return replace(asked, speaker=text[span.start : span.end], is_person=True)
    return asked


def _names_another(sentence: str, names: Names) -> bool:
    """Whether a sentence names somebody, so that "he" behind it is no longer the speaker."""
    return any(names.is_person(sentence[span.start : span.end]) for span in names.find(sentence))


def _may_be(before: Sequence[str], first: Sequence[str]) -> bool:
    """Whether the words before a last name are no other first name."""
    given = [word for word in before if word.lower() not in _TITLES]
    return not first or not given or given[-1] in first or not before or given[-1].lower() == first[0].lower()


def _names_body(speaker: str, sentence: str, found: Sequence[Sequence[str]]) -> bool:
    """Whether a sentence names an institution: by all words of its name, or either by initials."""
    if speaker.lower() in sentence.lower():
        return True
    initials = _initials(speaker.split())
    return any(initials in words or _initials(words) == speaker for words in found)


def _initials(words: Sequence[str]) -> str:
    """The capitals that words begin with; empty of a single one."""
    return "".join(word[0] for word in words if word[0].isupper()) if len(words) > 1 else ""
