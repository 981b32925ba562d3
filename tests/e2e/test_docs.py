"""What the documents say to type, typed: every block of Python and every line of `qa`."""

import json
import re
import shlex
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted(ROOT.glob("docs/*.md"))]
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks():
    for document in DOCUMENTS:
        for at, (language, text) in enumerate(BLOCK.findall(document.read_text(encoding="utf-8")), 1):
            yield f"{document.name} block {at}", language, text


PYTHON = {name: text for name, language, text in blocks() if language == "python"}
LINES = list(
    dict.fromkeys(
        line.strip()
        for _, language, text in blocks()
        if language in {"", "sh"}
        for line in text.splitlines()
        if re.match(r"(?:\w+=\S+ )*qa ", line)
    )
)


def needs_more(line):
    """A server to be left running, or a model."""
    return line.startswith("QA_") or "--model" in line or " serve" in line or " chat" in line


@pytest.fixture(scope="module")
def folder(sample_home, tmp_path_factory):
    """A checkout's data, fewer cases, and the indexes of which the documents speak."""
    folder = tmp_path_factory.mktemp("documents")
    data = folder / "tests/data"
    data.mkdir(parents=True)
    shutil.copy(ROOT / "tests/data/archive.jsonl", data)
    cases = (ROOT / "tests/data/cases.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    (data / "cases.jsonl").write_text("".join([case for case in cases if '"as-of"' in case][:16]), encoding="utf-8")
    for name in ("news.index", "demo.index"):
        shutil.copytree(sample_home, folder / name)
    return folder


@pytest.mark.parametrize("block", PYTHON.values(), ids=PYTHON)
def test_python_runs_and_prints(block, folder, series):
    done = series.run(["-c", block], folder)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() or "print" not in block


@pytest.mark.parametrize("line", [line for line in LINES if not needs_more(line)])
def test_a_line_does_what_it_says(line, folder, series):
    _, *args = shlex.split(line, comments=True)
    done = series.run(args, folder)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()
    assert done.stderr == "" or "cases drafted; look through them" in done.stderr


@pytest.mark.parametrize("line", [line for line in LINES if needs_more(line)])
def test_a_line_that_needs_a_server_or_a_model_is_a_line_of_qa(line, folder, series):
    words = shlex.split(line, comments=True)
    settings = dict(word.split("=", 1) for word in words if word.startswith("QA_"))
    done = series.run([*words[words.index("qa") + 1 :], "--help"], folder, environment=settings)
    assert done.returncode == 0, done.stderr


def test_the_documents_show_python_and_a_shell():
    assert any(name.startswith("README.md") for name in PYTHON)
    assert any(line.startswith("qa ask") for line in LINES)


def test_the_answers_of_the_readme_are_answers(folder, series):
    for line in LINES:
        if line.startswith("qa ask "):
            _, *args = shlex.split(line, comments=True)
            answer = json.loads(series.run([*args, "--json"], folder).stdout)
            assert answer["refusal"] is None
            assert all(sentence["verdict"] == "supported" for sentence in answer["sentences"])


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.name)
def test_links_and_pictures_are_there(document):
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", document.read_text(encoding="utf-8")):
        assert (document.parent / target).exists(), target


@pytest.mark.parametrize("verb", "index remove list show search ask chat check eval serve doctor".split())
def test_every_example_in_the_help_is_a_line_of_qa(verb, folder, series):
    text = " ".join(series.run([verb, "--help"], folder).stdout.replace("│", " ").split())
    example = re.search(r"Example: qa (\w+)", text)
    assert example
    assert example[1] == verb
