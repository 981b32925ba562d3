"""Questions that a sentence of an article answers, by rules of English word order; one that fits no rule makes none."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa.datelines import without_dateline
from qa.names import Names, is_country
from qa.standing_alone import points_outside
from qa.text import specifics, stems
from qa.verbs import BASE

MOST_WORDS, FEWEST_STEMS = 18, 3
_LONGEST = 400
"""Characters of a sentence that is looked at: a longer one is a list, or none."""

_VERB = "|".join(sorted(BASE, key=len, reverse=True))
_AUX = "has|have|had|will|would|could"
_FIGURE = (
    r"(?:\d+(?:\.\d+)?(?: million| billion)|\d{1,3}(?:,\d{3})+|\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|"
    "eleven|twelve|dozens of|hundreds of|thousands of)"
)
_ABOUT = r"(?:(?:at least|more than|as many as|up to|nearly|about|around|almost|some|over|roughly|an estimated|only) )?"
_NUMBER = rf"(?i:{_ABOUT}{_FIGURE})"
_THINGS = (
    r"(?P<things>(?!years?\b|days?\b|months?\b|weeks?\b|hours?\b|minutes?\b|times?\b|percent|points?\b)"
    r"(?:[a-z][a-z-]+ ){0,2}?(?:[a-z]{3,}(?<!u|s|i)s|people|children|men|women|police)\b(?!-))"
)
_SUM = rf"(?i:{_ABOUT})[$£€]\d[\d,.]*\d?(?: ?(?:thousand|million|billion|trillion|m|bn))?(?: \([^)]*\))?"
_SUBJECT = r"(?P<subject>(?:(?:The|the) )?[A-Z][^,;:]{1,70}?)"
_REST = r"(?P<rest> [^,;:]+)"
_MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_WHEN = rf"(?P<date>,? (?:on|in|by|from|until)(?: early| late| mid)? {_MONTH}(?: \d{{1,2}})?(?:,? \d{{4}})?)(?=[ ,.]|$)"
_SET = "expected|set|due|scheduled|slated"

_COUNTED = re.compile(
    rf"(?:^|, (?:and |but )?|\b(?:that|said|while|and) ){_NUMBER} {_THINGS} "
    rf"(?P<rest>(?:were|are|have|had|will|{_VERB}|[a-z]{{3,}}ed) [^,;:]+)"
)
_COUNT_DONE = re.compile(rf"{_SUBJECT} (?P<verb>{_VERB}) {_NUMBER} {_THINGS}(?! of\b)(?P<rest>(?: [^,;:]+)?)")
_COUNT_HAS = re.compile(
    rf"{_SUBJECT} (?P<aux>{_AUX}) (?P<verb>[a-z]+) {_NUMBER} {_THINGS}(?! of\b)(?P<rest>(?: [^,;:]+)?)"
)
_COST = re.compile(
    rf"{_SUBJECT} (?P<verb>{_VERB}|cost|costs) {_SUM}(?P<rest>(?: (?:for|to|on|in|by|at|over)\b[^,;:]+)?)"
)
_COST_HAS = re.compile(
    rf"{_SUBJECT} (?P<aux>{_AUX}) (?P<verb>cost|pay|raise|spend|invest|donate|provide|receive|paid|raised|spent|"
    rf"invested|donated|pledged|lost|lose|save) {_SUM}(?P<rest>(?: (?:for|to|on|in|by|at|over)\b[^,;:]+)?)"
)
_WORTH = re.compile(
    rf"{_SUBJECT} (?P<aux>is|was) (?P<verb>worth|valued at|fined) {_SUM}(?P<rest>(?: (?:for|by)\b[^,;:]+)?)"
)
_BECAUSE = re.compile(rf"{_SUBJECT} (?P<aux>{_AUX}|is|are|was|were)(?P<rest> [^,;:]+?),? (?:because|due to) .+")
_DID_BECAUSE = re.compile(rf"{_SUBJECT} (?P<verb>{_VERB})(?P<rest> [^,;:]+?)?,? because .+")
_WILL_WHEN = re.compile(rf"{_SUBJECT} will (?P<verb>[a-z]+)(?P<rest>(?: [^,;:]+?)?){_WHEN}.*")
_SET_WHEN = re.compile(
    rf"{_SUBJECT} (?P<aux>is|are|was|were) (?P<set>{_SET}) to (?P<verb>[a-z]+)(?P<rest>(?: [^,;:]+?)?){_WHEN}.*"
)
_WAS_WHEN = re.compile(
    rf"{_SUBJECT} (?P<aux>was|were) (?P<rest>(?:[a-z]+ed|{_VERB}|born|sworn in)(?: [^,;:]+?)?){_WHEN}.*"
)
_DID_WHEN = re.compile(rf"{_SUBJECT} (?P<verb>{_VERB})(?P<rest>(?: [^,;:]+?)?){_WHEN}.*")
_ACCUSED = re.compile(
    rf"{_SUBJECT} (?P<aux>is|was|has been|were|are) (?P<what>accused of|charged with|convicted of|sentenced to) .+"
)
_MODAL = "is|are|was|were|has|have|had|will|would|can|could|should|may|might|must|does|do|did"
_ABOUT_WHAT = re.compile(
    rf"(?:that )?(?P<what>(?:(?:[Tt]he|[Aa]n?) [\w’'-]+|[A-Z][\w’'.-]+|[a-z-]{{4,}}(?= [\w-]+s\b))"
    rf"(?: (?!(?:{_MODAL}|{_VERB})\b)[\w’'$-]+){{0,7}}?) "
    rf"(?:{_MODAL}|{_VERB}|needs?|remains?|makes?|means?|wants?)(?:n[’']t)?\b"
)
_OWNER = re.compile(r"[’'](?:s)?$")
_ANY = frozenset(
    """every no any all some many each most more what who how if when one two three four five nothing everyone somebody
    another""".split()
)
_ASKS = "who|what|when|where|why|how|which|is|are|was|were|will|would|can|could|should|does|do|did|has|have"
_HEADLINE = re.compile(rf"(?:^|[:.?!|–—-] )(?P<asked>(?i:{_ASKS})\b[^:.?!|–—]*\?)(?=$| \|)")
_TO_KNOW = re.compile(
    r"(?:What (?:to|you need to|we|you should)|Everything (?:to|you need to|we)) know about (?P<what>[^:?|…]+)"
)
_END = re.compile(r"[.!?][\"”’)]*$")
_TAIL = re.compile(
    r",? (?:according to|while|but|prompting|and then|saying|adding|making|leading|which|where|who|as (?:it|he|she|"
    r"they|part|well)|so that|although|though|despite|even)\b.*| - .*| [—–] .*"
)
_TIMES = re.compile(
    r",? (?:(?:late |early |earlier |later )?(?:on |last |this |next )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
    r"(?: (?:morning|afternoon|evening|night))?|(?:earlier |later )?(?:last|this|next|the past|the previous) "
    r"(?:week|weekend|month|year|fall|spring|summer|winter|season|night|day)|yesterday|today|tomorrow|so far|thus far|"
    r"recently|already|currently|alone|again|too|also|now|just|still)\b"
)
_LIST = re.compile(r", (?:[\w’'-]+,? ){0,6}and ")
_NONE = re.compile(r"[\"“”()\[\]{}<>|*_@#/\n]|…|\.\.|\bsaid\b|\bsays\b|\btold\b|\bI\b")
_DANGLING = re.compile(
    r"(?<!accused )(?<!charged )(?<!convicted )(?<!sentenced )"
    r"\b(?:and|or|of|in|on|at|by|the|to|a|an|for|from|with|that|until|since|than|as|is|was|were|are|be|if|when|into|its|"
    r"after|before|during|about|between|over|under|because|not|more)\?$|^When did .* that "
)
_TWICE = re.compile(
    r"\b([a-z]{5,})\b.*\b\1\b|\b(\w+) \2\b|[$£€]\d|\b(?:and|but) (?:he|she|they|it|the|was|were|has|have|is|are|will)\b"
)
_SENTENCE_SUBJECT = re.compile(
    r"\b(?:that|which|who|whether|how|why|what|than|when|where|while|if|as|has|have|had|is|are|was|were|will|and|after)\b"
)


def asked_of(sentence: str, names: Names) -> Iterator[str]:
    """Yield the questions that a sentence answers, those on figures and causes first. `names` are its article's."""
    text = " ".join(without_dateline(sentence).split())
    if len(text) > _LONGEST or not _END.search(text):
        return
    clause = _TIMES.sub("", _END.sub("", text))
    for question in _made(clause, names):
        if question and _sound(question):
            yield question


def _made(clause: str, names: Names) -> Iterator[str | None]:
    match = _COUNTED.search(clause)
    if match and not _LIST.match(clause, match.end()):
        yield _asked(f"How many {match['things']} {match['rest']}")
    for pattern, asks in _RULES:
        match = pattern.match(clause)
        if match and not _LIST.match(clause, match.end()) and (subject := _subject(match["subject"], names)):
            said = {"rest": "", **{name: part or "" for name, part in match.groupdict().items()}}
            said |= {"subject": subject, "base": BASE.get(said.get("verb", ""), said.get("verb", ""))}
            yield _asked(asks.format_map(said))


_RULES = (
    (_COST, "How much did {subject} {base}{rest}"),
    (_COST_HAS, "How much {aux} {subject} {verb}{rest}"),
    (_COUNT_DONE, "How many {things} did {subject} {base}{rest}"),
    (_COUNT_HAS, "How many {things} {aux} {subject} {verb}{rest}"),
    (_BECAUSE, "Why {aux} {subject}{rest}"),
    (_DID_BECAUSE, "Why did {subject} {base}{rest}"),
    (_WILL_WHEN, "When will {subject} {verb}{rest}"),
    (_SET_WHEN, "When {aux} {subject} {set} to {verb}{rest}"),
    (_ACCUSED, "What {aux} {subject} {what}"),
    (_WAS_WHEN, "When {aux} {subject} {rest}"),
    (_DID_WHEN, "When did {subject} {base}{rest}"),
)


def about(statement: str, names: Names) -> str | None:
    """What a reported statement is about: its subject, where that can be understood by itself."""
    match = _ABOUT_WHAT.match(statement)
    if not match:
        return None
    subject = _TIMES.sub("", match["what"])
    first = subject.split()[0]
    if first.lower() in _ANY:
        return None
    if not any(span.start == 0 for span in names.find(subject)):
        subject = first[0].lower() + subject[1:]
    vague = is_country(subject) or " " not in subject.removeprefix("the ")
    return (
        None
        if vague or points_outside(f"{subject} said") or _SENTENCE_SUBJECT.search(subject) or _OWNER.search(subject)
        else subject
    )


def headline_question(title: str) -> str | None:
    """The question that a headline asks, if it does: "Next Labour leader: who would replace Keir Starmer?"."""
    match = _HEADLINE.search(title.strip())
    if match:
        question = match["asked"]
        return _upper(question) if _sound(_upper(question)) else None
    known = _TO_KNOW.fullmatch(title.strip())
    question = f"What is known about {known['what']}?" if known else ""
    return question if question and _sound(question) else None


def _upper(text: str) -> str:
    return text[0].upper() + text[1:]


def _subject(words: str, names: Names) -> str | None:
    """The subject as it stands within a question; None where it is no name with at most a few words around it."""
    inside = words[0].lower() + words[1:] if words.startswith("The ") else words
    if _SENTENCE_SUBJECT.search(inside) or len(words.split()) > 7:
        return None
    bare = inside.removeprefix("the ")
    found = names.find(bare)
    if not found or found[0].start:
        return None
    name = bare[: found[0].end]
    whole = name == bare and names.is_person(name)
    # Else it may be no more than a sentence's first word with its capital.
    return inside if whole or " " in name or name.isupper() or is_country(name) else None


def _asked(question: str) -> str:
    return f"{_TAIL.sub('', question).strip(' ,.')}?"


def _sound(question: str) -> bool:
    """Whether a question is whole, and says by itself what it is about."""
    words = question.split()
    return (
        len(words) <= MOST_WORDS
        and len(set(stems(question))) >= FEWEST_STEMS
        and any(name[0].isalpha() and not re.fullmatch(_MONTH, name) for name in specifics(question))
        and not (_NONE.search(question) or _DANGLING.search(question) or _TWICE.search(question))
        and not points_outside(question)
    )
