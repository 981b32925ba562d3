"""The comparison with other frameworks: a script works on the sample archive where its environment has been made."""

from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.peers import environments
from benchmarks.peers.contestants import OURS, PEERS, Contestant
from benchmarks.peers.processes import run
from benchmarks.peers.scoring import Row, row
from benchmarks.peers.subset import choose, read_archive
from benchmarks.peers.table import tables
from qa.evaluation import Case, read_cases

DATA = Path(__file__).parents[1] / "data"
FEW = 6


@pytest.fixture(scope="session")
def questions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    lines = (DATA / "cases.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    file = tmp_path_factory.mktemp("questions") / "few.jsonl"
    file.write_text("".join(lines[:FEW]), encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("contestant", "build"),
    [pytest.param(one, build, id=f"{one.name}-{build}") for one in (OURS, *PEERS) for build in one.builds],
)
def test_a_script_finds_articles_for_every_question(
    contestant: Contestant, build: str, questions: Path, tmp_path: Path
) -> None:
    if contestant != OURS and not environments.is_made(contestant):
        pytest.skip(f"no environment for {contestant.name}; `make peers` makes it")
    cases = read_cases(questions)
    published = {one["id"]: one["published"] or "" for one in read_archive(DATA / "archive.jsonl")}
    lines = run(contestant, build, DATA / "archive.jsonl", questions, tmp_path / "home")
    assert {line["as_of"] for line in lines} >= {False}
    for line in lines:
        assert [answer["id"] for answer in line["answers"]] == [case.id for case in cases]
        assert row(line, cases).quality["recall@5"] >= 0.5
        for answer, case in zip(line["answers"], cases, strict=True):
            found = {passage["article"] for passage in answer["passages"]}
            assert found <= published.keys()
            if line["as_of"] and case.asked:
                assert all(published[id_][:10] <= case.asked.isoformat() for id_ in found)


def found(*articles: str, pipeline: str = "peer", ms: float = 10.0) -> dict[str, object]:
    passages = [{"article": article, "text": f"Says {article}."} for article in articles]
    answers = [{"id": "q", "ms": ms, "passages": passages}]
    spent = {"chunks": 9, "index_seconds": 3.0, "index_cpu_seconds": 5.0, "memory_mb": 100.0}
    return {"pipeline": pipeline, "as_of": False, "answers": answers, **spent}


CASE = Case(id="q", question="Who?", answers=("says b",), relevant=("b", "c"))


def test_passages_of_one_article_count_once_and_time_is_that_of_the_question() -> None:
    measured = row(found("a", "a", "b"), [CASE])
    assert measured.quality["recall@1"] == 0
    assert measured.quality["mrr@10"] == 0.5
    assert measured.quality["answer_in_context@600"] == 1
    assert measured.p50 == 10


@pytest.mark.parametrize(
    ("articles", "expected"),
    [(("b", "c"), 1.0), (("c", "b", "a"), 1.0), (("a",), 0.0), (("b", "a"), 0.6131), (("a", "b"), 0.3869)],
)
def test_ndcg_is_one_only_where_all_relevant_articles_come_first(articles: tuple[str, ...], expected: float) -> None:
    assert row(found(*articles), [CASE]).quality["ndcg@10"] == pytest.approx(expected, abs=1e-4)


def test_times_are_given_beside_ours() -> None:
    ours = row(found("b", pipeline="ours"), [CASE])
    peer: Row = replace(row(found("b", ms=25), [CASE]), index_seconds=6.0)
    shown = tables([ours, peer, replace(ours, as_of=True)], "ours")
    assert "| 3 s | 5 s | 10 ms | 10 ms | 100 |" in shown
    assert "| × 2.0 | × 1.0 | × 2.5 | × 2.5 | 100 |" in shown


def test_a_subset_keeps_what_is_relevant_and_is_the_same_each_time() -> None:
    records = [{"id": f"{number}"} for number in range(50)]
    case = replace(CASE, relevant=("7", "41"))
    chosen = [record["id"] for record in choose(records, [case], 10)]
    assert len(chosen) == 10
    assert {"7", "41"} < set(chosen)
    assert chosen == sorted(chosen, key=int)
    assert chosen == [record["id"] for record in choose(records, [case], 10)]
    assert choose(records, [case], 0) == records
    assert {record["id"] for record in choose(records, [case], 1)} == {"7", "41"}
