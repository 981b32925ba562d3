import gzip
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from index import CaseError
from qa.evaluation import Case, read_cases
from qa.values import Message

LEAST = {"id": "a", "question": "Who won?", "answers": ["Ann Lee"]}


def write(folder: Path, *records: Any) -> Path:
    path = folder / "cases.jsonl"
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return path


def test_reads_every_key_and_passes_over_the_others(tmp_path: Path) -> None:
    record = {
        **LEAST,
        "asked": "2022-07-23",
        "relevant": ["x", "y"],
        "history": [{"role": "user", "content": "Was there a race?"}, {"role": "assistant", "content": "Yes."}],
        "reference": "Ann Lee won.",
        "tags": ["sport"],
        "label": "gold",
    }
    assert read_cases(write(tmp_path, record)) == [
        Case(
            id="a",
            question="Who won?",
            asked=date(2022, 7, 23),
            answers=("Ann Lee",),
            relevant=("x", "y"),
            history=(Message("user", "Was there a race?"), Message("assistant", "Yes.")),
            reference="Ann Lee won.",
            tags=("sport",),
        )
    ]


def test_optional_keys_may_be_left_out_or_null(tmp_path: Path) -> None:
    optional = ("asked", "relevant", "history", "reference", "tags")
    read = read_cases(write(tmp_path, LEAST, {**LEAST, "id": "b", **dict.fromkeys(optional)}))
    assert read == [Case("a", "Who won?", answers=("Ann Lee",)), Case("b", "Who won?", answers=("Ann Lee",))]


def test_a_case_without_answers_is_not_answerable(tmp_path: Path) -> None:
    answerable, not_answerable = read_cases(write(tmp_path, LEAST, {**LEAST, "id": "b", "answers": []}))
    assert answerable.answerable
    assert not not_answerable.answerable


def test_plain_strings_in_history_alternate_from_the_user(tmp_path: Path) -> None:
    (case,) = read_cases(write(tmp_path, {**LEAST, "history": ["One?", "Two.", "Three?"]}))
    assert case.history == (Message("user", "One?"), Message("assistant", "Two."), Message("user", "Three?"))


def test_gzip_byte_order_mark_and_blank_lines(tmp_path: Path) -> None:
    path = tmp_path / "cases.jsonl.gz"
    path.write_bytes(gzip.compress(f"\n{json.dumps(LEAST)}\n\n".encode("utf-8-sig")))
    assert [case.id for case in read_cases(str(path))] == ["a"]


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"id": None}, "id is null"),
        ({"id": 7}, "id is 7"),
        ({"question": "  "}, "question is"),
        ({"asked": "23 July 2022"}, "YYYY-MM-DD"),
        ({"asked": 2022}, "asked is 2022"),
        ({"answers": None}, r"write \[\]"),
        ({"answers": "Ann Lee"}, "list of strings"),
        ({"answers": ["Ann Lee", "–"]}, "no letter or digit"),
        ({"relevant": [3]}, "relevant is"),
        ({"tags": "sport"}, "tags is"),
        ({"reference": ["a"]}, "reference is"),
        ({"history": "before"}, "list of messages"),
        ({"history": [{"role": "robot", "content": "Hi"}]}, "history item 1"),
        ({"history": ["Hi", {"role": "user"}]}, "history item 2"),
    ],
)
def test_a_wrong_value_is_named_with_file_line_and_fix(tmp_path: Path, wrong: dict[str, Any], says: str) -> None:
    path = write(tmp_path, LEAST, {**LEAST, "id": "b", **wrong})
    with pytest.raises(CaseError, match=says) as caught:
        read_cases(path)
    assert str(caught.value).startswith(f"{path}:2: ")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("line", ["{", "[1]", '"text"', "[" * 100_000])
def test_a_line_that_is_no_object_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "cases.jsonl"
    path.write_text(f"\n{line}\n")
    with pytest.raises(CaseError, match=r"cases\.jsonl:2: .*write one object a line"):
        read_cases(path)


def test_an_id_used_twice_is_an_error_that_names_both_lines(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match=":2: id 'a' is used on line 1"):
        read_cases(write(tmp_path, LEAST, LEAST))


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    contents = {
        "empty.jsonl": b"\n\n",
        "latin.jsonl": '{"id": "é"}'.encode("latin-1"),
        "not.jsonl.gz": b"{}",
        "half.jsonl.gz": gzip.compress(json.dumps(LEAST).encode())[:-12],
    }
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    for name in [*contents, "absent.jsonl", "."]:
        with pytest.raises(CaseError) as caught:
            read_cases(tmp_path / name)
        assert str(caught.value).startswith(str(tmp_path / name))
        assert ";" in str(caught.value)  # what is wrong; what to do
