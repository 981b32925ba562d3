"""`qa eval` as its users run it: killed half-way, repeated, compared, on test sets of others."""

import json
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from series import without_settings

from index import Index
from qa import Assistant
from qa.evaluation import read_articles_of, read_run
from qa.web.notebook.feedback import Feedback, opinion

DATA = Path(__file__).parents[1] / "data"
QA = Path(sys.executable).with_name("qa")
# Those that say nothing of how fast it went.
MEASURED = [
    arg
    for name in ("recall@5", "answer_recall", "citation_hit", "refusal_f1", "token_f1")
    for arg in ("--metric", name)
]


@pytest.fixture
def run(tmp_path, series):
    def run(*args, exits=0):
        done = series.run(["eval", *map(str, args)], tmp_path)
        assert done.returncode == exits, done.stderr
        return done

    return run


@pytest.fixture
def cases(tmp_path):
    path = tmp_path / "cases.jsonl"
    lines = (DATA / "cases.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(lines[:40]), encoding="utf-8")
    return path


def killed_half_way(args, journal, folder):
    """Begin a run, and kill it once it has written down ten cases."""
    process = subprocess.Popen([QA, "eval", *args], cwd=folder, env=without_settings(), stdout=subprocess.DEVNULL)
    until = time.monotonic() + 120
    while process.poll() is None and time.monotonic() < until:
        if journal.exists() and journal.read_bytes().count(b"\n") > 10:
            process.send_signal(signal.SIGKILL)
            break
        time.sleep(0.002)
    assert process.wait() == -signal.SIGKILL


def test_a_run_that_is_killed_goes_on_and_gives_the_same_numbers(run, cases, sample_home, tmp_path):
    args = [cases, "--index", sample_home, *MEASURED]
    run(*args, "--out", "whole.json")
    journal = tmp_path / "half.json.part.jsonl"
    killed_half_way([*args, "--out", "half.json"], journal, tmp_path)
    had = len(journal.read_text(encoding="utf-8").splitlines()) - 1
    assert 10 <= had < 40
    assert not (tmp_path / "half.json").exists()
    refused = run(cases, "--index", sample_home, "--metric", "recall@5", "--out", "half.json", exits=2)
    assert f"half.json.part.jsonl: holds {had} cases of another run (metrics " in refused.stderr
    assert refused.stderr.endswith("repeat that one to finish it, or start anew (--anew)\n")
    run(*args, "--out", "half.json")
    assert not journal.exists()
    whole, half = (read_run(tmp_path / name) for name in ("whole.json", "half.json"))
    assert half.metrics == whole.metrics
    assert [outcome.case for outcome in half.cases] == [outcome.case for outcome in whole.cases]
    assert [outcome.said for outcome in half.cases] == [outcome.said for outcome in whole.cases]


def test_runs_are_compared_and_sliced_without_asking_again(run, cases, sample_home):
    run(cases, "--index", sample_home, "--out", "a.json", "--jobs", "2")
    again = run("a.json", "--compare", "a.json", "--slice", "word", "--slice", "outlet", "--json")
    record = json.loads(again.stdout)
    assert list(record) == ["config", "metrics", "slices", "comparison"]
    assert record["config"]["jobs"] == 2
    assert record["comparison"]["n"] == 40
    assert record["comparison"]["measures"]["answer_recall"]["difference"] == 0
    assert "Harbour Courier" in record["slices"]["outlet"]
    assert record["slices"]["word"]["who"]["answer_recall"]["n"] > 1
    text = run("a.json", "--compare", "a.json", "--metric", "set_recall@3").stdout
    assert text.startswith("measure")
    assert "compared over 40 cases of both runs" in text
    run("a.json", "--min", "recall@1=1.1", exits=1)


def test_a_test_set_of_others_is_indexed_and_asked(run, tmp_path, minilm):
    context = "The Tarn bridge opened in 1891. Ann Lee of Dorrick mended the Tarn bridge in June 2021."
    questions = [
        {"id": "1", "question": "Who mended the Tarn bridge?", "answers": [{"text": "Ann Lee", "answer_start": 32}]},
        {"id": "2", "question": "Who won the 1998 World Cup?", "answers": [], "is_impossible": True},
    ]
    paragraph = {"context": context, "qas": questions}
    path = tmp_path / "dev.json"
    path.write_text(json.dumps({"version": "v2.0", "data": [{"title": "Tarn", "paragraphs": [paragraph]}]}))
    with Index.create(tmp_path / "squad.index", embedder=minilm) as index:
        index.add(read_articles_of(path))
    asked = ("dev.json", "--index", "squad.index", "--json", "--metric", "recall@1", "--metric", "exact_match")
    metrics = json.loads(run(*asked).stdout)["metrics"]
    assert (metrics["recall@1"]["value"], metrics["recall@1"]["n"]) == (1.0, 1)
    assert metrics["exact_match"]["n"] == 2


def test_measures_are_listed_with_their_definitions(run):
    lines = run("--metrics").stdout.splitlines()
    assert any(line.startswith("set_recall@K: share of all the relevant articles") for line in lines)
    assert any(line.startswith("faithfulness: ") for line in lines)


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["--compare", "none.json"], r"none.json: cannot be read (No such file or directory); give a file that"),
        (["--slice", "moon"], "there are no slices by 'moon'; use one of tag, outlet, year, word, turn"),
        (["--format", "trivia"], "there is no format 'trivia'; use one of own, squad"),
        (["--price", "input=cheap"], "--price input=cheap: write input=PRICE or output=PRICE"),
        (["--metric", "cost"], "cost needs both prices for a million tokens; give --price input=… --price output=…"),
        (["--metric", "faithfulness"], "faithfulness: a language model must judge; name one with --judge"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_line(run, cases, sample_home, args, message):
    done = run(cases, "--index", sample_home, *args, exits=2)
    assert message in done.stderr
    assert done.stderr.count("\n") == 1
    assert done.stdout == ""


def test_what_readers_thought_becomes_a_test_set_that_runs(run, tmp_path, sample_home):
    desk = Assistant(Index.open(sample_home), model="quotes")
    answer = desk.ask("Who won the Nobel prize for physics?")
    given = Feedback(tmp_path / "notebook")
    given.add(opinion(answer, of="a", at=datetime(2025, 3, 2, tzinfo=UTC), good=False, absent=True))
    given.add(opinion(answer, of="b", at=datetime(2025, 3, 2, tzinfo=UTC), good=False))
    made = run("feedback", "--from", tmp_path / "notebook")
    assert "1 of 2 opinions make a case" in made.stderr
    (tmp_path / "set.jsonl").write_text(made.stdout, encoding="utf-8")
    assert "refusal" in run(tmp_path / "set.jsonl", "--index", sample_home).stdout
    assert run("feedback", "--from", tmp_path / "notebook", "--claims", exits=1).stdout == ""
