import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import qa.evaluation
from index import Coverage, Filter, Hit, ModelError, SettingsError
from qa.evaluation import Case, Run, evaluate
from qa.evaluation.figure import figure
from qa.evaluation.matching import any_occurs, normalise
from qa.evaluation.measures import STANDARD, find_measure
from qa.evaluation.outcome import Outcome
from qa.evaluation.table import render_table
from qa.values import AlsoIn, Answer, Citation, Message, Query, Refusal

DAY = date(2022, 7, 23)


def hit(article: str, text: str = "Nothing.") -> Hit:
    return Hit(f"{article}#0", article, "v", "", None, None, None, text, 0, len(text), 1.0, 0.5, {"dense": 1})


def citation(article: str, *copies: str) -> Citation:
    also = tuple(AlsoIn(copy, "", None, None, None) for copy in copies)
    return Citation(1, article, "v", "", None, None, None, "Said.", 0, 5, (), "Said.", 0, also)


def answered(
    text: str = "",
    hits: Sequence[Hit] = (),
    citations: Sequence[Citation] = (),
    *,
    refused: bool = False,
    ms: float = 10.0,
) -> Answer:
    return Answer(
        question="?",
        query=Query("?", "?", "?", DAY, "news", Filter()),
        text=text,
        sentences=(),
        citations=tuple(citations),
        refusal=Refusal("not covered", text, Coverage(0, 0, None, None)) if refused else None,
        model="quotes",
        prompt=None,
        hits=tuple(hits),
        timings={"total": ms},
    )


CASE = Case("1", "?", answers=("Squid Game",), relevant=("x", "y"))
UNANSWERABLE = Case("2", "?")
FAILED = Outcome(CASE, None, "no model")


def score(name: str, answer: Answer, case: Case = CASE) -> float | None:
    return find_measure(name).score(Outcome(case, answer))


class ScriptedDesk:
    """Answers each question with what was put in for it, and keeps what it was asked."""

    def __init__(self, script: Mapping[str, Answer | Exception]) -> None:
        self.script = script
        self.asked: list[tuple[str, date | None, Sequence[Message]]] = []

    def ask(self, question: str, *, as_of: date | None = None, history: Sequence[Message] = ()) -> Answer:
        self.asked.append((question, as_of, history))
        answer = self.script[question]
        if isinstance(answer, Exception):
            raise answer
        return answer

    def describe(self) -> dict[str, Any]:
        return {"model": "quotes", "index": {"articles": 3}}


# Matching


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("Squid Game", "squid game"),
        ("  “Squid—Game”,\n(2021)! ", "squid game 2021"),
        ("U.S. snake_case", "u s snake case"),
        ("BEYONCÉ", "beyoncé"),
        ("Beyonce\u0301", "beyoncé"),
        ("Київ, 東京", "київ 東京"),
        ("—", ""),
    ],
)
def test_normalise(text: str, normal: str) -> None:
    assert normalise(text) == normal


@given(st.text())
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
    assert "  " not in once


def test_an_answer_of_punctuation_alone_occurs_nowhere() -> None:
    assert not any_occurs(["…"], "Anything at all … and more")
    assert any_occurs(["…", "at all"], "Anything at all")


# Retrieval


def test_recall_counts_distinct_articles_in_rank_order() -> None:
    ranking = answered(hits=[hit("a"), hit("a"), hit("b"), hit("a"), hit("y"), hit("x")])
    assert [score(f"recall@{k}", ranking) for k in (1, 2, 3, 10)] == [0.0, 0.0, 1.0, 1.0]


def test_reciprocal_rank_is_that_of_the_first_relevant_distinct_article() -> None:
    ranking = answered(hits=[hit("a"), hit("a"), hit("b"), hit("y"), hit("x")])
    assert score("mrr@10", ranking) == pytest.approx(1 / 3)
    assert score("mrr@2", ranking) == 0.0
    assert score("mrr@10", answered()) == 0.0


@pytest.mark.parametrize("name", ["recall@5", "mrr@10", "citation_hit", "citation_precision"])
def test_without_relevant_articles_these_do_not_apply(name: str) -> None:
    assert score(name, answered("Squid Game.", [hit("x")], [citation("x")]), Case("1", "?", answers=("a",))) is None


def test_answer_in_context_reads_the_first_words_only() -> None:
    ranking = answered(hits=[hit("a", "one two three"), hit("b", "four Squid"), hit("c", "Game six")])
    assert score("answer_in_context@6", ranking) == 1.0
    assert score("answer_in_context@5", ranking) == 0.0
    assert score("answer_in_context@600", ranking, UNANSWERABLE) is None
    assert score("answer_in_context@600", answered()) == 0.0


def test_answer_in_context_applies_without_relevant_articles_and_to_refusals() -> None:
    refusal = answered("Not covered.", [hit("a", "The “squid game” is back.")], refused=True)
    assert score("answer_in_context@600", refusal, Case("1", "?", answers=("Squid Game",))) == 1.0


# Answers and citations


@pytest.mark.parametrize(
    ("answers", "text", "expected"),
    [
        (["Squid Game"], "Netflix renewed “Squid-Game”. [1]", 1.0),
        (["Squid Game"], "Netflix renewed nothing. [1]", 0.0),
        (["Squid Game", "nothing"], "Netflix renewed nothing. [1]", 1.0),
        (["grain deal"], "The grain [1][2] deal [3, 14] held.", 1.0),
        (["held in July"], "It held [12] in July.", 1.0),
        (["2"], "It held. [2] It rained. [1, 2]", 0.0),
        (["2022"], "“In [2022] it held.” [1]", 1.0),
        (["Zoë Kravitz"], "ZOË KRAVITZ, said Zoe. [1]", 1.0),
        (["Zoe Kravitz"], "Zoë Kravitz. [1]", 0.0),
    ],
)
def test_answer_recall(answers: list[str], text: str, expected: float) -> None:
    assert score("answer_recall", answered(text), Case("1", "?", answers=tuple(answers))) == expected


def test_a_refusal_of_an_answerable_case_scores_no_answer_even_if_it_names_it() -> None:
    refusal = answered("Nothing here about Squid Game.", refused=True)
    assert score("answer_recall", refusal) == 0.0
    assert score("citation_hit", refusal) == 0.0
    assert score("citation_precision", refusal) is None


def test_answer_measures_do_not_apply_to_what_must_be_refused() -> None:
    wrong = answered("Squid Game. [1]", citations=[citation("x")])
    case = Case("2", "?", relevant=("x",))
    assert [score(n, wrong, case) for n in ("answer_recall", "citation_hit", "citation_precision")] == [None] * 3


def test_citations_are_counted_by_distinct_article() -> None:
    answer = answered("A. [1]", citations=[citation("a"), citation("x"), citation("a"), citation("b"), citation("x")])
    assert score("citation_hit", answer) == 1.0
    assert score("citation_precision", answer) == pytest.approx(1 / 3)


def test_a_copy_of_a_relevant_article_is_relevant() -> None:
    answer = answered("A. [1]", citations=[citation("a", "c", "y"), citation("b", "d"), citation("a")])
    assert score("citation_hit", answer) == 1.0
    assert score("citation_precision", answer) == 0.5
    assert score("citation_hit", answered("A. [1]", citations=[citation("b", "d")])) == 0.0


def test_an_answer_that_cites_nothing_has_no_precision_and_no_hit() -> None:
    assert score("citation_precision", answered("Squid Game.")) is None
    assert score("citation_hit", answered("Squid Game.")) == 0.0


def test_an_error_scores_as_no_answer() -> None:
    expected = dict.fromkeys(("recall@5", "mrr@10", "answer_recall", "citation_hit", "answer_in_context@600"), 0.0)
    assert {name: find_measure(name).score(FAILED) for name in expected} == expected
    assert [find_measure(n).score(FAILED) for n in ("citation_precision", "latency_p50")] == [None, None]
    assert figure(find_measure("refusal_recall"), [Outcome(UNANSWERABLE, None, "no model")]).value == 0.0


# Refusals


def refusals(true_positives: int, false_positives: int, false_negatives: int, true_negatives: int) -> list[Outcome]:
    no, yes = answered(refused=True), answered("Yes. [1]")
    return [
        *[Outcome(UNANSWERABLE, no)] * true_positives,
        *[Outcome(CASE, no)] * false_positives,
        *[Outcome(UNANSWERABLE, yes)] * false_negatives,
        *[Outcome(CASE, yes)] * true_negatives,
    ]


def values(outcomes: Sequence[Outcome]) -> list[float | None]:
    names = ("refusal_precision", "refusal_recall", "refusal_f1")
    return [figure(find_measure(name), outcomes).value for name in names]


def test_refusal_measures_by_hand() -> None:
    assert values(refusals(6, 2, 4, 20)) == pytest.approx([6 / 8, 6 / 10, 2 * 0.75 * 0.6 / 1.35])
    assert values(refusals(3, 0, 0, 5)) == [1.0, 1.0, 1.0]
    assert values(refusals(0, 2, 3, 5)) == [0.0, 0.0, 0.0]


def test_where_nothing_was_refused_precision_does_not_apply() -> None:
    assert values(refusals(0, 0, 3, 5)) == [None, 0.0, 0.0]


@pytest.mark.parametrize("false_positives", [0, 2])
def test_refusal_measures_do_not_apply_to_a_set_with_nothing_to_refuse(false_positives: int) -> None:
    assert values(refusals(0, false_positives, 0, 5)) == [None, None, None]


@settings(max_examples=50, deadline=None)
@given(st.integers(1, 6), *[st.integers(0, 6)] * 3)
def test_f1_is_the_harmonic_mean(true_positives: int, false_positives: int, missed: int, rest: int) -> None:
    precision, recall, f1 = values(refusals(true_positives, false_positives, missed, rest))
    assert precision
    assert recall
    assert f1 == pytest.approx(2 / (1 / precision + 1 / recall))


# Figures


def test_latency_percentiles() -> None:
    outcomes = [Outcome(CASE, answered(ms=ms)) for ms in (50, 10, 30, 20, 40)]
    assert figure(find_measure("latency_p50"), [*outcomes, FAILED]).value == 30
    assert figure(find_measure("latency_p95"), outcomes).value == pytest.approx(48)


def test_an_interval_holds_its_value_and_narrows_with_more_cases() -> None:
    found, lost = Outcome(CASE, answered(hits=[hit("x")])), FAILED
    few, many = (figure(find_measure("recall@1"), [found, found, found, lost] * times) for times in (5, 50))
    assert (few.value, few.n, many.value, many.n) == (0.75, 20, 0.75, 200)
    # The normal approximation, 1.96 * sqrt(0.75 * 0.25 / n), within the grain of the bootstrap.
    for one, half in ((few, 0.19), (many, 0.06)):
        assert [one.low, one.high] == pytest.approx([0.75 - half, 0.75 + half], abs=0.05)
    assert figure(find_measure("recall@1"), [found, found, found, lost] * 5) == few


@settings(max_examples=50, deadline=None)
@given(st.tuples(*[st.integers(0, 4)] * 4))
def test_every_figure_is_within_the_bounds_of_its_measure(counts: tuple[int, int, int, int]) -> None:
    outcomes = [*refusals(*counts), FAILED]
    for measure in map(find_measure, ("recall@5", "answer_recall", "refusal_precision", "refusal_f1", "latency_p95")):
        one = figure(measure, outcomes)
        if one.n:
            least, greatest = measure.bounds
            assert least <= one.low <= one.value <= one.high <= greatest  # type: ignore[operator] # None only if n is 0
        else:
            assert (one.value, one.low, one.high) == (None, None, None)


# Names


def test_k_may_be_any_number() -> None:
    assert find_measure("recall@3").name == "recall@3"
    assert [find_measure(name).name for name in STANDARD] == list(STANDARD)


@pytest.mark.parametrize("name", ["recal@5", "recall", "recall@0", "recall@x", "answer_recall@5", "recall@05", ""])
def test_an_unknown_measure_is_an_error_that_lists_the_known(name: str) -> None:
    with pytest.raises(SettingsError, match=r"recall@K, .*refusal_f1, .*latency_p50, latency_p95"):
        find_measure(name)


def test_definitions_are_one_line() -> None:
    for measure in map(find_measure, STANDARD):
        assert measure.definition
        assert "\n" not in measure.definition


# Runs

CASES = [
    Case("1", "Show?", DAY, ("Squid Game",), ("x",), (Message("user", "Hello"),), tags=("culture", "gold")),
    Case("2", "Later?", tags=("future",)),
    Case("3", "Broken?", answers=("Yes",), relevant=("z",), tags=("culture",)),
]
SCRIPT: dict[str, Answer | Exception] = {
    "Show?": answered("It is Squid Game. [1]", [hit("a"), hit("x"), hit("x")], [citation("x")], ms=20),
    "Later?": answered("The archive does not hold it.", [hit("a")], refused=True, ms=10),
    "Broken?": ModelError("the model does not answer; start it"),
}


@pytest.fixture(scope="module")
def run() -> Run:
    return evaluate(ScriptedDesk(SCRIPT), CASES)


def test_each_case_is_asked_on_its_day_with_its_history() -> None:
    desk, calls = ScriptedDesk(SCRIPT), []
    evaluate(desk, CASES, metrics=["recall@1"], progress=lambda done, of: calls.append((done, of)))
    assert desk.asked == [(case.question, case.asked, case.history) for case in CASES]
    assert calls == [(1, 3), (2, 3), (3, 3)]


def test_an_error_is_recorded_and_does_not_stop_the_run(run: Run) -> None:
    assert run.errors == 1
    assert [outcome.error for outcome in run.cases] == [None, None, "the model does not answer; start it"]
    assert (run.metrics["recall@5"].value, run.metrics["recall@5"].n) == (0.5, 2)
    assert run.metrics["refusal_f1"].value == 1.0


def test_the_record_is_json_of_the_agreed_shape() -> None:
    record = evaluate(ScriptedDesk(SCRIPT), CASES, metrics=["recall@2", "answer_recall", "refusal_f1"]).record()
    assert json.loads(json.dumps(record, allow_nan=False)) == record
    assert list(record) == ["config", "metrics", "cases"]
    assert record["metrics"]["refusal_f1"] == {"value": 1.0, "low": 1.0, "high": 1.0, "n": 1}
    first, second, third = record["cases"]
    agreed = {
        "id": "1",
        "question": "Show?",
        "answer": "It is Squid Game. [1]",
        "retrieved": ["a", "x"],
        "cited": ["x"],
        "refused": False,
        "recall@2": 1.0,
        "answer_recall": 1.0,
        "ms": 20,
        "tags": ["culture", "gold"],
    }
    assert {key: first[key] for key in agreed} == agreed
    assert list(first)[: len(agreed)] == list(agreed)
    assert (second["refused"], second["recall@2"], second["cited"]) == (True, None, [])
    assert (third["answer"], third["error"]) == (None, "the model does not answer; start it")


def test_the_config_says_what_was_evaluated(run: Run) -> None:
    assert (run.config["model"], run.config["index"], run.config["cases"]) == ("quotes", {"articles": 3}, 3)
    assert set(run.config["versions"]) >= {"python", "news-qa", "chromadb", "sentence-transformers", "langchain"}
    assert run.config["time"].endswith("+00:00")


def test_an_unknown_measure_stops_the_run_before_anything_is_asked() -> None:
    desk = ScriptedDesk(SCRIPT)
    with pytest.raises(SettingsError):
        evaluate(desk, CASES, metrics=["recall@1", "bleu"])
    assert not desk.asked


def test_figures_by_tag_are_those_of_its_cases(run: Run) -> None:
    by_tag = run.by_tag()
    assert list(by_tag) == ["culture", "future", "gold"]
    assert (by_tag["culture"]["answer_recall"].value, by_tag["culture"]["answer_recall"].n) == (0.5, 2)
    assert by_tag["gold"]["answer_recall"].value == 1.0
    assert by_tag["future"]["answer_recall"].value is None


def test_minimums_and_ceilings(run: Run) -> None:
    assert run.below({"recall@5": 0.5, "latency_p50": 15, "answer_recall": 0.4}) == []
    assert run.below({"recall@5": 0.6, "latency_p50": 14}) == [("recall@5", 0.5, 0.6), ("latency_p50", 15.0, 14)]
    assert [name for name, *_ in run.below({"recall@5": float("nan")})] == ["recall@5"]


def test_a_minimum_may_name_a_measure_that_was_not_asked_for() -> None:
    run = evaluate(ScriptedDesk(SCRIPT), CASES, metrics=["recall@5"])
    assert run.below({"mrr@3": 0.3, "recall@1": 0.1}) == [("mrr@3", 0.25, 0.3), ("recall@1", 0.0, 0.1)]
    with pytest.raises(SettingsError):
        run.below({"accuracy": 1})


def test_a_measure_that_applies_to_nothing_meets_no_minimum() -> None:
    assert evaluate(ScriptedDesk(SCRIPT), CASES[:1]).below({"refusal_f1": 0.0}) == [("refusal_f1", None, 0.0)]


# The table and the public face


def test_the_table() -> None:
    run = evaluate(ScriptedDesk(SCRIPT), CASES, metrics=["recall@5", "refusal_f1", "citation_precision", "latency_p95"])
    assert render_table(run).splitlines()[:8] == [
        "measure             value   95 % interval  n",
        "recall@5            0.500  0.000 to 1.000  2",
        "refusal_f1          1.000  1.000 to 1.000  1",
        "citation_precision  1.000  1.000 to 1.000  1",
        "latency_p95         20 ms        10 to 20  2",
        "",
        "tag      cases  recall@5  refusal_f1",
        "culture      2     0.500           -",
    ]
    assert render_table(run).splitlines()[-1] == (
        "1 of 3 cases failed, scored as not answered; the first, 3: the model does not answer; start it"
    )


def test_the_table_says_what_does_not_apply() -> None:
    run = evaluate(ScriptedDesk(SCRIPT), [Case("9", "Show?")], metrics=["recall@5"])
    assert render_table(run).splitlines() == ["measure   value  95 % interval  n", "recall@5      -              -  0"]


def test_the_public_face() -> None:
    names = "Case Comparison Instruments Run compare evaluate is_run read_articles_of read_cases read_run".split()
    assert qa.evaluation.__all__ == names


def test_importing_is_light() -> None:
    check = "import sys, qa.evaluation, qa.evaluation.table; print('numpy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
