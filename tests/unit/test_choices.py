"""Which models there are to choose from, what each costs, and where the text goes."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from loopback import Loopback

from qa.choices import FREE, ModelChoice, model_choices
from qa.recommended import RECOMMENDED
from qa.settings import Settings

NOWHERE = {"OLLAMA_HOST": "http://127.0.0.1:9"}  # nothing listens on the discard port


@pytest.fixture
def ollama() -> Iterator[Loopback]:
    with Loopback() as server:
        yield server


def choices(cache: Path, **environment: str) -> tuple[ModelChoice, ...]:
    return model_choices(Settings(cache=cache), NOWHERE | environment)


def test_quotations_need_nothing(tmp_path: Path) -> None:
    assert choices(tmp_path) == (ModelChoice("quotes", "Quotations, no model", FREE, None),)


def test_the_recommended_model_is_there_once_it_was_fetched(tmp_path: Path) -> None:
    with (tmp_path / RECOMMENDED.file).open("wb") as file:
        file.truncate(RECOMMENDED.size)
    assert [(one.name, one.cost, one.sends_to) for one in choices(tmp_path)][1:] == [("local", FREE, None)]


@pytest.mark.parametrize("scheme", ["http://", ""])
def test_a_running_ollama_says_what_it_has(tmp_path: Path, ollama: Loopback, scheme: str) -> None:
    ollama.say("/api/tags", json.dumps({"models": [{"name": "qwen3:4b"}, {"name": "gemma3"}]}), "application/json")
    found = choices(tmp_path, OLLAMA_HOST=f"{scheme}127.0.0.1:{ollama.port}")[1:]
    assert [one.name for one in found] == ["ollama:qwen3:4b", "ollama:gemma3"]
    assert {(one.cost, one.sends_to) for one in found} == {(FREE, None)}


@pytest.mark.parametrize("said", ["<p>hello", "[]", '{"models": [1]}', "{}"])
def test_something_else_at_its_address_is_no_ollama(tmp_path: Path, ollama: Loopback, said: str) -> None:
    ollama.say("/api/tags", said)
    assert len(choices(tmp_path, OLLAMA_HOST=ollama.url(""))) == 1


def test_a_provider_whose_key_is_set_bills_and_gets_the_text(tmp_path: Path) -> None:
    (found,) = choices(tmp_path, OPENAI_API_KEY="sk-…", ANTHROPIC_API_KEY="")[1:]
    assert found.name.startswith("openai:")
    assert "OpenAI" in found.cost
    assert found.sends_to == "OpenAI"
