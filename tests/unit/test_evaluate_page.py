"""The Evaluate page's values: the review of drafts, the folder, work that is followed, and its HTML."""

import threading
from datetime import date

import pytest

from index import SettingsError
from qa.evaluation import Case, Run, read_cases
from qa.web.evaluation.folder import Folder
from qa.web.evaluation.render import frame, progress, source
from qa.web.evaluation.review import Review
from qa.web.evaluation.work import Finished, Progress, follow
from qa.web.listen import Stop

FIRST = Case("1", "When did it sail?", date(2024, 3, 8), ("Thursday",), ("a",), tags=("date", "draft"))
SECOND = Case("2", "Who sank it?", date(2024, 3, 8), tags=("absent", "draft"))
REVIEW = Review((FIRST, SECOND))


def test_an_accepted_case_is_as_it_was_edited_and_no_draft():
    review = REVIEW.accept(" When did the ferry sail? ", "Thursday\n\n on Thursday ", "2024-03-09")
    (case,) = review.accepted
    assert case == Case(
        "1", "When did the ferry sail?", date(2024, 3, 9), ("Thursday", "on Thursday"), ("a",), tags=("date",)
    )
    assert review.case == SECOND


def test_a_case_without_answers_has_no_relevant_article():
    assert REVIEW.accept("When did it sail?", "", "").accepted[0].relevant == ()


def test_dropping_going_back_and_the_end():
    review = REVIEW.drop().accept("Who sank it?", "", "")
    assert review.case is None
    assert [case.id for case in review.accepted] == ["2"]
    assert review.drop() == review
    assert review.back().case == SECOND
    assert review.back().back() == REVIEW
    assert REVIEW.back() == REVIEW


@pytest.mark.parametrize(
    ("question", "answers", "asked", "said"),
    [(" ", "a", "", "Write a question"), ("Who?", "…", "", "letter or digit"), ("Who?", "a", "soon", "is no date")],
)
def test_words_that_make_no_case_are_said(question: str, answers: str, asked: str, said: str):
    with pytest.raises(ValueError, match=said):
        REVIEW.accept(question, answers, asked)


def test_what_is_saved_is_there_for_everyone_and_not_written_over(tmp_path):
    folder = Folder(tmp_path / "new")
    assert folder.sets() == folder.runs() == []
    assert folder.save_cases("spring", [FIRST]) == "spring.jsonl"
    assert Folder(tmp_path / "new").sets() == ["spring.jsonl"]
    assert read_cases(folder.set_file("spring.jsonl"))[0].question == FIRST.question
    with pytest.raises(SettingsError, match="is there already"):
        folder.save_cases("spring", [SECOND])
    folder.save_run("before", Run({"model": "quotes"}, {}, ()))
    assert folder.runs() == ["before"]
    assert folder.run("before").config == {"model": "quotes"}


@pytest.mark.parametrize("name", ["", "../out", "a/b", ".hidden", "x" * 61, "a\\b"])
def test_a_name_is_no_path(tmp_path, name: str):
    folder = Folder(tmp_path / "new")
    with pytest.raises(SettingsError, match="Give a name"):
        folder.save_cases(name, [FIRST])
    with pytest.raises(SettingsError, match="no test set"):
        folder.set_file(name)
    with pytest.raises(SettingsError, match="no saved run"):
        folder.run(name)


def test_work_is_followed_to_its_result():
    def work(progress):
        progress(1, 2)
        progress(2, 2)
        return "done"

    *reports, last = follow(work, Stop())
    assert last == Finished("done")
    assert all(isinstance(report, Progress) for report in reports)


def test_what_the_work_raises_is_raised_to_who_follows_it():
    def work(progress):
        raise SettingsError("no such measure")

    with pytest.raises(SettingsError, match="no such measure"):
        list(follow(work, Stop()))


def test_work_that_nobody_waits_for_ends_at_its_next_report():
    stop, reported, ended = Stop(), threading.Event(), threading.Event()

    def work(progress):
        try:
            for number in range(1000):
                progress(number, 1000)
                reported.set()
                stop_seen.wait(0.05)
        finally:
            ended.set()

    stop_seen = threading.Event()
    following = follow(work, stop)
    next(following)
    stop.ask()
    assert list(following) == []
    assert ended.wait(5)


def test_hostile_text_is_text():
    page = frame('<script>alert("1")</script>')
    assert page.count("<") == 2
    assert 'sandbox="allow-scripts allow-popups"' in page
    drawn = source(Case("1", "?", None, ("a",), ("<b>",), reference="<img src=x onerror=alert(1)>"))
    assert "<img" not in drawn
    assert "<b>" not in drawn
    assert "1 to look at, 1 accepted, 0 dropped" in progress(REVIEW.accept("Who?", "a", ""))
