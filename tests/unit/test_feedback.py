"""What readers think of answers, and the test sets that makes."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from index import Article, Index, SettingsError
from qa import Assistant, read_cases
from qa.claims import Claimed, read_claims
from qa.evaluation.making import case_lines
from qa.values import Answer, Message
from qa.web.notebook.feedback import Feedback, Opinion, cases, claims, opinion

NOW = datetime(2025, 3, 2, tzinfo=UTC)
STORY = "Ada Quill opened the harbour museum in Marrow on Friday. It took nine years to build, the mayor said."


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Answer]:
    with Index.create(tmp_path_factory.mktemp("feedback") / "news.index") as index:
        index.add([Article(id="museum", text=STORY, title="Museum opens")])
        desk = Assistant(index, model="quotes")
        known = {q: desk.ask(q, as_of=date(2025, 3, 1)) for q in (OPENED, ELECTION)}
    return known.__getitem__


OPENED, ELECTION = "Who opened the harbour museum in Marrow?", "Who won the election in Norway?"


def given(answer: Answer, of: str = "a", *, good: bool = True, **more: object) -> Opinion:
    return opinion(answer, of=of, at=NOW, good=good, **more)  # type: ignore[arg-type]


def test_a_later_opinion_takes_the_place_of_an_earlier_one(tmp_path: Path, answers: Callable[[str], Answer]) -> None:
    feedback, answer = Feedback(tmp_path), answers(OPENED)
    assert feedback.opinions() == []
    feedback.add(given(answer, good=True))
    feedback.add(given(answer, good=True, sentence=0))
    feedback.add(given(answer, good=False))
    assert [(one.sentence, one.good) for one in feedback.opinions()] == [(None, False), (0, True)]


def test_a_line_that_is_no_opinion_costs_itself_only(
    tmp_path: Path, answers: Callable[[str], Answer], caplog: pytest.LogCaptureFixture
) -> None:
    feedback = Feedback(tmp_path)
    (tmp_path / "feedback.jsonl").write_text("{}\n")
    feedback.add(given(answers(OPENED)))
    assert len(feedback.opinions()) == 1
    assert "feedback.jsonl:1 is no opinion" in caplog.text


def test_opinions_become_a_test_set_that_can_be_read(tmp_path: Path, answers: Callable[[str], Answer]) -> None:
    before = (Message("user", "Is there a museum?"),)
    opinions = [
        given(answers(OPENED), "good", history=before),
        given(answers(OPENED), "right", good=False, right=" The mayor "),
        given(answers(OPENED), "absent", good=False, absent=True),
        given(answers(OPENED), "wrong only", good=False),
        given(answers(ELECTION), "refused"),
    ]
    (tmp_path / "set.jsonl").write_text(case_lines(cases(opinions)), encoding="utf-8")
    read = {case.id: case for case in read_cases(tmp_path / "set.jsonl")}
    assert set(read) == {"good", "right", "absent", "refused"}
    assert read["good"].answers == ("Ada Quill",)
    assert read["good"].relevant == ("museum",)
    assert read["good"].asked == date(2025, 3, 1)
    assert read["good"].history == before
    assert read["right"].answers == ("The mayor",)
    assert read["absent"].must_be_refused
    assert read["refused"].must_be_refused


def test_of_a_good_answer_without_a_marked_part_any_sentence_is_right(answers: Callable[[str], Answer]) -> None:
    answer = answers(OPENED)
    unmarked = replace(answer, sentences=tuple(replace(sentence, answer=None) for sentence in answer.sentences))
    (case,) = cases([given(unmarked)])
    assert case.answers == tuple(sentence.text for sentence in answer.sentences)


def test_opinions_on_sentences_become_claims_that_can_be_read(tmp_path: Path, answers: Callable[[str], Answer]) -> None:
    opinions = [given(answers(OPENED), good=False, sentence=0), given(answers(OPENED), "whole")]
    (tmp_path / "claims.jsonl").write_text(claims(opinions), encoding="utf-8")
    (claim,) = read_claims(tmp_path / "claims.jsonl")
    assert isinstance(claim, Claimed)
    assert claim.text == answers(OPENED).sentences[0].text
    assert claim.article_ids == ("museum",)
    assert json.loads(claims(opinions))["supported"] is False


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path, answers: Callable[[str], Answer]) -> None:
    (tmp_path / "in-the-way").write_text("")
    with pytest.raises(SettingsError, match="cannot be written"):
        Feedback(tmp_path / "in-the-way").add(given(answers(OPENED)))
