"""Reports: what they say is what the run holds, and nothing in them is markup but their own."""

import csv
import io
import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import Coverage, Filter, Hit, SettingsError, Span
from qa.evaluation import Case, Run
from qa.evaluation.figure import figure
from qa.evaluation.measures import STANDARD, find_measure
from qa.evaluation.outcome import Outcome
from qa.evaluation.report import check_report, render_report, write_report
from qa.evaluation.report.charts import charts, nice, risk_coverage, wilson
from qa.evaluation.report.details import details, script_json
from qa.evaluation.report.judged import JudgedRun, judged
from qa.evaluation.report.pairing import pair
from qa.evaluation.report.slices import slicings
from qa.values import Answer, Citation, Query, Refusal, Sentence

NOON = datetime(2024, 3, 7, 12, tzinfo=UTC)
TEXT = "The ferry to Orsay is back. It sailed on Thursday. Nobody was hurt."
QUOTE = "It sailed on Thursday."
HOSTILE = "</script><script>alert(1)</script> **bold** | <img src=x onerror=alert(2)> \u202egnp.exe {{ 7*7 }} <!--"


def hit(article: str, text: str = TEXT, start: int = 0) -> Hit:
    url = f"https://example.org/{article}"
    return Hit(
        f"{article}#0", article, "v1", "Ferry", "Courier", url, NOON, text, start, start + len(text), 0.03, 0.6, {}
    )


def outcome(
    name: str,
    *,
    answers=("Thursday",),
    said=QUOTE,
    refused=False,
    confidence=0.8,
    question="When did it sail?",
    tags=(),
) -> Outcome:
    case = Case(name, question, date(2024, 3, 8), answers, ("a",) if answers else (), tags=tags)
    refusal = Refusal("not covered", said, Coverage(1, 1, NOON, NOON)) if refused else None
    citation = Citation(1, "a", "v1", "Ferry", "Courier", None, NOON, QUOTE, 28, 50, (Span(28, 50),), TEXT, 0)
    answer = Answer(
        question=question,
        query=Query(question, question, question, date(2024, 3, 8), "news", Filter()),
        text=said if refused else f"{said} [1]",
        sentences=() if refused else (Sentence(said, (1,), "supported"),),
        citations=() if refused else (citation,),
        refusal=refusal,
        model="quotes",
        prompt=None,
        hits=(hit("b", "Elsewhere it rained."), hit("a")),
        timings={"total": 120.0},
        confidence=confidence,
    )
    return Outcome(case, answer)


def run_of(*outcomes: Outcome, **config) -> Run:
    return Run(config, {name: figure(find_measure(name), outcomes) for name in STANDARD}, outcomes)


RIGHT = outcome("right")
WRONG = outcome("wrong", said="It sailed on Friday.", confidence=0.6)
MISSED = outcome("missed", said="Not in the archive.", refused=True, confidence=0.2)
REFUSED = outcome("refused", answers=(), said="Not in the archive.", refused=True, confidence=0.1)
INVENTED = outcome("invented", answers=(), confidence=0.7)
FAILED = Outcome(Case("failed", "Why?", answers=("so",)), None, "the model did not answer: start it")
RUN = run_of(RIGHT, WRONG, MISSED, REFUSED, INVENTED, FAILED, model="quotes")


def payload(page: str) -> dict:
    found = re.search(r'<script type="application/json" id="payload">(.*?)</script>', page, re.DOTALL)
    assert found
    return json.loads(found[1])


def test_each_case_is_called_what_came_of_it():
    assert [case.kind for case in judged(RUN).cases] == [
        "right",
        "wrong",
        "refused, wrongly",
        "refused, rightly",
        "should be refused",
        "error",
    ]
    assert [case.right for case in judged(RUN).cases] == [True, False, False, True, False, False]


def test_without_a_measure_of_the_answer_nothing_says_whether_it_is_right():
    run = Run({}, {"recall@1": figure(find_measure("recall@1"), [RIGHT])}, (RIGHT,))
    assert judged(run).cases[0].kind == "not judged"
    assert {chart.title for chart in charts(judged(run))} == {"Recall by rank", "Time to the whole answer"}


def test_risk_rises_as_less_confident_answers_come_in():
    # Given, by confidence: right (0.8), invented (0.7), wrong (0.6); six questions in all.
    assert risk_coverage(judged(RUN).cases) == ((1 / 6, 0.0), (2 / 6, 1 / 2), (3 / 6, 2 / 3))


def test_answers_of_one_confidence_come_in_together():
    alike = run_of(replace_confidence(RIGHT, 0.5), replace_confidence(WRONG, 0.5))
    assert risk_coverage(judged(alike).cases) == ((1.0, 0.5),)


def replace_confidence(one: Outcome, confidence: float) -> Outcome:
    assert one.answer
    return replace(one, answer=replace(one.answer, confidence=confidence))


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=30))
def test_the_last_point_of_risk_and_coverage_is_the_run_as_it_is(answers: list[tuple[float, bool]]):
    outcomes = [replace_confidence(RIGHT if right else WRONG, confidence) for confidence, right in answers]
    points = risk_coverage(
        judged(Run({}, {"answer_recall": figure(find_measure("answer_recall"), outcomes)}, tuple(outcomes))).cases
    )
    assert points[-1] == (1.0, sum(not right for _, right in answers) / len(answers))
    assert [coverage for coverage, _ in points] == sorted({coverage for coverage, _ in points})


@given(st.floats(0, 1), st.integers(1, 1000))
def test_the_interval_of_a_share_holds_it_and_stays_a_share(share: float, n: int):
    low, high = wilson(share, n)
    assert 0 <= low <= share + 1e-9
    assert share - 1e-9 <= high <= 1


@given(st.floats(0.001, 1e9))
def test_a_step_of_an_axis_is_round_and_not_too_small(step: float):
    assert step * (1 - 1e-9) <= nice(step) <= step * 2.5 * (1 + 1e-9)
    assert f"{nice(step):e}"[:4] in {"1.00", "2.00", "2.50", "5.00"}


def test_recall_by_rank_ends_at_what_is_found_at_all():
    chart = next(chart for chart in charts(judged(run_of(RIGHT, WRONG))) if chart.title == "Recall by rank")
    assert [share for _, share in chart.line] == [0.0, *[1.0] * 19]


def test_confidence_is_held_against_whether_the_passages_had_the_answer():
    chart = next(chart for chart in charts(judged(RUN)) if chart.title.startswith("Calibration"))
    # missed (0.2), wrong (0.6) and right (0.8) had it; refused (0.1) and invented (0.7) have none.
    assert [(round(dot.x, 2), dot.y) for dot in chart.dots] == [(0.1, 0), (0.2, 1), (0.6, 1), (0.7, 0), (0.8, 1)]


def test_the_histogram_holds_every_case_once():
    chart = next(chart for chart in charts(judged(RUN)) if chart.title.startswith("Time"))
    assert sum(int(bar.label.rpartition(": ")[2]) for bar in chart.bars) == 5


def test_slices_part_the_cases_and_a_case_with_two_tags_is_in_both():
    run = judged(run_of(outcome("1", tags=("sea", "spring")), outcome("2", tags=("sea",)), WRONG))
    tags = next(slicing for slicing in slicings(run) if slicing.title == "Tag")
    assert [(part.name, part.cases) for part in tags.slices] == [("sea", 2), ("spring", 1)]
    assert tags.slices[0].figures["right"].value == 1.0
    assert tags.measures == ("right", "recall@5", "answer_recall", "citation_hit")


def test_a_comparison_pairs_by_id_and_says_what_changed():
    earlier = run_of(replace(WRONG, case=replace(WRONG.case, id="right")), WRONG, outcome("gone"))
    paired = pair(judged(RUN), judged(earlier))
    assert (paired.common, paired.only_before, paired.only_after) == (2, 1, 4)
    assert paired.changes == {"right": "better", "wrong": "same"}
    gain = next(one for one in paired.differences if one.name == "answer_recall")
    assert (gain.difference, gain.better, gain.worse) == (0.5, ("right",), ())


def test_cited_words_are_marked_where_they_stand():
    shown = details(judged(run_of(RIGHT)), None)
    evidence = shown["cases"][0]["evidence"]
    assert [item["numbers"] for item in evidence] == [[], [1]]
    assert [shown["texts"][part] for part in evidence[1]["parts"]] == [
        "The ferry to Orsay is back. ",
        QUOTE,
        " Nobody was hurt.",
    ]
    assert shown["articles"][evidence[1]["article"]]["id"] == shown["cases"][0]["relevant"][0]["id"]


def test_what_cases_share_is_in_the_page_once():
    shown = details(judged(RUN), None)
    assert len(shown["articles"]) == len({one["id"] for one in shown["articles"]}) == 2
    assert len(shown["texts"]) == len(set(shown["texts"]))


def test_a_citation_of_no_passage_found_still_shows_its_quotation():
    assert RIGHT.answer
    lone = replace(RIGHT, answer=replace(RIGHT.answer, hits=()))
    shown = details(judged(run_of(lone)), None)
    (evidence,) = shown["cases"][0]["evidence"]
    assert [shown["texts"][part] for part in evidence["parts"]] == ["", QUOTE]


@given(st.text())
def test_json_in_a_script_element_ends_nothing_and_is_the_same_json(text: str):
    written = script_json({"text": text})
    assert not set("<>&") & set(written)
    assert json.loads(written) == {"text": text}


def hostile() -> Run:
    assert RIGHT.answer
    worst = replace(hit("a"), title=HOSTILE, source=HOSTILE, url="javascript:alert(3)", text=f"{TEXT} {HOSTILE}")
    answer = replace(
        RIGHT.answer, text=HOSTILE, sentences=(Sentence(HOSTILE, (1,), "partial", (HOSTILE,)),), hits=(worst,)
    )
    case = replace(RIGHT.case, id=HOSTILE, question=HOSTILE, answers=(HOSTILE,), tags=(HOSTILE,), relevant=(HOSTILE,))
    return run_of(Outcome(case, answer), RIGHT, model=HOSTILE)


def test_the_page_is_whole_and_loads_nothing():
    page = render_report(RUN, ".html", RUN)
    assert page.count("<script") == 2
    assert not re.search(r"<(?:link|img|iframe|base)\b|\bsrc=|@import|url\(", page)
    assert "default-src 'none'" in page
    assert payload(page)["cases"][0]["sentences"][0]["text"] == QUOTE


def test_hostile_text_is_text_in_the_page():
    page = render_report(hostile(), ".html", hostile())
    outside = re.sub(r"<(script|style)\b.*?</\1>", "", page, flags=re.DOTALL)
    assert page.count("<script") == 2
    assert page.count("</script>") == 2
    assert "<img" not in page
    assert "<!--" not in page
    assert "\u202e" not in page
    assert "49" not in re.findall(r"exe (\S+)", outside)
    shown = payload(page)["cases"][0]
    assert shown["sentences"][0]["text"] == HOSTILE.replace("\u202e", "")
    assert payload(page)["articles"][shown["evidence"][0]["article"]]["url"] is None


def test_hostile_text_is_text_in_markdown():
    text = render_report(hostile(), ".md")
    assert not re.search(r"(?<!\\)<", text)
    assert "\u202e" not in text
    lines = [line for line in text.splitlines() if line.startswith("| ")]
    assert all(len(re.findall(r"(?<!\\)\|", line)) == len(re.findall(r"(?<!\\)\|", lines[0])) for line in lines[:3])


@pytest.mark.parametrize("formula", ["=HYPERLINK(1)", "+1", "-1", "@SUM(A1)"])
def test_a_spreadsheet_runs_nothing(formula: str):
    rows = list(csv.DictReader(io.StringIO(render_report(run_of(outcome("1", question=formula)), ".csv"))))
    assert rows[0]["question"] == f"'{formula}"


def test_the_sheet_has_a_line_a_case_with_its_scores():
    rows = list(csv.DictReader(io.StringIO(render_report(RUN, ".csv", RUN))))
    assert [row["id"] for row in rows] == ["right", "wrong", "missed", "refused", "invented", "failed"]
    assert rows[0]["answer_recall"] == "1.0"
    assert rows[3]["answer_recall"] == ""
    assert {row["change"] for row in rows} == {"same"}


def test_markdown_lists_the_cases_that_went_wrong():
    text = render_report(RUN, ".md")
    assert "## Cases to look at (4)" in text
    assert "the model did not answer" in text
    assert "| answer\\_recall | 0.250 |" in text


@pytest.mark.parametrize("name", ["report.pdf", "report", "nowhere/report.html"])
def test_a_report_that_cannot_be_written_is_said_before_anything_runs(tmp_path, name: str):
    with pytest.raises(SettingsError, match="--report"):
        check_report(tmp_path / name)


def test_an_empty_run_is_a_report_too(tmp_path):
    nothing = Run({}, {}, ())
    for ending in (".html", ".md", ".csv"):
        write_report(nothing, tmp_path / f"report{ending}")
    assert isinstance(judged(nothing), JudgedRun)
    assert "0 questions" in (tmp_path / "report.md").read_text(encoding="utf-8")
