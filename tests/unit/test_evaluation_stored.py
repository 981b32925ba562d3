"""A run written down and read back is the same run."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from index import Coverage, Filter, Hit, ReadError, Span
from qa.evaluation import Case, Run, read_run
from qa.evaluation.figure import figure
from qa.evaluation.measures import STANDARD, find_measure
from qa.evaluation.outcome import Outcome
from qa.values import AlsoIn, Answer, Citation, Message, Query, Refusal, Sentence

DAY = date(2024, 3, 8)
NOON = datetime(2024, 3, 7, 12, 30, tzinfo=UTC)
MIDNIGHT = datetime(2024, 3, 7, tzinfo=UTC)
TEXT = "The ferry to Orsay is back. It sailed on Thursday. Nobody was hurt."


def hit(passage: str, article: str, start: int = 0, text: str = TEXT) -> Hit:
    link = f"https://example.org/{article}"
    ranks = {"dense": 1, "lexical": 3}
    return Hit(
        passage, article, "v1", "Ferry", "Courier", link, NOON, text, start, start + len(text), 0.03, 0.61, ranks
    )


CITATION = Citation(
    2, "b", "v1", "Ferry", "Courier", None, MIDNIGHT, "It sailed on Thursday.", 28, 50, (Span(28, 50),), TEXT, 0,
    (AlsoIn("c", "Ferry again", None, None, None),),
)  # fmt: skip
ANSWERED = Answer(
    question="When did the ferry sail?",
    query=Query("When did the ferry sail?", "ferry sail", "ferry", DAY, "at a time", Filter(as_of=DAY)),
    text="It sailed on Thursday. [2]",
    sentences=(Sentence("It sailed on Thursday.", (2,), "supported", (), Span(13, 21)), Sentence("Well.")),
    citations=(CITATION,),
    refusal=None,
    model="quotes",
    prompt=None,
    hits=(hit("b#1", "b", 68), hit("a#0", "a"), hit("b#0", "b")),
    timings={"plan": 1.25, "total": 20.123456},
    usage={"input_tokens": 100, "output_tokens": 7},
    confidence=0.123456789,
)
REFUSED = replace(
    ANSWERED,
    text="The archive does not hold it.",
    sentences=(),
    citations=(),
    refusal=Refusal("not covered", "The archive does not hold it.", Coverage(3, 9, NOON, NOON)),
    usage=None,
)
CASES = (
    Case("1", "When did the ferry sail?", DAY, ("Thursday",), ("b",), (Message("user", "Hi"),), "Thursday.", ("sea",)),
    Case("2", "Who sank it?"),
    Case("3", "Which ferry?", answers=("Orsay",)),
)  # fmt: skip
OUTCOMES = (Outcome(CASES[0], ANSWERED), Outcome(CASES[1], REFUSED), Outcome(CASES[2], None, "no model; start it"))


@pytest.fixture(scope="module")
def run() -> Run:
    return Run({"model": "quotes"}, {name: figure(find_measure(name), OUTCOMES) for name in STANDARD}, OUTCOMES)


@pytest.fixture
def written(run, tmp_path):
    path = tmp_path / "run.json"
    path.write_text(json.dumps(run.record()), encoding="utf-8")
    return path


def test_what_is_read_is_what_was_written(run, written):
    again = read_run(written)
    assert again.record() == run.record() == json.loads(written.read_text(encoding="utf-8"))
    assert [outcome.case for outcome in again.cases] == list(CASES)
    assert again.metrics == run.metrics


def test_measures_of_what_is_read_are_those_of_the_run(run, written):
    again = read_run(written)
    for name in (*STANDARD, "recall@2", "answer_in_context@14"):
        assert figure(find_measure(name), again.cases) == figure(find_measure(name), run.cases), name


def test_evidence_is_in_rank_order_and_carries_the_numbers_of_the_citations(run):
    first, refused, failed = run.record()["cases"]
    assert [(one["number"], one["passage_id"]) for one in first["evidence"]] == [
        (None, "b#1"),
        (None, "a#0"),
        (2, "b#0"),
    ]
    assert first["evidence"][2] | {"ranks": {}} == {
        "number": 2,
        "passage_id": "b#0",
        "article_id": "b",
        "title": "Ferry",
        "source": "Courier",
        "url": "https://example.org/b",
        "published": NOON.isoformat(),
        "version": "v1",
        "text": TEXT,
        "start": 0,
        "end": len(TEXT),
        "score": 0.03,
        "similarity": 0.61,
        "ranks": {},
    }
    assert len(refused["evidence"]) == 3
    assert refused["refusal"] == {"reason": "not covered", "message": "The archive does not hold it."}
    assert (failed["evidence"], failed["confidence"], failed["usage"], failed["error"]) == (
        [],
        None,
        None,
        OUTCOMES[2].error,
    )


def test_the_record_of_a_case_says_what_was_known_and_what_was_said(run):
    first = run.record()["cases"][0]
    known = ("asked", "answers", "relevant", "history", "reference", "tags")
    assert [first[key] for key in known] == [
        "2024-03-08", ["Thursday"], ["b"], [{"role": "user", "content": "Hi"}], "Thursday.", ["sea"]
    ]  # fmt: skip
    assert first["sentences"][0]["answer"] == [13, 21]
    assert first["citations"][0]["also_in"][0]["article_id"] == "c"
    assert (first["usage"], first["timings_ms"]["plan"]) == ({"input_tokens": 100, "output_tokens": 7}, 1.25)
    assert first["confidence"] == ANSWERED.confidence


def changed(change: Callable[[dict[str, Any]], object], run: Run) -> str:
    record = json.loads(json.dumps(run.record()))
    change(record)
    return json.dumps(record)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda record: record.pop("cases"), "cases: field required; write it anew with `qa eval --out`"),
        (lambda record: record["cases"][1].pop("evidence"), "cases.1.evidence: field required; "),
        (lambda record: record["cases"][0].update(confidence="high"), "cases.0.confidence: input should be a valid "),
        (lambda record: record["metrics"].update(beauty=record["metrics"]["recall@1"]), "there is no measure 'beauty'"),
    ],
)
def test_what_is_no_run_is_an_error_that_says_where(change, message, run, written):
    written.write_text(changed(change, run), encoding="utf-8")
    with pytest.raises(ReadError) as caught:
        read_run(written)
    assert str(caught.value).startswith(f"{written}: {message}")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("content", "message"),
    [(b'{"config": ', "is not JSON .*; give a whole file"), (b"\xff\xfe", "is not UTF-8"), (b"[]", "the whole: ")],
)
def test_a_file_of_something_else_is_an_error(content, message, tmp_path):
    path = tmp_path / "run.json"
    path.write_bytes(content)
    with pytest.raises(ReadError, match=f"^{path}: {message}"):
        read_run(path)


def test_a_missing_file_is_an_error(tmp_path):
    with pytest.raises(ReadError, match=r"none\.json: cannot be read \(No such file or directory\); give a file"):
        read_run(tmp_path / "none.json")
