"""`qa check` as people run it: texts, files, stdin, claims, and what goes wrong."""

import json
import re

import pytest
from docx import Document
from series import ended

RIGHT = "About 1,140 people live on Aldersey."
WRONG = "About 2,750 people live on Aldersey."
BRIDGE = "hc-2024-02-13-bridge"
CITATION = "number article_id title source url published version quote start end spans also_in".split()


@pytest.fixture
def qa(tmp_path, series, sample_home):
    """Runs `qa check` on the sample archive in a folder of its own."""

    def run(*args, stdin="", exits=0, **environment):
        args = ["check", *map(str, args), "--index", str(sample_home)]
        done = series.run(args, tmp_path, stdin=stdin, environment=environment)
        return ended(done, exits)

    return run


def records(done):
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_a_line_of_json_for_each_sentence(qa, sample):
    done = qa(f"{RIGHT} {WRONG} How many are born there?", "--json", exits=1)
    right, wrong, question = records(done)
    assert all(list(one) == ["text", "verdict", "problems", "evidence"] for one in (right, wrong, question))
    assert (right["text"], right["verdict"], right["problems"]) == (RIGHT, "supported", [])
    assert wrong["verdict"] == "unsupported"
    assert any(re.search(r"1,?140.*, not .*2,?750", problem) for problem in wrong["problems"])
    assert (question["verdict"], question["problems"]) == ("uncited", ["nothing to check"])
    for evidence in right["evidence"] + wrong["evidence"]:
        assert list(evidence) == CITATION
        article = sample.article(evidence["article_id"])
        assert article.text[evidence["start"] : evidence["end"]] == evidence["quote"]
    assert done.stderr == ""


def test_for_people(qa):
    done = qa(f"{RIGHT} {WRONG} Why?", exits=1)
    lines = done.stdout.splitlines()
    assert lines[0] == f"supported: {RIGHT}"
    assert "Harbour Courier, 2024-03-14, Islanders to lose two sailings a day" in lines[1]
    assert f"unsupported: {WRONG}" in lines
    assert "uncited: Why?" in lines
    assert lines[-1] == "3 sentences: 1 supported, 1 unsupported"


@pytest.mark.parametrize("text", [RIGHT, f"Who lives there?\n\n{RIGHT}", "Background"])
def test_it_exits_0_when_nothing_is_amiss(qa, text):
    qa(text)


def test_only_the_articles_named_count(qa):
    qa(RIGHT, "--article", "hc-2024-03-14-ferry")
    (one,) = records(qa(RIGHT, "--article", BRIDGE, "--json", exits=1))
    assert one["verdict"] == "unsupported"
    assert {evidence["article_id"] for evidence in one["evidence"]} <= {BRIDGE}


def test_what_was_published_later_does_not_count(qa):
    text = "Millgate Bridge reopened to traffic at noon on Saturday after 13 months."
    qa(text)
    (one,) = records(qa(text, "--as-of", "2024-12-31", "--json", exits=1))
    assert all(evidence["published"] < "2025" for evidence in one["evidence"])
    (one,) = records(qa(text, "--source", "Upland Gazette", "--json", exits=1))
    assert {evidence["source"] for evidence in one["evidence"]} <= {"Upland Gazette"}


def write_docx(path, text):
    document = Document()
    for paragraph in text.split("\n\n"):
        document.add_paragraph(paragraph)
    document.save(path)


def write_html(path, text):
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in text.split("\n\n"))
    path.write_text(f"<html><head><title>The island</title></head><body><article>{paragraphs}</article></body></html>")


def write_text(path, text):
    path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "write"),
    [("draft.txt", write_text), ("my draft.md", write_text), ("draft.docx", write_docx), ("draft.html", write_html)],
)
def test_a_draft_in_a_file(qa, tmp_path, name, write):
    write(tmp_path / name, f"The island\n\n{RIGHT}\n\n{WRONG}")
    checked = records(qa(name, "--json", exits=1))
    assert [one["verdict"] for one in checked if one["verdict"] != "uncited"] == ["supported", "unsupported"]
    assert [one["text"] for one in checked][-2:] == [RIGHT, WRONG]


def test_a_draft_from_stdin(qa):
    (one,) = records(qa("-", "--json", stdin=RIGHT))
    assert one["text"] == RIGHT


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["no draft.docx"], r"no draft\.docx: no such file"),
        (["."], r"is a folder; give the draft's file"),
        (["empty.txt"], r"empty\.txt: .*empty"),
        ([" "], r"there is no text to check"),
        (["-"], r"there is no text to check"),
        ([], r"Missing argument 'TEXT\|FILE'"),
        ([RIGHT, "--article", "gone"], r"gone: no such article; `qa list` shows the ids"),
        ([RIGHT, "--claims", "claims.jsonl"], r"--claims takes no TEXT"),
        (["--claims", "none.jsonl"], r"none\.jsonl: cannot be read"),
    ],
)
def test_a_mistake_is_one_line(qa, tmp_path, args, says):
    (tmp_path / "empty.txt").touch()
    done = qa(*args, exits=2)
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    assert re.search(says, line), line


def test_a_long_text_is_no_path(qa):
    qa(f"{RIGHT} " * 200)


def test_claims(qa, tmp_path):
    claims = [
        {"id": "a", "claim": RIGHT, "article_ids": ["hc-2024-03-14-ferry"]},
        {"id": "b", "claim": f"{RIGHT} {WRONG}", "article_ids": ["hc-2024-03-14-ferry"]},
        {"id": "c", "claim": RIGHT, "article_ids": ["gone"]},
    ]
    file = tmp_path / "claims.jsonl"
    file.write_text("\n".join(map(json.dumps, claims)))
    done = qa("--claims", file, "--json")
    a, b, c = records(done)
    assert a == {"id": "a", "verdict": "supported", "problems": []}
    assert (b["id"], b["verdict"]) == ("b", "unsupported")
    assert (c["id"], c["verdict"]) == ("c", "unsupported")
    assert done.stderr == f"{file}:3: gone: no such article; `qa list` shows the ids\n"
    people = qa("--claims", file).stdout.splitlines()
    assert people[0] == "a  supported"
    assert people[1].startswith("b  unsupported  ")


def test_a_broken_line_of_claims_is_named_and_the_rest_goes_on(qa, tmp_path):
    file = tmp_path / "claims.jsonl"
    file.write_text(f'{{"id": "a"}}\n{json.dumps({"id": "b", "claim": RIGHT})}\n')
    done = qa("--claims", file, "--json", exits=2)
    assert [one["id"] for one in records(done)] == ["b"]
    assert done.stderr.startswith(f"{file}:1: has no claim; write ")


def test_a_judge_that_cannot_be_asked_leaves_the_verdicts(qa):
    done = qa(RIGHT, "--judge", "nli:no-such-folder")
    assert done.stdout.startswith("supported: ")
    assert done.stderr.startswith("The judge says nothing: nli:no-such-folder: cannot be loaded")


def test_a_judge_is_asked_after_the_answer_was_shown(series, tmp_path, sample_home):
    args = ["ask", "How many people live on Aldersey?", "--index", str(sample_home)]
    done = series.run(args, tmp_path, environment={"QA_JUDGE": "nli:no-such-folder"})
    assert done.returncode == 0
    assert "1,140" in done.stdout
    assert done.stderr.count("The judge says nothing") == 1
