"""The signs that a sentence answers a question, weighed: its meaning and words, its passage, the kind of answer."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from index import day_end, day_start
from qa.answer_kinds import put_in
from qa.answer_spans import Asked
from qa.described import described
from qa.names import Names
from qa.speech_asked import speech_asked
from qa.statements import statements
from qa.text import stems
from qa.values import Evidence, Query
from qa.wording import asks_for_the_first, asks_when_it_was, asks_why, gives_a_reason, is_ahead, is_the_first
from qa.writers.candidates import Candidate

# Log-odds for the whole of each sign. Rounded from a fit over half of the questions to a news archive, an encyclopaedia
# and the sample archive: a sentence of the right article that has the answer against all others of its evidence.
MEANING, WORDS, NEIGHBOURS, RANK, ARTICLE, KIND, FIT, NEWS, WINDOW = 3.5, 1.4, 2.25, 3.25, 3.25, 1.5, 1.0, 1.9, 0.8
PUT, REASON, LEAD, FIRST = 1.8, 1.6, 0.5, 2.0
SAID = 2.5
"""For the words of whom a question asks about, by how much of its topic they are near; half of it for any of theirs."""
CORRECTED = 2.0
"""For a correction that has what is asked for: whatever else reports it may be what was wrong."""
FORECAST = -6.0
"""What a sentence loses that says what was to come, where it is asked when it came: as much as puts it out of an answer
whose best sentence says so."""
NEWS_DAYS = 90
LEAD_CHARACTERS = 600
"""How far from an article's beginning a sentence stands that is about a third as much of its lead as the first."""
REPORTED_WITHIN = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Signs:
    """What counts for a question's sentences, but for what they mean."""

    query: Query
    evidence: Sequence[Evidence]
    found: Sequence[Candidate]
    names: Names

    def scores(self, question: str, shared: Sequence[float]) -> list[float]:
        """How well each sentence answers a question, without `MEANING` times its cosine with the question.

        `shared` is what counts for it whatever is asked.
        """
        put = put_in(question)
        own = self._own()
        weights = _Weights(put, own)
        why, when, first = asks_why(put), asks_when_it_was(put), asks_for_the_first(put)
        asked = Asked(question, self.names, described(question, self.names, [item.hit.text for item in self.evidence]))
        fits = [asked.fit(sentence.text) for sentence in self.found]
        said = self._said(question)
        best = max((fit for fit in fits if fit is not None), default=0.0) or 1.0
        return [
            already
            + PUT * weights.share(words)
            + (KIND + FIT * fit / best + CORRECTED * sentence.is_correction if fit is not None else 0.0)
            + REASON * (why and gives_a_reason(sentence.text))
            + FORECAST * (when and is_ahead(sentence.text))
            + FIRST * (first and is_the_first(sentence.text))
            + SAID * theirs
            for already, fit, words, sentence, theirs in zip(shared, fits, own, self.found, said, strict=True)
        ]

    def _said(self, question: str) -> list[float]:
        """Of each sentence whether it is the words of whom a question asks about: 1 where they are on its topic."""
        asked = speech_asked(question)
        if asked is None:
            return [0.0] * len(self.found)
        told = statements(asked, self.evidence, self.names)
        return [
            max(
                (
                    (1 + one.share(asked.topic)) / (2 if one.surely else 4)
                    for one in told
                    if one.number == sentence.number and sentence.start <= one.start < sentence.end
                ),
                default=0.0,
            )
            for sentence in self.found
        ]

    def shared(self) -> list[float]:
        """What counts for a sentence whatever part of the question it may answer: its words, passage and article."""
        own = self._own()
        weights = _Weights(self.query.topic, own)
        passage = self._of_passages()
        # An article of a day is news, and tells first what counts most.
        dated = {item.number for item in self.evidence if item.hit.published}
        scores = []
        for at, sentence in enumerate(self.found):
            around = range(max(0, at - 1), min(len(self.found), at + 2))
            near = [own[other] for other in around if self.found[other].number == sentence.number]
            scores.append(
                WORDS * weights.share(own[at])
                + NEIGHBOURS * weights.share(frozenset().union(*near))
                + passage[sentence.number]
                + LEAD * (sentence.number in dated) * math.exp(-sentence.start / LEAD_CHARACTERS)
            )
        return scores

    def _own(self) -> list[frozenset[str]]:
        return [frozenset(stems(sentence.text)) for sentence in self.found]

    def _of_passages(self) -> dict[int, float]:
        """What each passage gives to its sentences: its rank and its article's, and when it was published."""
        best = max(item.hit.score for item in self.evidence)
        article: dict[str, float] = defaultdict(float)
        for item in self.evidence:
            article[item.hit.article_id] = max(article[item.hit.article_id], item.hit.score / best)
        news = _newness(self.evidence) if self.query.intent in {"news", "latest"} else {}
        return {
            item.number: RANK * item.hit.score / best
            + ARTICLE * article[item.hit.article_id]
            + NEWS * news.get(item.number, 0.0)
            + WINDOW * self._within(item)
            for item in self.evidence
        }

    def _within(self, item: Evidence) -> bool:
        """Whether a passage was published in the time asked about, or while news of that time was still coming in."""
        window, published = self.query.window, item.hit.published
        if not window or published is None:
            return False
        begun = window.after is None or published >= day_start(window.after)
        return begun and (window.before is None or published <= day_end(window.before) + REPORTED_WITHIN)


def _newness(evidence: Sequence[Evidence]) -> dict[int, float]:
    """1 for the newest of the evidence, less for what is older: a figure may have been overtaken. 0 if undated."""
    dated = {item.number: item.hit.published for item in evidence if item.hit.published}
    newest = max(dated.values(), default=None)
    return {number: math.exp(-(newest - published).days / NEWS_DAYS) for number, published in dated.items() if newest}


class _Weights:
    """The question's words of meaning, the rarer among the sentences the heavier."""

    def __init__(self, question: str, sentences: Sequence[frozenset[str]]) -> None:
        self._weight = {
            word: math.log(1 + (len(sentences) + 0.5) / (sum(word in text for text in sentences) + 0.5))
            for word in set(stems(question))
        }
        self._total = sum(self._weight.values()) or 1.0

    def share(self, text: frozenset[str]) -> float:
        """Weight of the question's words that are in a text, of all of them: 0 to 1."""
        return sum(weight for word, weight in self._weight.items() if word in text) / self._total
