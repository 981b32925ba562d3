"""Flags, then environment, then qa.toml, then defaults; and what is said of a wrong one."""

import os
from pathlib import Path

import pytest
from pydantic import ValidationError

from index import SettingsError
from qa.settings import Settings, load_settings


@pytest.fixture(autouse=True)
def nowhere(tmp_path, monkeypatch):
    """A folder without qa.toml, and an environment without settings."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.upper().startswith("QA_")]:
        monkeypatch.delenv(name)
    return tmp_path


def test_defaults():
    settings = load_settings()
    assert (settings.index, settings.model, settings.embedder) == (Path("news.index"), "quotes", None)
    assert (settings.base_url, settings.api_key) == (None, None)
    assert (settings.timeout, settings.temperature, settings.most_passages, settings.most_tokens) == (60, 0, 8, None)


def test_a_flag_goes_before_the_environment_and_that_before_the_file(tmp_path, monkeypatch):
    (tmp_path / "qa.toml").write_text('model = "file"\ntimeout = 5\nmost_passages = 3\n')
    monkeypatch.setenv("QA_MODEL", "environment")
    monkeypatch.setenv("QA_TIMEOUT", "7")
    settings = load_settings(model="flag", index=None)
    assert (settings.model, settings.timeout, settings.most_passages) == ("flag", 7, 3)
    assert load_settings().model == "environment"


@pytest.mark.parametrize(
    ("toml", "says"),
    [
        ('modle = "quotes"', r"setting 'modle': .*known settings: index, model, embedder"),
        ("timeout = 0", r"setting 'timeout': .*greater than 0.*QA_TIMEOUT or qa.toml"),
        ("timeout = [1]", "setting 'timeout'"),
        ("most_passages = 51", "setting 'most_passages'"),
        ("[qa]\nmodel = 'quotes'", "setting 'qa'"),
        ("model: quotes", "qa.toml: .*mend or remove the file"),
        (b"model = '\xff'", "qa.toml: .*mend or remove the file"),
    ],
)
def test_a_wrong_file_is_one_line_that_names_what_is_wrong(tmp_path, toml, says):
    (tmp_path / "qa.toml").write_bytes(toml if isinstance(toml, bytes) else toml.encode())
    with pytest.raises(SettingsError, match=rf"\A[^\n]*{says}[^\n]*\Z"):
        load_settings()


@pytest.mark.parametrize(("name", "value"), [("QA_TIMEOUT", "soon"), ("QA_TEMPERATURE", "3"), ("QA_MOST_TOKENS", "1")])
def test_a_wrong_variable_is_named(monkeypatch, name, value):
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match=rf"\A[^\n]*{name} or qa.toml[^\n]*\Z"):
        load_settings()


def test_a_flag_that_does_not_exist_is_refused():
    with pytest.raises(SettingsError, match="setting 'colour'"):
        load_settings(colour="red")


def test_settings_do_not_change_and_do_not_show_the_key(monkeypatch):
    monkeypatch.setenv("QA_API_KEY", "k-secret")
    settings = load_settings()
    assert settings.api_key.get_secret_value() == "k-secret"
    assert "k-secret" not in repr(settings) + str(settings.model_dump(mode="json"))
    with pytest.raises(ValidationError):
        settings.model = "other"


def test_each_is_described_and_documented():
    documented = Path(__file__).parents[2].joinpath("docs/models.md").read_text(encoding="utf-8")
    for name, field in Settings.model_fields.items():
        assert field.description
        assert name == "temperature" or f"`QA_{name.upper()}`" in documented
