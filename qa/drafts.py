"""A draft into the sentences to be checked: which of them claim anything, and what each leans on in those before it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index import content_words, sentences, words
from qa.marks import without_marks

MOST_CONTEXT = 3
"""Sentences before one that it may lean on, all of which lean themselves but the first."""

_LIST_MARK = re.compile(r"^[^\S\n]*(?:#{1,6}|>|[-*•–]|\d{1,2}[.)])[^\S\n]+", re.MULTILINE)
_LINK = re.compile(r"!?\[([^\]\n]*)\]\([^)\s]*\)")
_EMPHASIS = re.compile(r"(?<!\w)(\*\*|__|[*_])(?=\S)([^*\n]+?)(?<=\S)\1(?!\w)")
_DATELINE = re.compile(r"^[A-Z][A-Z .’'-]{2,}(?:,[^()\n–—-]{0,40})?\s*(?:\([^)\n]{1,40}\))?\s*[–—-]\s+(?=\S)")
_CREDIT = re.compile(r"^\W*(?:(?:additional )?(?:report|edit|writ)(?:ing|ed)\s+)?by\s+(?-i:[A-Z])", re.IGNORECASE)
_ENDED = re.compile(r"[.!?…:;][\"'”’)\]]*$|[\"”’]$")
_QUESTION = re.compile(r"\?[)\]]*$")
_POINTS_BACK = re.compile(
    r"""^\W*(?:(?:and|but|so|yet|also|then|still|however|meanwhile)\b,?\s+)?
        (?:he|she|they|it|this|that|these|those|his|her|their|its|both|neither|such|the\s+(?:latter|former))\b""",
    re.IGNORECASE | re.VERBOSE,
)
# English marks no verb as one. These are what a finite verb may look like; without any, a line claims nothing.
_VERB = re.compile(
    r"""\b(?:am|is|are|was|were|be|been|has|have|had|do|does|did|will|would|can|could|may|might|must|shall|should)\b
        | \bto\s(?!(?:the|an?|this|that|these|those|his|her|its|their|our|your|my|(?-i:[A-Z]\w*))\b)\w
        | \w(?:ed|s|n['’]t)\b
        | \b(?:won|lost|hurt|cost|rose|fell|said|told|made|took|died|hit|cut|shut|sent|left|held|led|met|found|quit|
             beat|ran|went|came|got|gave|began|grew|kept|paid|put|set|saw|sold|spoke|stood|struck|thought|wrote|broke|built|
             bought|brought|chose|drew|drove|fought|flew|knew|let|read|sank|shot|sought|spent|stole|swore|threw|withdrew)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_SHORT = 6
FIGURE = re.compile(
    r"""\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|
       twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|millions?)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_QUOTATION = re.compile(r"[\"“][^\"“”]+\s[^\"“”]+[\"”]")
_CALENDAR = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december""".split()
)
_PRONOUN = re.compile(r"\b(?:he|she|they|him|her|them|his|hers|their|theirs)\b")
_SUBJECT = 5
"""Words within which a subject that begins with "The" says what it is the one of."""
_CAPITAL = re.compile(r"\b[A-Z][\w’'-]*\w")


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence of a draft.

    `text` is the sentence without marks and markup, `said` what of it is to be checked. `context` are the sentences
    on which it leans, "" where there are none, and `about` the names in these, lower case. It leans because it begins
    by pointing back ("She told Halden so"), or names nothing itself ("The strike is over"), or both ("He is 52": then
    it is `nameless`). A sentence that claims nothing (a question, a heading, a byline) is not `checkable`.
    """

    text: str
    said: str
    context: str
    about: frozenset[str]
    checkable: bool
    nameless: bool = False


def claims(draft: str) -> tuple[Claim, ...]:
    """Return the sentences of a draft, in order. Citation marks and Markdown are left out."""
    text = _plain(draft)
    texts = [" ".join(text[span.start : span.end].split()) for span in sentences(text)]
    found = []
    before: list[str] = []
    for one in texts:
        said = _DATELINE.sub("", one)
        checkable = _claims_something(said)
        context = " ".join(_leaned_on(before)) if checkable and leans(said) else ""
        nameless = bool(_POINTS_BACK.search(said)) and not _names(said)
        found.append(Claim(one, said, context, frozenset(_names(context)), checkable, nameless))
        if checkable:
            before.append(said)
    return tuple(found)


def leans(sentence: str) -> bool:
    """Whether a sentence needs those before it: it points back before it names anything, or never does.

    "The company sued in Texas" points back, "The repair of Millgate Bridge" does not.
    """
    if _POINTS_BACK.search(sentence):
        return True
    first, *others = sentence.split()
    subject = others[: _SUBJECT - 1] if first == "The" else others
    return not _names(" ".join(subject)) or bool(_PRONOUN.search(_before_names(sentence)))


def _plain(draft: str) -> str:
    text = _LINK.sub(r"\1", draft)
    text = _LIST_MARK.sub("", without_marks(text))
    return _EMPHASIS.sub(r"\2", text)


def _claims_something(sentence: str) -> bool:
    if _CREDIT.match(sentence) or _QUESTION.search(sentence):
        return False
    if _QUOTATION.search(sentence):
        return True
    meaning = {word for word in content_words(sentence) if word.isalpha() and word not in _CALENDAR}
    whole, verb = bool(_ENDED.search(sentence)), bool(_VERB.search(sentence))
    if FIGURE.search(sentence):
        return len(meaning) > 1 or (whole and (verb or bool(_POINTS_BACK.search(sentence))))
    if whole and len(words(sentence)) > _SHORT:
        return bool(meaning)
    return len(meaning) > 1 and verb


def _leaned_on(before: Sequence[str]) -> list[str]:
    """The sentences before, back to one that stands alone."""
    found: list[str] = []
    for sentence in reversed(before[-MOST_CONTEXT:]):
        found.insert(0, sentence)
        if not leans(sentence):
            break
    return found


def _names(text: str) -> list[str]:
    """Words with a capital, lower case, but those of grammar, which begin sentences, and of the calendar."""
    found: list[str] = []
    for name in _CAPITAL.findall(text):
        found += [name.lower()] if name.isupper() else content_words(name)
    return [word for word in found if word not in _CALENDAR]


def _before_names(sentence: str) -> str:
    """A sentence up to its first name, its first word, which has a capital anyway, aside."""
    name = next((found for found in _CAPITAL.finditer(sentence) if found.start() > 1 and _names(found[0])), None)
    return sentence[: name.start()] if name else sentence
