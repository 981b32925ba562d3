"""Floors under what is measured on golden sets: the sample archive's, and larger ones where they are at hand.

NEWS_BENCH names a folder with `wiki.articles.jsonl` and `wiki.questions.jsonl` (a question a paragraph of an
encyclopaedia answers), and `news-2022.questions.jsonl`; NEWS_BENCH_INDEX a ready index of the articles of the last.
"""

import os
from pathlib import Path

import pytest

from index import Index, read_articles
from qa import Assistant, Settings, evaluate, read_cases
from qa.evaluation.table import render_table

pytestmark = pytest.mark.quality

DATA = Path(__file__).parents[1] / "data"
BENCH = Path(os.environ.get("NEWS_BENCH") or "nowhere")
BENCH_INDEX = Path(os.environ.get("NEWS_BENCH_INDEX") or "nowhere")
NO_BENCH = "needs NEWS_BENCH, a folder with {}"


def check(index, cases, floors):
    run = evaluate(Assistant(index, "quotes", settings=Settings()), read_cases(cases))
    assert run.errors == 0
    assert run.below(floors) == [], render_table(run)


def test_the_sample_archive(sample):
    floors = {
        "recall@1": 0.78,
        "recall@5": 0.95,
        "mrr@10": 0.86,
        "answer_in_context@600": 0.95,
        "answer_recall": 0.72,
        "citation_hit": 0.93,
        "citation_precision": 0.78,
        "refusal_precision": 0.85,
        "refusal_recall": 0.42,
    }
    check(sample, DATA / "cases.jsonl", floors)


def test_details_that_the_sample_archive_has_not(sample):
    floors = {"answer_recall": 0.75, "citation_hit": 0.95, "refusal_precision": 0.90, "refusal_recall": 0.35}
    check(sample, DATA / "details.jsonl", floors)


def test_what_nobody_in_the_sample_archive_says_and_what_somebody_does(sample):
    floors = {"answer_recall": 0.72, "refusal_precision": 0.95, "refusal_recall": 0.75}
    check(sample, DATA / "unsaid.jsonl", floors)


@pytest.mark.skipif(not (BENCH / "wiki.questions.jsonl").is_file(), reason=NO_BENCH.format("wiki.questions.jsonl"))
def test_an_encyclopaedia(minilm, tmp_path):
    with Index.create(tmp_path / "wiki.index", embedder=minilm) as index:
        index.add(read_articles(BENCH / "wiki.articles.jsonl"))
        check(index, BENCH / "wiki.questions.jsonl", {"recall@1": 0.90, "answer_recall": 0.86})


@pytest.mark.skipif(
    not (BENCH / "news-2022.questions.jsonl").is_file(), reason=NO_BENCH.format("news-2022.questions.jsonl")
)
@pytest.mark.skipif(not BENCH_INDEX.is_dir(), reason="needs NEWS_BENCH_INDEX, an index of the news articles")
def test_news(minilm):
    floors = {"recall@5": 0.80, "answer_recall": 0.75, "citation_hit": 0.82, "refusal_f1": 0.90}
    with Index.open(BENCH_INDEX, embedder=minilm) as index:
        check(index, BENCH / "news-2022.questions.jsonl", floors)
