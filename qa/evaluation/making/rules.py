"""Questions made of statements by rules of English word order; a sentence that fits no rule makes none."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa.evaluation.making.draft import Draft, Kind
from qa.evaluation.matching import normalise
from qa.names import Names
from qa.standing_alone import points_outside, stands_alone, without_weekdays
from qa.subjects import is_title, question_word, whole_subject, with_shorter
from qa.text import specifics, stems
from qa.verbs import BASE, BE_OR_HAVE

_FEWEST_WORDS, _FEWEST_OF_A_ROLE, _MOST_WORDS, _MOST_QUOTED = 5, 3, 24, 40
"""Words that carry meaning in a question, at least; words of any kind, at most."""
_SPECIFIC = 2
"""Names and figures without which "who" could be anybody, and "how many" at any time."""

_BEFORE = 400
"""Characters before a sentence that may say which year it speaks of."""

_VERB = rf"(?:{'|'.join(sorted(BASE))})"
_AUX = rf"(?:{'|'.join(sorted(BE_OR_HAVE))})"
_TEENS = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_FIGURE = (
    rf"(?:\d+(?:\.\d+)? (?:million|billion)|\d{{1,3}}(?:,\d{{3}})+|\d{{1,3}}|two|three|four|five|six|seven|eight|nine|"
    rf"{_TEENS}|(?:{_TENS})(?:-\w+)?)"
)
_ABOUT = r"(?:(?:at least|more than|nearly|about|around|almost|some|over|an estimated) )?"
_NUMBER = rf"(?i:{_ABOUT}(?P<number>{_FIGURE}))"
_THINGS = r"(?P<things>(?!of |and |in |to |or )(?:[a-z][a-z-]+ (?!of )){0,2}?(?:[a-z]{3,}s|people|children|men|women))"
_SUM = rf"(?i:{_ABOUT})(?P<sum>[$£€]\d+(?:[,.]\d+)*(?: (?:thousand|million|billion|trillion))?)"
_SUBJECT = r"(?P<subject>(?:The )?[A-Z][^,]{1,60}?)"
_REST = r"(?P<rest>(?: [\w’',.$%-]+)*?)"

_COUNTED = re.compile(rf"{_NUMBER} {_THINGS} (?P<rest>(?:were|are|have|had|will|{_VERB}) .+)\.")
_DID_COUNT = re.compile(rf"{_SUBJECT} (?P<verb>{_VERB}) {_NUMBER} {_THINGS}(?! of\b)(?P<rest>(?: \w.*)?)\.")
_DID_COST = re.compile(rf"{_SUBJECT} (?P<verb>paid|raised|spent|donated|pledged|invested) {_SUM}(?P<rest> .+)\.")
_MONTH = (
    "(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"(?:Jan|Feb|Aug|Sept|Oct|Nov|Dec)\.)"
)
_WHOLE_DATE = re.compile(
    rf",? (?:on|in) (?P<date>{_MONTH} \d{{1,2}}(?:, \d{{4}})?|(?:{_MONTH} )?(?:19|20)\d\d)(?=[.,]|$)"
)
_WAS = re.compile(rf"{_SUBJECT} (?P<be>was|were) (?P<verb>{_VERB}|born|shot|sworn in){_REST}")
_DID = re.compile(rf"{_SUBJECT} (?P<verb>{_VERB}){_REST}")
_SECOND_VERB = re.compile(rf"\b(?:and|or) (?:{_VERB}|{_AUX}|went|had|[a-z]+ed)\b")
_AMONG_OTHERS = re.compile(rf"{_SECOND_VERB.pattern}|\b(?:19|20)\d\d\b")
_ASIDE = re.compile(r"^, [^,]{3,90},")
# Not "is a lawyer", "is one of ten": true of many.
_PREDICATE = re.compile(
    rf" (?:(?!(?:is|was|are|were|has|had) (?:an?|one|among|also)\b){_AUX} \w|{_VERB}\b|said (?!some|it\b|no\b))"
)
_TWO_CLAUSES = re.compile(rf"(?:,|,? and) [A-Z][\w.’' ]+ (?:{_AUX}|[a-z]+ed|{_VERB}|each)\b")
_TAIL = re.compile(
    r",? (?:according to|while|but|prompting)\b.*|, (?:as|and|with|an?|the|which|when|after|including|said) .*|"
    r", (?:[A-Z][^,]*|officials|police|authorities) (?:said|told|found|reported)\b.*"
)
_END_OF_LIST = re.compile(r",? and (?:the )?[A-Z][^,]{,40}$")
_FURTHER_NUMBER = re.compile(
    rf"\band (?:{_FIGURE})\b|[$£€]\d|\d%|(?<![A-Za-z.] )\b(?!(?:19|20)\d\d\b)\d[\d,.]*\b(?! ?,? (?:19|20)\d\d)"
)
_BROKEN = re.compile(
    r" ,|,,|,\?|[“\"(\[]\?|/|\b(\w+) \1\b|\bthus far\b|"
    r"\b(?:and|or|of|in|on|at|by|the|to|a|an|for|from|with|that|starting|beginning|until|since)\?"
)
_NO_NAME = re.compile(rf"I[’']|No$|{_MONTH}|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day")
# Words of which nobody could say what they are about, or that are more than one sentence.
_UNCLEAR = re.compile(r"^(?:It|This|These|Those|That|They|He|She|There|Here|Today|And|But|So)\b|[.!?] |\.\.\.|…")
# A name of several words is one thing. The word that asks is none.
_NAMED_THING = re.compile(
    r"(?<=[ “])(?:[A-Z][\w’'.-]*(?: (?:of |the )*[A-Z][\w’'.-]*)*(?: \d{1,2}\b)?|[$£€]?\d[\d,.]*)"
)
_SHORTEST_NAME = 4
"""Letters of a name; fewer, such as "U.S.", are found inside other words, and are written in many ways."""
_EACH_YEAR = re.compile(r"\bof the Year\b")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_HAPPENED_WHEN = re.compile(
    r"\b(?:after|before|during|following|since|until|when|amid)\b|, [a-z]+ing\b|\b(?:set|made|won|held) by\b"
)
_NAME = r"[A-Z][\w’'.-]+(?: [A-Z][\w’'.-]+){1,3}"
_ROLE = re.compile(
    rf"(?P<name>{_NAME}), (?P<role>the (?:[a-z’'-]+ ){{0,3}}?(?:president|leader|chair|chairman|chairwoman|director|"
    "head|chief executive|CEO|founder|minister|secretary|commissioner|governor|mayor|author|creator|captain|coach|"
    rf"ambassador|commander) (?:of|for|at) (?:the )?{_NAME}|the (?:[a-z’'-]+ ){{0,2}}(?:president|prime minister|"
    "leader|mayor|governor) of (?:the )?[A-Z][a-z]+)[,.]"
)
_QUOTED = re.compile(
    r"[“\"](?P<words>[A-Z][^“”\"()]{50,220}?),[”\"] "
    rf"(?:said (?P<a>{_NAME})|(?P<b>{_NAME})(?:, [^,“”]{{3,80}},)? (?:said|told|wrote|tweeted))\b"
)


def drafts(text: str, names: Names, sentences: list[str]) -> Iterator[Draft]:
    """Every question that the rules make of these sentences of `text`; `names` are those of the text."""
    for sentence in sentences:
        found = [_quotation(sentence, names), _role(sentence, names)]
        if stands_alone(sentence):
            found += [rule(sentence, names, text) for rule in (_counted, _did_count, _did_cost, _dated, _who)]
        yield from (draft for draft in found if draft and sound(draft))


def sound(draft: Draft) -> bool:
    """Whether a question can be put to an archive: it names something, is whole, and does not tell its answer."""
    question = normalise(draft.question)
    role = draft.question.startswith("Who is the ")
    return (
        len(stems(draft.question)) >= (_FEWEST_OF_A_ROLE if role else _FEWEST_WORDS)
        and len(draft.question.split()) <= (_MOST_QUOTED if draft.kind == "quotation" else _MOST_WORDS)
        and all((answer := normalise(text)) and answer not in question for text in draft.answers)
        and len(named(draft.question)) >= (_SPECIFIC if draft.kind in {"name", "quotation"} and not role else 1)
        and (draft.kind != "number" or len(_NAMED_THING.findall(draft.question)) >= _SPECIFIC)
        and (draft.kind != "name" or len(normalise(draft.answers[0]).replace(" ", "")) >= _SHORTEST_NAME)
        and any(word[0].isalpha() for word in named(draft.question))
        and not _BROKEN.search(draft.question)
        and not (_EACH_YEAR.search(draft.question) and not _YEAR.search(draft.question))
    )


def named(question: str) -> list[str]:
    """The names and figures in a question, the word that asks left out."""
    return [word for word in specifics(question) if not _NO_NAME.match(word)]


def _counted(sentence: str, _: Names, __: str) -> Draft | None:
    """Ask “How many people were killed in Orsay?” of “At least 21 people were killed in Orsay.”."""
    match = _COUNTED.fullmatch(sentence)
    if not match:
        return None
    return _asked("number", f"How many {match['things']} {match['rest']}", (match["number"],), sentence)


def _did_count(sentence: str, names: Names, text: str) -> Draft | None:
    """Ask “How many diplomats did Ruritania expel in May?” of “Ruritania expelled 45 diplomats in May.”."""
    match = _DID_COUNT.fullmatch(sentence)
    if not match or not (subject := whole_subject(match["subject"], names, text)):
        return None
    if _SECOND_VERB.search(match["rest"]):
        return None
    asked = f"How many {match['things']} did {subject} {BASE[match['verb']]}{match['rest']}"
    return _asked("number", asked, (match["number"],), sentence)


def _did_cost(sentence: str, names: Names, text: str) -> Draft | None:
    """Ask “How much did Acme pay for Widget Corp?” of “Acme paid $3 million for Widget Corp.”."""
    match = _DID_COST.fullmatch(sentence)
    if not match or not (subject := whole_subject(match["subject"], names, text)):
        return None
    return _asked("number", f"How much did {subject} {BASE[match['verb']]}{match['rest']}", (match["sum"],), sentence)


def _dated(sentence: str, names: Names, text: str) -> Draft | None:
    """Ask “When was Ann Lee elected in Orsay?” of “Ann Lee was elected in Orsay on March 3.”."""
    if not (date := _WHOLE_DATE.search(sentence)):
        return None
    before = sentence[: date.start()]
    if _HAPPENED_WHEN.search(before) or (not _YEAR.search(date["date"]) and _of_another_year(sentence, text)):
        return None
    for pattern in (_WAS, _DID):
        match = pattern.fullmatch(before)
        if (
            match
            and not _AMONG_OTHERS.search(match["rest"])
            and (subject := whole_subject(match["subject"], names, text))
        ):
            parts = match.groupdict()
            first, second = (parts["be"], parts["verb"]) if "be" in parts else ("did", BASE[parts["verb"]])
            return _asked("date", f"When {first} {subject} {second}{parts['rest']}", (date["date"],), sentence)
    return None


def _of_another_year(sentence: str, text: str) -> bool:
    """Whether a year is given just before a sentence: a day in it may be of that year, and no longer known from it."""
    begin = max(text.find(sentence), 0)
    return bool(_YEAR.search(text[max(begin - _BEFORE, 0) : begin]))


def _who(sentence: str, names: Names, text: str) -> Draft | None:
    """Ask “Who won the Orsay Prize?” of “Ann Lee won the Orsay Prize.”; “Which country” where a country did."""
    first = next(iter(names.find(sentence)), None)
    begin = 4 if sentence.startswith("The ") else 0
    if not first or first.start != begin:
        return None
    name, behind = sentence[first.start : first.end], _ASIDE.sub("", sentence[first.end : -1])
    asks = question_word(name, names, text)
    if not asks or (asks == "Who" and begin) or not _PREDICATE.match(behind) or _TWO_CLAUSES.search(behind):
        return None
    return _asked("name", f"{asks}{behind}", with_shorter(name) if asks == "Who" else (name,), sentence)


def _role(sentence: str, names: Names) -> Draft | None:
    """Ask “Who is the mayor of Orsay?” of “He met Ann Lee, the mayor of Orsay.”."""
    match = _ROLE.search(sentence)
    if not match or not _is_whole(match["name"], sentence, names) or points_outside(match["role"]):
        return None
    return Draft("name", f"Who is {match['role']}?", with_shorter(match["name"]), sentence)


def _quotation(sentence: str, names: Names) -> Draft | None:
    """Ask who said words that name what they are about."""
    match = _QUOTED.search(sentence)
    said = (match["a"] or match["b"]) if match else ""
    if not match or not _is_whole(said, sentence, names) or _UNCLEAR.search(match["words"]):
        return None
    return Draft("quotation", f"Who said: “{match['words']}”?", with_shorter(said), sentence)


def _is_whole(name: str, sentence: str, names: Names) -> bool:
    """Whether it is somebody's name, from its first word to its last."""
    last = name.rsplit(maxsplit=1)[-1]
    return (
        names.is_person(name)
        and not is_title(last)
        and name in {sentence[span.start : span.end] for span in names.find(sentence)}
    )


def _asked(kind: Kind, asked: str, answers: tuple[str, ...], sentence: str) -> Draft | None:
    """The question without what hangs on behind it, if it can be understood by itself."""
    whole = without_weekdays(f"{asked} ")
    question = f"{_TAIL.sub('', whole).strip(' ,')}?"
    if _END_OF_LIST.match(whole[len(question) - 1 :]) and "," in question:
        return None
    others = kind == "number" and _FURTHER_NUMBER.search(question)
    return None if others or points_outside(question) else Draft(kind, question, answers, sentence)
