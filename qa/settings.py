"""One frozen Settings, from flags, then the environment (QA_*), then qa.toml, then the defaults."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from index import SettingsError

FILE = "qa.toml"


class Settings(BaseSettings):
    """What can be set. Each field is the flag, QA_ and its name in the environment, and a key of qa.toml."""

    model_config = SettingsConfigDict(env_prefix="QA_", toml_file=FILE, extra="forbid", frozen=True)

    index: Path = Field(Path("news.index"), description="folder of the index")
    model: str = Field("quotes", description="who writes: quotes, local, local:PATH, or provider:model")
    embedder: str | None = Field(None, description="sentence-transformers name or folder; the index's own if unset")
    reranker: str | None = Field(None, description="CrossEncoder's name or folder, to put the best passages in order")
    judge: str | None = Field(None, description="who looks at verdicts again: nli:NAME, or a model as for `model`")
    cache: Path | None = Field(None, description="folder of the fetched local model; the platform's own if unset")
    base_url: str | None = Field(None, description="address of an OpenAI-compatible server")
    api_key: SecretStr | None = Field(None, description="key for that server or for the model's provider")
    timeout: float = Field(60, gt=0, description="seconds that a language model may take to say something")
    temperature: float = Field(0, ge=0, le=2, description="of the language model")
    most_passages: int = Field(8, ge=1, le=50, description="passages of evidence in front of the writer")
    most_tokens: int | None = Field(None, ge=100, description="tokens of evidence in front of the writer; else its own")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - the signature is pydantic's
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - the signature is pydantic's
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Take flags first, then the environment, then the file."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)


def load_settings(**flags: Any) -> Settings:
    """Return the settings; flags that are None are not set. Raises SettingsError that names the first wrong one."""
    try:
        return Settings(**{name: value for name, value in flags.items() if value is not None})
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"])
        known = ", ".join(Settings.model_fields)
        advice = f"known settings: {known}" if first["type"] == "extra_forbidden" else f"QA_{name.upper()} or {FILE}"
        raise SettingsError(f"setting {name!r}: {first['msg'].lower()} ({advice})") from error
    except ValueError as error:  # qa.toml is not TOML
        raise SettingsError(f"{FILE}: {str(error).splitlines()[0]}; mend or remove the file") from error
