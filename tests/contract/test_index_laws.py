"""An index behaves as a dictionary of articles, whatever is done to it in whatever order."""

import shutil
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from contents import contents
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from index import Article, Failure, Filter, Index
from index.terms import content_words
from index.testing import StemEmbedder

IDS = st.sampled_from("abcd")
TEXTS = st.sampled_from(
    [
        "The first ship left Odesa. It carried grain.",
        "The first ship left Odesa. It carried barley.",
        "Rates rose again. " * 20,
        "Nothing\0else — 😀.",
        " ",
    ]
)
ARTICLES = st.builds(
    Article,
    id=IDS,
    text=TEXTS,
    title=st.sampled_from(["", "Grain deal", "Rates"]),
    source=st.sampled_from([None, "Reuters", "Правда"]),
    published=st.sampled_from([None, datetime(2022, 7, 23, tzinfo=UTC), datetime(2022, 8, 1, 9, 30, tzinfo=UTC)]),
)
FAILURE = Failure("a.jsonl:3", "the text is empty")


class IndexMachine(RuleBasedStateMachine):
    """Drives an index and a dictionary side by side."""

    @initialize()
    def create(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.index = Index.create(self.folder / "news", embedder=StemEmbedder(), passage_tokens=20)
        self.reader = Index.open(self.folder / "news", embedder=StemEmbedder())
        self.model: dict[str, Article] = {}
        self.texts: dict[str, list[tuple[str, str]]] = {}

    @rule(articles=st.lists(ARTICLES | st.just(FAILURE), max_size=6))
    def add(self, articles: list[Article | Failure]) -> None:
        outcome: dict[str, list[str]] = {"added": [], "updated": [], "unchanged": []}
        for article in articles:
            if isinstance(article, Failure):
                continue
            former = self.model.get(article.id)
            kind = "added" if former is None else "unchanged" if former == article else "updated"
            outcome[kind].append(article.id)
            if kind != "unchanged":
                self.model[article.id] = article
                content = (article.title, article.text)
                # A content that comes back keeps its place: versions are in the order of their first coming.
                had = self.texts.setdefault(article.id, [])
                if content not in had:
                    had.append(content)
        report = self.index.add(articles)
        assert {kind: list(getattr(report, kind)) for kind in outcome} == outcome
        assert report.failed == (FAILURE,) * articles.count(FAILURE)
        again = self.index.add(self.model.values())
        assert (set(again.unchanged), again.passages, again.embedded) == (set(self.model), 0, 0)

    @rule(ids=st.lists(IDS, max_size=3))
    def remove(self, ids: list[str]) -> None:
        there = [id_ for id_ in dict.fromkeys(ids) if id_ in self.model]
        assert self.index.remove(ids) == there
        for id_ in there:
            del self.model[id_], self.texts[id_]

    @rule(articles=st.lists(ARTICLES, min_size=1, max_size=3))
    def fail_in_the_middle(self, articles: list[Article]) -> None:
        def broken() -> Iterator[Article]:
            for _ in range(30):
                yield from articles
            raise KeyError("stopped")

        with pytest.raises(KeyError, match="stopped"):
            self.index.add(broken())

    @rule()
    def reopen(self) -> None:
        self.index.close()
        self.index = Index.open(self.folder / "news", embedder=StemEmbedder())

    @rule()
    def repair(self) -> None:
        self.index.repair()

    @invariant()
    def holds_what_the_dictionary_holds(self) -> None:
        for index in (self.index, self.reader):
            assert {article.id: article for article in index.articles()} == self.model
            assert all(index.article(id_) == self.model.get(id_) for id_ in "abcd")
            assert index.problems() == []
        coverage = self.index.coverage()
        assert coverage.articles == len(self.model)
        assert coverage.passages == sum(self.index.coverage(Filter(ids=(id_,))).passages for id_ in self.model)
        dates = [article.published for article in self.model.values() if article.published]
        assert (coverage.first, coverage.last) == (min(dates, default=None), max(dates, default=None))
        for id_ in "abcd":
            versions = [(version.title, version.text) for version in self.index.versions(id_)]
            assert versions == self.texts.get(id_, [])

    @invariant()
    def finds_what_is_there_and_nothing_else(self) -> None:
        for word in ("grain", "barley", "rates"):
            hits = self.reader.search(word, limit=100)
            for hit in hits:
                article = self.model[hit.article_id]
                assert (hit.version, hit.title, hit.published) == (article.version, article.title, article.published)
                assert article.text[hit.start : hit.end] == hit.text
            assert len(hits) == self.index.coverage().passages
            matching = {hit.article_id for hit in hits if "lexical" in hit.ranks}
            assert matching == {
                id_
                for id_, article in self.model.items()
                if article.text.strip() and word in content_words(f"{article.title} {article.text}")
            }

    def teardown(self) -> None:
        if not hasattr(self, "folder"):
            return
        with Index.create(self.folder / "clean", embedder=StemEmbedder(), passage_tokens=20) as clean:
            clean.add(self.model.values())
            self.index.add([])  # what a failed change has left for the next one to use, this one did not
            held = contents(self.index)
            held.check_whole()
            held.check_equals(contents(clean))
        self.index.close()
        self.reader.close()
        shutil.rmtree(self.folder)


TestIndexBehavesAsADictionary = IndexMachine.TestCase
TestIndexBehavesAsADictionary.settings = settings(max_examples=12, stateful_step_count=12, deadline=None)
