"""Questions that may follow an answer, by rules: from the names and dates in what was found, above all the uncited."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, zip_longest

from index import Hit, sentences
from qa.answered import about, asked_of, headline_question
from qa.names import Names, is_country
from qa.question_names import is_person, names
from qa.subjects import is_title, whole_subject
from qa.text import specifics, stems
from qa.values import Answer

MOST_PASSAGES = 24
"""Passages, best first, from which questions are drawn: what lies further behind is about something else."""
MOST_OF_A_KIND = 2
LATER_DAYS = 3

_SPEECH = r"(?:said|says|told|warned|added|announced|argued|claimed|insisted|promised|denied|called|described)"
_QUOTES = '“"'
_SAID = re.compile(rf"\b{_SPEECH}\b")
_SPOKE = re.compile(rf"(?:,[^,.;]{{3,60}},| \([^()]{{2,40}}\))? {_SPEECH}\b")
_OFFICE = re.compile(
    r", (?:the|a|an|its|his|her|their)\b[^,.;]{0,50}\b(?:leader|minister|president|director|secretary|chief|manager|"
    r"captain|spokes\w+|professor|engineer|executive|chair\w*|mayor|judge|senator|author|actor|actress|singer|founder|analyst|"
    r"lawyer|economist|player|coach|head|member|scientist|researcher|historian|governor)\b[^,.;]{0,60}[,.]"
    r"|, who (?:is|was|runs|leads|heads|chairs)\b"
)
_EXPLAINS = re.compile(
    r"(?:The )?(?P<name>[A-Z][\w’'-]+(?: (?:(?:of|the|for|and) )*[A-Z\d][\w’'.-]*){1,5}|[A-Z]{3,})"
    r"(?: \([A-Z]+\))? (?P<be>is|was|are) (?:an?|the) [a-z]"
)

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
    text: str

    def subject(self, hit: Hit, but: str = "") -> str | None:
        """What the answer was about that a passage is about too, as it is called within a sentence."""
        found = (name for name in self.subjects if _whole_in(name, hit.text) and not _overlap(name, but))
        return next(map(self.called, found), None)

    def called(self, name: str) -> str:
        """A name with "the" before it where the passages have one: "the Assembly", "Millgate Bridge"."""
        texts = [hit.text for hit in self.hits]
        all_, with_the = (
            sum(len(re.findall(rf"{lead}{re.escape(name)}\b", text)) for text in texts)
            for lead in (r"\b", r"\b[Tt]he (?:[\w’'-]+ )?")
        )
        return f"the {name}" if 2 * with_the > all_ else name


def follow_ups(answer: Answer, asked: Sequence[str] = ()) -> Iterator[Question]:
    """Yield questions that what was found for an answer gives rise to, the most promising first, none already `asked`.

    None of them has been checked for being answerable.
    """
    if answer.refusal or not answer.hits:
        return
    material = _material(answer)
    rules = (_facts, _headlines, _statements, _identities, _people, _on_subject, _latest)
    kinds = [list(_first(rule(answer, material), MOST_OF_A_KIND)) for rule in rules]
    seen = {tuple(stems(question)) for question in (answer.question, answer.query.text, *asked)}
    last = _first(_months(answer, material), 1)
    for question, article in chain(filter(None, chain.from_iterable(zip_longest(*kinds))), last):
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
    return _Material(hits, cited, known, tuple(things), said, "\n".join(hit.text for hit in hits))


def _latest(answer: Answer, material: _Material) -> Iterator[Question]:
    """What has come of it, where an article that is not cited came later."""
    dates = [citation.published for citation in answer.citations if citation.published]
    if not dates or answer.query.intent == "latest":
        return
    for hit in material.hits:
        later = hit.published and (hit.published - max(dates)).days >= LATER_DAYS
        subject = material.subject(hit) if later and hit.article_id not in material.cited else None
        if subject and _tells(subject) and _whole_in(subject.removeprefix("the "), hit.title):
            yield f"What is the latest on {subject}?", hit.article_id


def _facts(answer: Answer, material: _Material) -> Iterator[Question]:
    """What a sentence that the answer does not quote says: how many, how much, why, when."""
    shown = {sentence.text for sentence in answer.sentences}
    for hit, sentence in _sentences(material.hits):
        if sentence not in shown:
            found = asked_of(sentence, material.known)
            yield from ((question, hit.article_id) for question in found if _overlap(question, material.said))


def _headlines(answer: Answer, material: _Material) -> Iterator[Question]:
    """What the headline of an article on the subject asks."""
    for hit in material.hits:
        question = headline_question(hit.title)
        if question and _overlap(question, answer.query.text):
            yield question, hit.article_id


def _statements(_: Answer, material: _Material) -> Iterator[Question]:
    """What somebody whom the answer does not name said about something."""
    heard: set[str] = set()
    for hit, sentence, name, words in _spoken(material):
        quoted = sentence[1:] if sentence[0] in _QUOTES else ""
        topic = None if name in heard else about(words, material.known) or about(quoted, material.known)
        on_it = topic and (specifics(topic) or _overlap(topic, f"{hit.title} {material.said}"))
        if topic and on_it and not _overlap(name, topic):
            heard.add(name)
            yield f"What did {name} say about {topic}?", hit.article_id


def _on_subject(_: Answer, material: _Material) -> Iterator[Question]:
    """What somebody whom the answer does not name said on its subject."""
    asked: set[str] = set()
    for hit, _sentence, name, _words in _spoken(material):
        subject = material.subject(hit, but=name)
        place = subject and material.known.is_place(subject.removeprefix("the "))
        if subject and subject not in asked and _tells(subject) and not place:
            asked.add(subject)
            yield f"What did {name} say about {subject}?", hit.article_id


def _months(answer: Answer, material: _Material) -> Iterator[Question]:
    """What was reported on the subject in a month from which nothing is cited: for want of anything better."""
    cited = {citation.published.strftime("%B %Y") for citation in answer.citations if citation.published}
    for hit in material.hits:
        month = hit.published.strftime("%B %Y") if hit.published else None
        subject = material.subject(hit) if month not in cited and hit.article_id not in material.cited else None
        if month and subject and _tells(subject) and _whole_in(subject.removeprefix("the "), hit.title):
            yield f"What was reported about {subject} in {month}?", hit.article_id


def _spoken(material: _Material) -> Iterator[tuple[Hit, str, str, str]]:
    """Sentences in which somebody speaks whom the answer does not name: passage, sentence, who, and what follows."""
    for hit, sentence in _sentences(material.hits):
        if not _SAID.search(sentence):
            continue
        for short in _named(sentence, material.known):
            spoke = _SPOKE.match(sentence, sentence.index(short) + len(short))
            if not spoke and not re.search(rf"\bsaid {re.escape(short)}", sentence):
                continue
            name = whole_subject(short, material.known, material.text)
            if name and " " in name and _is_somebody(name, material.known) and name not in material.said:
                yield hit, sentence, name, _statement(spoke[0], sentence[spoke.end() :]) if spoke else ""


def _statement(spoke: str, behind: str) -> str:
    """What follows a word of speaking, without whom it was told."""
    if not spoke.endswith("told"):
        return behind.lstrip()
    return behind.partition(" that ")[2]


def _identities(answer: Answer, material: _Material) -> Iterator[Question]:
    """What something is that a sentence explains: "Artemis I is an uncrewed flight …"."""
    for hit, sentence in _sentences(material.hits):
        match = _EXPLAINS.match(sentence)
        if not match or match["name"] in answer.query.text or match["name"] not in material.said:
            continue
        if not is_country(match["name"]) and not material.known.is_person(match["name"]):
            yield f"What {match['be']} {material.called(match['name'])}?", hit.article_id


def _people(_: Answer, material: _Material) -> Iterator[Question]:
    """Who somebody is whom the answer names and a passage introduces by an office."""
    for hit, sentence in _sentences(material.hits):
        if not _OFFICE.search(sentence):
            continue
        for name in _people_in(sentence, material):
            introduced = _OFFICE.match(sentence, sentence.index(name) + len(name))
            if introduced and name in material.said and introduced[0].strip(" ,.") not in material.said:
                yield f"Who is {name}?", hit.article_id


def _sentences(hits: Sequence[Hit]) -> Iterator[tuple[Hit, str]]:
    return ((hit, hit.text[span.start : span.end]) for hit in hits for span in sentences(hit.text))


def _people_in(sentence: str, material: _Material) -> list[str]:
    """People named in full."""
    return [name for name in _named(sentence, material.known) if _is_somebody(name, material.known)]


def _is_somebody(name: str, known: Names) -> bool:
    titled = any(is_title(word) for word in name.split())
    return known.is_person(name) and is_person(name) and not titled


def _named(text: str, known: Names) -> list[str]:
    return [text[span.start : span.end] for span in known.find(text)]


def _tells(subject: str) -> bool:
    """Whether a name tells by itself what is meant: "Millgate Bridge", "NATO"; not "Kate"."""
    bare = subject.removeprefix("the ")
    return " " in bare or (bare.isupper() and len(bare) > 2)


def _whole_in(name: str, text: str) -> bool:
    """Whether a text has a name, and not as the beginning of a longer one."""
    return bool(re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-]|\s[A-Z])", text))


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
