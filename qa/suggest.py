"""Questions that may follow an answer, by rules: from the names and dates in what was found, above all the uncited."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, zip_longest

from index import Hit, sentences
from qa.names import Names, is_country
from qa.question_names import is_person, names
from qa.text import stems
from qa.values import Answer

MOST_PASSAGES = 12
"""Passages, best first, from which questions are drawn: what lies further behind is about something else."""
MOST_OF_A_KIND = 2
LATER_DAYS = 3

_SPEECH = r"(?:said|says|told|warned|added|announced|argued|claimed|insisted|promised|denied|called|described)"
_SPOKE = re.compile(rf"(?:,[^,.;]{{3,60}},| \([^()]{{2,40}}\))? {_SPEECH}\b")
_TITLE = re.compile(r"\b(?:Minister|President|Secretary|Mayor|Chancellor|Chief|Leader)\b")
_OFFICE = re.compile(r", (?:the|a|an|its|his|her|their)\b[^,.;]{3,60}[,.]|, who (?:is|was|runs|leads|heads|chairs)\b")

Question = tuple[str, str]
"""A question, and the id of the article from which it was drawn."""


@dataclass(frozen=True, slots=True)
class _Material:
    """What was found for an answer: its passages, who is in them, and what the answer was about and already says."""

    hits: tuple[Hit, ...]
    cited: frozenset[str]
    known: Names
    subjects: tuple[str, ...]
    said: str

    def subject(self, hit: Hit, but: str = "") -> str | None:
        """What the answer was about that a passage is about too, as it is called within a sentence."""
        text = f"{hit.title} {hit.text}"
        found = next((name for name in self.subjects if name in text and not _overlap(name, but)), None)
        return self.called(found) if found else None

    def called(self, name: str) -> str:
        """A name with "the" before it where the passages have one: "the Assembly", "Millgate Bridge"."""
        texts = [hit.text for hit in self.hits]
        all_, with_the = (
            sum(len(re.findall(rf"{lead}{re.escape(name)}\b", text)) for text in texts) for lead in (r"\b", r"\bthe ")
        )
        return f"the {name}" if 2 * with_the > all_ else name


def follow_ups(answer: Answer, asked: Sequence[str] = ()) -> Iterator[Question]:
    """Yield questions that what was found for an answer gives rise to, the most promising first, none already `asked`.

    None of them has been checked for being answerable.
    """
    if answer.refusal or not answer.hits:
        return
    material = _material(answer)
    rules = (_latest, _statements, _others, _people, _months)
    kinds = [list(_first(rule(answer, material), MOST_OF_A_KIND)) for rule in rules]
    seen = {tuple(stems(question)) for question in (answer.question, answer.query.text, *asked)}
    for question, article in filter(None, chain.from_iterable(zip_longest(*kinds))):
        if (meant := tuple(stems(question))) not in seen:
            seen.add(meant)
            yield question, article


def _material(answer: Answer) -> _Material:
    hits = answer.hits[:MOST_PASSAGES]
    known = Names(hit.text for hit in hits)
    said = " ".join((answer.query.text, *(sentence.text for sentence in answer.sentences)))
    answered = " ".join(sentence.text for sentence in answer.sentences)
    # A single word that only the answer has, such as the city where all this happens, says too little.
    subjects = [*names(answer.query.text), *(name for name in _named(answered, known) if " " in name)]
    things = sorted(dict.fromkeys(subjects), key=lambda name: (known.is_person(name), is_country(name)))
    cited = frozenset(citation.article_id for citation in answer.citations)
    return _Material(hits, cited, known, tuple(things), said)


def _latest(answer: Answer, material: _Material) -> Iterator[Question]:
    """What has come of it, where an article that is not cited came later."""
    dates = [citation.published for citation in answer.citations if citation.published]
    if not dates or answer.query.intent == "latest":
        return
    for hit in material.hits:
        later = hit.published and (hit.published - max(dates)).days >= LATER_DAYS
        if later and hit.article_id not in material.cited and (subject := material.subject(hit)):
            yield f"What is the latest on {subject}?", hit.article_id


def _statements(_: Answer, material: _Material) -> Iterator[Question]:
    """What somebody said on the subject whom the answer does not name."""
    for hit, sentence in _sentences(material.hits):
        for name in _people_in(sentence, material):
            spoke = _SPOKE.match(sentence, sentence.index(name) + len(name)) or f"said {name}" in sentence
            if spoke and name not in material.said and (subject := material.subject(hit, but=name)):
                yield f"What did {name} say about {subject}?", hit.article_id


def _others(_: Answer, material: _Material) -> Iterator[Question]:
    """What an organisation or a place has to do with the subject that stands beside it, in an article not cited."""
    for hit, sentence in _sentences(material.hits):
        subject = material.subject(hit)
        if hit.article_id in material.cited or not subject or subject.removeprefix("the ") not in sentence:
            continue
        for name in _named(sentence, material.known):
            if " " in name and _is_another(name, hit, material):
                yield f"What does {material.called(name)} have to do with {subject}?", hit.article_id


def _people(_: Answer, material: _Material) -> Iterator[Question]:
    """Who somebody is whom the answer names and a passage introduces by an office."""
    for hit, sentence in _sentences(material.hits):
        for name in _people_in(sentence, material):
            introduced = _OFFICE.match(sentence, sentence.index(name) + len(name))
            if introduced and name in material.said and introduced[0].strip(" ,.") not in material.said:
                yield f"Who is {name}?", hit.article_id


def _months(answer: Answer, material: _Material) -> Iterator[Question]:
    """What was reported on the subject in a month from which nothing is cited."""
    cited = {citation.published.strftime("%B %Y") for citation in answer.citations if citation.published}
    for hit in material.hits:
        month = hit.published.strftime("%B %Y") if hit.published else None
        if month and month not in cited and hit.article_id not in material.cited and (of := material.subject(hit)):
            yield f"What was reported about {of} in {month}?", hit.article_id


def _sentences(hits: Sequence[Hit]) -> Iterator[tuple[Hit, str]]:
    return ((hit, hit.text[span.start : span.end]) for hit in hits for span in sentences(hit.text))


def _people_in(sentence: str, material: _Material) -> list[str]:
    """People named in full."""
    return [name for name in _named(sentence, material.known) if _is_somebody(name, material.known)]


def _is_another(name: str, hit: Hit, material: _Material) -> bool:
    """Whether it names what the answer does not speak of, and no person, country, office, or the outlet itself."""
    known = _is_somebody(name, material.known) or is_country(name) or bool(_TITLE.search(name)) or name == hit.source
    return not known and not _overlap(name, material.said)


def _is_somebody(name: str, known: Names) -> bool:
    return known.is_person(name) and is_person(name)


def _named(text: str, known: Names) -> list[str]:
    return [text[span.start : span.end] for span in known.find(text)]


def _overlap(name: str, text: str) -> bool:
    return bool(set(stems(name)) & set(stems(text)))


def _first(questions: Iterable[Question], most: int) -> Iterator[Question]:
    """The first few, one of each."""
    seen: dict[str, str] = {}
    for question, article in questions:
        if question not in seen:
            seen[question] = article
            yield question, article
        if len(seen) == most:
            return
