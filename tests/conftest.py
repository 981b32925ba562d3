"""For every test: no network, no telemetry, and no deadline on a busy machine."""

import os

os.environ |= {
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "TOKENIZERS_PARALLELISM": "false",
    "ANONYMIZED_TELEMETRY": "False",
    "GRADIO_ANALYTICS_ENABLED": "False",
}

import pytest
from hypothesis import HealthCheck, settings

from index.embed import Embedder, load_embedder

settings.register_profile("news", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("news")


@pytest.fixture(scope="session")
def minilm() -> Embedder:
    """The real embedder, loaded once; its tokenizer needs no torch."""
    return load_embedder()
