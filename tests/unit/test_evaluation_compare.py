import json

import numpy as np
import pytest
from outcomes import Desk, answer, cited, ranked
from scipy.stats import binomtest

from index import CaseError, SettingsError
from qa.evaluation import Case, compare, evaluate, read_run
from qa.evaluation.table import render_comparison

CASES = [Case(f"{n}", f"Who {n}?", answers=("Ann",), relevant=("a",)) for n in range(40)]
CASES += [Case(f"u{n}", f"Why {n}?") for n in range(20)]
RIGHT = answer("Ann. [1]", ranked("a"), [cited(1, "a")], confidence=0.8)
LOW = answer("Ann. [1]", ranked("b", "a"), [cited(1, "a")], confidence=0.8)
WRONG = answer("Bob. [1]", ranked("b"), [cited(1, "b")], confidence=0.6)
REFUSED = answer("Not held.", ranked("b"), refused=True, confidence=0.2)


def run_of(*answers):
    """A run in which the answerable cases are given these, in turn, and the others refused."""
    script = {
        case.question: REFUSED if case.must_be_refused else answers[n % len(answers)] for n, case in enumerate(CASES)
    }
    return evaluate(Desk(script), CASES)


@pytest.fixture(scope="module")
def good():
    return run_of(RIGHT)


@pytest.fixture(scope="module")
def bad():
    return run_of(RIGHT, RIGHT, WRONG, LOW)


def by_name(comparison):
    return {one.name: one for one in comparison.differences}


def test_a_run_and_itself_do_not_differ(bad):
    comparison = compare(bad, bad)
    assert comparison.n == 60
    for one in comparison.differences:
        if one.before is not None:
            assert (one.difference, one.low, one.high, one.p, one.better, one.worse) == (0, 0, 0, 1, (), ()), one.name


def test_cases_that_got_better_and_worse_are_named(good, bad):
    recall = by_name(compare(bad, good))["answer_recall"]
    assert (recall.before, recall.after, recall.difference) == (0.75, 1.0, 0.25)
    assert recall.better == tuple(f"{n}" for n in range(2, 40, 4))
    assert recall.worse == ()
    assert recall.low < 0.25 < recall.high
    back = by_name(compare(good, bad))["answer_recall"]
    assert (back.difference, back.better, back.worse) == (-0.25, (), recall.better)
    assert back.p == recall.p


def test_scores_of_nought_and_one_are_put_to_mcnemars_test(good, bad):
    assert by_name(compare(bad, good))["answer_recall"].p == binomtest(10, 10).pvalue


def test_other_scores_are_put_to_a_permutation_test(good, bad):
    rank = by_name(compare(bad, good, ["mrr@10"]))["mrr@10"]
    assert rank.difference == pytest.approx(1 - (20 + 5) / 40)
    assert rank.p == pytest.approx(2 / 5_000)  # no swap of a thousand million is as extreme, but the runs themselves
    few = compare(run_of(*[RIGHT] * 39, LOW), good, ["mrr@10"]).differences[0]
    assert few.p == 1.0


def test_figures_of_a_set_are_compared_over_the_same_resamples(good, bad):
    hasty = evaluate(Desk({case.question: WRONG if n % 2 else REFUSED for n, case in enumerate(CASES)}), CASES)
    refusal = by_name(compare(hasty, good))["refusal_f1"]
    assert (refusal.after, refusal.better, refusal.worse) == (1.0, (), ())
    assert refusal.before < 0.6
    assert refusal.low > 0
    assert by_name(compare(bad, good))["confidence_auroc"].difference == 0


def test_lower_is_better_where_the_measure_says_so():
    slow, fast = run_of(RIGHT), run_of(RIGHT)
    comparison = compare(slow, fast, ["future_citations", "latency_p50"])
    assert [one.name for one in comparison.differences] == ["future_citations", "latency_p50"]
    assert by_name(comparison)["latency_p50"].difference == 0


def test_only_cases_of_both_runs_count(good):
    fewer = evaluate(Desk({case.question: RIGHT for case in CASES[:10]}), CASES[:10])
    comparison = compare(fewer, good)
    assert comparison.n == 10
    assert by_name(comparison)["refusal_f1"].difference is None


def test_runs_that_share_no_case_or_other_questions_are_an_error(good):
    other = evaluate(Desk({"?": RIGHT}), [Case("other", "?")])
    with pytest.raises(CaseError, match="no case in common"):
        compare(other, good)
    changed = evaluate(Desk({"?": RIGHT}), [Case("1", "?")])
    with pytest.raises(CaseError, match="case '1' is another question in each run"):
        compare(changed, good)
    with pytest.raises(SettingsError, match="there is no measure 'beauty'"):
        compare(good, good, ["beauty"])


def test_a_comparison_of_runs_read_back_is_the_same(good, bad, tmp_path):
    paths = [tmp_path / "bad.json", tmp_path / "good.json"]
    for path, run in zip(paths, (bad, good), strict=True):
        path.write_text(json.dumps(run.record()))
    assert compare(*map(read_run, paths)) == compare(bad, good)


def test_the_record_is_json_and_the_table_says_who_changed(good, bad):
    comparison = compare(bad, good)
    record = comparison.record()
    assert json.loads(json.dumps(record, allow_nan=False)) == record
    assert record["n"] == 60
    assert record["measures"]["answer_recall"]["better"][:2] == ["2", "6"]
    lines = render_comparison(comparison).splitlines()
    assert lines[0] == "compared over 60 cases of both runs"
    (row,) = [line.split() for line in lines if line.startswith("answer_recall ")]
    assert row[:4] == ["answer_recall", "0.750", "1.000", "+0.250"]
    assert row[-2:] == ["10", "0"]
    assert "answer_recall, better: 2, 6, 10, 14, 18, 22, 26, 30, 34, 38" in lines


def test_an_interval_of_a_mean_is_near_the_normal_one(good, bad):
    recall = by_name(compare(bad, good, ["answer_recall"]))["answer_recall"]
    changed = np.array([n % 4 == 2 for n in range(40)], float)
    half = 1.96 * changed.std() / np.sqrt(40)
    assert [recall.low, recall.high] == pytest.approx([0.25 - half, 0.25 + half], abs=0.05)
