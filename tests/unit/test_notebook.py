"""Conversations kept on the server: whole, apart for each reader, found, renamed, deleted, and taken away."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from index import Article, Filter, Index, NewsError, ReadError, SettingsError
from qa import Assistant
from qa.web.conversation import Turns, asked, history, with_last
from qa.web.notebook.exports import as_json, as_markdown
from qa.web.notebook.notebook import Notebook
from qa.web.notebook.shared import SharedAnswers

STORY = "The council of Marrow voted on Tuesday to close the swimming pool. The vote was nine to four."


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with Index.create(tmp_path_factory.mktemp("kept") / "news.index") as index:
        index.add(
            [
                Article(
                    id="pool",
                    text=STORY,
                    title="Pool *to* close [soon]",
                    source="Marrow Post",
                    url="https://post.example/pool",
                )
            ]
        )
        yield Assistant(index, model="quotes")


def after(desk: Assistant, turns: Turns, question: str) -> Turns:
    turns = asked(turns, question, Filter(as_of=date(2025, 3, 1)))
    for event in desk.stream(question, as_of=date(2025, 3, 1), history=history(turns[:-1])):
        turns = with_last(turns, turns[-1].after(event))
    return turns


@pytest.fixture(scope="module")
def turns(desk: Assistant) -> Turns:
    return after(desk, after(desk, (), "What did the council of Marrow vote to close?"), "Who won the boat race?")


def test_a_conversation_reopens_with_all_its_evidence_after_the_article_is_gone(tmp_path: Path) -> None:
    with Index.create(tmp_path / "news.index") as index:
        index.add([Article(id="pool", text=STORY, title="Pool to close")])
        turns = after(Assistant(index, model="quotes"), (), "What did the council of Marrow vote to close?")
        kept = Notebook(tmp_path).begin("ada", turns)
        index.remove(["pool"])
    reopened = Notebook(tmp_path).conversation("ada", kept.id)
    assert reopened.turns == turns
    assert "swimming pool" in reopened.turns[0].answer.citations[0].passage  # type: ignore[union-attr]


def test_nobody_reaches_the_conversation_of_another(tmp_path: Path, turns: Turns) -> None:
    notebook = Notebook(tmp_path)
    kept = notebook.begin("ada", turns)
    assert notebook.entries("grace") == []
    with pytest.raises(ReadError, match="not there"):
        notebook.conversation("grace", kept.id)
    notebook.delete("grace", kept.id)
    assert notebook.conversation("ada", kept.id) == kept


def test_the_last_changed_stands_first_and_words_find_what_was_asked_and_answered(tmp_path: Path, turns: Turns) -> None:
    notebook = Notebook(tmp_path)
    whole, short = notebook.begin("ada", turns), notebook.begin("ada", turns[1:])
    notebook.go_on("ada", whole.id, turns)
    assert {entry.id for entry in notebook.entries("ada")} == {whole.id, short.id}
    assert [entry.id for entry in notebook.entries("ada", "SWIMMING pool")] == [whole.id]
    assert [entry.id for entry in notebook.entries("ada", "race pool")] == [whole.id]
    assert notebook.entries("ada", "election") == []


def test_renamed_and_deleted(tmp_path: Path, turns: Turns) -> None:
    notebook = Notebook(tmp_path)
    kept = notebook.begin("ada", turns)
    assert kept.title == "What did the council of Marrow vote to close?"
    assert notebook.rename("ada", kept.id, "  The\npool ").title == "The pool"
    assert notebook.go_on("ada", kept.id, turns[:1]).title == "The pool"
    with pytest.raises(SettingsError, match="Give the conversation a name"):
        notebook.rename("ada", kept.id, " \n")
    notebook.delete("ada", kept.id)
    assert notebook.entries("ada") == []
    with pytest.raises(ReadError, match="not there any more"):
        notebook.go_on("ada", kept.id, turns)


@pytest.mark.parametrize("id_", ["", "../../secret", "0" * 15, "0" * 17, "ABCDEF0123456789", "0123456789abcde/"])
def test_an_id_is_no_path(tmp_path: Path, id_: str) -> None:
    with pytest.raises(NewsError):
        Notebook(tmp_path).conversation("ada", id_)
    with pytest.raises(NewsError):
        SharedAnswers(tmp_path).read(id_)


def test_a_damaged_file_costs_itself_only(tmp_path: Path, turns: Turns, caplog: pytest.LogCaptureFixture) -> None:
    notebook = Notebook(tmp_path)
    kept, damaged = notebook.begin("ada", turns), notebook.begin("ada", turns)
    (file,) = tmp_path.rglob(f"{damaged.id}.jsonl")
    file.write_bytes(file.read_bytes()[:100])
    assert [entry.id for entry in notebook.entries("ada")] == [kept.id]
    assert "left out" in caplog.text
    with pytest.raises(ReadError, match="damaged"):
        notebook.conversation("ada", damaged.id)


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path, turns: Turns) -> None:
    (tmp_path / "conversations").write_text("in the way")
    with pytest.raises(SettingsError, match="cannot be written"):
        Notebook(tmp_path).begin("ada", turns)


def test_a_shared_answer_is_read_by_its_key_alone(tmp_path: Path, turns: Turns) -> None:
    answers = SharedAnswers(tmp_path)
    key = answers.share(turns[0])
    assert answers.read(key).turn == turns[0]
    assert answers.share(turns[0]) != key
    with pytest.raises(ReadError, match="no such answer"):
        answers.read("A" * 22)


def test_markdown_cites_in_full_and_takes_nothing_for_markup(tmp_path: Path, turns: Turns) -> None:
    text = as_markdown(Notebook(tmp_path).begin("ada", turns))
    assert "# What did the council of Marrow vote to close?" in text
    assert "## Who won the boat race?" in text
    assert r"“Pool \*to\* close \[soon\]”, <https://post.example/pool>: “The council of Marrow voted" in text
    assert r"close the swimming pool. \[1\]" in text


def test_json_has_each_answer_whole(tmp_path: Path, turns: Turns) -> None:
    record = json.loads(as_json(Notebook(tmp_path).begin("ada", turns)))
    first, second = record["turns"]
    assert first["answer"]["citations"][0]["article_id"] == "pool"
    assert second["answer"]["refusal"]["message"]
