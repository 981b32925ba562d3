import json

import pytest
from outcomes import Desk, answer, cited, ranked

from index import ModelError, SettingsError
from qa.evaluation import Case, evaluate
from qa.evaluation.provenance import cases_digest
from qa.values import Sentence

CASES = [
    Case("1", "Who?", answers=("Ann",), relevant=("a",)),
    Case("2", "When?", answers=("3 June",), relevant=("b",)),
    Case("3", "Why?"),
    Case("4", "Where?", answers=("Tarn",), relevant=("c",)),
]
SCRIPT = {
    "Who?": answer(
        "Ann. [1]", ranked("a", "b"), [cited(1, "a")], [Sentence("Ann.", (1,), "supported")], confidence=0.9
    ),
    "When?": ModelError("the model does not answer; start it"),
    "Why?": answer("Not held.", ranked("b"), refused=True, confidence=0.1),
    "Where?": answer(
        "Tarn. [1]", ranked("b", "c"), [cited(1, "b")], [Sentence("Tarn.", (1,), "partial")], confidence=0.4
    ),
}


@pytest.fixture
def journal(tmp_path):
    return tmp_path / "run.json.part.jsonl"


def interrupted(journal, **described):
    """A run that was killed at its third case."""
    desk = Desk(SCRIPT, stops_at="Why?", **described)
    with pytest.raises(KeyboardInterrupt):
        evaluate(desk, CASES, journal=journal)
    return desk


def figures(run):
    return {name: figure for name, figure in run.metrics.items() if not name.startswith("latency")}


@pytest.mark.parametrize("jobs", [1, 3])
def test_a_run_that_was_killed_goes_on_and_gives_the_same_numbers(journal, jobs):
    whole = evaluate(Desk(SCRIPT), CASES)
    interrupted(journal)
    desk, calls = Desk(SCRIPT), []
    run = evaluate(desk, CASES, journal=journal, jobs=jobs, progress=lambda done, of: calls.append((done, of)))
    assert sorted(desk.asked) == ["Where?", "Why?"]
    assert calls == [(3, 4), (4, 4)]
    assert figures(run) == figures(whole)
    assert run.record()["cases"] == whole.record()["cases"]


def test_a_line_that_the_kill_cut_short_is_asked_again(journal):
    interrupted(journal)
    journal.write_bytes(journal.read_bytes()[:-20])
    desk = Desk(SCRIPT)
    assert figures(evaluate(desk, CASES, journal=journal)) == figures(evaluate(Desk(SCRIPT), CASES))
    assert desk.asked == ["When?", "Why?", "Where?"]
    assert len(journal.read_text().splitlines()) == 5
    assert all(json.loads(line) for line in journal.read_text().splitlines())


def test_a_journal_cut_within_its_first_line_begins_anew(journal):
    interrupted(journal)
    journal.write_bytes(journal.read_bytes()[:30])
    desk = Desk(SCRIPT)
    evaluate(desk, CASES, journal=journal)
    assert len(desk.asked) == 4


def test_the_time_of_the_run_is_that_of_its_beginning(journal):
    interrupted(journal)
    begun = json.loads(journal.read_text().splitlines()[0])["config"]
    assert evaluate(Desk(SCRIPT), CASES, journal=journal).config == begun


def test_a_run_of_other_settings_is_refused_until_told_to_start_anew(journal):
    interrupted(journal)
    before = journal.read_bytes()
    with pytest.raises(SettingsError) as caught:
        evaluate(Desk(SCRIPT, model="local"), CASES, journal=journal)
    message = (
        "holds 2 cases of another run (model was quotes and is local); repeat that one to finish it, or start anew"
    )
    assert message in str(caught.value)
    assert journal.read_bytes() == before
    desk = Desk(SCRIPT, model="local")
    evaluate(desk, CASES, journal=journal, anew=True)
    assert len(desk.asked) == 4


@pytest.mark.parametrize("change", [{"metrics": ["recall@1"]}, {"cases": CASES[:3]}])
def test_other_cases_or_measures_are_another_run(journal, change):
    interrupted(journal)
    with pytest.raises(SettingsError, match="of another run"):
        evaluate(Desk(SCRIPT), change.pop("cases", CASES), journal=journal, **change)


def test_what_is_no_journal_is_not_overwritten(journal):
    journal.write_text("Dear diary\n")
    with pytest.raises(SettingsError, match="is no journal of a run; remove it"):
        evaluate(Desk(SCRIPT), CASES, journal=journal)
    assert journal.read_text() == "Dear diary\n"


def test_a_journal_that_cannot_be_written_is_an_error(tmp_path):
    with pytest.raises(SettingsError, match="cannot be written"):
        evaluate(Desk(SCRIPT), CASES, journal=tmp_path / "no" / "run.part.jsonl")


def test_cases_asked_at_a_time_come_out_in_their_order():
    one, three = (evaluate(Desk(SCRIPT), CASES, jobs=jobs) for jobs in (1, 3))
    assert [outcome.case.id for outcome in three.cases] == ["1", "2", "3", "4"]
    assert figures(one) == figures(three)


def test_the_config_says_what_it_takes_to_repeat_the_run():
    config = evaluate(Desk(SCRIPT), CASES, metrics=["recall@1"], jobs=2).config
    assert (config["metrics"], config["jobs"], config["cases"], config["seed"]) == (["recall@1"], 2, 4, 20220723)
    assert config["cases_sha256"] == cases_digest(CASES)
    assert set(config) >= {"revision", "platform", "judge", "prices", "time", "versions"}


def test_the_digest_of_cases_tells_any_change():
    digests = {cases_digest(cases) for cases in (CASES, CASES[::-1], CASES[1:], [*CASES, Case("5", "?")])}
    assert len(digests) == 4
