"""Files of claims: what is read of them, and one verdict for each."""

import json

import pytest

from index import Article, Failure, Index, ReadError
from index.testing import StemEmbedder
from qa import Assistant, Settings
from qa.claims import Claimed, judge_claim, read_claims


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    index = Index.create(tmp_path_factory.mktemp("claims") / "news.index", embedder=StemEmbedder())
    index.add(
        [
            Article("ferry", "The ferry carries 93 passengers. It sails from Vessen every morning."),
            Article("mill", "The mill made a profit of £2.1m. It has two machines."),
        ]
    )
    with index:
        yield Assistant(index, settings=Settings())


def judged(desk, text, *ids):
    return judge_claim(desk, Claimed("f:1", "c", text, ids))


def test_a_claim_has_the_worst_verdict_of_its_sentences_and_all_their_problems(desk):
    right, wrong = "The ferry carries 93 passengers.", "The ferry carries 25 passengers."
    assert judged(desk, right, "ferry").verdict == "supported"
    both = judged(desk, f"{right} {wrong} The mill has six machines.", "ferry", "mill")
    assert both.verdict == "unsupported"
    assert any("not 25" in problem for problem in both.problems)
    assert any("not 6" in problem or "not six" in problem for problem in both.problems)


def test_what_claims_nothing_takes_nothing_from_the_rest(desk):
    assert judged(desk, "The ferry carries 93 passengers. Why?", "ferry").verdict == "supported"
    assert judged(desk, "Why?", "ferry").verdict == "uncited"


def test_only_the_articles_named_count(desk):
    assert judged(desk, "The ferry carries 93 passengers.", "mill").verdict == "unsupported"
    assert judged(desk, "The ferry carries 93 passengers.").verdict == "supported"


def test_an_article_that_is_not_there_is_named(desk):
    found = judged(desk, "The ferry carries 93 passengers.", "ferry", "gone")
    assert (found.verdict, found.missing) == ("supported", ("gone",))
    assert found.problems == ("there is no article gone in the archive",)
    assert judged(desk, "The ferry carries 93 passengers.", "gone").verdict == "unsupported"


def test_lines_that_are_no_claims_are_named_and_the_rest_is_read(tmp_path):
    good = {"id": "a", "claim": "It sank.", "article_ids": ["x"], "supported": True}
    lines = [
        json.dumps(good),
        "",
        "{",
        "[]",
        json.dumps({"claim": "It sank."}),
        json.dumps({"id": "b"}),
        json.dumps({"id": "b", "claim": " "}),
        json.dumps({"id": "b", "claim": "It sank.", "article_ids": "x"}),
        json.dumps({"id": "b", "claim": "It sank.", "article_ids": [1]}),
        '{"id": "b", "claim": "\udcff'.encode("utf-8", "surrogateescape").decode("latin-1"),
        json.dumps({"id": 7, "claim": "It sank."}),
    ]
    file = tmp_path / "claims.jsonl"
    file.write_text("\ufeff" + "\n".join(lines), encoding="utf-8")
    read = list(read_claims(file))
    assert [one for one in read if isinstance(one, Claimed)] == [
        Claimed(f"{file}:1", "a", "It sank.", ("x",)),
        Claimed(f"{file}:11", 7, "It sank."),
    ]
    failed = [one.where for one in read if isinstance(one, Failure)]
    assert failed == [f"{file}:{number}" for number in (3, 4, 5, 6, 7, 8, 9, 10)]


def test_a_file_that_is_not_there_is_one_line(tmp_path):
    with pytest.raises(ReadError, match=r"\A[^\n]*none\.jsonl: cannot be read[^\n]*give[^\n]*\Z"):
        list(read_claims(tmp_path / "none.jsonl"))
