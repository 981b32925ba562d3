"""Which articles to draw from, and which of their questions: varied over years, outlets and kinds."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain, zip_longest
from random import Random

from index import Article
from qa.evaluation.making.draft import Draft


def in_turn(articles: Iterable[Article], random: Random) -> list[Article]:
    """The dated articles in an order that takes one of each year and outlet in turn, at random within them."""
    parts: dict[tuple[int, str], list[Article]] = defaultdict(list)
    for article in sorted(articles, key=lambda article: article.id):
        if article.published:
            parts[article.published.year, article.source or ""].append(article)
    piles = [random.sample(parts[key], len(parts[key])) for key in sorted(parts)]
    random.shuffle(piles)
    return [article for article in chain.from_iterable(zip_longest(*piles)) if article]


class Balance:
    """Takes at most one question of an article, of the kind that there are fewest of; a kind fills its share alone.

    What is passed over because its kind is full is kept, to make up the number where other kinds do not suffice.
    """

    def __init__(self, wanted: int, kinds: int) -> None:
        self._wanted = wanted
        self._share = -(-wanted // kinds)
        self._taken: list[tuple[Article, Draft]] = []
        self._spare: list[tuple[Article, Draft]] = []
        self._counts: Counter[str] = Counter()

    @property
    def full(self) -> bool:
        """Whether every question wanted has been taken."""
        return len(self._taken) >= self._wanted

    def offer(self, article: Article, drafts: Iterable[Draft]) -> None:
        """Take one of an article's questions, or keep it in reserve."""
        if not (best := min(drafts, key=lambda draft: self._counts[draft.kind], default=None)):
            return
        if self._counts[best.kind] < self._share:
            self._counts[best.kind] += 1
            self._taken.append((article, best))
        else:
            self._spare.append((article, best))

    def chosen(self) -> Iterator[tuple[Article, Draft]]:
        """The questions taken, made up from the reserve."""
        yield from [*self._taken, *self._spare][: self._wanted]
