"""Floors under what is noted, refused and doubted over the Brackwater articles."""

import json
from collections import Counter
from pathlib import Path

import pytest

from index import Index, read_articles
from qa import Assistant, read_cases

pytestmark = pytest.mark.quality

DATA = Path(__file__).parents[1] / "data" / "brackwater"


@pytest.fixture(scope="module")
def desk(minilm, tmp_path_factory):
    with Index.create(tmp_path_factory.mktemp("brackwater") / "news.index", embedder=minilm) as index:
        index.add(read_articles(DATA / "articles.jsonl"))
        yield Assistant(index, "quotes")


def test_false_premises_are_noted_true_ones_are_not_and_missing_details_are_refused(desk):
    asked, noted, refused = Counter(), Counter(), Counter()
    for case in read_cases(DATA / "questions.jsonl"):
        answer = desk.ask(case.question, as_of=case.asked)
        asked[case.tags[0]] += 1
        noted[case.tags[0]] += any("takes for granted" in note for note in answer.notes)
        refused[case.tags[0]] += answer.refusal is not None
    assert noted["false-premise"] >= 0.7 * asked["false-premise"]
    assert noted["true-premise"] == noted["answerable"] == 0
    assert refused["missing-detail"] >= 0.4 * asked["missing-detail"]
    assert refused["answerable"] == 0


def test_what_is_added_to_a_true_sentence_is_not_supported(desk):
    verdicts = Counter()
    for line in (DATA / "claims.jsonl").read_text(encoding="utf-8").splitlines():
        claim = json.loads(line)
        (sentence,) = desk.check(claim["claim"])
        verdicts[claim["tags"][0], sentence.verdict == "supported"] += 1
    assert verdicts["added", False] >= 0.9 * (verdicts["added", False] + verdicts["added", True])
    assert verdicts["true", True] >= 0.75 * (verdicts["true", False] + verdicts["true", True])
