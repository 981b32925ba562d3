"""A test set drafted from an archive, for a person to accept, edit or drop."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from random import Random

from index import Article, Filter, sentences
from qa.evaluation.cases import Case
from qa.evaluation.making.absent import changed
from qa.evaluation.making.archive import Archive
from qa.evaluation.making.draft import Draft
from qa.evaluation.making.rules import drafts
from qa.evaluation.making.spread import Balance, in_turn
from qa.evaluation.matching import any_occurs
from qa.names import Names, is_country
from qa.spans import MONTHS
from qa.text import stems

DRAFT = "draft"
"""The tag of a case that nobody has looked at."""

# Countries with other names besides: a passage may well have the fact under one of them.
_SAME_COUNTRIES = frozenset("America Britain England Scotland US U.S. UK U.K. Turkey Wales".split()) | {
    "United Kingdom",
    "United States",
}
Drafter = Callable[[Article], Iterable[Draft]]

_ABSENT = 5  # of so many cases, one has no answer
_ASKED_AFTER = timedelta(days=2)
_ARTICLES_EACH = 30  # articles read for a case, at most: archives without a kind of sentence must not be read for ever
_COPIES = 10
_DAY = re.compile(r"(?P<month>[A-Z][a-z]+)\.? (?P<day>\d{1,2})")
_SAME = 0.8
"""Share of the question's words that another article's passage must have, with the answer, to be relevant too."""


def make_cases(
    archive: Archive,
    count: int,
    *,
    seed: int = 0,
    drafter: Drafter | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> list[Case]:
    """At most `count` cases, the same for the same archive and seed; one in five has no answer in the archive.

    `drafter` makes the questions of an article; None: rules. `progress` is called with how many articles have been
    read and how many may be. Cases carry the tags "draft" and their kind.
    """
    random = Random(seed)  # noqa: S311 - a repeatable choice, no secret
    articles = in_turn(archive.articles(), random)
    most = min(len(articles), count * _ARTICLES_EACH)
    balance = Balance(count - count // _ABSENT, kinds=4)
    for place, article in enumerate(articles[:most], 1):
        balance.offer(article, (draft for draft in (drafter or by_rules)(article) if _is_past(draft, article)))
        if progress:
            progress(place, most)
        if balance.full:
            break
    chosen = list(balance.chosen())
    present = [_case(archive, article, draft) for article, draft in chosen]
    return [*_once(present), *_absent(archive, chosen, count // _ABSENT, random)]


def by_rules(article: Article) -> list[Draft]:
    """The questions that rules make of an article."""
    spans = sentences(article.text, article.language)
    return list(drafts(article.text, Names([article.text]), [article.text[span.start : span.end] for span in spans]))


def _is_past(draft: Draft, article: Article) -> bool:
    """Whether a day without a year, as the answer, is before the question is asked; else it is of another year."""
    day, asked = _DAY.fullmatch(draft.answers[0]), _asked(article)
    if not day or not asked:
        return True
    return (MONTHS.get(day["month"].lower(), 0), int(day["day"])) <= (asked.month, asked.day)


def _case(archive: Archive, article: Article, draft: Draft) -> Case:
    asked = _asked(article)
    copies = [
        hit.article_id
        for hit in archive.search(draft.question, limit=_COPIES, where=Filter(as_of=asked))
        if any_occurs(draft.answers, hit.text) and _share(draft.question, hit.text) >= _SAME
    ]
    return Case(
        _id(draft.question),
        draft.question,
        asked,
        draft.answers,
        tuple(dict.fromkeys([article.id, *copies])),
        reference=draft.sentence,
        tags=(draft.kind, DRAFT),
    )


def _absent(archive: Archive, chosen: Sequence[tuple[Article, Draft]], count: int, random: Random) -> list[Case]:
    """Cases without an answer, made of those with one."""
    others = _names(draft for _, draft in chosen)
    made: list[Case] = []
    for article, draft in random.sample(chosen, len(chosen)):
        if len(made) == count:
            break
        if draft.kind == "quotation":
            continue
        asked = _asked(article)
        if question := changed(
            draft, article.text, others=others, archive=archive, where=Filter(as_of=asked), random=random
        ):
            made.append(Case(_id(question), question, asked, tags=("absent", DRAFT)))
    return made


def _once(cases: Iterable[Case]) -> Iterator[Case]:
    """The cases without those on an article whose copy has one."""
    seen: set[str] = set()
    for case in cases:
        if seen.isdisjoint(case.relevant):
            yield case
        seen.update(case.relevant)


def _names(made: Iterable[Draft]) -> list[str]:
    """Countries and people that the drafts speak of."""
    found: set[str] = set()
    for draft in made:
        names = Names([draft.sentence])
        spans = names.find(draft.sentence)
        found |= {name for span in spans if is_country(name := draft.sentence[span.start : span.end])}
        if draft.question.startswith("Who "):
            found.add(draft.answers[-1])
    return sorted(found - _SAME_COUNTRIES)


def _asked(article: Article) -> date | None:
    return article.published.date() + _ASKED_AFTER if article.published else None


def _share(question: str, text: str) -> float:
    asked = set(stems(question))
    return len(asked & set(stems(text))) / max(1, len(asked))


def _id(question: str) -> str:
    return hashlib.sha256(question.encode()).hexdigest()[:10]
