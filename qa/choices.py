"""Which models there are to choose from here, what each costs, and where the text goes."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.util import find_spec

from qa.fetching.fetch import is_kept
from qa.fetching.obtain import cache_folder
from qa.recommended import RECOMMENDED
from qa.settings import Settings

FREE = "free"
_SECONDS = 0.5  # a server on this machine says at once what it has
_OLLAMA = "http://127.0.0.1:11434"
_HERE = re.compile(r"https?://(?:localhost|127(?:\.\d+){3}|\[::1\])(?:[:/]|$)")
# A small model of each provider: it writes a few sentences from passages that it is given.
_PROVIDERS = (
    ("openai:gpt-4.1-mini", "OpenAI", "OPENAI_API_KEY", "langchain_openai"),
    ("anthropic:claude-haiku-4-5", "Anthropic", "ANTHROPIC_API_KEY", "langchain_anthropic"),
    ("google_genai:gemini-2.5-flash", "Google", "GOOGLE_API_KEY", "langchain_google_genai"),
)


@dataclass(frozen=True, slots=True)
class ModelChoice:
    """A model that answers can be written by: its `name` as `--model` takes it, and `title` for people.

    `cost` is "free" or who bills; `sends_to` is where questions and passages go, None where they stay on this machine.
    """

    name: str
    title: str
    cost: str = FREE
    sends_to: str | None = None


def model_choices(settings: Settings, environment: Mapping[str, str] = os.environ) -> tuple[ModelChoice, ...]:
    """The models that can be used here: those that need nothing more to be installed, fetched or paid for first.

    Quotations; the recommended model if it was fetched; what a running Ollama has; one of each provider whose key is
    set. Asks Ollama, for half a second at most.
    """
    return (
        ModelChoice("quotes", "Quotations, no model"),
        *_local(settings),
        *_ollama(environment),
        *_billed(environment),
    )


def settings_for(name: str, settings: Settings) -> Settings:
    """The settings for another model: what is set of the first one's server and key is not for another provider."""
    changed: dict[str, object] = {"model": name}
    if name.partition(":")[0] != settings.model.partition(":")[0]:
        changed |= {"base_url": None, "api_key": None}
    return settings.model_copy(update=changed)


def _local(settings: Settings) -> Iterator[ModelChoice]:
    if find_spec("openvino_genai") and is_kept(RECOMMENDED, cache_folder(settings.cache)):
        yield ModelChoice("local", RECOMMENDED.name)


def _ollama(environment: Mapping[str, str]) -> Iterator[ModelChoice]:
    if not find_spec("langchain_ollama"):
        return
    import httpx

    address = environment.get("OLLAMA_HOST") or _OLLAMA
    address = address if "://" in address else f"http://{address}"
    try:
        listed = httpx.get(f"{address.rstrip('/')}/api/tags", timeout=_SECONDS).raise_for_status().json()
        names = [model["name"] for model in listed["models"]]
    except (httpx.HTTPError, httpx.InvalidURL, ValueError, KeyError, TypeError):
        return  # it does not run, or something else answers there
    there = None if _HERE.match(address) else address
    yield from (ModelChoice(f"ollama:{name}", f"{name}, by Ollama", sends_to=there) for name in names)


def _billed(environment: Mapping[str, str]) -> Iterator[ModelChoice]:
    for name, provider, key, package in _PROVIDERS:
        if environment.get(key) and find_spec(package):
            model = name.partition(":")[2]
            yield ModelChoice(name, f"{model}, by {provider}", f"billed by {provider}, by the token", provider)
