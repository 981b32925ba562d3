"""The wheel: what is in it, and that it works away from the checkout."""

import os
import re
import subprocess
import sys
import zipfile
from email import message_from_string
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("index", "prompts", "qa")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(folder), str(ROOT)]
    if find_spec("hatchling"):
        command.append("--no-build-isolation")
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode and re.search("Connection|No matching distribution found for hatchling", done.stderr):
        pytest.skip("needs hatchling, or a package index to take it from")
    assert done.returncode == 0, done.stderr
    (path,) = folder.glob("*.whl")
    with zipfile.ZipFile(path) as opened:
        yield opened


def test_it_holds_the_three_packages_whole_and_nothing_else(wheel):
    held = {name for name in wheel.namelist() if ".dist-info/" not in name}
    files = (file for package in PACKAGES for file in (ROOT / package).rglob("*"))
    assert held == {
        file.relative_to(ROOT).as_posix() for file in files if file.is_file() and "__pycache__" not in file.parts
    }


def test_what_is_not_python_is_there_too(wheel):
    held = set(wheel.namelist())
    assert {"index/py.typed", "qa/py.typed", "prompts/answer.md", "prompts/evidence.md", "prompts/question.md"} <= held
    assert {"qa/web/assets/script.js", "qa/web/assets/style.css"} <= held
    assert not any(name.startswith(("tests", "docs", "benchmarks")) for name in held)
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in held)


def test_its_metadata(wheel):
    (name,) = (name for name in wheel.namelist() if name.endswith(".dist-info/METADATA"))
    metadata = message_from_string(wheel.read(name).decode())
    assert metadata["Name"] == "news-qa"
    assert metadata["Requires-Python"] == ">=3.11"
    assert metadata.get_all("Provides-Extra") == ["anthropic", "dev", "google", "local", "ollama", "openai", "ragas"]
    (name,) = (name for name in wheel.namelist() if name.endswith(".dist-info/entry_points.txt"))
    assert "qa = qa.cli:main" in wheel.read(name).decode()


def test_it_works_away_from_the_checkout(wheel, tmp_path):
    wheel.extractall(tmp_path / "site")
    code = "import index, prompts, qa, qa.cli.commands; from qa.prompting import load_prompt; " + (
        "print(index.__file__, prompts.__file__, qa.__file__, load_prompt('answer').name)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(tmp_path / "site")},
        capture_output=True,
        text=True,
        check=True,
    )
    *files, prompt = done.stdout.split()
    assert all(Path(file).is_relative_to(tmp_path / "site") for file in files)
    assert prompt == "answer"
