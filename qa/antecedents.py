"""Who "he" or "she" is: the people whom a conversation has named."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index import sentences
from qa.exchange import Exchange, Gender, Meant
from qa.question_names import NAME, is_person, names

PRONOUNS: dict[str, Gender] = {"he": "m", "him": "m", "his": "m", "she": "f", "her": "f", "hers": "f"}
_TITLES: dict[str, Gender] = {"Mr": "m", "Sir": "m", "Mrs": "f", "Ms": "f", "Miss": "f", "Dame": "f"}
_TITLED = re.compile(rf"\b({'|'.join(_TITLES)})\.? (?:{NAME} )*({NAME})")
_WORD = re.compile(r"\w+")


def person_meant(pronoun: str, earlier: Sequence[Exchange]) -> Meant | None:
    """The person whom "he", "her" … means after these exchanges, by the fullest name given; None where nobody is named.

    Of the last exchange that names people: who a "he" there was stays "he"; then those who answer a "who", those in the
    question, and the others in the answer.
    """
    told = [text for exchange in earlier for text in (exchange.text, exchange.answer)]
    people = _people(told)
    genders = _genders(told, people, earlier)
    word = pronoun.lower()
    gender, subject = PRONOUNS[word], word in {"he", "she"}
    for exchange in reversed(earlier):
        before = [exchange.meant.person] if exchange.meant else []
        stays = before if exchange.meant and exchange.meant.subject and word != "him" else []
        named = [*stays, *exchange.answered_with, *before, *names(exchange.text), *names(exchange.answer)]
        for name in named:
            whole = next((person for person in people if person.split()[-1] == name.split()[-1]), None)
            if whole and genders.get(whole.split()[-1], gender) == gender:
                return Meant(whole, gender, subject)
    return None


def _people(told: Sequence[str]) -> list[str]:
    """Names like people's, but for those that stand as things and places do: "the Lady Jane", "in Tarn Ferry"."""
    text = "\n".join(told)
    found = dict.fromkeys(name for part in told for name in names(part) if is_person(name))
    return [
        name
        for name in found
        if not re.search(rf"\b(?:the|in|at|near) {re.escape(name)}\b(?!['’])", text, re.IGNORECASE)
    ]


def _genders(told: Sequence[str], people: Sequence[str], earlier: Sequence[Exchange]) -> dict[str, Gender]:
    """Surnames of those whose gender shows: by a title, by pronouns where there is nobody else, by what was meant."""
    found: dict[str, Gender] = {}
    for text in told:
        found |= {surname: _TITLES[title] for title, surname in _TITLED.findall(text)}
        for span in sentences(text):
            sentence = text[span.start : span.end]
            named = {person.split()[-1] for person in people if person.split()[-1] in sentence}
            shown = {PRONOUNS[word] for word in _WORD.findall(sentence.lower()) if word in PRONOUNS}
            if len(named) == len(shown) == 1:
                found.setdefault(named.pop(), shown.pop())
    return found | {one.meant.person.split()[-1]: one.meant.gender for one in earlier if one.meant}
